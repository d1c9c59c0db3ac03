package models

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// aggregate runs a grouped query as Aggregates does.
func (db testDB) aggregate(t *testing.T, q *query, groups, fields []FieldNamer) []AggregateRow {
	t.Helper()
	var by []groupTerm
	var terms []aggregateTerm
	for _, g := range groups {
		term, err := q.model.groupTerm(g)
		if err != nil {
			t.Fatal(err)
		}
		by = append(by, term)
	}
	for _, f := range fields {
		term, err := q.model.aggregateTerm(f)
		if err != nil {
			t.Fatal(err)
		}
		terms = append(terms, term)
	}
	text, args, err := q.groupSQL(Environment{}, db.d, by, terms)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.run(text, args)
	if err != nil {
		t.Fatal(err)
	}
	var res []AggregateRow
	for _, r := range rows {
		vals := make([]driver.Value, len(r))
		for i, v := range r {
			vals[i] = v
		}
		row, err := aggregateRow(vals, by, terms, q.cond)
		if err != nil {
			t.Fatal(err)
		}
		res = append(res, row)
	}
	return res
}

func TestGroups(t *testing.T) {
	t.Parallel()
	names := func(names ...string) (res []FieldNamer) {
		for _, n := range names {
			res = append(res, FieldName(n))
		}
		return res
	}
	tests := []struct {
		model  string
		cond   *Condition
		groups []FieldNamer
		fields []FieldNamer
		want   []string // groups, count, aggregates
	}{
		{"Partner", nil, nil, names("Age", "Weight", "Credit"), []string{"6 69 140.6 10.55"}},
		{"Partner", Where().Field("Age").Greater(1000), nil, names("Age", "Age:avg", "Name:max"), []string{"0 0 0 "}},
		{"Partner", nil, names("Active"), names("Age:avg", "Name:count"), []string{"false 4 9.75 3", "true 2 15 2"}},
		{"Partner", nil, names("Name"), nil, []string{" 2", `100%_a\b 1`, "Jane Smith 1", "John Smith 1", "john doo 1"}},
		{"Partner", nil, names("Company"), names("Age"), []string{"0 2 -1", "1 2 70", "2 1 0", "3 1 0"}},
		{"Partner", nil, names("Company.Active"), names("Age:max"), []string{"false 4 0", "true 2 40"}},
		{"Partner", nil, names("CountryName"), names("Company:count_distinct"), []string{" 3 1", "France 2 1", "Österreich 1 1"}},
		{"Partner", nil, names("Kind", "Active"), names("Birthday:min"),
			[]string{" false 2 2026-01-01", " true 1 0001-01-01", "firm false 1 0001-01-01", "person false 1 1960-02-29", "person true 1 1990-05-17"}},
		{"Partner", nil, names("Seen:day"), nil, []string{"0001-01-01 00:00:00 4", "1969-12-31 00:00:00 1", "2026-01-31 00:00:00 1"}},
		{"Partner", nil, names("Seen:week"), nil, []string{"0001-01-01 00:00:00 4", "1969-12-29 00:00:00 1", "2026-01-26 00:00:00 1"}},
		{"Partner", nil, names("Seen:quarter"), nil, []string{"0001-01-01 00:00:00 4", "1969-10-01 00:00:00 1", "2026-01-01 00:00:00 1"}},
		{"Partner", nil, names("Birthday:day"), nil, []string{"0001-01-01 3", "1960-02-29 1", "1990-05-17 1", "2026-01-01 1"}},
		{"Partner", nil, names("Birthday:week"), nil, []string{"0001-01-01 3", "1960-02-29 1", "1990-05-14 1", "2025-12-29 1"}},
		{"Partner", nil, names("Birthday:month"), nil, []string{"0001-01-01 3", "1960-02-01 1", "1990-05-01 1", "2026-01-01 1"}},
		{"Partner", nil, names("Birthday:quarter"), nil, []string{"0001-01-01 3", "1960-01-01 1", "1990-04-01 1", "2026-01-01 1"}},
		{"Partner", nil, names("Birthday:year"), nil, []string{"0001-01-01 3", "1960-01-01 1", "1990-01-01 1", "2026-01-01 1"}},
		{"Order", Where().Field("Customer").IsNotNull(), names("Date:year", "Customer"), names("Total", "Ref:max"),
			[]string{"2025-01-01 2 1 100 O3", "2026-01-01 1 2 160 O2"}},
		{"Line", nil, names("Product"), names("Qty", "Order.Total"), []string{"1 2 2 240", "2 2 3 160"}},
	}
	forEachDatabase(t, func(t *testing.T, db testDB) {
		for _, test := range tests {
			m := db.r.Model(test.model)
			var got []string
			for _, row := range db.aggregate(t, &query{model: m, cond: test.cond}, test.groups, test.fields) {
				var parts []string
				for _, g := range test.groups {
					parts = append(parts, fmt.Sprint(row.Values[g.FieldName()]))
				}
				parts = append(parts, fmt.Sprint(row.Count))
				for _, f := range test.fields {
					parts = append(parts, fmt.Sprint(row.Values[f.FieldName()]))
				}
				got = append(got, strings.Join(parts, " "))
				if len(test.groups) > 0 {
					if n := len(db.find(t, test.model, row.Condition)); n != row.Count {
						t.Errorf("%s: the condition %s finds %d of %d records", test.model, row.Condition, n, row.Count)
					}
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%s by %v of %v:\n got %q\nwant %q", test.model, test.groups, test.fields, got, test.want)
			}
		}
	})
}

func TestGroupErrors(t *testing.T) {
	t.Parallel()
	m := queryModels(t).Model("Partner")
	for name, reason := range map[string]error{
		"Nmae": ErrUnknownField, "Tags": ErrNotSearchable, "Orders.Total": ErrNotSearchable, "Initials": ErrNotSearchable,
		"Name:month": ErrWrongType, "Birthday:hour": ErrWrongType, "Passport": ErrNotSearchable,
	} {
		if _, err := m.groupTerm(FieldName(name)); !errors.Is(err, reason) {
			t.Errorf("group by %s: got %v, want %v", name, err, reason)
		}
	}
	for name, reason := range map[string]error{
		"Name": ErrWrongType, "Tags": ErrNotSearchable, "Age:sum(1); --": ErrWrongType, "Initials": ErrNotSearchable,
	} {
		if _, err := m.aggregateTerm(FieldName(name)); !errors.Is(err, reason) {
			t.Errorf("aggregate %s: got %v, want %v", name, err, reason)
		}
	}
}

func TestGroupSQL(t *testing.T) {
	t.Parallel()
	m := queryModels(t).Model("Order")
	month, err := m.groupTerm(DatePart(FieldName("Date"), "month"))
	if err != nil {
		t.Fatal(err)
	}
	country, err := m.groupTerm(FieldName("Customer.CountryName"))
	if err != nil {
		t.Fatal(err)
	}
	total, err := m.aggregateTerm(FieldName("Total"))
	if err != nil {
		t.Fatal(err)
	}
	q := &query{model: m, cond: Where().Field("Ref").Equals("x")}
	text, _, err := q.groupSQL(Environment{}, sqldb.Postgres, []groupTerm{month, country}, []aggregateTerm{total})
	want := `SELECT date_trunc('month', "t"."date")::date, COALESCE("t3"."name", ''), COUNT(*), SUM("t"."total") FROM "order" AS "t" ` +
		`LEFT JOIN "partner" AS "t1" ON "t1"."id" = "t"."customer_id" LEFT JOIN "company" AS "t2" ON "t2"."id" = "t1"."company_id" ` +
		`LEFT JOIN "country" AS "t3" ON "t3"."id" = "t2"."country_id" WHERE "t"."ref" = $1 ` +
		`GROUP BY date_trunc('month', "t"."date")::date, COALESCE("t3"."name", '') ` +
		`ORDER BY date_trunc('month', "t"."date")::date NULLS FIRST, COALESCE("t3"."name", '') NULLS FIRST`
	if err != nil || text != want {
		t.Errorf("got  %s, %v\nwant %s", text, err, want)
	}
}
