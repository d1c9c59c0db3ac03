package models

import "testing"

// TestReadsThroughChains changes what a chain of computed fields starts from, and reads its end from the cache.
func TestReadsThroughChains(t *testing.T) {
	eachDatabase(t, salesModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			p := create(env, "Partner", "Name", "p")
			o := create(env, "Order", "Partner", p)
			l := create(env, "Line", "Order", o, "Amount", 2.0)
			check(t, "turnover", get(p, "Turnover"), 2.0)
			env.Flush()
			check(t, "turnover after flush", get(p, "Turnover"), 2.0)
			set(l, "Amount", 5.0)
			check(t, "turnover after change", get(p, "Turnover"), 5.0)
		})
	})
}
