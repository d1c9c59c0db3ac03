package models

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/hexgen/hexgen/models/security"
)

// TestComputationsWithSavepoints has a computed field whose method tries something in a savepoint and sends direct SQL,
// while a flush or a getter computes others.
func TestComputationsWithSavepoints(t *testing.T) {
	declare := func(r *Registry) {
		salesModels(r)
		p := r.Model("Partner")
		p.AddFields(map[string]FieldDefinition{
			"Tries": IntegerField{Compute: p.Method("ComputeTries"), Stored: true, Depends: []string{"Name"}},
			"Upper": CharField{Compute: p.Method("ComputeUpper"), Stored: true, Depends: []string{"Name"}},
			"Notes": CharField{},
		})
		p.Method("ComputeUpper").Declare("", func(rs *Core) *Data {
			return rs.NewData().Set("Upper", strings.ToUpper(get(rs, "Name").(string)))
		})
		p.Method("ComputeTries").Declare("", func(rs *Core) *Data {
			if err := rs.Env().Savepoint(func() {
				create(rs.Env(), "Tag", "Name", "lost")
				panic(errUndo)
			}); !errors.Is(err, errUndo) {
				panic(err)
			}
			rs.Env().Cr().Execute("UPDATE country SET code = ?", "x")
			var n int
			rs.Env().Cr().Get(&n, "SELECT COUNT(*) FROM partner")
			return rs.NewData().Set("Tries", n)
		})
	}
	eachDatabase(t, declare, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			create(env, "Country", "Name", "c", "Code", "c")
			var ids []*Core
			for i := range 5 {
				ids = append(ids, create(env, "Partner", "Name", fmt.Sprint("p", i)))
			}
			for i, p := range ids {
				check(t, "of a new record", get(p, "Tries"), int64(5))
				set(p, "Age", i)
			}
			for i, p := range ids {
				set(p, "Name", fmt.Sprint("q", i))
			}
			env.Flush()
			env.s.discard()
			for i, p := range ids {
				check(t, "values in the database", fmt.Sprint(get(p, "Name"), get(p, "Upper"), get(p, "Tries"), get(p, "Age")), fmt.Sprintf("q%dQ%d5 %d", i, i, i))
			}
			check(t, "tags", CallSearchCount(NewSet(env, "Tag")), 0)
			check(t, "code", get(CallSearchAll(NewSet(env, "Country")), "Code"), "x")
		})
	})
}

// TestStateAfterErrors catches errors in savepoints, and looks at what the cache says then.
func TestStateAfterErrors(t *testing.T) {
	eachDatabase(t, salesModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			p := create(env, "Partner", "Name", "p", "Age", 1)
			o := create(env, "Order", "Partner", p)
			var lost, line *Core
			err := env.Savepoint(func() {
				lost = create(env, "Partner", "Name", "lost")
				line = create(env, "Line", "Order", o, "Amount", 3.0)
				check(t, "inside", get(p, "Turnover"), 3.0)
				set(p, "Tags", create(env, "Tag", "Name", "t"))
				set(p, "Age", -1) // refused when it is sent
			})
			var ce *ConstraintError
			check(t, "refused", errors.As(err, &ce), true)
			check(t, "values", fmt.Sprint(get(p, "Age"), get(p, "Turnover"), rel(p, "Tags").Len(), rel(o, "Lines").Len()), "1 0 0 0")
			var me *MissingRecordError
			check(t, "a record that was undone", errors.As(env.Savepoint(func() { get(lost, "Name") }), &me), true)
			check(t, "exists", lost.Exists().Len()+line.Exists().Len(), 0)
			next := create(env, "Partner", "Name", "next")
			check(t, "ids are not given twice", next.ID() > lost.ID(), true)
			env.Cr().Execute("UPDATE partner SET name = name")
			check(t, "not after direct SQL either", create(env, "Partner").ID() > next.ID(), true)
			for i := range 100 { // the savepoints do not pile up
				_ = env.Savepoint(func() {
					_ = env.Savepoint(func() { set(p, "Age", i) })
					if i%2 == 0 {
						panic(errUndo)
					}
				})
			}
			check(t, "kept where there was no error", get(p, "Age"), int64(99))
			env.Flush()
			var n int
			env.Cr().Get(&n, "SELECT COUNT(*) FROM partner WHERE age = 99")
			check(t, "in the database", n, 1)
		})
	})
}

// TestRightsAfterRollback looks at a record that a rule hid and showed for a while.
func TestRightsAfterRollback(t *testing.T) {
	eachDatabase(t, treeModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			item := create(env, "Item", "Name", "i", "Owner", 8)
			read := func() bool {
				return env.Savepoint(func() { _ = get(item.Sudo(7), "Name") }) == nil
			}
			check(t, "hidden", read(), false)
			_ = env.Savepoint(func() {
				set(item, "Owner", 7)
				check(t, "shown", get(item.Sudo(7), "Name"), "i")
				panic(errUndo)
			})
			check(t, "hidden again", read(), false)
			env.Cr().Execute("UPDATE item SET owner = 7")
			check(t, "shown by direct SQL", read(), true)
			env.Cr().Execute("UPDATE item SET owner = 8")
			check(t, "hidden by direct SQL", read(), false)
		})
	})
}

// TestComputationsOfUsers computes for a user who may not read all that is computed from: stored values are for
// everybody, others are what the user sees.
func TestComputationsOfUsers(t *testing.T) {
	declare := func(r *Registry) {
		treeModels(r)
		box := r.Model("Box").DeclareModel()
		r.Model("Item").AddFields(map[string]FieldDefinition{"Box": Many2OneField{RelationModel: box}})
		box.AddFields(map[string]FieldDefinition{
			"Items":  One2ManyField{RelationModel: r.Model("Item"), ReverseFK: "Box"},
			"Stored": IntegerField{Compute: box.Method("ComputeStored"), Stored: true, Depends: []string{"Items"}},
			"Seen":   IntegerField{Compute: box.Method("ComputeSeen"), Depends: []string{"Items"}},
		})
		for _, f := range []string{"Stored", "Seen"} {
			box.Method("Compute"+f).Declare("", func(rs *Core) *Data { return rs.NewData().Set(f, rel(rs, "Items").Len()) })
		}
		for _, n := range []string{"Create", "Load", "Write", "Unlink"} {
			box.Method(n).AllowGroup(security.GroupEveryone)
		}
	}
	eachDatabase(t, declare, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			box := create(env, "Box")
			for owner := range 3 {
				create(env, "Item", "Name", "i", "Box", box, "Owner", 7+owner/2)
			}
			user := box.Sudo(7)
			check(t, "stored", get(user, "Stored"), int64(3))
			check(t, "seen by the user", get(user, "Seen"), int64(2))
			check(t, "seen by all", get(box, "Seen"), int64(3))
			check(t, "seen by the user again", get(user, "Seen"), int64(2))
			CallUnlink(rel(user, "Items"))
			check(t, "stored, after the user deleted his", get(user, "Stored"), int64(1))
			check(t, "seen, after the user deleted his", get(user, "Seen"), int64(0))
		})
	})
}

// TestHooksThatPanic commits with hooks that panic: the transaction stands, and the errors are returned.
func TestHooksThatPanic(t *testing.T) {
	eachDatabase(t, salesModels, func(t *testing.T, db *Database) {
		ran := 0
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
			create(env, "Partner", "Name", "kept")
			env.AfterCommit(func() { ran++; panic(errors.New("first")) })
			env.AfterCommit(func() { ran++; panic("second") })
			env.AfterCommit(func() { // a transaction of its own sees what was committed
				in(t, db, func(env Environment) { check(t, "committed", CallSearchCount(NewSet(env, "Partner")), 1) })
			})
			_ = env.Savepoint(func() {
				env.AfterCommit(func() { t.Error("hook of what was undone") })
				env.AfterRollback(func() { ran++ })
				panic(errUndo)
			})
			check(t, "hooks of the savepoint", ran, 1)
		})
		check(t, "hooks", ran, 3)
		check(t, "errors", err != nil && strings.Contains(err.Error(), "first") && strings.Contains(err.Error(), "second"), true)
		in(t, db, func(env Environment) { check(t, "kept", CallSearchCount(NewSet(env, "Partner")), 1) })
	})
}

// TestCancellation ends the context of a transaction at different times.
func TestCancellation(t *testing.T) {
	eachDatabase(t, salesModels, func(t *testing.T, db *Database) {
		for _, c := range []struct {
			what string
			run  func(env Environment, cancel func())
		}{
			{"before a query", func(env Environment, cancel func()) { cancel(); CallSearchCount(NewSet(env, "Partner")) }},
			{"before the commit", func(env Environment, cancel func()) { create(env, "Partner", "Name", "lost"); cancel() }},
			{"after the flush", func(env Environment, cancel func()) {
				create(env, "Partner", "Name", "lost")
				env.Flush()
				cancel()
			}},
			{"in a savepoint", func(env Environment, cancel func()) {
				create(env, "Partner", "Name", "lost")
				_ = env.Savepoint(func() {
					cancel()
					CallSearchCount(NewSet(env, "Partner"))
				})
				t.Error("the transaction goes on")
			}},
		} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			err := db.ExecuteInNewEnvironmentContext(ctx, security.SuperUserID, func(env Environment) { c.run(env, cancel) })
			cancel()
			check(t, c.what, errors.Is(err, context.Canceled), true)
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Log(err)
			}
		}
		in(t, db, func(env Environment) { check(t, "partners", CallSearchCount(NewSet(env, "Partner")), 0) })
	})
}

// TestNilSets calls what can be called on sets that have no environment.
func TestNilSets(t *testing.T) {
	r := bootstrapped(t, salesModels)
	country := r.Model("Partner").byName["Country"].index
	for what, c := range map[string]*Core{"nil": nil, "receiver of a call on nil": {tbl: newTable(nil, r.Model("Partner")), row: rowEmpty}} {
		t.Run(what, func(t *testing.T) {
			check(t, "numbers", fmt.Sprint(c.Len(), c.ID(), c.Ids(), c.IsEmpty(), c.IsNotEmpty(), len(c.Records()), CallSearchCount(c)), "0 0 [] true false 0 0")
			check(t, "environment", c.Env().IsZero(), true)
			check(t, "getters", fmt.Sprint(GetString(c, 10), GetInteger(c, 10), GetFloat(c, 10), GetBool(c, 10), GetRelation(c, country).Len()), "0 0 false 0")
			check(t, "values", fmt.Sprint(c.First().IsEmpty(), len(c.All()), len(CallRead(c, []string{"Name"}))), "true 0 0")
			check(t, "calls", fmt.Sprint(CallWrite(c, nil), CallUnlink(c), CallNameGet(c), CallCheckRecursion(c)), "true truetrue")
			check(t, "sets", fmt.Sprint(c.Union(nil).Len(), c.Subtract(nil).Len(), c.Intersect(nil).Len(), c.Equals(nil), c.Exists().Len(), c.Limit(1).Len(), c.Offset(1).Len()), "0 0 0 true 0 0 0")
			check(t, "changed", fmt.Sprint(c.Sudo().Len(), c.WithContext("a", 1).Len(), c.WithEnv(Environment{}).Len(), c.Super().Len(), c.Load().Len(), c.ForceLoad().Len(),
				Filtered(c, nil).Len(), Sorted(c, nil).Len(), c.SortedDefault().Len()), "0 0 0 0 0 0 0 0 0")
			for name, fn := range map[string]func(){
				"setter": func() { SetString(c, 10, "x") }, "EnsureOne": c.EnsureOne,
				"Create": func() { CallCreate(c, r.Model("Tag").NewData()) },
			} {
				func() {
					defer func() {
						r := recover()
						if _, internal := r.(runtime.Error); r == nil || internal {
							t.Errorf("%s: %v", name, r)
						}
					}()
					fn()
				}()
			}
		})
	}
}
