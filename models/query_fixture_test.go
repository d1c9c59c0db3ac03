package models

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/models/internal/sqldb"
	"github.com/hexgen/hexgen/models/types"
)

// queryModels declares the models that queries are tested on and returns their sealed registry.
func queryModels(t testing.TB) *Registry {
	t.Helper()
	r := NewRegistry()
	views := map[string]*View{}
	r.views = func(name string) *View {
		if views[name] == nil {
			views[name] = r.models[name].declaredView()
			for i, f := range views[name].fields {
				if f.Name == "RoomNo" {
					views[name].fields[i].Column = ColumnOf[int16]
				}
			}
		}
		return views[name]
	}
	country, company, partner, tag := r.Model("Country"), r.Model("Company"), r.Model("Partner"), r.Model("Tag")
	order, line, product, user, passport := r.Model("Order"), r.Model("Line"), r.Model("Product"), r.Model("User"), r.Model("Passport")
	country.DeclareModel().AddFields(map[string]FieldDefinition{
		"Name": CharField{}, "Code": CharField{},
	})
	country.SetDefaultOrder("Name", "Code DESC")
	company.DeclareModel().AddFields(map[string]FieldDefinition{
		"Name": CharField{Required: true}, "Country": Many2OneField{RelationModel: country}, "Active": BooleanField{},
		"Rank": IntegerField{}, "Staff": One2ManyField{RelationModel: partner, ReverseFK: "Company"},
	})
	partner.DeclareModel().AddFields(map[string]FieldDefinition{
		"Name": CharField{}, "Email": CharField{}, "Age": IntegerField{}, "Weight": FloatField{},
		"Credit": FloatField{Digits: types.Digits{Scale: 10, Precision: 2}}, "Active": BooleanField{},
		"Birthday": DateField{}, "Seen": DateTimeField{}, "Image": BinaryField{}, "Notes": TextField{},
		"Kind":    SelectionField{Selection: types.Selection{"person": "Person", "firm": "Firm"}},
		"RoomNo":  IntegerField{GoType: new(int16)},
		"Company": Many2OneField{RelationModel: company}, "Parent": Many2OneField{RelationModel: partner},
		"Children": One2ManyField{RelationModel: partner, ReverseFK: "Parent"},
		"Tags":     Many2ManyField{RelationModel: tag}, "Orders": One2ManyField{RelationModel: order, ReverseFK: "Customer"},
		"Passport":    Rev2OneField{RelationModel: passport, ReverseFK: "Holder"},
		"CountryName": CharField{Related: "Company.Country.Name"}, "Initials": CharField{},
	})
	tag.DeclareModel().AddFields(map[string]FieldDefinition{"Name": CharField{}})
	order.DeclareModel().AddFields(map[string]FieldDefinition{
		"Ref": CharField{}, "Customer": Many2OneField{RelationModel: partner}, "Total": FloatField{},
		"Lines": One2ManyField{RelationModel: line, ReverseFK: "Order"}, "Date": DateField{},
	})
	order.SetDefaultOrder("Date DESC", "ID")
	line.DeclareModel().AddFields(map[string]FieldDefinition{
		"Order": Many2OneField{RelationModel: order}, "Product": Many2OneField{RelationModel: product}, "Qty": IntegerField{},
	})
	product.DeclareModel().AddFields(map[string]FieldDefinition{"Name": CharField{}, "Price": FloatField{}})
	user.DeclareModel().AddFields(map[string]FieldDefinition{
		"Login": CharField{}, "Partner": Many2OneField{RelationModel: partner, Embed: true},
	})
	passport.DeclareModel().AddFields(map[string]FieldDefinition{
		"Number": CharField{}, "Holder": One2OneField{RelationModel: partner},
	})
	if err := r.Bootstrap(); err != nil {
		t.Fatal(err)
	}
	initials := partner.byName["Initials"]
	initials.column = "" // as if computed
	initials.compute = &Method{name: "ComputeInitials"}
	initials.params.Depends = []string{"Name"}
	partner.stored = slices.DeleteFunc(slices.Clone(partner.stored), func(f *Field) bool { return f == initials })
	return r
}

// testDB is a database with the tables of queryModels.
type testDB struct {
	*sql.DB
	d sqldb.Dialect
	r *Registry
}

// forEachDatabase runs a test on both databases, filled with queryRows.
func forEachDatabase(t *testing.T, test func(t *testing.T, db testDB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, openSQLite(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		db, err := sql.Open("postgres", dbtest.NewDatabase(t))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		res := testDB{db, sqldb.Postgres, queryModels(t)}
		res.fill(t)
		test(t, res)
	})
}

func openSQLite(t testing.TB) testDB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	res := testDB{db, sqldb.SQLite, queryModels(t)}
	res.fill(t)
	return res
}

// row is a record: its model, id and values by column.
type row struct {
	model  string
	id     int64
	values map[string]any
}

func date(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func moment(s string) DateTime {
	d, err := ParseDateTime(s)
	if err != nil {
		panic(err)
	}
	return d
}

// queryRows are the records of the test database.
var queryRows = []row{
	{"Country", 1, map[string]any{"Name": "France", "Code": "FR"}},
	{"Country", 2, map[string]any{"Name": "Österreich", "Code": "AT"}},
	{"Company", 1, map[string]any{"Name": "NDP", "Country": int64(1), "Active": true, "Rank": int64(2)}},
	{"Company", 2, map[string]any{"Name": "Ümlaut", "Country": int64(2), "Rank": int64(0)}},
	{"Company", 3, map[string]any{"Name": "Empty"}},
	{"Partner", 1, map[string]any{"Name": "Jane Smith", "Email": "jane@example.com", "Age": int64(30), "Weight": 60.5, "Credit": 0.3,
		"Active": true, "Birthday": date("1990-05-17"), "Seen": moment("2026-01-31 23:59:59"), "Kind": "person", "RoomNo": int16(7),
		"Company": int64(1), "Image": "\x00\xff"}},
	{"Partner", 2, map[string]any{"Name": "John Smith", "Email": "john@example.net", "Age": int64(40), "Weight": 80.1, "Credit": 10.25,
		"Birthday": date("1960-02-29"), "Seen": moment("1969-12-31 23:59:59"), "Kind": "person", "Company": int64(1), "Parent": int64(1)}},
	{"Partner", 3, map[string]any{"Name": "john doo", "Email": "", "Age": int64(0), "Active": true, "Company": int64(2), "Parent": int64(2)}},
	{"Partner", 4, map[string]any{"Name": `100%_a\b`, "Kind": "firm", "Notes": "É*t?é[s]"}},
	{"Partner", 5, map[string]any{"Name": "", "Parent": int64(6), "Company": int64(3)}},
	{"Partner", 6, map[string]any{"Parent": int64(5), "Age": int64(-1), "Birthday": date("2026-01-01")}},
	{"Tag", 1, map[string]any{"Name": "red"}}, {"Tag", 2, map[string]any{"Name": "blue"}},
	{"Passport", 1, map[string]any{"Number": "P1", "Holder": int64(1)}}, {"Passport", 2, map[string]any{"Holder": int64(2)}},
	{"Product", 1, map[string]any{"Name": "Desk", "Price": 100.0}}, {"Product", 2, map[string]any{"Name": "Chair", "Price": 20.0}},
	{"Order", 1, map[string]any{"Ref": "O1", "Customer": int64(1), "Total": 140.0, "Date": date("2026-01-15")}},
	{"Order", 2, map[string]any{"Ref": "O2", "Customer": int64(1), "Total": 20.0, "Date": date("2026-02-01")}},
	{"Order", 3, map[string]any{"Ref": "O3", "Customer": int64(2), "Total": 100.0, "Date": date("2025-12-29")}},
	{"Order", 4, map[string]any{"Ref": "O4"}},
	{"Line", 1, map[string]any{"Order": int64(1), "Product": int64(1), "Qty": int64(1)}},
	{"Line", 2, map[string]any{"Order": int64(1), "Product": int64(2), "Qty": int64(2)}},
	{"Line", 3, map[string]any{"Order": int64(2), "Product": int64(2), "Qty": int64(1)}},
	{"Line", 4, map[string]any{"Order": int64(3), "Product": int64(1), "Qty": int64(1)}},
	{"User", 1, map[string]any{"Login": "jane", "Partner": int64(1)}}, {"User", 2, map[string]any{"Login": "doo", "Partner": int64(3)}},
}

// queryTags are the rows of the link table between partners and tags.
var queryTags = [][2]int64{{1, 1}, {1, 2}, {2, 1}, {4, 2}}

// fill makes the tables and their rows.
func (db testDB) fill(t testing.TB) {
	t.Helper()
	for _, m := range db.r.Models() {
		var cols []string
		for _, f := range m.stored {
			kind := sqldb.Type{Kind: f.sqlKind()}
			if f.kind.String() == "Float" && !f.params.Digits.IsZero() {
				kind.Precision, kind.Scale = f.params.Digits.Scale, f.params.Digits.Precision
			}
			col := db.d.Quote(f.column) + " " + db.d.TypeName(kind)
			if f.index == FieldID {
				col += " PRIMARY KEY"
			}
			cols = append(cols, col)
		}
		db.exec(t, "CREATE TABLE "+db.d.Quote(m.table)+" ("+strings.Join(cols, ", ")+")")
	}
	for _, r := range queryRows {
		db.insert(t, r)
	}
	tags := db.r.Model("Partner").byName["Tags"].link
	db.exec(t, fmt.Sprintf(`CREATE TABLE "%s" ("%s" BIGINT, "%s" BIGINT)`, tags.name, tags.ourColumn, tags.theirColumn))
	for _, p := range queryTags {
		db.exec(t, fmt.Sprintf(`INSERT INTO "%s" VALUES (%d, %d)`, tags.name, p[0], p[1]))
	}
}

func (db testDB) insert(t testing.TB, r row) {
	t.Helper()
	m := db.r.Model(r.model)
	var cols, marks []string
	var args []any
	for _, f := range m.stored {
		v, ok := r.values[f.name]
		switch {
		case f.index == FieldID:
			v = r.id
		case !ok && f.kind.String() == "Boolean":
			v = false
		case !ok && f.kind.String() == "Integer":
			v = int64(0)
		case !ok && f.kind.String() == "Float":
			v = 0.0
		}
		enc, err := encodeValue(db.d, f, v)
		if err != nil {
			t.Fatal(err)
		}
		cols, args = append(cols, db.d.Quote(f.column)), append(args, enc)
		marks = append(marks, db.d.Placeholder(len(args)))
	}
	db.exec(t, "INSERT INTO "+db.d.Quote(m.table)+" ("+strings.Join(cols, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", args...)
}

func (db testDB) exec(t testing.TB, text string, args ...any) {
	t.Helper()
	if _, err := db.Exec(text, args...); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// run returns the rows of a statement.
func (db testDB) run(text string, args []driver.Value) (res [][]any, err error) {
	vals := make([]any, len(args))
	for i, a := range args {
		vals[i] = a
	}
	rows, err := db.Query(text, vals...)
	if err != nil {
		return nil, fmt.Errorf("%w\n%s\n%v", err, text, args)
	}
	defer func() { _ = rows.Close() }()
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		row, dest := make([]any, len(cols)), make([]any, len(cols))
		for i := range row {
			dest[i] = &row[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		res = append(res, row)
	}
	return res, rows.Err()
}

// ids runs a query and returns the ids that it finds.
func (db testDB) ids(q *query) ([]int64, error) {
	text, args, err := q.selectSQL(Environment{}, db.d, nil)
	if err != nil {
		return nil, err
	}
	rows, err := db.run(text, args)
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r[0].(int64)
	}
	return ids, err
}

// find returns the ids of the records of a model that match a condition, in ascending order.
func (db testDB) find(t testing.TB, model string, c *Condition) []int64 {
	t.Helper()
	ids, err := db.ids(&query{model: db.r.Model(model), cond: c, unordered: true})
	if err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	slices.Sort(ids)
	return ids
}
