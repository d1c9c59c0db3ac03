package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
	"hexgen.test/suite/base"
	"hexgen.test/suite/trace"
)

// The rule of seed 004: Super() returns a set with which a call of the current method runs the next layer. A call of
// another method runs the next layer of that one only if the current method was called from a layer of it, and is a
// call like any other if not.
//
// Alpha and Beta of Chain have a layer in each of base, sale and crm. A script says what a layer does; without one it
// calls Super() with its own method.
func TestSuper(t *testing.T) {
	type set = m.ChainSet
	for _, tt := range []struct {
		name   string
		script base.Script
		call   func(rs set, n int) int
		want   []string
	}{
		{"each layer calls the next one", nil, set.Alpha,
			[]string{"crm.Alpha", "sale.Alpha", "base.Alpha"}},
		{"a layer without Super ends the call",
			base.Script{"sale.Alpha": func(rs set, n int) int { return n }}, set.Alpha,
			[]string{"crm.Alpha", "sale.Alpha"}},
		{"Super twice runs the next layer twice",
			base.Script{"crm.Alpha": func(rs set, n int) int { rs.Super().Alpha(n); return rs.Super().Alpha(n) }}, set.Alpha,
			[]string{"crm.Alpha", "sale.Alpha", "base.Alpha", "sale.Alpha", "base.Alpha"}},
		{"a set kept from Super is still the next layer",
			base.Script{"crm.Alpha": func(rs set, n int) int {
				super := rs.Super()
				rs.Beta(n)
				return super.Alpha(n)
			}}, set.Alpha,
			[]string{"crm.Alpha", "crm.Beta", "sale.Beta", "base.Beta", "sale.Alpha", "base.Alpha"}},
		{"Super of Super is the next layer too",
			base.Script{"crm.Alpha": func(rs set, n int) int { return rs.Super().Super().Alpha(n) }}, set.Alpha,
			[]string{"crm.Alpha", "sale.Alpha", "base.Alpha"}},
		{"without Super, the same method starts anew",
			base.Script{"base.Alpha": func(rs set, n int) int {
				if n == 0 {
					return 0
				}
				return rs.Alpha(n - 1)
			}}, set.Alpha,
			[]string{"crm.Alpha", "sale.Alpha", "base.Alpha", "crm.Alpha", "sale.Alpha", "base.Alpha"}},
		{"another method, without Super",
			base.Script{"crm.Alpha": func(rs set, n int) int { return rs.Beta(n) }}, set.Alpha,
			[]string{"crm.Alpha", "crm.Beta", "sale.Beta", "base.Beta"}},
		{"another method, with Super, that has not called this one",
			base.Script{"crm.Alpha": func(rs set, n int) int { return rs.Super().Beta(n) }}, set.Alpha,
			[]string{"crm.Alpha", "crm.Beta", "sale.Beta", "base.Beta"}},
		{"another method, with Super, that has called this one",
			base.Script{
				"crm.Beta":  func(rs set, n int) int { return rs.Alpha(n) },
				"crm.Alpha": func(rs set, n int) int { return rs.Super().Beta(n) },
			}, set.Beta,
			[]string{"crm.Beta", "crm.Alpha", "sale.Beta", "base.Beta"}},
		{"the same from a lower layer of the other method",
			base.Script{
				"sale.Beta": func(rs set, n int) int { return rs.Alpha(n) },
				"crm.Alpha": func(rs set, n int) int { return rs.Super().Beta(n) },
			}, set.Beta,
			[]string{"crm.Beta", "sale.Beta", "crm.Alpha", "base.Beta"}},
		{"the same from a lower layer of this one",
			base.Script{
				"crm.Beta":   func(rs set, n int) int { return rs.Alpha(n) },
				"sale.Alpha": func(rs set, n int) int { return rs.Super().Beta(n) },
			}, set.Beta,
			[]string{"crm.Beta", "crm.Alpha", "sale.Alpha", "sale.Beta", "base.Beta"}},
		{"another method, without Super, that has called this one, starts anew",
			base.Script{
				"crm.Beta": func(rs set, n int) int {
					if n == 0 {
						return rs.Super().Beta(n)
					}
					return rs.Alpha(n - 1)
				},
				"crm.Alpha": func(rs set, n int) int { return rs.Beta(n) },
			}, set.Beta,
			[]string{"crm.Beta", "crm.Alpha", "crm.Beta", "sale.Beta", "base.Beta"}},
		{"after a call of another method, Super is still the next layer",
			base.Script{"sale.Alpha": func(rs set, n int) int { rs.Beta(n); return rs.Super().Alpha(n) }}, set.Alpha,
			[]string{"crm.Alpha", "sale.Alpha", "crm.Beta", "sale.Beta", "base.Beta", "base.Alpha"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				log := new(trace.Log)
				rs := h.Chain().Create(env, h.Chain().NewData().SetName("x")).
					WithContext(trace.Key, log).WithContext(base.ScriptKey, tt.script)
				tt.call(rs, 1)
				traced(t, tt.name, log, tt.want...)
				tt.call(rs, 1)
				traced(t, tt.name+", again", log, tt.want...)
			})
		})
	}
}

// Sets derived from the receiver inside a layer know the layer as well.
func TestSuperOfDerivedSets(t *testing.T) {
	type set = m.ChainSet
	for name, derive := range map[string]func(rs set) set{
		"Records":      func(rs set) set { return rs.Records()[0] },
		"Filtered":     func(rs set) set { return rs.Filtered(func(r set) bool { return r.Name() == "a" }) },
		"Sorted":       func(rs set) set { return rs.SortedDefault() },
		"Search":       func(rs set) set { return rs.Search(q.Chain().Name().Equals("a")) },
		"Limit":        func(rs set) set { return rs.Limit(1) },
		"OrderBy":      func(rs set) set { return rs.OrderBy("Name DESC") },
		"Union":        func(rs set) set { return rs.Records()[1].Union(rs.Records()[0]) },
		"Subtract":     func(rs set) set { return rs.Subtract(rs.Records()[1]) },
		"a relation":   func(rs set) set { return rs.Parent() },
		"one to many":  func(rs set) set { return rs.Parent().Children() },
		"Browse":       func(rs set) set { return rs.Browse(rs.Ids()) },
		"Create":       func(rs set) set { return rs.Create(h.Chain().NewData().SetName("new")) },
		"FetchAll":     func(rs set) set { return rs.FetchAll() },
		"WithContext":  func(rs set) set { return rs.WithContext("k", "v") },
		"Sudo":         func(rs set) set { return rs.Sudo() },
		"a new search": func(rs set) set { return h.Chain().NewSet(rs.Env()).Search(q.Chain().Name().Equals("a")) },
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				log := new(trace.Log)
				root := h.Chain().Create(env, h.Chain().NewData().SetName("root"))
				rs := h.Chain().CreateMulti(env, []m.ChainData{
					h.Chain().NewData().SetName("a").SetParent(root),
					h.Chain().NewData().SetName("b").SetParent(root),
				}).WithContext(trace.Key, log).WithContext(base.ScriptKey, base.Script{
					"crm.Alpha": func(rs set, n int) int { return derive(rs).Super().Alpha(n) },
				})
				rs.Alpha(1)
				traced(t, "Super of the derived set", log, "crm.Alpha", "sale.Alpha", "base.Alpha")
			})
		})
	}
}

// A layer per record, and a recursion over a tree in which each level runs all layers.
func TestSuperInLoopsAndRecursion(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		log := new(trace.Log)
		root := h.Chain().Create(env, h.Chain().NewData().SetName("root").SetValue(1))
		middle := h.Chain().Create(env, h.Chain().NewData().SetName("middle").SetValue(10).SetParent(root))
		leaf := h.Chain().Create(env, h.Chain().NewData().SetName("leaf").SetValue(100).SetParent(middle))
		sum := base.Script{
			"crm.Alpha": func(rs m.ChainSet, n int) int {
				total := 0
				for _, r := range rs.Records() {
					total += r.Super().Alpha(n)
				}
				return total
			},
			"base.Alpha": func(rs m.ChainSet, n int) int {
				if rs.Parent().IsEmpty() {
					return int(rs.Value())
				}
				return int(rs.Value()) + rs.Parent().Alpha(n)
			},
		}
		rs := leaf.Union(middle).WithContext(trace.Key, log).WithContext(base.ScriptKey, sum)
		equal(t, "sum over both branches", rs.Alpha(0), 111+11)
		traced(t, "the recursion", log,
			"crm.Alpha",
			"sale.Alpha", "base.Alpha", "crm.Alpha", "sale.Alpha", "base.Alpha", "crm.Alpha", "sale.Alpha", "base.Alpha",
			"sale.Alpha", "base.Alpha", "crm.Alpha", "sale.Alpha", "base.Alpha")
	})
}

// Layers come in the order of the modules; those of a mixin, wherever they are declared, are below the model's own.
func TestOrderOfLayers(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		rs := h.Chain().Create(env, h.Chain().NewData())
		equal(t, "Step", rs.Step("x"), "crm(sale(base(mixin2(mixin(x)))))")
	})
}

// Super() outside of a layer has no current method.
func TestSuperOutsideOfALayer(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		log := new(trace.Log)
		rs := h.Chain().Create(env, h.Chain().NewData()).WithContext(trace.Key, log)
		rs.Super().Alpha(1)
		traced(t, "Super().Alpha()", log, "crm.Alpha", "sale.Alpha", "base.Alpha")
	})
}

// Below the lowest layer there is none.
func TestSuperOfTheLowestLayer(t *testing.T) {
	failing(t, func(env models.Environment) {
		rs := h.Chain().Create(env, h.Chain().NewData()).WithContext(base.ScriptKey, base.Script{
			"base.Alpha": func(rs m.ChainSet, n int) int { return rs.Super().Alpha(n) },
		})
		rs.Alpha(1)
	}, func(t *testing.T, err error) { wantError[*models.UsageError](t, err) })
}

func TestMethodWithAllFormsOfParameters(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		a := h.Chain().Create(env, h.Chain().NewData().SetName("a"))
		h.Chain().Create(env, h.Chain().NewData().SetName("b"))
		c := h.Chain().Create(env, h.Chain().NewData().SetName("c"))
		res, byName, err := h.Chain().NewSet(env).Everything(a.Ids(), h.Chain().NewData().SetName("new"),
			q.Chain().Name().Equals("b"), func(r m.ChainSet) bool { return r.Name() != "b" }, []m.ChainSet{c}, "a", "new")
		equal(t, "records", namesOf(res.Records()), "a,new,c")
		equal(t, "in a map", byName["new"].Name(), "new")
		equal(t, "number of names", len(byName), 2)
		equal(t, "error", err, nil)
	})
}
