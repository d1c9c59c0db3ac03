package suite_test

import (
	"fmt"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
)

// benchmark runs fn in an environment on SQLite.
func benchmark(b *testing.B, fn func(env models.Environment)) {
	b.Helper()
	db := openSynced(b, "sqlite::memory:")
	if err := db.SimulateInNewEnvironment(security.SuperUserID, fn); err != nil {
		b.Fatal(withStack(err))
	}
}

// Goal: below 10 ns, no allocation.
func BenchmarkCachedGetter(b *testing.B) {
	benchmark(b, func(env models.Environment) {
		record := h.Chain().Create(env, h.Chain().NewData().SetName("x").SetValue(7))
		partner := h.Partner().Create(env, h.Partner().NewData().SetName("x").CreateCountry(h.Country().NewData().SetName("France")))
		session := h.Session().Create(env, h.Session().NewData().SetRoomNo(3).CreateCourse(
			h.Course().NewData().SetName("Go").SetLimitDate(models.Now())))
		env.Flush()
		for name, get := range map[string]func(){
			"String":   func() { sink.text = record.Name() },
			"Integer":  func() { sink.integer = record.Value() },
			"GoType":   func() { sink.small = session.RoomNo() },
			"Mixin":    func() { sink.yes = partner.Active() },
			"Relation": func() { sink.country = partner.Country() },
		} {
			get()
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					get()
				}
			})
		}
	})
}

// sink keeps the compiler from leaving out what is measured.
var sink struct {
	text    string
	integer int64
	small   int16
	yes     bool
	country m.CountrySet
}

// Goal: below 1 µs for three layers with Super.
func BenchmarkThreeLayers(b *testing.B) {
	benchmark(b, func(env models.Environment) {
		record := h.Chain().Create(env, h.Chain().NewData().SetName("x"))
		b.ReportAllocs()
		for b.Loop() {
			record.Alpha(1)
		}
	})
}

// Goal: linear in the number of records.
func BenchmarkSets(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		benchmark(b, func(env models.Environment) {
			data := make([]m.ChainData, n)
			for i := range data {
				data[i] = h.Chain().NewData().SetName(fmt.Sprint(i)).SetValue(int64(i))
			}
			all := h.Chain().CreateMulti(env, data)
			env.Flush()
			for name, fn := range map[string]func(){
				"Getters":  func() { each(all, func(r m.ChainSet) { sink.integer += r.Value() }) },
				"Setters":  func() { each(all, func(r m.ChainSet) { r.SetValue(r.Value() + 1) }) },
				"Filtered": func() { all.Filtered(func(r m.ChainSet) bool { return r.Value()%2 == 0 }).Len() },
				"Union":    func() { all.Union(all).Subtract(all.Limit(n / 2)).Len() },
				"All":      func() { all.All() },
				"One2Many": func() { each(all, func(r m.ChainSet) { r.Children().Len() }) },
			} {
				b.Run(fmt.Sprint(name, "/", n), func(b *testing.B) {
					for b.Loop() {
						fn()
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/record")
				})
			}
		})
	}
}

func each(set m.ChainSet, fn func(r m.ChainSet)) {
	for _, r := range set.Records() {
		fn(r)
	}
}

// A getter of a value that is in the cache allocates nothing.
func TestCachedGettersDoNotAllocate(t *testing.T) {
	db := backends[0].lend(t)
	defer backends[0].giveBack(db)
	err := db.SimulateInNewEnvironment(security.SuperUserID, func(env models.Environment) {
		partner := h.Partner().Create(env, h.Partner().NewData().SetName("Ann").SetBirthday(date("2000-01-02")))
		session := h.Session().Create(env, h.Session().NewData().SetRoomNo(3).CreateCourse(
			h.Course().NewData().SetName("Go").SetLimitDate(models.Now())))
		env.Flush()
		for name, get := range map[string]func(){
			"Name":     func() { partner.Name() },
			"Age":      func() { partner.Age() },
			"Credit":   func() { partner.Credit() },
			"Active":   func() { partner.Active() },
			"Birthday": func() { partner.Birthday() },
			"ID":       func() { partner.ID() },
			"RoomNo":   func() { session.RoomNo() },
			"Sales":    func() { partner.Sales() },
		} {
			get()
			equal(t, "allocations of "+name, testing.AllocsPerRun(100, get), 0)
		}
	})
	equal(t, "error", err, nil)
}
