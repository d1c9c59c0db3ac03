package schema

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// onBoth runs a test on both databases, each empty.
func onBoth(t *testing.T, f func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	for name, source := range map[string]func(*testing.T) string{
		"postgres": func(t *testing.T) string { return dbtest.NewDatabase(t) },
		"sqlite":   func(t *testing.T) string { return "sqlite://" + filepath.Join(t.TempDir(), "schema.db") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, err := sqldb.Open(source(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
			f(t, db)
		})
	}
}

func typ(k sqldb.Kind) sqldb.Type { return sqldb.Type{Kind: k} }

func varchar(n int) sqldb.Type { return sqldb.Type{Kind: sqldb.KindVarchar, Size: n} }

func numeric(p, s int) sqldb.Type { return sqldb.Type{Kind: sqldb.KindNumeric, Precision: p, Scale: s} }

func id() Column { return Column{Name: "id", Type: typ(sqldb.KindBigInt), Identity: true} }

func column(name string, t sqldb.Type) Column { return Column{Name: name, Type: t} }

// sync applies a schema, checks that a second plan is empty, and returns the
// plan.
func sync(t *testing.T, db *sqldb.DB, want *Schema, opts Options) *Plan {
	t.Helper()
	ctx := context.Background()
	plan, err := New(ctx, db, want, opts)
	if err != nil {
		t.Fatal(err)
	}
	before := texts(plan)
	if err := plan.Apply(ctx); err != nil {
		t.Fatalf("%v\n%s", err, strings.Join(before, ";\n"))
	}
	if after := texts(plan); strings.Join(before, ";") != strings.Join(after, ";") {
		t.Errorf("planned\n%s\napplied\n%s", strings.Join(before, ";\n"), strings.Join(after, ";\n"))
	}
	again, err := New(ctx, db, want, opts)
	if err != nil {
		t.Fatal(err)
	}
	if !again.Empty() {
		t.Fatalf("the second plan is not empty:\n%s", strings.Join(texts(again), ";\n"))
	}
	return plan
}

func texts(p *Plan) []string {
	var all []string
	for _, s := range p.Statements() {
		all = append(all, s.SQL)
	}
	return all
}

func run(t *testing.T, db *sqldb.DB, sql string) {
	t.Helper()
	if err := try(db, sql); err != nil {
		t.Fatal(err)
	}
}

func try(db *sqldb.DB, sql string) error {
	ctx := context.Background()
	return db.InTx(ctx, sqldb.Options{}, func(tx *sqldb.Tx) error { return tx.ExecScript(ctx, sql) })
}

func wantKind(t *testing.T, err error, kind sqldb.ErrorKind) {
	t.Helper()
	if sqldb.KindOf(err) != kind || err == nil {
		t.Errorf("got %v; want %v", err, kind)
	}
}

// value returns one value as text.
func value(t *testing.T, db *sqldb.DB, sql string) string {
	t.Helper()
	var got string
	ctx := context.Background()
	err := db.InTx(ctx, sqldb.Options{}, func(tx *sqldb.Tx) error {
		rows, err := query(ctx, tx, sql)
		if err == nil && len(rows) > 0 {
			got = rows[0].text(0)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func wantValue(t *testing.T, db *sqldb.DB, want, sql string) {
	t.Helper()
	if got := value(t, db, sql); got != want {
		t.Errorf("%s: got %q; want %q", sql, got, want)
	}
}
