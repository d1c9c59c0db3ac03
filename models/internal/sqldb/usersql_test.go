package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"testing"

	"github.com/jmoiron/sqlx"
)

func TestUserSQL(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		ctx := context.Background()
		script(t, db, partners)
		tx := begin(t, db, Options{})
		result, err := tx.ExecResult(ctx, "INSERT INTO partner (id, name) VALUES (?, ?)", 3, "What?")
		if err != nil {
			t.Fatal(err)
		}
		if n, err := result.RowsAffected(); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		type partner struct {
			ID    int64
			Name  string
			Email sql.NullString
		}
		var got []partner
		err = tx.Select(ctx, &got, "SELECT id, name, email FROM partner WHERE id IN (?) AND name <> '?' ORDER BY id", []int64{1, 3})
		if err != nil || len(got) != 2 || got[1].Name != "What?" || got[0].Email.String != "ann@x" {
			t.Fatal(got, err)
		}
		var one partner
		if err := tx.Get(ctx, &one, "SELECT * FROM partner WHERE id = ?", 99); !errors.Is(err, sql.ErrNoRows) {
			t.Fatal(err)
		}
		var wrong struct{ Nope int }
		if err := tx.Get(ctx, &wrong, "SELECT * FROM partner WHERE id = ?", 1); err == nil {
			t.Fatal("scanned")
		}
		n := 0
		err = tx.Rows(ctx, func(rows *sqlx.Rows) error { n++; return rows.StructScan(&one) }, "SELECT * FROM partner")
		if err != nil || n != 3 {
			t.Fatal(n, err)
		}
		if tx.Count() != 5 {
			t.Fatal(tx.Count())
		}
		wantKind(t, tx.Get(ctx, &one, "SELECT * FROM nothing"), Other)
		if err := tx.Get(ctx, &one, "SELECT * FROM partner"); !errors.Is(err, ErrAborted) {
			t.Fatal(err)
		}
	})
}

func TestRebind(t *testing.T) {
	for _, c := range []struct {
		d       Dialect
		in, out string
		args    []any
		want    []any
	}{
		{Postgres, "a = ? AND b = ?", "a = $1 AND b = $2", []any{1, 2}, []any{1, 2}},
		{SQLite, "a = ? AND b = ?", "a = ?1 AND b = ?2", []any{1, 2}, []any{1, 2}},
		{Postgres, "a = '?' AND \"b?\" = ?::text", "a = '?' AND \"b?\" = $1::text", []any{1}, []any{1}},
		{Postgres, "-- what?\n/* ? /* ? */ ? */ a = ?", "-- what?\n/* ? /* ? */ ? */ a = $1", []any{1}, []any{1}},
		{Postgres, `a = E'\'?' AND b = 'it''s ?' AND c = $$?$$ AND d = $x$ ? $$ ? $x$ AND e = ?`,
			`a = E'\'?' AND b = 'it''s ?' AND c = $$?$$ AND d = $x$ ? $$ ? $x$ AND e = $1`, []any{1}, []any{1}},
		{Postgres, `a = 'x\' AND b = ?`, `a = 'x\' AND b = $1`, []any{1}, []any{1}},
		{Postgres, "data ?? 'k' AND data ??| ?", "data ? 'k' AND data ?| $1", []any{"x"}, []any{"x"}},
		{Postgres, "a = $1 AND data ?? 'k'", "a = $1 AND data ? 'k'", []any{1}, []any{1}},
		{Postgres, "a = $1", "a = $1", []any{1}, []any{1}},
		{SQLite, "a = ?1 OR b = ?1", "a = ?1 OR b = ?1", []any{1}, []any{1}},
		{SQLite, "[a?] = ? AND `b?` = 1", "[a?] = ?1 AND `b?` = 1", []any{1}, []any{1}},
		{Postgres, "a IN (?) AND b = ?", "a IN ($1, $2) AND b = $3", []any{[]string{"x", "y"}, 3}, []any{"x", "y", 3}},
		{SQLite, "a IN (?) AND b = ?", "a IN (NULL) AND b = ?1", []any{[]int{}, []byte("z")}, []any{[]byte("z")}},
	} {
		got, args, err := c.d.Rebind(c.in, c.args)
		if err != nil || got != c.out || !reflect.DeepEqual(args, c.want) {
			t.Errorf("%s: got %s with %v, %v", c.in, got, args, err)
		}
	}
	for _, d := range []Dialect{Postgres, SQLite} {
		if _, _, err := d.Rebind("a = ?", []any{1, 2}); err == nil {
			t.Error("too many arguments")
		}
		if _, _, err := d.Rebind("a = ? and b = ?", []any{1}); err == nil {
			t.Error("too few arguments")
		}
	}
}

func FuzzRebind(f *testing.F) {
	f.Add("a = '?' and b = E'\\'' and $$ ? $$ and /* ? */ ? --")
	f.Fuzz(func(t *testing.T, s string) {
		for _, d := range []Dialect{Postgres, SQLite} {
			quoted := "SELECT " + d.Literal(s) + ", " + d.Quote(s) + " = ?"
			got, args, err := d.Rebind(quoted, []any{1})
			if err != nil || len(args) != 1 || got != quoted[:len(quoted)-1]+d.Placeholder(1) {
				t.Errorf("%s: %s, %v", quoted, got, err)
			}
		}
	})
}

func TestIsWrite(t *testing.T) {
	for sql, want := range map[string]bool{
		"SELECT 1": false, "  -- x\n select 1": false, "/* insert */ values (1)": false, "INSERT INTO t": true, "(update": true,
		"WITH a AS (SELECT 'insert') SELECT 1": false, "with a as (select 1) insert into t": true, "PRAGMA x": false, "CREATE TABLE t": true,
		"EXPLAIN DELETE FROM t": false, "": false,
	} {
		if got := isWrite(sql); got != want {
			t.Errorf("%s: %v", sql, got)
		}
	}
}
