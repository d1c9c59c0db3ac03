package schema

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	gosync "sync"
	"testing"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// shop is a schema with everything in it, also a cycle between two tables.
func shop(d sqldb.Dialect) *Schema {
	return &Schema{
		Sequences: []Sequence{{Name: "invoice_number", Start: 100, Increment: 5}},
		Tables: []Table{
			{
				Name: "partner", Comment: "it's a \\ partner",
				Columns: []Column{id(), {Name: "name", Type: varchar(40), NotNull: true, Comment: "the \"name\""},
					{Name: "age", Type: typ(sqldb.KindInteger), Default: "18"}, {Name: "credit", Type: numeric(12, 2), Default: "1.50"},
					{Name: "exact", Type: numeric(30, 10)}, {Name: "anything", Type: typ(sqldb.KindNumeric)},
					{Name: "active", Type: typ(sqldb.KindBoolean), NotNull: true, Default: d.Bool(true)}, column("rate", typ(sqldb.KindDouble)),
					{Name: "kind", Type: varchar(10), Default: "'it''s'"}, {Name: "upper", Type: typ(sqldb.KindText), Default: "upper('x') || 'y'"},
					column("born", typ(sqldb.KindDate)), column("seen", typ(sqldb.KindTimestamp)), column("photo", typ(sqldb.KindBytes)),
					column("data", typ(sqldb.KindJSON)), column("token", typ(sqldb.KindUUID)), column("main_order_id", typ(sqldb.KindBigInt)),
					column("parent_id", typ(sqldb.KindBigInt)), column("Odd \"name\"", typ(sqldb.KindText))},
				ForeignKeys: []ForeignKey{
					{Name: "partner_main_order_fkey", Column: "main_order_id", RefTable: "sale_order", RefColumn: "id", OnDelete: SetNull},
					{Name: "partner_parent_fkey", Column: "parent_id", RefTable: "partner", RefColumn: "id", OnDelete: Cascade, Deferred: true}},
				Indexes: []Index{{Name: "partner_name_index", Columns: []string{"name"}},
					{Name: "partner_active_index", Columns: []string{"name", "age"}, Unique: true, Where: "active and age>  3 AND kind IN ('a','b')"}},
				Constraints: []Constraint{{"partner_age_check", "CHECK (age > 0 AND name not in ('a', 'b)'))"}, {"partner_name_uniq", "UNIQUE (name, age)"}},
			},
			{
				Name:        "sale_order",
				Columns:     []Column{id(), {Name: "partner_id", Type: typ(sqldb.KindBigInt), NotNull: true}},
				ForeignKeys: []ForeignKey{{Name: "sale_order_partner_fkey", Column: "partner_id", RefTable: "partner", RefColumn: "id", OnDelete: Restrict}},
			},
			{
				Name:        "partner_tag_rel",
				Columns:     []Column{column("partner_id", typ(sqldb.KindBigInt)), column("tag", typ(sqldb.KindInteger))},
				PrimaryKey:  []string{"partner_id", "tag"},
				ForeignKeys: []ForeignKey{{Name: "rel_partner_fkey", Column: "partner_id", RefTable: "partner", RefColumn: "id", OnDelete: Cascade}},
			},
		},
	}
}

func TestCreateAndSyncAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		run(t, db, "CREATE TABLE others (x text)")
		want := shop(db.Dialect())
		if plan := sync(t, db, want, Options{}); len(plan.Skipped) != 0 {
			t.Error(plan.Skipped)
		}
		run(t, db, `INSERT INTO partner (name) VALUES ('Ann')`)
		wantValue(t, db, "1", "SELECT id FROM partner")
		wantKind(t, try(db, "INSERT INTO partner (name, age) VALUES ('Ann', 18)"), sqldb.UniqueViolation)
		wantKind(t, try(db, "INSERT INTO partner (name, age) VALUES ('Ann', -1)"), sqldb.CheckViolation)
		wantKind(t, try(db, "INSERT INTO sale_order (partner_id) VALUES (9)"), sqldb.ForeignKeyViolation)
		ctx := context.Background()
		err := db.InTx(ctx, sqldb.Options{}, func(tx *sqldb.Tx) error {
			got, err := tx.NextValues(ctx, "invoice_number", 3)
			if err == nil && !reflect.DeepEqual(got, []int64{100, 105, 110}) {
				t.Error(got)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want.Sequences[0].Increment = 2
		sync(t, db, want, Options{})
	})
}

func TestTextOfNewTables(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		want := &Schema{Tables: []Table{{Name: "tag", Columns: []Column{id(), {Name: "name", Type: varchar(9), NotNull: true, Default: "'x'"}, column("up_id", typ(sqldb.KindBigInt))},
			ForeignKeys: []ForeignKey{{Name: "up", Column: "up_id", RefTable: "tag", RefColumn: "id", OnDelete: Cascade}},
			Indexes:     []Index{{Name: "tag_name_index", Columns: []string{"name"}, Unique: true}}}}}
		text := map[sqldb.Dialect]string{
			sqldb.Postgres: `CREATE SEQUENCE "tag_id_seq" AS bigint;
CREATE TABLE "tag" (
  "id" bigint DEFAULT nextval('"tag_id_seq"'::regclass) NOT NULL,
  "name" varchar(9) DEFAULT 'x' NOT NULL,
  "up_id" bigint,
  CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);
ALTER SEQUENCE "tag_id_seq" OWNED BY "tag"."id";
CREATE UNIQUE INDEX "tag_name_index" ON "tag" ("name");
COMMENT ON INDEX "tag_name_index" IS 'hexgen';
ALTER TABLE "tag" ADD CONSTRAINT "up" FOREIGN KEY ("up_id") REFERENCES "tag" ("id") ON DELETE CASCADE;
COMMENT ON CONSTRAINT "up" ON "tag" IS 'hexgen'`,
			sqldb.SQLite: `CREATE TABLE "tag" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  "name" VARCHAR(9) NOT NULL DEFAULT ('x'),
  "up_id" INTEGER,
  CONSTRAINT "up" FOREIGN KEY ("up_id") REFERENCES "tag" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "tag_name_index" /* hexgen */ ON "tag" ("name")`,
		}[db.Dialect()]
		if got := strings.Join(texts(sync(t, db, want, Options{})), ";\n"); got != text {
			t.Errorf("got\n%s", got)
		}
	})
}

func TestChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		want := shop(db.Dialect())
		sync(t, db, want, Options{})
		run(t, db, `INSERT INTO partner (name, credit) VALUES ('Ann', 1.25); INSERT INTO partner (name, parent_id) VALUES ('Bob', 1);
			INSERT INTO sale_order (partner_id) VALUES (1); INSERT INTO partner_tag_rel VALUES (1, 7); INSERT INTO sale_order (partner_id) VALUES (2);
			DELETE FROM sale_order WHERE id = 2`)
		p := &want.Tables[0]
		step := func(name string, change func()) *Plan {
			t.Helper()
			change()
			plan := sync(t, db, want, Options{})
			if plan.Empty() && name != "comment" {
				t.Errorf("%s: nothing to do", name)
			}
			if len(plan.Skipped) > 0 {
				t.Errorf("%s: %v", name, plan.Skipped)
			}
			for _, s := range plan.Statements() {
				if s.Destructive || s.Comment == "" {
					t.Errorf("%s: %+v", name, s)
				}
			}
			wantValue(t, db, "2", "SELECT count(*) FROM partner")
			wantValue(t, db, "1", "SELECT count(*) FROM sale_order")
			wantValue(t, db, "1", "SELECT count(*) FROM partner_tag_rel")
			return plan
		}
		step("new nullable column", func() { p.Columns = append(p.Columns, column("note", typ(sqldb.KindText))) })
		step("new required column with backfill", func() {
			p.Columns = append(p.Columns, Column{Name: "code", Type: varchar(9), NotNull: true, Backfill: "'c' || id"})
		})
		wantValue(t, db, "c2", "SELECT code FROM partner WHERE name = 'Bob'")
		step("new required column with default", func() {
			p.Columns = append(p.Columns, Column{Name: "stars", Type: typ(sqldb.KindInteger), NotNull: true, Default: "5"})
		})
		wantValue(t, db, "5", "SELECT stars FROM partner WHERE name = 'Bob'")
		step("required", func() { c := p.column("note"); c.NotNull, c.Backfill = true, "'none'" })
		wantValue(t, db, "none", "SELECT note FROM partner WHERE name = 'Bob'")
		step("not required", func() { p.column("note").NotNull = false })
		step("wider varchar", func() { p.column("name").Type = varchar(60) })
		step("text", func() { p.column("name").Type = typ(sqldb.KindText) })
		step("wider numeric", func() { p.column("credit").Type = numeric(14, 3) })
		wantValue(t, db, "1", "SELECT count(*) FROM partner WHERE credit = 1.25")
		step("default", func() { p.column("age").Default = "21" })
		step("no default", func() { p.column("kind").Default = "" })
		step("comment", func() { p.Comment = ""; p.column("name").Comment = "new" })
		step("check", func() { p.Constraints[0].SQL = "CHECK (age > 1 OR age IS NULL)" })
		wantKind(t, try(db, "INSERT INTO partner (name, code, age) VALUES ('Ann', 'z', 1)"), sqldb.CheckViolation)
		step("no unique", func() { p.Constraints = p.Constraints[:1] })
		step("foreign key", func() { p.ForeignKeys[1].OnDelete = Restrict })
		step("no foreign key", func() { p.ForeignKeys = p.ForeignKeys[:1] })
		step("partial index", func() { p.Indexes[1].Where = "age > 4" })
		step("no index", func() { p.Indexes = p.Indexes[:1] })
		step("index", func() {
			p.Indexes = append(p.Indexes, Index{Name: "partner_code_index", Columns: []string{"code"}, Unique: true, Concurrently: true})
		})
		wantKind(t, try(db, "INSERT INTO partner (name, code) VALUES ('Ann', 'c1')"), sqldb.UniqueViolation)
		step("table", func() {
			want.Tables = append(want.Tables, Table{Name: "aaa", Columns: []Column{id(), column("p", typ(sqldb.KindBigInt))},
				ForeignKeys: []ForeignKey{{Name: "aaa_p_fkey", Column: "p", RefTable: "partner", RefColumn: "id"}}})
		})
		run(t, db, "INSERT INTO sale_order (partner_id) VALUES (1)")
		wantValue(t, db, "3", "SELECT max(id) FROM sale_order")
		wantKind(t, try(db, "DELETE FROM partner WHERE name = 'Ann'"), sqldb.ForeignKeyViolation)
	})
}

func TestNothingIsLostUnlessAllowed(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		want := &Schema{Tables: []Table{{Name: "item", Columns: []Column{id(), {Name: "name", Type: typ(sqldb.KindText), NotNull: true},
			{Name: "old", Type: typ(sqldb.KindText), NotNull: true}, column("size", numeric(10, 3))}}}}
		sync(t, db, want, Options{})
		run(t, db, "INSERT INTO item (name, old, size) VALUES ('long name', 'kept', 1.5)")
		item := &want.Tables[0]
		item.Columns = []Column{id(), {Name: "name", Type: varchar(3), NotNull: true}, column("size", numeric(5, 1)),
			{Name: "must", Type: typ(sqldb.KindText), NotNull: true}}
		plan := sync(t, db, want, Options{})
		var skipped []string
		for _, s := range plan.Skipped {
			skipped = append(skipped, s.Object)
		}
		if !reflect.DeepEqual(skipped, []string{"name", "size", "must", "old"}) {
			t.Error(plan.Skipped)
		}
		wantValue(t, db, "kept", "SELECT old FROM item WHERE name = 'long name'")
		run(t, db, "INSERT INTO item (name, size) VALUES ('b', 2)") // old is not required any more
		run(t, db, "UPDATE item SET name = 'a', must = 'x'")
		plan = sync(t, db, want, Options{AllowDestructive: true})
		destructive := 0
		for _, s := range plan.Statements() {
			if s.Destructive {
				destructive++
			}
		}
		if destructive == 0 || len(plan.Skipped) > 0 {
			t.Errorf("%d destructive, skipped %v", destructive, plan.Skipped)
		}
		if err := try(db, "SELECT old FROM item"); err == nil {
			t.Error("old is still there")
		}
		wantKind(t, try(db, "INSERT INTO item (name) VALUES ('c')"), sqldb.NotNullViolation)
	})
}

func TestWhatOthersMadeStays(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		want := &Schema{Tables: []Table{{Name: "item", Columns: []Column{id(), column("name", varchar(5))}}}}
		sync(t, db, want, Options{})
		run(t, db, "CREATE INDEX theirs ON item (name)")
		if db.Dialect() == sqldb.Postgres {
			run(t, db, "ALTER TABLE item ADD CONSTRAINT their_check CHECK (name <> 'z')")
		} else {
			run(t, db, "CREATE TRIGGER their_check BEFORE INSERT ON item WHEN NEW.name = 'z' BEGIN SELECT raise(ABORT, 'CHECK constraint failed: their_check'); END")
		}
		want.Tables[0].Columns[1].Type = varchar(9)
		sync(t, db, want, Options{AllowDestructive: true})
		if err := try(db, "INSERT INTO item (name) VALUES ('z')"); err == nil {
			t.Error("their check is gone")
		}
		run(t, db, "DROP INDEX theirs")
	})
}

func TestAdoptsATableMadeByHand(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		pk := "bigint PRIMARY KEY"
		if db.Dialect() == sqldb.SQLite {
			pk = "INTEGER PRIMARY KEY"
		}
		run(t, db, "CREATE TABLE partner (id "+pk+", name varchar(40) NOT NULL, CHECK (name <> 'q')); INSERT INTO partner (id, name) VALUES (41, 'old')")
		sync(t, db, shop(db.Dialect()), Options{})
		run(t, db, "INSERT INTO partner (name) VALUES ('new')")
		wantValue(t, db, "42", "SELECT id FROM partner WHERE name = 'new'")
		wantKind(t, try(db, "INSERT INTO partner (name) VALUES ('q')"), sqldb.CheckViolation)
	})
}

func TestProcessesStartingAtOnce(t *testing.T) {
	for name, source := range map[string]func() string{
		"postgres": func() string { return dbtest.NewDatabase(t) },
		"sqlite":   func() string { return "sqlite://" + filepath.Join(t.TempDir(), "many.db") },
	} {
		t.Run(name, func(t *testing.T) {
			dsn := source()
			var group gosync.WaitGroup
			for range 6 {
				group.Go(func() {
					if err := start(dsn); err != nil {
						t.Error(err)
					}
				})
			}
			group.Wait()
		})
	}
}

// start does what a process does when it starts.
func start(dsn string) error {
	db, err := sqldb.Open(dsn)
	if err != nil {
		return err
	}
	plan, err := New(context.Background(), db, shop(db.Dialect()), Options{})
	if err == nil {
		err = plan.Apply(context.Background())
	}
	return errors.Join(err, db.Close())
}

func TestApplyIsAllOrNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, db *sqldb.DB) {
		want := shop(db.Dialect())
		want.Tables[1].Constraints = []Constraint{{"wrong", "CHECK (no_such_column > 1)"}}
		plan, err := New(context.Background(), db, want, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var failed *ApplyError
		if err := plan.Apply(context.Background()); !errors.As(err, &failed) || !strings.Contains(err.Error(), "no_such_column") {
			t.Fatal(err)
		}
		if err := try(db, "SELECT 1 FROM partner"); err == nil {
			t.Fatal("half a schema")
		}
	})
}

func TestValidate(t *testing.T) {
	long := strings.Repeat("x", 64)
	for problem, want := range map[string]Table{
		"64 bytes":          {Name: long, Columns: []Column{id()}},
		"no name":           {Columns: []Column{id()}},
		"two columns":       {Name: "t", Columns: []Column{id(), id()}},
		"no type":           {Name: "t", Columns: []Column{{Name: "a"}}},
		"is a bigint":       {Name: "t", Columns: []Column{{Name: "a", Type: typ(sqldb.KindText), Identity: true}}},
		"no column \"b\"":   {Name: "t", Columns: []Column{id()}, Indexes: []Index{{Name: "i", Columns: []string{"b"}}}},
		"has no columns":    {Name: "t", Columns: []Column{id()}, Indexes: []Index{{Name: "i"}}},
		"of this name":      {Name: "t", Columns: []Column{id()}, Indexes: []Index{{Name: "t", Columns: []string{"id"}}}},
		"has no SQL":        {Name: "t", Columns: []Column{id()}, Constraints: []Constraint{{Name: "c"}}},
		"t has no column":   {Name: "t", Columns: []Column{id()}, ForeignKeys: []ForeignKey{{Name: "k", Column: "id", RefTable: "t", RefColumn: "z"}}},
		"numeric(2,3)":      {Name: "t", Columns: []Column{column("n", numeric(2, 3))}},
		"not the primary k": {Name: "t", Columns: []Column{id(), column("n", numeric(3, 3))}, PrimaryKey: []string{"n"}},
	} {
		err := (&Schema{Tables: []Table{want}}).Validate()
		var invalid *InvalidError
		if !errors.As(err, &invalid) || !strings.Contains(err.Error(), problem) {
			t.Errorf("%s: %v", problem, err)
		}
	}
}

func TestCompareTypes(t *testing.T) {
	for _, c := range []struct {
		have, want string
		change     typeChange
	}{
		{"character varying(5)", "character varying(9)", typeWider}, {"character varying(9)", "character varying(5)", typeNarrow},
		{"character varying", "character varying(5)", typeNarrow}, {"VARCHAR(5)", "TEXT", typeWider}, {"TEXT", "VARCHAR(5)", typeNarrow},
		{"numeric(10,2)", "numeric(12,3)", typeWider}, {"numeric(10,2)", "numeric(10,3)", typeNarrow}, {"numeric(10,2)", "numeric", typeWider},
		{"integer", "bigint", typeWider}, {"bigint", "integer", typeNarrow}, {"bigint", "numeric(20,2)", typeNarrow}, {"bigint", "numeric(21,2)", typeWider},
		{"timestamp without time zone", "date", typeNarrow}, {"date", "timestamp without time zone", typeWider}, {"INTEGER", "integer", typeSame},
		{"timestamp with time zone", "timestamp without time zone", typeNarrow}, {"boolean", "integer", typeNarrow},
	} {
		if got := compareTypes(c.have, c.want); got != c.change {
			t.Errorf("%s to %s: %v", c.have, c.want, got)
		}
	}
}

func BenchmarkPlanUnchanged(b *testing.B) {
	db, err := sqldb.Open(dbtest.NewDatabase(b))
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	}()
	want := &Schema{}
	for i := range 300 {
		t := shop(db.Dialect()).Tables[0]
		t.Name = fmt.Sprintf("t%d", i)
		t.ForeignKeys, t.Indexes, t.Constraints = nil, nil, t.Constraints[:1]
		want.Tables = append(want.Tables, t)
	}
	ctx := context.Background()
	plan, err := New(ctx, db, want, Options{})
	if err == nil {
		err = plan.Apply(ctx)
	}
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if plan, err = New(ctx, db, want, Options{}); err != nil || !plan.Empty() {
			b.Fatal(err)
		}
	}
}
