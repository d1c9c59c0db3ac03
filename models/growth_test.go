package models

import (
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/hexgen/hexgen/models/security"
)

// growthCase is something that programs do with many records. It is given a parent with n children.
type growthCase struct {
	name string
	run  func(env Environment, parent, children *Core)
	// each: how many statements more there may be for a record more.
	each int
}

func growthModels(r *Registry) {
	salesModels(r)
	r.Model("Line").AddFields(map[string]FieldDefinition{"Name": CharField{}, "Tags": Many2ManyField{RelationModel: r.Model("Tag")}})
	r.Model("Order").AddFields(map[string]FieldDefinition{"Name": CharField{}})
	r.Model("Partner").AddFields(map[string]FieldDefinition{"Parent": Many2OneField{RelationModel: r.Model("Partner")}})
}

var growthCases = []growthCase{
	{name: "getters", run: func(_ Environment, _, children *Core) {
		for _, l := range children.Records() {
			_, _, _ = get(l, "Name"), get(l, "Amount"), rel(l, "Order").ID()
		}
	}},
	{name: "setters", run: func(env Environment, _, children *Core) {
		for i, l := range children.Records() {
			set(l, "Amount", float64(i))
		}
		env.Flush()
	}},
	{name: "setters and getters", run: func(env Environment, _, children *Core) {
		for i, l := range children.Records() {
			set(l, "Name", fmt.Sprint(i))
			_ = get(l, "Name")
		}
		env.Flush()
	}},
	{name: "searches between setters", each: 2, run: func(env Environment, _, children *Core) {
		for i, l := range children.Records() {
			set(l, "Amount", float64(i))
			if CallSearchCount(CallSearch(NewSet(env, "Line"), Where().Field("ID").Equals(l.ID()).And().Field("Amount").Equals(float64(i)))) != 1 {
				panic("not found")
			}
		}
		env.Flush()
	}},
	{name: "All", run: func(_ Environment, _, children *Core) { children.All() }},
	{name: "Read", run: func(_ Environment, _, children *Core) { CallRead(children, []string{"Name", "Amount", "Order"}) }},
	{name: "sets", run: func(_ Environment, _, children *Core) {
		odd := Filtered(children, func(l *Core) bool { return l.ID()%2 == 1 })
		if children.Subtract(odd).Union(odd).Len() != children.Len() || children.Intersect(odd).Len() != odd.Len() {
			panic("wrong sets")
		}
		Sorted(children, func(a, b *Core) bool { return a.ID() > b.ID() })
	}},
	{name: "one2many of one record", run: func(_ Environment, parent, children *Core) {
		for range children.Records() {
			_ = rel(parent, "Lines").Len()
		}
	}},
	{name: "one2many of each record", run: func(_ Environment, _, children *Core) {
		for _, l := range children.Records() {
			_ = rel(rel(l, "Order"), "Lines").Len()
			_ = rel(l, "Tags").Len()
		}
	}},
	{name: "create loop", run: func(env Environment, parent, children *Core) {
		for i := range children.Len() {
			create(env, "Line", "Name", "new", "Order", parent, "Amount", float64(i))
		}
		env.Flush()
	}},
	{name: "create loop with reads", run: func(env Environment, parent, children *Core) {
		for i := range children.Len() {
			l := create(env, "Line", "Name", "new", "Order", parent, "Amount", float64(i))
			_ = rel(parent, "Lines").Len()
			_ = get(l, "Name")
		}
		env.Flush()
	}},
	{name: "parents in a chain", run: func(env Environment, _, children *Core) {
		p := NewSet(env, "Partner")
		for range children.Len() {
			p = create(env, "Partner", "Name", "p", "Parent", p)
		}
		env.Flush()
	}},
	{name: "records in memory", run: func(env Environment, parent, children *Core) {
		for range children.Len() {
			_ = get(CallNew(NewSet(env, "Order"), newData(env, "Order", "Name", "o").Create("Lines", newData(env, "Line", "Amount", 2.0))), "Total")
		}
	}},
	{name: "one2many set", run: func(env Environment, parent, children *Core) {
		o := create(env, "Order", "Name", "other")
		set(o, "Lines", children)
		env.Flush()
	}},
	{name: "many2many set", run: func(env Environment, _, children *Core) {
		set(children, "Tags", create(env, "Tag", "Name", "t"))
		env.Flush()
	}},
	{name: "many2many set one by one", run: func(env Environment, _, children *Core) {
		tag := create(env, "Tag", "Name", "t")
		for _, l := range children.Records() {
			set(l, "Tags", tag)
		}
		env.Flush()
	}},
	{name: "moved one by one", run: func(env Environment, _, children *Core) {
		o := create(env, "Order", "Name", "other")
		for _, l := range children.Records() {
			set(l, "Order", o)
		}
		env.Flush()
	}},
	{name: "unlink", run: func(_ Environment, _, children *Core) { CallUnlink(children) }},
	{name: "unlink one by one", each: 2, run: func(_ Environment, parent, children *Core) {
		for _, l := range children.Records() {
			CallUnlink(l)
		}
	}},
	{name: "savepoints", each: 1, run: func(env Environment, _, children *Core) {
		for i, l := range children.Records() {
			if err := env.Savepoint(func() { set(l, "Name", fmt.Sprint(i)) }); err != nil {
				panic(err)
			}
		}
	}},
	{name: "savepoints rolled back", each: 4, run: func(env Environment, _, children *Core) {
		for i, l := range children.Records() {
			_ = env.Savepoint(func() {
				set(l, "Name", fmt.Sprint(i))
				panic(errors.New("undo"))
			})
		}
	}},
}

// grown runs a case with n children, and returns the statements that it took, the allocations and the time.
func grown(tb testing.TB, db *Database, c growthCase, n int) (statements int, allocs uint64, took time.Duration) {
	tb.Helper()
	err := db.SimulateInNewEnvironment(security.SuperUserID, func(env Environment) {
		order := create(env, "Order", "Name", "parent")
		data := make([]*Data, n)
		for i := range data {
			data[i] = newData(env, "Line", "Name", fmt.Sprint("line ", i), "Amount", 1.0, "Order", order)
		}
		CreateMulti(NewSet(env, "Line"), data)
		env.Flush()
		env.s.discard() // as if read by a new transaction
		env.s.window = 0
		order = CallBrowseOne(NewSet(env, "Order"), order.ID())
		before := env.StatementCount()
		var m1, m2 runtime.MemStats
		runtime.ReadMemStats(&m1)
		start := time.Now()
		c.run(env, order, rel(order, "Lines"))
		took = time.Since(start)
		runtime.ReadMemStats(&m2)
		statements, allocs = env.StatementCount()-before, m2.Mallocs-m1.Mallocs
	})
	if err != nil {
		tb.Fatal(err)
	}
	return statements, allocs, took
}

// BenchmarkGrowth reports how much longer ten times as many records take, per record: 1 is linear.
func BenchmarkGrowth(b *testing.B) {
	db := growthDB(b)
	for _, c := range growthCases {
		b.Run(c.name, func(b *testing.B) {
			small, large := 1000, 10000
			if c.each > 0 {
				small, large = 200, 2000
			}
			for b.Loop() {
				_, _, one := grown(b, db, c, small)
				_, _, ten := grown(b, db, c, large)
				b.ReportMetric(float64(ten)/float64(one)/10, "ratio")
				b.ReportMetric(float64(ten.Microseconds())/float64(large), "µs/record")
			}
		})
	}
}

func growthDB(tb testing.TB) *Database {
	tb.Helper()
	r := NewRegistry()
	upToDate(r)
	growthModels(r)
	if err := r.Bootstrap(); err != nil {
		tb.Fatal(err)
	}
	db, err := Open("sqlite::memory:")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	if err := db.UseRegistry(r).SyncDatabase(); err != nil {
		tb.Fatal(err)
	}
	return db
}

// TestGrowth asserts that what programs do with many records does not take more statements for more records, or as many
// for each record as it is said, and no more allocations for each.
func TestGrowth(t *testing.T) { // not parallel: it counts allocations
	db := growthDB(t)
	for _, c := range growthCases {
		t.Run(c.name, func(t *testing.T) {
			small, large := 100, 400
			fewStatements, fewAllocs, _ := grown(t, db, c, small)
			manyStatements, manyAllocs, _ := grown(t, db, c, large)
			if more := manyStatements - fewStatements; more > c.each*(large-small) {
				t.Errorf("%d statements for %d records, %d for %d", fewStatements, small, manyStatements, large)
			}
			if one, more := float64(fewAllocs)/float64(small), float64(manyAllocs)/float64(large); more > 1.5*one+1 {
				t.Errorf("allocations for each record: %.1f of %d records, %.1f of %d", one, small, more, large)
			}
			t.Logf("%d statements for %d, %d for %d; allocations for each record: %.1f and %.1f", fewStatements, small, manyStatements, large,
				float64(fewAllocs)/float64(small), float64(manyAllocs)/float64(large))
		})
	}
}
