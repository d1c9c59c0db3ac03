package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// Search, Limit, Offset and OrderBy narrow a set, be it fetched already or not.
func TestNarrowing(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPartners(env, "Ann", "Bob", "Cid", "Dan", "Eve")
		some := q.Partner().Name().NotEquals("Eve")
		early := q.Partner().Name().Lower("C")
		lazy := func() m.PartnerSet { return h.Partner().Search(env, some) }
		fetched := func() m.PartnerSet {
			rs := h.Partner().Search(env, some)
			equal(t, "length", rs.Len(), 4)
			return rs
		}
		for name, set := range map[string]func() m.PartnerSet{"lazy": lazy, "fetched": fetched} {
			for _, tt := range []struct {
				what string
				got  m.PartnerSet
				want string
			}{
				{"Search", set().Search(early), "Ann,Bob"},
				{"Search twice", set().Search(early).Search(q.Partner().Name().Equals("Bob")), "Bob"},
				{"Search for what is not in the set", set().Search(q.Partner().Name().Equals("Eve")), ""},
				{"Limit", set().Limit(3), "Ann,Bob,Cid"},
				{"Offset", set().Offset(3), "Dan"},
				{"Limit and Offset", set().Limit(2).Offset(1), "Bob,Cid"},
				{"OrderBy", set().OrderBy("Name DESC"), "Dan,Cid,Bob,Ann"},
				{"OrderBy and Limit", set().OrderBy("Name DESC").Limit(2), "Dan,Cid"},
				{"a limit beyond the end", set().Limit(100), "Ann,Bob,Cid,Dan"},
				{"an offset beyond the end", set().Offset(100), ""},
			} {
				step(t, name+": "+tt.what, func() {
					equal(t, name+": "+tt.what, namesOf(tt.got.Records()), tt.want)
				})
			}
		}
	})
}

// A set made of records, not of a search, is narrowed in the same way.
func TestNarrowingASetOfRecords(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		all := newPartners(env, "Dan", "Ann", "Cid", "Bob")
		three := all.Filtered(func(r m.PartnerSet) bool { return r.Name() != "Ann" })
		equal(t, "Search", namesOf(three.Search(q.Partner().Name().In([]string{"Ann", "Bob", "Cid"})).OrderBy("Name").Records()),
			"Bob,Cid")
		equal(t, "Limit keeps the order of the set", namesOf(three.Limit(2).Records()), "Dan,Cid")
		equal(t, "Offset", namesOf(three.Offset(1).Records()), "Cid,Bob")
		equal(t, "OrderBy", namesOf(three.OrderBy("Name").Records()), "Bob,Cid,Dan")
		equal(t, "Search in an empty set of records",
			three.Subtract(three).Search(q.Partner().Name().IsNotNull()).Len(), 0)
	})
}

// An empty set without a query stands for the model: a search on it searches the table.
func TestSearchOnANewSet(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPartners(env, "Ann", "Bob")
		set := h.Partner().NewSet(env)
		equal(t, "Search", namesOf(set.Search(q.Partner().Name().Equals("Bob")).Records()), "Bob")
		equal(t, "the set itself stays empty", set.Len(), 0)
		costs(t, env, "Load of an empty set without a query", 0, func() { set.Load() })
	})
}
