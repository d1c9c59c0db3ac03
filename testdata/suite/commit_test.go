package suite_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
)

// A COMMIT that fails is an error, and nothing of the transaction stays. The foreign key is checked at the COMMIT.
func TestFailingCommit(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			newPartners(env, "before")
			env.Cr().Execute(`CREATE TABLE deferred_child (
				id integer PRIMARY KEY,
				partner_id bigint REFERENCES partner (id) DEFERRABLE INITIALLY DEFERRED)`)
		})
		rolledBack := false
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env models.Environment) {
			env.AfterRollback(func() { rolledBack = true })
			env.AfterCommit(func() { t.Error("after-commit hook of a failed commit") })
			newPartners(env, "Ann")
			env.Cr().Execute("INSERT INTO deferred_child (id, partner_id) VALUES (1, 987654321)")
		})
		if err == nil {
			t.Fatal("no error")
		}
		wantError[*models.ConstraintError](t, err)
		equal(t, "after-rollback hook", rolledBack, true)
		execute(t, db, func(env models.Environment) {
			equal(t, "partners", namesOf(h.Partner().NewSet(env).SearchAll().Records()), "before")
			var n int
			env.Cr().Get(&n, "SELECT count(*) FROM deferred_child")
			equal(t, "children", n, 0)
		})
	}, onFile)
}

// A transaction that loses against another is run again, in a new environment.
func TestLostTransactionIsRunAgain(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			h.Chain().Create(env, h.Chain().NewData().SetName("x").SetValue(1))
		})
		runs := 0
		execute(t, db, func(env models.Environment) {
			runs++
			record := h.Chain().NewSet(env).SearchAll()
			value := record.Value()
			if runs == 1 {
				execute(t, db, func(other models.Environment) {
					h.Chain().NewSet(other).SearchAll().SetValue(value + 10)
				})
				equal(t, "the value in its own transaction", record.Value(), 1)
			}
			record.SetValue(value + 1)
		})
		equal(t, "runs", runs, 2)
		execute(t, db, func(env models.Environment) {
			equal(t, "value", h.Chain().NewSet(env).SearchAll().Value(), 12)
		})
	}, onFile)
}

// What is committed is not run again, whatever the hooks after it end with.
func TestCommittedTransactionIsNotRunAgain(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		runs := 0
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env models.Environment) {
			runs++
			newPartners(env, "Ann")
			env.AfterCommit(func() { panic(&models.ConcurrencyError{}) })
		})
		wantError[*models.ConcurrencyError](t, err)
		equal(t, "runs", runs, 1)
		execute(t, db, func(env models.Environment) {
			equal(t, "partners", h.Partner().NewSet(env).SearchAll().Len(), 1)
		})
	})
}

// Writers at the same time lose no update.
func TestConcurrentWriters(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		const writers, rounds = 4, 5
		execute(t, db, func(env models.Environment) {
			h.Chain().Create(env, h.Chain().NewData().SetName("x"))
		})
		var wg sync.WaitGroup
		for range writers {
			wg.Go(func() {
				for range rounds {
					for { // a transaction may lose more often than it is run again
						err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env models.Environment) {
							record := h.Chain().NewSet(env).SearchAll()
							record.SetValue(record.Value() + 1)
						})
						if err == nil {
							break
						}
						if lost := new(models.ConcurrencyError); !errors.As(err, &lost) {
							t.Error(err)
							return
						}
					}
				}
			})
		}
		wg.Wait()
		execute(t, db, func(env models.Environment) {
			equal(t, "value", h.Chain().NewSet(env).SearchAll().Value(), writers*rounds)
		})
	}, onFile)
}

// What one transaction reads stays as it is for it, whatever others commit.
func TestTransactionsAreIsolated(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) { newPartners(env, "Ann") })
		execute(t, db, func(env models.Environment) {
			equal(t, "partners", h.Partner().NewSet(env).SearchAll().Len(), 1)
			execute(t, db, func(other models.Environment) { newPartners(other, "Bob") })
			equal(t, "partners after another commit", h.Partner().NewSet(env).SearchAll().Len(), 1)
		})
		execute(t, db, func(env models.Environment) {
			equal(t, "partners in a new transaction", h.Partner().NewSet(env).SearchAll().Len(), 2)
		})
	}, onFile)
}
