package sqldb

import (
	"context"
	"database/sql/driver"
	"path/filepath"
	"testing"
	"time"
)

// onEach runs a test on every kind of database, each empty and its own.
func onEach(t *testing.T, f func(t *testing.T, db *DB)) {
	t.Helper()
	sources := map[string]func(t *testing.T) string{
		"postgres": postgresSource,
		"sqlite":   func(t *testing.T) string { return "sqlite://" + filepath.Join(t.TempDir(), "test #1.db") },
		"memory":   func(*testing.T) string { return "sqlite::memory:" },
	}
	for name, source := range sources {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f(t, openTest(t, source(t)))
		})
	}
}

func openTest(t *testing.T, source string) *DB {
	t.Helper()
	db, err := Open(source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error("close:", err)
		}
	})
	return db
}

// script runs DDL and data in a transaction of its own.
func script(t *testing.T, db *DB, sql string) {
	t.Helper()
	err := db.InTx(context.Background(), Options{}, func(tx *Tx) error { return tx.ExecScript(context.Background(), sql) })
	if err != nil {
		t.Fatal(err)
	}
}

func begin(t *testing.T, db *DB, opts Options) *Tx {
	t.Helper()
	tx, err := db.Begin(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := tx.Rollback(context.Background()); err != nil {
			t.Error("rollback:", err)
		}
	})
	return tx
}

// one returns the only integer a query gives.
func one(tx *Tx, sql string, args ...driver.Value) (int64, error) {
	got, err := tx.int64s(context.Background(), sql, args, 1)
	if err != nil || len(got) == 0 {
		return -1, err
	}
	return got[0], nil
}

func mustOne(t *testing.T, tx *Tx, want int64, sql string, args ...driver.Value) {
	t.Helper()
	if got, err := one(tx, sql, args...); err != nil || got != want {
		t.Fatalf("%s: got %d, %v; want %d", sql, got, err, want)
	}
}

func wantKind(t *testing.T, err error, want ErrorKind) *Error {
	t.Helper()
	e := asClassified(err)
	if e == nil || e.Kind != want {
		t.Fatalf("got error %v; want kind %v", err, want)
	}
	return e
}

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}
