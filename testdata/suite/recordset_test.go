package suite_test

import (
	"slices"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

func TestSetOperations(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		all := newPartners(env, "Ann", "Bob", "Cid", "Dan")
		recs := all.Records()
		ann, bob, cid, dan := recs[0], recs[1], recs[2], recs[3]
		for _, tt := range []struct {
			name string
			got  m.PartnerSet
			want string
		}{
			{"union", bob.Union(ann), "Bob,Ann"},
			{"union has no duplicates", ann.Union(bob).Union(all).Union(bob), "Ann,Bob,Cid,Dan"},
			{"union with itself", all.Union(all), "Ann,Bob,Cid,Dan"},
			{"subtraction", all.Subtract(bob.Union(dan)), "Ann,Cid"},
			{"subtraction of strangers", ann.Subtract(bob), "Ann"},
			{"subtraction of all", all.Subtract(all), ""},
			{"intersection", dan.Union(bob).Union(ann).Intersect(cid.Union(ann).Union(dan)), "Dan,Ann"},
			{"filter", all.Filtered(func(r m.PartnerSet) bool { return r.Name() != "Cid" }), "Ann,Bob,Dan"},
			{"operations leave their sets alone", all, "Ann,Bob,Cid,Dan"},
		} {
			step(t, tt.name, func() { equal(t, tt.name, namesOf(tt.got.Records()), tt.want) })
		}
	})
}

func TestEquality(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		all := newPartners(env, "Ann", "Bob")
		ann, bob := all.Records()[0], all.Records()[1]
		equal(t, "the same record", ann.Equals(h.Partner().BrowseOne(env, ann.ID())), true)
		equal(t, "another record", ann.Equals(bob), false)
		equal(t, "a subset", all.Equals(ann), false)
		equal(t, "the same records in another order", all.Equals(bob.Union(ann)), true)
		equal(t, "two empty sets", h.Partner().NewSet(env).Equals(ann.Subtract(ann)), true)
		equal(t, "empty and nil", h.Partner().NewSet(env).Equals(nil), true)
		equal(t, "a record and nil", ann.Equals(nil), false)
	})
}

func TestSorting(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		all := newPartners(env, "Bob", "Dan", "Ann", "Cid")
		for i, age := range []int64{30, 10, 20, 40} {
			all.Records()[i].SetAge(age)
		}
		byAge := func(a, b models.RecordSet) bool {
			return a.(m.PartnerSet).Age() < b.(m.PartnerSet).Age()
		}
		equal(t, "Sorted", namesOf(all.Sorted(byAge).Records()), "Dan,Ann,Bob,Cid")
		equal(t, "SortedDefault", namesOf(all.SortedDefault().Records()), "Ann,Bob,Cid,Dan")
		equal(t, "SortedByField", namesOf(all.SortedByField(h.Partner().Fields().Age(), false).Records()), "Dan,Ann,Bob,Cid")
		equal(t, "SortedByField, reversed", namesOf(all.SortedByField(h.Partner().Fields().Age(), true).Records()),
			"Cid,Bob,Ann,Dan")
		equal(t, "by a field of a condition", namesOf(all.SortedByField(q.Partner().Name(), false).Records()), "Ann,Bob,Cid,Dan")
		equal(t, "the set itself", namesOf(all.Records()), "Bob,Dan,Ann,Cid")
	})
}

// The default order of countries is Name ASC, ID DESC.
func TestDefaultOrder(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		for _, c := range [][2]string{{"B", "B1"}, {"A", "A1"}, {"B", "B2"}} {
			newCountry(env, c[0], c[1])
		}
		codes := func(rs m.CountrySet) []string {
			var out []string
			for _, r := range rs.Records() {
				out = append(out, r.Code())
			}
			return out
		}
		all := h.Country().NewSet(env).SearchAll()
		same(t, "a search", codes(all), []string{"A1", "B2", "B1"})
		same(t, "SortedDefault", codes(all.OrderBy("Code DESC").SortedDefault()), []string{"A1", "B2", "B1"})
	})
}

func TestRecordsAndIds(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "Ann", "Bob")
		env.Flush()
		found := h.Partner().Search(env, q.Partner().Name().In([]string{"Ann", "Bob"}))
		costs(t, env, "a set before it is used", 0, func() { found = found.OrderBy("Name DESC") })
		costs(t, env, "Ids", 1, func() { equal(t, "number of ids", len(found.Ids()), 2) })
		costs(t, env, "Len and Records afterwards", 0, func() {
			equal(t, "Len", found.Len(), 2)
			for _, r := range found.Records() {
				equal(t, "Len of a record", r.Len(), 1)
			}
		})
		reversed := partners.Ids()
		slices.Reverse(reversed)
		same(t, "Ids in order", found.Ids(), reversed)
		equal(t, "Env", found.Env().Uid(), env.Uid())
		equal(t, "ModelName", found.ModelName(), "Partner")
	})
}

// What a caller does to the slices it was given does not reach the set.
func TestSlicesAreCopies(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "Ann", "Bob", "Cid")
		slices.Reverse(partners.Records())
		slices.Reverse(partners.Ids())
		partners.Filtered(func(m.PartnerSet) bool { return true }).Ids()[0] = -1
		equal(t, "names", namesOf(partners.Records()), "Ann,Bob,Cid")
	})
}

// Two sets of one record see the same values.
func TestSetsOfOneRecordAgree(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partner := newPartners(env, "Ann")
		found := h.Partner().Search(env, q.Partner().Name().Equals("Ann"))
		equal(t, "name", found.Name(), "Ann")
		partner.SetName("Anna")
		equal(t, "name through another set", found.Name(), "Anna")
		equal(t, "in another context", found.WithContext("lang", "fr").Name(), "Anna")
		equal(t, "as another user", found.Sudo().Name(), "Anna")
	})
}
