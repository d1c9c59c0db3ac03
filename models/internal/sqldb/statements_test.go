package sqldb

import (
	"context"
	"database/sql/driver"
	"fmt"
	"testing"
)

type countedStmt struct {
	driver.Stmt
	closed *int
}

func (s countedStmt) Close() error { *s.closed++; return nil }

func TestStatementsCloseTheOldest(t *testing.T) {
	closed := map[string]*int{}
	s := newStatements(2)
	add := func(text string) {
		closed[text] = new(int)
		if err := s.add(text, countedStmt{closed: closed[text]}); err != nil {
			t.Fatal(err)
		}
	}
	add("a")
	add("b")
	if s.get("a") == nil {
		t.Fatal("a is gone")
	}
	add("c")
	if *closed["a"] != 0 || *closed["b"] != 1 || *closed["c"] != 0 || s.get("b") != nil {
		t.Fatal("b is the one used least recently")
	}
	if err := s.clear(); err != nil || *closed["a"] != 1 || *closed["c"] != 1 || len(s.byText) != 0 {
		t.Fatal("clear", err)
	}
}

func TestServerKeepsFewStatements(t *testing.T) {
	t.Parallel()
	db := openTest(t, postgresSource(t)+"&hexgen_statements=5")
	ctx := context.Background()
	tx := begin(t, db, Options{})
	for round := range 3 {
		for i := range 20 {
			mustOne(t, tx, int64(i), fmt.Sprintf("SELECT %d", i))
		}
		if n, err := one(tx, "SELECT count(*) FROM pg_prepared_statements"); err != nil || n > 5 {
			t.Fatal(round, n, err)
		}
	}
	if err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	// the next transaction has the same connection and its statements
	mustOne(t, begin(t, db, Options{}), 1, "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT 19'")
}

func TestPoolerPreparesNothing(t *testing.T) {
	t.Parallel()
	db := openTest(t, postgresSource(t)+"&hexgen_pooler=true")
	tx := begin(t, db, Options{})
	mustOne(t, tx, 3, "SELECT $1::bigint", int64(3))
	if _, err := tx.Exec(context.Background(), "SELECT $1::bigint", []driver.Value{int64(3)}); err != nil {
		t.Fatal(err)
	}
	mustOne(t, tx, 0, "SELECT count(*) FROM pg_prepared_statements")
}
