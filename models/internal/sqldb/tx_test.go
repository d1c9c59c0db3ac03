package sqldb

import (
	"context"
	"database/sql/driver"
	"errors"
	"sync"
	"testing"
	"time"
)

const partners = `CREATE TABLE partner (id bigint PRIMARY KEY, name varchar(20) NOT NULL, email text,
	CONSTRAINT partner_email_key UNIQUE (email), CONSTRAINT partner_name_check CHECK (name <> ''));
	INSERT INTO partner (id, name, email) VALUES (1, 'Ann', 'ann@x'), (2, 'Bob', 'bob@x')`

func TestQueryExecCommitRollback(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		ctx := context.Background()
		script(t, db, partners)
		tx := begin(t, db, Options{})
		n, err := tx.Exec(ctx, "UPDATE partner SET name = $1 WHERE id > $2", []driver.Value{"X", int64(0)})
		if err != nil || n != 2 {
			t.Fatal(n, err)
		}
		var names []any
		err = tx.Query(ctx, "SELECT id, name, email FROM partner ORDER BY id", nil, func(row []driver.Value) error {
			names = append(names, row[0], row[1])
			return nil
		})
		if err != nil || len(names) != 4 || names[0] != int64(1) || names[1] != "X" {
			t.Fatal(names, err)
		}
		if tx.Count() != 2 {
			t.Fatal("count", tx.Count())
		}
		if err := tx.Rollback(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(ctx, "SELECT 1", nil); !errors.Is(err, ErrFinished) {
			t.Fatal(err)
		}
		tx = begin(t, db, Options{})
		mustOne(t, tx, 0, "SELECT count(*) FROM partner WHERE name = 'X'")
		if err := tx.Commit(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

func TestNothingIsSentBeforeTheFirstStatement(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		var mu sync.Mutex
		var sent []string
		db.SetTracer(func(_ context.Context, e Event) {
			mu.Lock()
			defer mu.Unlock()
			sent = append(sent, e.SQL)
		})
		tx := begin(t, db, Options{})
		if err := tx.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		if len(sent) != 0 {
			t.Fatal(sent)
		}
		tx = begin(t, db, Options{ReadOnly: true})
		mustOne(t, tx, 7, "SELECT 7")
		if err := tx.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		want := "BEGIN"
		if db.Dialect() == Postgres {
			want = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
		}
		if len(sent) != 3 || sent[0] != want || sent[1] != "SELECT 7" || sent[2] != "COMMIT" {
			t.Fatal(sent)
		}
	})
}

func TestConstraintErrors(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		ctx := context.Background()
		script(t, db, partners)
		script(t, db, `CREATE TABLE line (id bigint PRIMARY KEY, partner_id bigint CONSTRAINT line_partner_fkey REFERENCES partner (id))`)
		for _, c := range []struct {
			sql                       string
			kind                      ErrorKind
			constraint, table, column string
		}{
			{"INSERT INTO partner (id, name, email) VALUES (3, 'C', 'ann@x')", UniqueViolation, "partner_email_key", "partner", "email"},
			{"INSERT INTO partner (id, name) VALUES (1, 'C')", UniqueViolation, "partner_pkey", "partner", "id"},
			{"INSERT INTO partner (id) VALUES (4)", NotNullViolation, "", "partner", "name"},
			{"INSERT INTO partner (id, name) VALUES (4, '')", CheckViolation, "partner_name_check", "", ""},
			{"INSERT INTO line (id, partner_id) VALUES (1, 99)", ForeignKeyViolation, "line_partner_fkey", "", ""},
			{"SELECT nonsense", Other, "", "", ""},
		} {
			tx := begin(t, db, Options{})
			err := firstError(tx.ExecScript(ctx, c.sql), func() error { return tx.Commit(ctx) })
			e := wantKind(t, err, c.kind)
			if c.table != "" && (e.Table != c.table || e.Column() != c.column) {
				t.Errorf("%s: table %q, columns %q", c.sql, e.Table, e.Columns)
			}
			if (db.Dialect() == Postgres || c.kind == CheckViolation) && e.Constraint != c.constraint {
				t.Errorf("%s: constraint %q", c.sql, e.Constraint)
			}
			if e.SQL == "" {
				t.Errorf("%s: no SQL", c.sql)
			}
			if err := tx.Commit(ctx); !errors.Is(err, ErrAborted) && !errors.Is(err, ErrFinished) {
				t.Error("commit after an error:", err)
			}
		}
	})
}

func firstError(err error, next func() error) error {
	if err != nil {
		return err
	}
	return next()
}

func TestAbortedUntilSavepoint(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		ctx := context.Background()
		script(t, db, partners)
		tx := begin(t, db, Options{})
		for _, step := range []error{
			tx.Savepoint(ctx, "one"),
			onlyError(tx.Exec(ctx, "UPDATE partner SET name = 'Y'", nil)),
			tx.Savepoint(ctx, "two"),
		} {
			if step != nil {
				t.Fatal(step)
			}
		}
		_, err := tx.Exec(ctx, "INSERT INTO partner (id) VALUES (9)", nil)
		wantKind(t, err, NotNullViolation)
		if _, err := tx.Exec(ctx, "SELECT 1", nil); !errors.Is(err, ErrAborted) {
			t.Fatal(err)
		}
		if err := tx.RollbackTo(ctx, "two"); err != nil {
			t.Fatal(err)
		}
		mustOne(t, tx, 2, "SELECT count(*) FROM partner WHERE name = 'Y'")
		if err := tx.RollbackTo(ctx, "one"); err != nil {
			t.Fatal(err)
		}
		mustOne(t, tx, 0, "SELECT count(*) FROM partner WHERE name = 'Y'")
		if err := tx.Release(ctx, "one"); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

func onlyError[T any](_ T, err error) error { return err }

func TestDeferredConstraintFailsTheCommit(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		ctx := context.Background()
		script(t, db, `CREATE TABLE a (id bigint PRIMARY KEY, b bigint REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)`)
		tx := begin(t, db, Options{})
		if _, err := tx.Exec(ctx, "INSERT INTO a (id, b) VALUES (1, 2)", nil); err != nil {
			t.Fatal(err)
		}
		wantKind(t, tx.Commit(ctx), ForeignKeyViolation)
		tx = begin(t, db, Options{})
		mustOne(t, tx, 0, "SELECT count(*) FROM a")
		if _, err := tx.Exec(ctx, "INSERT INTO a (id, b) VALUES (1, 1)", nil); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

func TestSerializationFailure(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		ctx := soon(t)
		script(t, db, partners)
		first, second := begin(t, db, Options{}), begin(t, db, Options{})
		mustOne(t, first, 2, "SELECT count(*) FROM partner")
		mustOne(t, second, 2, "SELECT count(*) FROM partner")
		if _, err := first.Exec(ctx, "UPDATE partner SET name = 'first' WHERE id = 1", nil); err != nil {
			t.Fatal(err)
		}
		if err := first.Commit(ctx); err != nil {
			t.Fatal(err)
		}
		mustOne(t, second, 0, "SELECT count(*) FROM partner WHERE name = 'first'")
		_, err := second.Exec(ctx, "UPDATE partner SET name = 'second' WHERE id = 1", nil)
		if wantKind(t, err, SerializationFailure); !IsRetryable(err) {
			t.Fatal("not retryable")
		}
		if err := second.Rollback(ctx); err != nil {
			t.Fatal(err)
		}
		again := begin(t, db, Options{Write: true})
		if _, err := again.Exec(ctx, "UPDATE partner SET name = 'second' WHERE id = 1", nil); err != nil {
			t.Fatal(err)
		}
		if err := again.Commit(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

func TestConcurrentWritersAllSucceed(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		ctx := soon(t)
		script(t, db, `CREATE TABLE n (v bigint); INSERT INTO n (v) VALUES (0)`)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				for range 10 {
					for {
						err := db.InTx(ctx, Options{Write: true}, func(tx *Tx) error {
							return onlyError(tx.Exec(ctx, "UPDATE n SET v = v + 1", nil))
						})
						if err == nil {
							break
						}
						if !IsRetryable(err) {
							t.Error(err)
							return
						}
					}
				}
			})
		}
		group.Wait()
		mustOne(t, begin(t, db, Options{}), 80, "SELECT v FROM n")
	})
}

func TestReadOnlyRefusesWrites(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		script(t, db, partners)
		tx := begin(t, db, Options{ReadOnly: true})
		mustOne(t, tx, 2, "SELECT count(*) FROM partner")
		if _, err := tx.Exec(context.Background(), "DELETE FROM partner", nil); err == nil {
			t.Fatal("written")
		}
	})
}

const slow = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000000) SELECT count(*) FROM c"

func TestCancel(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		for _, own := range []bool{true, false} {
			ctx, cancel := context.WithTimeout(context.Background(), 150*time.Millisecond)
			defer cancel()
			outer := context.Background()
			if own {
				outer = ctx
			}
			tx, err := db.Begin(outer, Options{})
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			err = tx.Query(ctx, slow, nil, func([]driver.Value) error { return nil })
			if e := wantKind(t, err, Canceled); own && !errors.Is(e, context.DeadlineExceeded) {
				t.Error("not the error of the context:", e)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Error("canceled after", took)
			}
			if err := tx.Commit(context.Background()); err == nil {
				t.Error("committed")
			}
		}
		mustOne(t, begin(t, db, Options{}), 1, "SELECT 1")
	})
}

func TestScanErrorsAndReentrance(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		ctx := context.Background()
		script(t, db, partners)
		tx := begin(t, db, Options{})
		mine := errors.New("mine")
		err := tx.Query(ctx, "SELECT id FROM partner", nil, func([]driver.Value) error { return mine })
		if err != mine {
			t.Fatal(err)
		}
		err = tx.Query(ctx, "SELECT id FROM partner", nil, func([]driver.Value) error {
			return onlyError(one(tx, "SELECT 1"))
		})
		if !errors.Is(err, ErrBusy) {
			t.Fatal(err)
		}
		mustOne(t, tx, 2, "SELECT count(*) FROM partner")
		if _, err := tx.Exec(ctx, "UPDATE partner SET name = 'Z'", nil); err != nil {
			t.Fatal(err)
		}
		func() {
			defer func() { _ = recover() }()
			_ = tx.Query(ctx, "SELECT id FROM partner", nil, func([]driver.Value) error { panic("mine") })
		}()
		if err := tx.Commit(ctx); !errors.Is(err, ErrAborted) {
			t.Fatal(err)
		}
		next := begin(t, db, Options{Write: true})
		mustOne(t, next, 0, "SELECT count(*) FROM partner WHERE name = 'Z'")
		if _, err := next.Exec(soon(t), "UPDATE partner SET name = 'Y'", nil); err != nil {
			t.Fatal(err)
		}
	})
}
