package sqldb

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
)

func TestKilledConnection(t *testing.T) {
	t.Parallel()
	db := openTest(t, postgresSource(t))
	ctx := context.Background()
	kill := func(pid int64) {
		tx := begin(t, db, Options{})
		mustOne(t, tx, 1, "SELECT count(pg_terminate_backend($1::int, 5000))", pid)
		if err := tx.Commit(ctx); err != nil {
			t.Fatal(err)
		}
	}
	victim := begin(t, db, Options{})
	pid, err := one(victim, "SELECT pg_backend_pid()")
	if err != nil {
		t.Fatal(err)
	}
	kill(pid)
	_, err = one(victim, "SELECT 1")
	wantKind(t, err, ConnectionLost)
	if err := victim.Savepoint(ctx, "s"); !errors.Is(err, ErrAborted) {
		t.Fatal(err)
	}
	if err := victim.Commit(ctx); !errors.Is(err, ErrAborted) {
		t.Fatal(err)
	}

	// killed while idle: the next transaction takes another one, unnoticed
	a, b := begin(t, db, Options{}), begin(t, db, Options{})
	pid, err = one(a, "SELECT pg_backend_pid()")
	if err != nil {
		t.Fatal(err)
	}
	mustOne(t, b, 1, "SELECT 1")
	if err := a.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	mustOne(t, b, 1, "SELECT count(pg_terminate_backend($1::int, 5000))", pid)
	mustOne(t, begin(t, db, Options{}), 1, "SELECT 1")
	if err := b.Commit(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestNoGoroutineStaysAfterALostConnection(t *testing.T) {
	db := openTest(t, postgresSource(t))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	before := runtime.NumGoroutine()
	for range 20 {
		tx, err := db.Begin(ctx, Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = tx.int64s(ctx, "SELECT count(pg_terminate_backend(pg_backend_pid()))", nil, 1)
		wantKind(t, err, ConnectionLost)
		if err := tx.Rollback(ctx); err != nil {
			t.Fatal(err)
		}
	}
	for range 100 {
		if runtime.NumGoroutine() < before+10 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%d goroutines, then %d", before, runtime.NumGoroutine())
}

func TestKilledBeforeCommit(t *testing.T) {
	t.Parallel()
	db := openTest(t, postgresSource(t))
	tx, other := begin(t, db, Options{}), begin(t, db, Options{})
	pid, err := one(tx, "SELECT pg_backend_pid()")
	if err != nil {
		t.Fatal(err)
	}
	mustOne(t, other, 1, "SELECT count(pg_terminate_backend($1::int, 5000))", pid)
	wantKind(t, tx.Commit(context.Background()), ConnectionLost)
}

func TestOpenErrorsTellHowToMend(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"postgres://ann:sec:ret@127.0.0.1:1/db?sslmode=disable", "see that the server runs"},
		{"postgres://ann:sec%zzret@127.0.0.1:1/db", "cannot read"},
		{"postgres://ann:secret@127.0.0.1:port/db", "percent-encode"},
		{"postgres://127.0.0.1:1/db?sslmode=disable&password=secret", "see that the server runs"},
		{"postgres://ann:secret@127.0.0.1:1/db?hexgen_poler=1", "unknown option hexgen_poler"},
		{"mysql://ann:secret@h/db", `unknown database "mysql"`},
		{"shop.db", "sqlite://file.db"},
		{"sqlite://", "names no file"},
		{"sqlite:///nowhere/at/all.db", "create the directory"},
		{"sqlite:///proc/version", ""},
	} {
		db, err := Open(c.source)
		if err == nil {
			t.Errorf("%s: opened %v", c.source, db)
			continue
		}
		if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "ret@") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", c.source, err)
		}
	}
}

func TestMemoryDatabasesAreTheirOwn(t *testing.T) {
	a, b := openTest(t, "sqlite::memory:"), openTest(t, "sqlite::memory:")
	script(t, a, "CREATE TABLE t (v bigint)")
	script(t, b, "CREATE TABLE t (v bigint)")
	dir := a.memory.dir
	if _, err := os.Stat(filepath.Join(dir, "memory.db")); err != nil {
		t.Fatal(err)
	}
	other, err := Open("sqlite::memory:") // sweeps, and leaves what is in use
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
	gone := other.memory.dir
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(gone); !os.IsNotExist(err) {
		t.Fatal("not removed:", err)
	}
}

func TestOpenSQLX(t *testing.T) {
	t.Parallel()
	for driver, source := range map[string]string{"postgres": postgresSource(t), "sqlite": "file:" + filepath.Join(t.TempDir(), "x.db")} {
		handle, err := sqlx.Open(driver, source)
		if err != nil {
			t.Fatal(err)
		}
		handle.SetMaxOpenConns(2)
		db, err := OpenSQLX(handle)
		if err != nil {
			t.Fatal(err)
		}
		script(t, db, partners)
		tx := begin(t, db, Options{})
		mustOne(t, tx, 2, "SELECT count(*) FROM partner")
		if db.Dialect() == SQLite {
			mustOne(t, tx, 1, "PRAGMA foreign_keys")
		}
		if err := tx.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		var n int // the handle stays open
		if err := handle.Get(&n, "SELECT count(*) FROM partner"); err != nil || n != 2 {
			t.Fatal(n, err)
		}
		if err := handle.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := OpenSQLX(nil); err == nil {
		t.Fatal("nil")
	}
}

func TestClosed(t *testing.T) {
	db, err := Open("sqlite::memory:")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Begin(context.Background(), Options{}); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
}
