package models

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// orderTerms parses expressions of OrderBy.
func testOrder(m *Model, exprs ...string) []orderTerm { return m.orderTerms(exprs) }

func TestOrder(t *testing.T) {
	t.Parallel()
	tests := []struct {
		model string
		order []string
		want  string // PostgreSQL, after ORDER BY
		ids   []int64
	}{
		{"Partner", nil, `"t"."id"`, []int64{1, 2, 3, 4, 5, 6}},
		{"Order", nil, `"t"."date" DESC NULLS LAST, "t"."id"`, []int64{2, 1, 3, 4}},
		{"Partner", []string{"ID DESC", "Name"}, `"t"."id" DESC`, []int64{6, 5, 4, 3, 2, 1}},
		{"Partner", []string{"Name"}, `"t"."name" NULLS FIRST, "t"."id"`, []int64{6, 5, 4, 1, 2, 3}},
		{"Partner", []string{"Name DESC"}, `"t"."name" DESC NULLS LAST, "t"."id"`, []int64{3, 2, 1, 4, 5, 6}},
		{"Partner", []string{"Age DESC", "Name ASC"}, `"t"."age" DESC, "t"."name" NULLS FIRST, "t"."id"`, []int64{2, 1, 5, 4, 3, 6}},
		{"Partner", []string{"Age", "Age DESC"}, `"t"."age", "t"."id"`, []int64{6, 3, 4, 5, 1, 2}},
		{"Partner", []string{"Company.Name DESC"}, `"t1"."name" DESC NULLS LAST, "t"."id"`, []int64{3, 1, 2, 5, 4, 6}},
		{"Partner", []string{"CountryName"}, `"t2"."name" NULLS FIRST, "t"."id"`, []int64{4, 5, 6, 1, 2, 3}},
		{"Partner", []string{"Passport.Number DESC"}, `"t1"."number" DESC NULLS LAST, "t"."id"`, []int64{1, 2, 3, 4, 5, 6}},
		{"Company", []string{"Country DESC"}, `"t1"."name" DESC NULLS LAST, "t1"."code" NULLS FIRST, "t"."country_id" DESC NULLS LAST, "t"."id"`, []int64{2, 1, 3}},
		{"Partner", []string{"Parent"}, `"t"."parent_id" NULLS FIRST, "t"."id"`, []int64{1, 4, 2, 3, 6, 5}},
	}
	forEachDatabase(t, func(t *testing.T, db testDB) {
		for _, test := range tests {
			m := db.r.Model(test.model)
			q := &query{model: m}
			if test.order != nil {
				q.order = testOrder(m, test.order...)
			}
			text, _, err := q.selectSQL(Environment{}, db.d, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, got, _ := strings.Cut(text, " ORDER BY ")
			if db.d == sqldb.Postgres && got != test.want {
				t.Errorf("%s %q:\n got %s\nwant %s", test.model, test.order, got, test.want)
			}
			if ids, err := db.ids(q); err != nil || !slices.Equal(ids, test.ids) {
				t.Errorf("%s %q, %s: got %v, %v, want %v", test.model, test.order, db.d.Name(), ids, err, test.ids)
			}
		}
	})
}

func TestOrderErrors(t *testing.T) {
	t.Parallel()
	m := queryModels(t).Model("Partner")
	for _, path := range []string{"Tags", "Orders.Total", "Initials", "Tags.Name"} {
		fields := make([]*Field, 0, 2)
		at := m
		for _, n := range strings.Split(path, ".") {
			fields = append(fields, at.byName[n])
			at = at.byName[n].relation
		}
		q := &query{model: m, order: []orderTerm{{path: fields}}}
		if _, _, err := q.selectSQL(Environment{}, sqldb.Postgres, nil); !errors.Is(err, ErrNotSearchable) {
			t.Errorf("order by %s: got %v", path, err)
		}
	}
}

func TestQuery(t *testing.T) {
	t.Parallel()
	forEachDatabase(t, func(t *testing.T, db testDB) {
		m := db.r.Model("Partner")
		smith := Where().Field("Name").Contains("Smith")
		first := &query{model: m, order: testOrder(m, "Age DESC"), limit: 3}
		for i, test := range []struct {
			q     *query
			ids   []int64
			count int64
		}{
			{&query{model: m}, []int64{1, 2, 3, 4, 5, 6}, 6},
			{&query{model: m, limit: 2}, []int64{1, 2}, 2},
			{&query{model: m, limit: 2, offset: 1}, []int64{2, 3}, 2},
			{&query{model: m, offset: 4}, []int64{5, 6}, 2},
			{&query{model: m, ids: []int64{3, 1, 99}}, []int64{1, 3}, 2},
			{&query{model: m, ids: []int64{2}, cond: smith}, []int64{2}, 1},
			{&query{model: m, ids: []int64{}}, []int64{}, 0},
			{&query{model: m, cond: smith.Or().Field("ID").Equals(3), rules: []*Condition{nil, Where().Field("Active").Equals(true).Or().Field("ID").Equals(6)}}, []int64{1, 3}, 2},
			{first, []int64{2, 1, 3}, 3},
			{&query{model: m, within: first}, []int64{1, 2, 3}, 3},
			{&query{model: m, within: first, cond: Where().Field("Age").Greater(0), limit: 1}, []int64{1}, 1},
			{&query{model: m, within: &query{model: m, within: first, offset: 1, order: testOrder(m, "ID DESC")}}, []int64{1, 2}, 2},
		} {
			ids, err := db.ids(test.q)
			if err != nil || !slices.Equal(ids, test.ids) {
				t.Errorf("%d: got %v, %v, want %v", i, ids, err, test.ids)
			}
			text, args, err := test.q.countSQL(Environment{}, db.d)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := db.run(text, args)
			if err != nil || rows[0][0] != test.count {
				t.Errorf("%d: counted %v, %v, want %d", i, rows, err, test.count)
			}
		}
	})
}

func TestSelectSQL(t *testing.T) {
	t.Parallel()
	m := queryModels(t).Model("Partner")
	q := &query{model: m, cond: Where().Field("Company.Name").Equals("x"), order: testOrder(m, "Company.Rank"), limit: 10, offset: 20}
	text, args, err := q.selectSQL(Environment{}, sqldb.Postgres, []*Field{m.byName["Name"], m.byName["Company"]})
	want := `SELECT "t"."id", "t"."name", "t"."company_id" FROM "partner" AS "t" LEFT JOIN "company" AS "t1" ON "t1"."id" = "t"."company_id" ` +
		`WHERE "t1"."name" = $1 ORDER BY "t1"."rank" NULLS FIRST, "t"."id" LIMIT 10 OFFSET 20`
	if err != nil || text != want || fmt.Sprint(args) != "[x]" {
		t.Errorf("got  %s %v %v\nwant %s", text, args, err, want)
	}
	if _, _, err := q.selectSQL(Environment{}, sqldb.Postgres, []*Field{m.byName["Tags"]}); !errors.Is(err, ErrNotSearchable) {
		t.Errorf("a field without column: got %v", err)
	}
}

func TestFieldsUsed(t *testing.T) {
	t.Parallel()
	r := queryModels(t)
	m := r.Model("Partner")
	for _, test := range []struct {
		q    *query
		want string
	}{
		{&query{model: m, unordered: true}, "Partner.ID"},
		{&query{model: m}, "Partner.ID"},
		{&query{model: r.Model("Order")}, "Order.ID Order.Date"},
		{&query{model: m, cond: Where().Field("CountryName").Equals("x"), unordered: true}, "Partner.ID Partner.Company Company.ID Company.Country Country.ID Country.Name"},
		{&query{model: m, cond: Where().FilteredOn("Orders", Where().Field("Lines.Product").IsNull()), unordered: true},
			"Partner.ID Partner.Orders Order.Customer Order.ID Order.Lines Line.Order Line.ID Line.Product Product.ID"},
		{&query{model: m, cond: Where().Field("Tags").IsNull().OrCond(Where().Field("Age").Equals(1).And().Field("Name").IsNull()), unordered: true},
			"Partner.ID Partner.Name Partner.Age Partner.Tags Tag.ID"},
		{&query{model: m, cond: Where().Field("ID").ChildOf(1), order: testOrder(m, "Company")}, "Partner.ID Partner.Parent Partner.Company Company.ID"},
		{&query{model: r.Model("Company"), order: testOrder(r.Model("Company"), "Country"), within: &query{model: r.Model("Company"), order: testOrder(r.Model("Company"), "Rank")}},
			"Company.ID Company.Rank Company.Country Country.ID Country.Name Country.Code"},
	} {
		var got []string
		for _, f := range test.q.fieldsUsed() {
			got = append(got, f.model.name+"."+f.name)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.q.cond, s, test.want)
		}
	}
}
