package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

func TestSettersOnAnEmptySetPanic(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		empty := h.Partner().NewSet(env)
		none := h.Partner().Search(env, q.Partner().Name().Equals("nobody"))
		for _, tt := range []struct {
			name  string
			field string
			set   func()
		}{
			{"text", "Name", func() { empty.SetName("x") }},
			{"integer", "Age", func() { empty.SetAge(1) }},
			{"relation", "Country", func() { empty.SetCountry(newCountry(env, "France", "FR")) }},
			{"relation to many", "Tags", func() { empty.SetTags(nil) }},
			{"a search that finds nothing", "Name", func() { none.SetName("x") }},
			{"related field", "CountryName", func() { empty.SetCountryName("x") }},
			{"Go type", "RoomNo", func() { h.Session().NewSet(env).SetRoomNo(1) }},
		} {
			step(t, tt.name, func() {
				err := panics[*models.SetterOnEmptySet](t, tt.name, tt.set)
				if err != nil {
					equal(t, tt.name+": field", err.Field, tt.field)
				}
			})
		}
	})
}

func TestWriteOnAnEmptySet(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		equal(t, "Write", h.Partner().NewSet(env).Write(h.Partner().NewData().SetName("x")), true)
		equal(t, "number of partners", h.Partner().NewSet(env).SearchAll().Len(), 0)
	})
}

// Getters of an empty set, of a search without results, and of a nil set give zero values.
func TestGettersOnEmptySets(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		for name, kinds := range map[string]m.AllKindsSet{
			"empty": h.AllKinds().NewSet(env),
			"found": h.AllKinds().Search(env, q.AllKinds().Integer().Equals(1)),
			"nil":   nil,
		} {
			step(t, name, func() {
				equal(t, name+": Len", kinds.Len(), 0)
				equal(t, name+": IsEmpty", kinds.IsEmpty(), true)
				equal(t, name+": ID", kinds.ID(), 0)
				equal(t, name+": Ids", len(kinds.Ids()), 0)
				equal(t, name+": Records", len(kinds.Records()), 0)
				equal(t, name+": Binary", kinds.Binary(), "")
				equal(t, name+": Boolean", kinds.Boolean(), false)
				equal(t, name+": Char", kinds.Char(), "")
				equal(t, name+": Date", kinds.Date().IsZero(), true)
				equal(t, name+": DateTime", kinds.DateTime().IsZero(), true)
				equal(t, name+": Float", kinds.Float(), 0)
				equal(t, name+": Integer", kinds.Integer(), 0)
				equal(t, name+": Selection", kinds.Selection(), "")
				equal(t, name+": Int16", kinds.Int16(), 0)
				equal(t, name+": Money", kinds.Money().Cents, 0)
				equal(t, name+": Many2One", kinds.Many2One().IsEmpty(), true)
				equal(t, name+": Many2Many", kinds.Many2Many().Len(), 0)
				equal(t, name+": One2Many", kinds.One2Many().Len(), 0)
				equal(t, name+": Rev2One", kinds.Rev2One().Name(), "")
				equal(t, name+": CreateDate", kinds.CreateDate().IsZero(), true)
			})
		}
	})
}

func TestRelationsOfEmptySetsGoOn(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partner := newPartners(env, "Jane")
		equal(t, "a path over an unset relation", partner.Country().Name(), "")
		equal(t, "a longer one", partner.Parent().Parent().Country().Partners().Len(), 0)
		equal(t, "a computed field of nothing", partner.Parent().Sales(), 0.0)
		equal(t, "methods of sets on an empty one",
			partner.Parent().Filtered(func(m.PartnerSet) bool { return true }).Len(), 0)
		equal(t, "union with nil", partner.Union(nil).Len(), 1)
		equal(t, "union of an empty set", partner.Parent().Union(partner).Len(), 1)
		equal(t, "subtraction of nil", partner.Subtract(nil).Len(), 1)
	})
}

// Methods of a model can be called on an empty set, as on an instance of the model.
func TestMethodsOnAnEmptySet(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		equal(t, "Step", h.Chain().NewSet(env).Step("x"), "crm(sale(base(mixin2(mixin(x)))))")
		equal(t, "Archive", h.Partner().NewSet(env).Archive().Len(), 0)
	})
}

func TestEnsureOne(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "John", "Jane")
		partners.Records()[0].EnsureOne()
		panics[error](t, "EnsureOne on two records", func() { partners.EnsureOne() })
		panics[error](t, "EnsureOne on none", func() { h.Partner().NewSet(env).EnsureOne() })
	})
}
