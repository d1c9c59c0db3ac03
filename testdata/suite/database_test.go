package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
	"hexgen.test/suite/sale"
)

// What is committed is there after the database was closed and opened again.
func TestDatabaseFile(t *testing.T) {
	t.Parallel()
	url := fileURL(t)
	first, err := models.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "SyncDatabase", first.SyncDatabase(), nil)
	execute(t, first, func(env models.Environment) { newOrders(env, 3) })
	equal(t, "Close", first.Close(), nil)
	execute(t, openSynced(t, url), func(env models.Environment) {
		equal(t, "orders", h.Order().NewSet(env).SearchAll().Len(), 3)
		equal(t, "a new record", newPartners(env, "new").Len(), 1)
	})
}

// A second sync finds nothing to do and leaves the data alone.
func TestSyncAgain(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) { newOrders(env, 3) })
		plan, err := db.Plan(t.Context())
		equal(t, "error", err, nil)
		same(t, "plan", len(plan), 0)
		for _, statement := range plan {
			t.Log(statement)
		}
		equal(t, "SyncDatabase", db.SyncDatabase(), nil)
		execute(t, db, func(env models.Environment) {
			orders := h.Order().NewSet(env).SearchAll()
			equal(t, "orders", orders.Len(), 3)
			equal(t, "country", orders.Records()[2].Partner().Country().Name(), "Country 2")
		})
	})
}

// Several databases of one process know nothing of each other.
func TestSeveralDatabases(t *testing.T) {
	t.Parallel()
	one, two := openSynced(t, "sqlite::memory:"), openSynced(t, "sqlite::memory:")
	three := openSynced(t, dbtest.NewDatabase(t))
	for i, db := range []*models.Database{one, two, three} {
		execute(t, db, func(env models.Environment) {
			for range i + 1 {
				newPartners(env, "Ann")
			}
		})
	}
	for i, db := range []*models.Database{one, two, three} {
		execute(t, db, func(env models.Environment) {
			equal(t, "partners", h.Partner().NewSet(env).SearchAll().Len(), i+1)
		})
	}
}

// Sequences go on, whatever becomes of a transaction.
func TestSequence(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		seq2 := models.MustGetSequence("MySequence").In(db)
		for i := range 5 {
			val := seq2.NextValue()
			equal(t, "value", val, int64(i+1))
		}
		err := db.SimulateInNewEnvironment(security.SuperUserID, func(models.Environment) { seq2.NextValue() })
		equal(t, "error", err, nil)
		equal(t, "value after a rollback", sale.MySequence.In(db).NextValue(), 7)
		equal(t, "SyncDatabase", db.SyncDatabase(), nil)
		equal(t, "value after a sync", seq2.NextValue(), 8)
	}, onFile)
}

// The functions of the package use the database of Connect.
func TestFunctionsOfThePackage(t *testing.T) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			if err := models.Connect(b.url(t)); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { equal(t, "Disconnect", models.Disconnect(), nil) })
			if err := models.SyncDatabase(); err != nil {
				t.Fatal(err)
			}
			err := models.ExecuteInNewEnvironment(security.SuperUserID, func(env models.Environment) { newPartners(env, "Ann") })
			equal(t, "ExecuteInNewEnvironment", err, nil)
			err = models.SimulateInNewEnvironment(security.SuperUserID, func(env models.Environment) {
				newPartners(env, "Bob")
				equal(t, "partners", h.Partner().NewSet(env).SearchAll().Len(), 2)
			})
			equal(t, "SimulateInNewEnvironment", err, nil)
			err = models.ExecuteInNewEnvironment(security.SuperUserID, func(env models.Environment) {
				equal(t, "partners afterwards", h.Partner().NewSet(env).SearchAll().Len(), 1)
			})
			equal(t, "ExecuteInNewEnvironment", err, nil)
		})
	}
	if err := models.ExecuteInNewEnvironment(security.SuperUserID, func(models.Environment) {}); err == nil {
		t.Error("no error without a database")
	}
}
