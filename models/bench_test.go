package models

import (
	"testing"

	"github.com/hexgen/hexgen/models/security"
)

// BenchmarkCachedGetter measures a getter of a value that is in the cache.
func BenchmarkCachedGetter(b *testing.B) {
	withPartner(b, func(c *Core) {
		f := c.model().mustField("Name").index
		b.ReportAllocs()
		for b.Loop() {
			if GetString(c, f) == "" {
				b.Fatal("no name")
			}
		}
	})
}

// BenchmarkThreeLayers measures a call through three layers with Super.
func BenchmarkThreeLayers(b *testing.B) {
	withPartner(b, func(c *Core) {
		v, m := c.model().view, c.model().view.methodIdx["Greet"]
		b.ReportAllocs()
		for b.Loop() {
			fn, rs := Enter(c, v, m)
			if fn.(func(*Core, string) int)(rs, "x") != 3 {
				b.Fatal("wrong result")
			}
		}
	})
}

func withPartner(b *testing.B, fn func(c *Core)) {
	r := NewRegistry()
	upToDate(r)
	salesModels(r)
	greet := r.Model("Partner").Method("Greet")
	greet.Declare("", func(*Core, string) int { return 1 })
	for range 2 {
		greet.ExtendWith("", func(rs *Core, s string) int {
			sup, recv := Enter(rs.Super(), rs.model().view, rs.model().view.methodIdx["Greet"])
			return sup.(func(*Core, string) int)(recv, s) + 1
		})
	}
	if err := r.Bootstrap(); err != nil {
		b.Fatal(err)
	}
	db, err := Open("sqlite::memory:")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := db.UseRegistry(r).SyncDatabase(); err != nil {
		b.Fatal(err)
	}
	err = db.SimulateInNewEnvironment(security.SuperUserID, func(env Environment) {
		fn(CallCreate(NewSet(env, "Partner"), newData(env, "Partner", "Name", "Jane")))
	})
	if err != nil {
		b.Fatal(err)
	}
}
