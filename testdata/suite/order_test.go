package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// The database and the program put records into the same order, and so do both databases.
func TestOrderOfText(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPartners(env, "b", "B", "a", "A", "é", "Z", "z", "_", "1", "10", "2", "a b", "ab", "")
		all := h.Partner().NewSet(env).SearchAll()
		found := namesOf(all.OrderBy("Name", "ID").Records())
		equal(t, "SortedByField", namesOf(all.OrderBy("ID").SortedByField(h.Partner().Fields().Name(), false).Records()), found)
		equal(t, "SortedDefault", namesOf(all.OrderBy("ID").SortedDefault().Records()), found)
		equal(t, "by code points", found, ",1,10,2,A,B,Z,_,a,a b,ab,b,z,é")
		equal(t, "comparisons agree with it", h.Partner().Search(env, q.Partner().Name().Greater("Z").And().Name().Lower("b")).SearchCount(), 4)
	})
}

// Records without a value come at the same end in the database and in the program.
func TestOrderOfUnsetValuesInThePrograms(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPeople(env)
		all := h.Partner().NewSet(env).SearchAll()
		for _, field := range []*models.Field{h.Partner().Fields().Birthday(), h.Partner().Fields().Function(), h.Partner().Fields().Age()} {
			name := field.Name()
			equal(t, name, namesOf(all.OrderBy("ID").SortedByField(field, false).Records()), namesOf(all.OrderBy(name, "ID").Records()))
		}
	})
}

// Setting a field that a search ordered by does not reorder the set; a new search sees the new order.
func TestOrderAfterAChange(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPartners(env, "Ann", "Bob", "Cid")
		all := h.Partner().NewSet(env).SearchAll()
		equal(t, "names", namesOf(all.Records()), "Ann,Bob,Cid")
		all.Records()[0].SetName("Zoe")
		equal(t, "the set", namesOf(all.Records()), "Zoe,Bob,Cid")
		equal(t, "a new search", namesOf(h.Partner().NewSet(env).SearchAll().Records()), "Bob,Cid,Zoe")
		equal(t, "a one2many", namesOf(familyOf(env).Children().Records()), "Ada,Ben")
	})
}

// familyOf creates a parent with children made in an order that is not their default one.
func familyOf(env models.Environment) m.PartnerSet {
	return h.Partner().Create(env, h.Partner().NewData().SetName("Head").CreateChildren(
		h.Partner().NewData().SetName("Ben"), h.Partner().NewData().SetName("Ada")))
}

// Case does not matter to the I operators, whatever the alphabet.
func TestCaseOfOtherAlphabets(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPartners(env, "Éva", "ÖZGE", "Ирина", "straße")
		for want, cond := range map[string]q.PartnerCondition{
			"Éva":    q.Partner().Name().ILike("éva"),
			"ÖZGE":   q.Partner().Name().IContains("özg"),
			"Ирина":  q.Partner().Name().ILike("ИРИНА"),
			"straße": q.Partner().Name().IContains("STRA"),
			"":       q.Partner().Name().Contains("ИРИНА"),
		} {
			step(t, cond.String(), func() {
				equal(t, cond.String(), namesOf(h.Partner().Search(env, cond).Records()), want)
			})
		}
	})
}
