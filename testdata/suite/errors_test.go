package suite_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/q"
	"hexgen.test/suite/base"
)

var errCause = errors.New("the cause")

// What ends an environment comes out of it as an error, and leaves nothing in the database.
func TestPanicsRollBack(t *testing.T) {
	script := func(do func()) base.Script {
		return base.Script{"base.Alpha": func(m.ChainSet, int) int { do(); return 0 }}
	}
	var null []int
	for _, tt := range []struct {
		name string
		end  func()
		is   func(err error) bool
		text string
	}{
		{"an error", func() { panic(fmt.Errorf("layer: %w", errCause)) },
			func(err error) bool { return errors.Is(err, errCause) }, "layer: the cause"},
		{"a user error", func() { panic(models.UserErrorf("not today, %s", "Dave")) },
			func(err error) bool {
				var e *models.UserError
				return errors.As(err, &e) && e.Message == "not today, Dave"
			}, "not today"},
		{"a text", func() { panic("out of cheese") },
			func(err error) bool {
				var e *models.TransactionError
				return errors.As(err, &e) && e.PanicValue == "out of cheese"
			}, "out of cheese"},
		{"another value", func() { panic(42) },
			func(err error) bool { var e *models.TransactionError; return errors.As(err, &e) && e.PanicValue == 42 }, "42"},
		{"a run-time error", func() { null[7]++ },
			func(err error) bool { var e runtime.Error; return errors.As(err, &e) }, "index out of range"},
		{"a validation error", func() { panic(&models.ValidationError{Model: "Chain", Message: "too long"}) },
			func(err error) bool { var e *models.ValidationError; return errors.As(err, &e) && e.Model == "Chain" }, "too long"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			committed(t, func(t *testing.T, db *models.Database) {
				execute(t, db, func(env models.Environment) { newPartners(env, "before") })
				err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env models.Environment) {
					h.Partner().NewSet(env).SearchAll().SetName("changed")
					newPartners(env, "Ann")
					env.Flush()
					rs := h.Chain().Create(env, h.Chain().NewData().SetName("x"))
					rs.WithContext(base.ScriptKey, script(tt.end)).Alpha(1)
				})
				if err == nil || !tt.is(err) {
					t.Fatalf("error = %T: %v", err, err)
				}
				wantText(t, err.Error(), tt.text)
				te := wantError[*models.TransactionError](t, err)
				wantText(t, string(te.Stack), "suite/base.Run", "errors_test.go")
				execute(t, db, func(env models.Environment) {
					equal(t, "partners", namesOf(h.Partner().NewSet(env).SearchAll().Records()), "before")
					equal(t, "chains", h.Chain().NewSet(env).SearchAll().SearchCount(), 0)
				})
			})
		})
	}
}

// A goroutine that ends in an environment, as t.FailNow does, rolls back as well.
func TestGoexitRollsBack(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		var wg sync.WaitGroup
		wg.Go(func() {
			err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env models.Environment) {
				newPartners(env, "Ann")
				env.Flush()
				runtime.Goexit()
			})
			t.Errorf("the goroutine goes on with %v", err)
		})
		wg.Wait()
		execute(t, db, func(env models.Environment) {
			equal(t, "partners", h.Partner().NewSet(env).SearchAll().Len(), 0)
			newPartners(env, "Bob")
		})
	}, onFile)
}

func TestSimulateLeavesNothing(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		err := db.SimulateInNewEnvironment(security.SuperUserID, func(env models.Environment) {
			newPartners(env, "Ann")
			equal(t, "partners inside", h.Partner().NewSet(env).SearchAll().Len(), 1)
		})
		equal(t, "error", err, nil)
		err = db.SimulateInNewEnvironment(security.SuperUserID, func(models.Environment) { panic(errCause) })
		equal(t, "error of a panic", errors.Is(err, errCause), true)
		execute(t, db, func(env models.Environment) {
			equal(t, "partners", h.Partner().NewSet(env).SearchAll().Len(), 0)
		})
	}, onFile)
}

func TestSavepoint(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			ann := newPartners(env, "Ann")
			err := env.Savepoint(func() {
				ann.SetName("Anna")
				newPartners(env, "Bob")
				env.Flush()
				panic(errCause)
			})
			equal(t, "the cause", errors.Is(err, errCause), true)
			equal(t, "a value set inside", ann.Name(), "Ann")
			equal(t, "a record created inside", h.Partner().Search(env, q.Partner().Name().Equals("Bob")).Len(), 0)
			equal(t, "no error", env.Savepoint(func() { ann.SetAge(3) }), nil)
			err = env.Savepoint(func() {
				newCountry(env, "France", "fr")
				env.Flush()
			})
			wantError[*models.ConstraintError](t, err)
			newPartners(env, "Cid")
		})
		execute(t, db, func(env models.Environment) {
			partners := h.Partner().NewSet(env).SearchAll()
			equal(t, "partners", namesOf(partners.Records()), "Ann,Cid")
			equal(t, "age", partners.Records()[0].Age(), 3)
		})
	}, onFile)
}

func TestHooks(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		var events []string
		hooked := func(end func()) func(models.Environment) {
			return func(env models.Environment) {
				env.AfterCommit(func() { events = append(events, "committed") })
				env.AfterRollback(func() { events = append(events, "rolled back") })
				end()
			}
		}
		execute(t, db, hooked(func() { events = append(events, "run") }))
		same(t, "a commit", events, []string{"run", "committed"})
		events = nil
		if err := db.ExecuteInNewEnvironment(security.SuperUserID, hooked(func() { panic("x") })); err == nil {
			t.Error("no error")
		}
		same(t, "a rollback", events, []string{"rolled back"})
	})
}

// Environments and sets of them are of no use after their transaction.
func TestUseAfterTheEnd(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		var kept m.PartnerSet
		execute(t, db, func(env models.Environment) { kept = newPartners(env, "Ann") })
		panics[*models.UsageError](t, "a search", func() { kept.Search(q.Partner().Name().IsNull()).Len() })
		panics[*models.UsageError](t, "a setter", func() { kept.SetName("Anna") })
	})
}
