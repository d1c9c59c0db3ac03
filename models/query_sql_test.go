package models

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/internal/sqldb"
	"github.com/hexgen/hexgen/models/operator"
)

// queryTests are conditions on Partner: what they become on both databases, and which of queryRows they find. SQL is
// the part after WHERE.
var queryTests = []struct {
	name     string
	cond     *Condition
	sqlite   string
	postgres string // "" if it differs by the placeholders only
	ids      []int64
}{
	{"equals", Where().Field("Name").Equals("Jane Smith"), `"t"."name" = ?1`, "", []int64{1}},
	{"empty text", Where().Field("Name").Equals(""), `("t"."name" IS NULL OR "t"."name" = '')`, "", []int64{5, 6}},
	{"null text", Where().Field("Name").IsNull(), `("t"."name" IS NULL OR "t"."name" = '')`, "", []int64{5, 6}},
	{"not null text", Where().Field("Name").IsNotNull(), `"t"."name" <> ''`, "", []int64{1, 2, 3, 4}},
	{"not empty text", Where().Field("Name").NotEquals(""), `"t"."name" <> ''`, "", []int64{1, 2, 3, 4}},
	{"not equals", Where().Field("Name").NotEquals("Jane Smith"), `("t"."name" <> ?1 OR "t"."name" IS NULL)`, "", []int64{2, 3, 4, 5, 6}},
	{"not not equals", (*Condition)(nil).AndNot().Field("Name").NotEquals("Jane Smith"), `"t"."name" = ?1`, "", []int64{1}},
	{"integer", Where().Field("Age").Equals(0), `"t"."age" = ?1`, "", []int64{3, 4, 5}},
	{"integer not", Where().Field("Age").NotEquals(0), `"t"."age" <> ?1`, "", []int64{1, 2, 6}},
	{"greater", Where().Field("Age").Greater(30), `"t"."age" > ?1`, "", []int64{2}},
	{"not greater", (*Condition)(nil).AndNot().Field("Age").Greater(30), `"t"."age" <= ?1`, "", []int64{1, 3, 4, 5, 6}},
	{"lower date", Where().Field("Birthday").Lower(date("1990-05-17")), `"t"."birthday" < ?1`, "", []int64{2}},
	{"not lower date", (*Condition)(nil).AndNot().Field("Birthday").Lower(date("1990-05-17")),
		`("t"."birthday" >= ?1 OR "t"."birthday" IS NULL)`, "", []int64{1, 3, 4, 5, 6}},
	{"date text", Where().Field("Birthday").Equals("1990-05-17"), `"t"."birthday" = ?1`, "", []int64{1}},
	{"zero date", Where().Field("Birthday").Equals(Date{}), `"t"."birthday" IS NULL`, "", []int64{3, 4, 5}},
	{"dates", Where().Field("Birthday").In([]Date{date("1990-05-17"), {}, date("2026-01-01")}),
		`("t"."birthday" IN (SELECT value FROM json_each(?1)) OR "t"."birthday" IS NULL)`,
		`("t"."birthday" = ANY($1::date[]) OR "t"."birthday" IS NULL)`, []int64{1, 3, 4, 5, 6}},
	{"moment", Where().Field("Seen").GreaterOrEqual(moment("1969-12-31 23:59:59")), `"t"."seen" >= ?1`, "", []int64{1, 2}},
	{"moments", Where().Field("Seen").In([]DateTime{moment("2026-01-31 23:59:59")}),
		`"t"."seen" IN (SELECT value FROM json_each(?1))`, `"t"."seen" = ANY($1::timestamp[])`, []int64{1}},
	{"true", Where().Field("Active").Equals(true), `"t"."active" = 1`, `"t"."active" = TRUE`, []int64{1, 3}},
	{"false", Where().Field("Active").Equals(false), `"t"."active" IS NOT TRUE`, "", []int64{2, 4, 5, 6}},
	{"not true", Where().Field("Active").NotEquals(true), `"t"."active" IS NOT TRUE`, "", []int64{2, 4, 5, 6}},
	{"digits", Where().Field("Credit").Equals(0.1 + 0.2), `"t"."credit" = ?1`, "", []int64{1}},
	{"floats", Where().Field("Weight").In([]float64{60.5, 80.1}), `"t"."weight" IN (SELECT value FROM json_each(?1))`, `"t"."weight" = ANY($1::double precision[])`, []int64{1, 2}},
	{"decimals", Where().Field("Credit").In([]float64{0.3, 10.25}), `"t"."credit" IN (SELECT value FROM json_each(?1))`, `"t"."credit" = ANY($1::numeric[])`, []int64{1, 2}},
	{"go type", Where().Field("RoomNo").Equals(int16(7)), `"t"."room_no" = ?1`, "", []int64{1}},
	{"go types", Where().Field("RoomNo").In([]int16{7, 8}), `"t"."room_no" IN (SELECT value FROM json_each(?1))`,
		`"t"."room_no" = ANY($1::bigint[])`, []int64{1}},
	{"in", Where().Field("Name").In([]string{"Jane Smith", "john doo"}), `"t"."name" IN (SELECT value FROM json_each(?1))`,
		`"t"."name" = ANY($1::text[])`, []int64{1, 3}},
	{"in with empty", Where().Field("Name").In([]string{"", "x"}), `("t"."name" IN (SELECT value FROM json_each(?1)) OR "t"."name" IS NULL)`,
		`("t"."name" = ANY($1::text[]) OR "t"."name" IS NULL)`, []int64{5, 6}},
	{"not in", Where().Field("Name").NotIn([]string{"Jane Smith"}), `("t"."name" NOT IN (SELECT value FROM json_each(?1)) OR "t"."name" IS NULL)`,
		`("t"."name" <> ALL($1::text[]) OR "t"."name" IS NULL)`, []int64{2, 3, 4, 5, 6}},
	{"in nothing", Where().Field("Name").In([]string{}), "0", "FALSE", nil},
	{"not in nothing", Where().Field("Name").NotIn([]string(nil)), "1", "TRUE", []int64{1, 2, 3, 4, 5, 6}},
	{"strange texts", Where().Field("Name").In([]string{"\xff", "Jane Smith"}), `"t"."name" IN (?1, ?2)`, "-", []int64{1}},
	{"strange text", Where().Field("Name").NotEquals("\x00").And().Field("Name").NotContains("\xff"), "-", "TRUE AND TRUE", []int64{1, 2, 3, 4, 5, 6}},
	{"strange order", Where().Field("Name").Greater("K\xff\x00"), "-", `"t"."name" > $1`, []int64{3}},
	{"binary", Where().Field("Image").Equals("\x00\xff"), `"t"."image" = ?1`, "", []int64{1}},
	{"binary null", Where().Field("Image").IsNotNull(), `"t"."image" <> x''`, `"t"."image" <> ''`, []int64{1}},

	{"seed's ilike", Where().Field("Name").ILike("smith"), `"t"."name" LIKE ?1 ESCAPE '\'`, `"t"."name" ILIKE $1 ESCAPE '\'`, []int64{1, 2}},
	{"like anywhere", Where().Field("Name").Like("ohn"), `instr("t"."name", ?1) > 0`, `"t"."name" LIKE $1 ESCAPE '\'`, []int64{2, 3}},
	{"like", Where().Field("Name").Like("John%"), `"t"."name" GLOB ?1`, `"t"."name" LIKE $1 ESCAPE '\'`, []int64{2}},
	{"like one", Where().Field("Name").Like("J_ne Smith"), `"t"."name" GLOB ?1`, `"t"."name" LIKE $1 ESCAPE '\'`, []int64{1}},
	{"like escaped", Where().Field("Name").Like(`100\%\_a\\b`), `"t"."name" GLOB ?1`, `"t"."name" LIKE $1 ESCAPE '\'`, []int64{4}},
	{"like open end", Where().Field("Name").Like(`100\%\_a\\b\`), `"t"."name" GLOB ?1`, `"t"."name" LIKE $1 ESCAPE '\'`, nil},
	{"ilike pattern", Where().Field("Name").ILike("J%S_ith"), `"t"."name" LIKE ?1 ESCAPE '\'`, `"t"."name" ILIKE $1 ESCAPE '\'`, []int64{1, 2}},
	{"contains", Where().Field("Name").Contains("%_"), `instr("t"."name", ?1) > 0`, `"t"."name" LIKE $1 ESCAPE '\'`, []int64{4}},
	{"contains no wildcard", Where().Field("Name").Contains("J%"), `instr("t"."name", ?1) > 0`, `"t"."name" LIKE $1 ESCAPE '\'`, nil},
	{"contains backslash", Where().Field("Name").Contains(`a\b`), `instr("t"."name", ?1) > 0`, `"t"."name" LIKE $1 ESCAPE '\'`, []int64{4}},
	{"contains knows case", Where().Field("Name").Contains("john"), `instr("t"."name", ?1) > 0`, `"t"."name" LIKE $1 ESCAPE '\'`, []int64{3}},
	{"not contains", Where().Field("Name").NotContains("Smith"), `(instr("t"."name", ?1) = 0 OR "t"."name" IS NULL)`,
		`("t"."name" NOT LIKE $1 ESCAPE '\' OR "t"."name" IS NULL)`, []int64{3, 4, 5, 6}},
	{"icontains", Where().Field("Name").IContains("SMITH"), `"t"."name" LIKE ?1 ESCAPE '\'`, `"t"."name" ILIKE $1 ESCAPE '\'`, []int64{1, 2}},
	{"icontains escaped", Where().Field("Name").IContains("0%_A"), `"t"."name" LIKE ?1 ESCAPE '\'`, `"t"."name" ILIKE $1 ESCAPE '\'`, []int64{4}},
	{"icontains not ASCII", Where().Field("Notes").IContains("é*T?É[S]"), `"t"."notes" GLOB ?1`, `"t"."notes" ILIKE $1 ESCAPE '\'`, []int64{4}},
	{"not icontains", Where().Field("Name").NotIContains("SMITH"), `("t"."name" NOT LIKE ?1 ESCAPE '\' OR "t"."name" IS NULL)`,
		`("t"."name" NOT ILIKE $1 ESCAPE '\' OR "t"."name" IS NULL)`, []int64{3, 4, 5, 6}},
	{"contains nothing", Where().Field("Name").Contains(""), "1", "TRUE", []int64{1, 2, 3, 4, 5, 6}},

	{"and or", Where().Field("Age").Equals(30).And().Field("Name").Equals("x").Or().Field("Age").Equals(40),
		`("t"."age" = ?1 AND "t"."name" = ?2) OR "t"."age" = ?3`, "", []int64{2}},
	{"or and", Where().Field("Age").Equals(30).Or().Field("Age").Equals(40).And().Field("Name").Equals("x"),
		`"t"."age" = ?1 OR ("t"."age" = ?2 AND "t"."name" = ?3)`, "", []int64{1}},
	{"and cond keeps both", Where().Field("Age").Equals(30).Or().Field("Age").Equals(40).AndCond(Where().Field("Name").Equals("x")),
		`("t"."age" = ?1 OR "t"."age" = ?2) AND "t"."name" = ?3`, "", nil},
	{"or cond", Where().Field("Age").Equals(30).OrCond(Where().Field("Age").Equals(40).And().Field("Name").IsNotNull()),
		`"t"."age" = ?1 OR ("t"."age" = ?2 AND "t"."name" <> '')`, "", []int64{1, 2}},
	{"and not cond", Where().Field("Age").Greater(-5).AndNotCond(Where().Field("Age").Equals(30).Or().Field("Name").Equals("x")),
		`"t"."age" > ?1 AND ("t"."age" <> ?2 AND ("t"."name" <> ?3 OR "t"."name" IS NULL))`, "", []int64{2, 3, 4, 5, 6}},

	{"to one", Where().Field("Company.Name").Equals("NDP"), `"t1"."name" = ?1`, "", []int64{1, 2}},
	{"to one twice", Where().Field("Company.Country.Code").Equals("FR").And().Field("Company.Name").Equals("NDP"),
		`"t2"."code" = ?1 AND "t1"."name" = ?2`, "", []int64{1, 2}},
	{"to one none", Where().Field("Company.Name").NotEquals("NDP"), `("t1"."name" <> ?1 OR "t1"."name" IS NULL)`, "", []int64{3, 4, 5, 6}},
	{"to one false", Where().Field("Company.Rank").Equals(0), `("t1"."rank" = ?1 OR "t1"."rank" IS NULL)`, "", []int64{3, 4, 5, 6}},
	{"to one id", Where().Field("Company.ID").Equals(2), `"t"."company_id" = ?1`, "", []int64{3}},
	{"column names", Where().Field("company_id.name").Equals("NDP"), `"t1"."name" = ?1`, "", []int64{1, 2}},
	{"relation", Where().Field("Company").Equals(int64(2)), `"t"."company_id" = ?1`, "", []int64{3}},
	{"relation not", Where().Field("Company").NotEquals(int64(2)), `("t"."company_id" <> ?1 OR "t"."company_id" IS NULL)`, "", []int64{1, 2, 4, 5, 6}},
	{"relation empty", Where().Field("Company").Equals((*Core)(nil)), `"t"."company_id" IS NULL`, "", []int64{4, 6}},
	{"relation not empty", Where().Field("Company").NotEquals(nil), `"t"."company_id" IS NOT NULL`, "", []int64{1, 2, 3, 5}},
	{"relation in", Where().Field("Company").In([]int64{2, 3}), `"t"."company_id" IN (SELECT value FROM json_each(?1))`,
		`"t"."company_id" = ANY($1::bigint[])`, []int64{3, 5}},
	{"relation in none", Where().Field("Company").In((*Core)(nil)), "0", "FALSE", nil},
	{"relation not in none", Where().Field("Company").NotIn([]int64{}), "1", "TRUE", []int64{1, 2, 3, 4, 5, 6}},
	{"related", Where().Field("CountryName").Equals("France"), `"t2"."name" = ?1`, "", []int64{1, 2}},
	{"display name", Where().Field("DisplayName").Equals("john doo"), `"t"."name" = ?1`, "", []int64{3}},

	{"to many", Where().Field("Orders.Ref").Equals("O1"), `"t"."id" IN (SELECT "t1"."customer_id" FROM "order" AS "t1" WHERE "t1"."ref" = ?1)`, "", []int64{1}},
	{"to many not", (*Condition)(nil).AndNot().Field("Orders.Ref").Equals("O1"),
		`"t"."id" NOT IN (SELECT "t1"."customer_id" FROM "order" AS "t1" WHERE "t1"."customer_id" IS NOT NULL AND ("t1"."ref" = ?1))`,
		`NOT EXISTS (SELECT 1 FROM "order" AS "t1" WHERE "t1"."customer_id" = "t"."id" AND ("t1"."ref" = $1))`, []int64{2, 3, 4, 5, 6}},
	{"to many to one", Where().Field("Orders.Lines.Product.Name").Equals("Chair"),
		`"t"."id" IN (SELECT "t1"."customer_id" FROM "order" AS "t1" WHERE "t1"."id" IN (SELECT "t2"."order_id" FROM "line" AS "t2" ` +
			`LEFT JOIN "product" AS "t3" ON "t3"."id" = "t2"."product_id" WHERE "t3"."name" = ?1))`, "", []int64{1}},
	{"to many in", Where().Field("Orders").In([]int64{1, 2, 3}),
		`"t"."id" IN (SELECT "t1"."customer_id" FROM "order" AS "t1" WHERE "t1"."id" IN (SELECT value FROM json_each(?1)))`,
		`"t"."id" IN (SELECT "t1"."customer_id" FROM "order" AS "t1" WHERE "t1"."id" = ANY($1::bigint[]))`, []int64{1, 2}},
	{"to many none", Where().Field("Orders").IsNull(),
		`"t"."id" NOT IN (SELECT "t1"."customer_id" FROM "order" AS "t1" WHERE "t1"."customer_id" IS NOT NULL)`,
		`NOT EXISTS (SELECT 1 FROM "order" AS "t1" WHERE "t1"."customer_id" = "t"."id")`, []int64{3, 4, 5, 6}},
	{"to many some", Where().Field("Orders").IsNotNull(), `"t"."id" IN (SELECT "t1"."customer_id" FROM "order" AS "t1")`, "", []int64{1, 2}},
	{"many to many", Where().Field("Tags").Equals(int64(1)),
		`"t"."id" IN (SELECT "t1"."partner_id" FROM "partner_tag_rel" AS "t1" WHERE "t1"."tag_id" = ?1)`, "", []int64{1, 2}},
	{"many to many not", Where().Field("Tags").NotEquals(int64(1)),
		`"t"."id" NOT IN (SELECT "t1"."partner_id" FROM "partner_tag_rel" AS "t1" WHERE "t1"."partner_id" IS NOT NULL AND ("t1"."tag_id" = ?1))`,
		`NOT EXISTS (SELECT 1 FROM "partner_tag_rel" AS "t1" WHERE "t1"."partner_id" = "t"."id" AND ("t1"."tag_id" = $1))`, []int64{3, 4, 5, 6}},
	{"many to many path", Where().Field("Tags.Name").Equals("blue"),
		`"t"."id" IN (SELECT "t1"."partner_id" FROM "partner_tag_rel" AS "t1" LEFT JOIN "tag" AS "t2" ON "t2"."id" = "t1"."tag_id" WHERE "t2"."name" = ?1)`,
		"", []int64{1, 4}},
	{"rev2one", Where().Field("Passport.Number").Equals("P1"), `"t1"."number" = ?1`, "", []int64{1}},
	{"rev2one empty", Where().Field("Passport.Number").IsNull(), `("t1"."number" IS NULL OR "t1"."number" = '')`, "", []int64{2, 3, 4, 5, 6}},
	{"rev2one none", Where().Field("Passport").IsNull(), `"t1"."id" IS NULL`, "", []int64{3, 4, 5, 6}},
	{"through nothing", (*Condition)(nil).AndNot().Field("Company.Staff.Name").Equals("john doo"),
		`("t"."company_id" IS NULL OR "t"."company_id" NOT IN (SELECT "t1"."company_id" FROM "partner" AS "t1" WHERE "t1"."company_id" IS NOT NULL AND ("t1"."name" = ?1)))`,
		`NOT EXISTS (SELECT 1 FROM "partner" AS "t1" WHERE "t1"."company_id" = "t"."company_id" AND ("t1"."name" = $1))`, []int64{1, 2, 4, 5, 6}},

	{"filtered on", Where().FilteredOn("Company", Where().Field("Name").Equals("NDP").Or().Field("Name").Equals("Empty")).And().Field("Age").Equals(30),
		`("t"."company_id" IS NOT NULL AND ("t1"."name" = ?1 OR "t1"."name" = ?2)) AND "t"."age" = ?3`, "", []int64{1}},
	{"filtered on many", Where().FilteredOn("Orders", Where().Field("Total").Greater(50).And().Field("Ref").Equals("O2")),
		`"t"."id" IN (SELECT "t1"."customer_id" FROM "order" AS "t1" WHERE "t1"."total" > ?1 AND "t1"."ref" = ?2)`, "", nil},
	{"filtered on not", (*Condition)(nil).AndNot().FilteredOn("Company", Where().Field("Name").Equals("NDP").And().Field("Active").Equals(true)),
		`("t"."company_id" IS NULL OR (("t1"."name" <> ?1 OR "t1"."name" IS NULL) OR "t1"."active" IS NOT TRUE))`, "", []int64{3, 4, 5, 6}},
	{"filtered on nothing", Where().Field("Age").Equals(30).And().FilteredOn("Company", nil), `"t"."age" = ?1`, "", []int64{1}},

	{"child of id", Where().Field("ID").ChildOf(int64(1)),
		`"t"."id" IN (WITH RECURSIVE "t1"("id") AS (SELECT "t2"."id" FROM "partner" AS "t2" WHERE "t2"."id" = ?1 UNION ` +
			`SELECT "t3"."id" FROM "partner" AS "t3" JOIN "t1" ON "t3"."parent_id" = "t1"."id") SELECT "id" FROM "t1")`, "", []int64{1, 2, 3}},
	{"child of cycle", Where().Field("Parent").ChildOf([]int64{5, 2}),
		`"t"."parent_id" IN (WITH RECURSIVE "t1"("id") AS (SELECT "t2"."id" FROM "partner" AS "t2" WHERE "t2"."id" IN (SELECT value FROM json_each(?1)) UNION ` +
			`SELECT "t3"."id" FROM "partner" AS "t3" JOIN "t1" ON "t3"."parent_id" = "t1"."id") SELECT "id" FROM "t1")`,
		`"t"."parent_id" IN (WITH RECURSIVE "t1"("id") AS (SELECT "t2"."id" FROM "partner" AS "t2" WHERE "t2"."id" = ANY($1::bigint[]) UNION ` +
			`SELECT "t3"."id" FROM "partner" AS "t3" JOIN "t1" ON "t3"."parent_id" = "t1"."id") SELECT "id" FROM "t1")`, []int64{3, 5, 6}},
	{"child of flat", Where().Field("Company").ChildOf(int64(1)), `"t"."company_id" = ?1`, "", []int64{1, 2}},
	{"not child of", (*Condition)(nil).AndNot().Field("ID").ChildOf(int64(1)), "-", "-", []int64{4, 5, 6}},
	{"child of none", Where().Field("Parent").ChildOf(nil), "0", "FALSE", nil},
	{"quoted", Where().Field("Name").Equals(`'; DROP TABLE "partner"; --`), `"t"."name" = ?1`, "", nil},
}

func TestConditionSQL(t *testing.T) {
	t.Parallel()
	r := queryModels(t)
	for _, test := range queryTests {
		for _, d := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
			want := test.sqlite
			if d == sqldb.Postgres {
				want = strings.ReplaceAll(test.sqlite, "?", "$")
				if test.postgres != "" {
					want = test.postgres
				}
			}
			q := &query{model: r.Model("Partner"), cond: test.cond, unordered: true}
			text, args, err := q.selectSQL(Environment{}, d, nil)
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
				continue
			}
			_, where, _ := strings.Cut(text, " WHERE ")
			if where != want && want != "-" {
				t.Errorf("%s, %s:\n got %s\nwant %s", test.name, d.Name(), where, want)
			}
			if n := strings.Count(text, d.Placeholder(1)[:1]); n != len(args) {
				t.Errorf("%s: %d parameters for %d placeholders: %s", test.name, len(args), n, text)
			}
			if again, _, _ := q.selectSQL(Environment{}, d, nil); again != text {
				t.Errorf("%s: other text the second time", test.name)
			}
		}
	}
}

func TestConditionResults(t *testing.T) {
	t.Parallel()
	forEachDatabase(t, func(t *testing.T, db testDB) {
		for _, test := range queryTests {
			if got := db.find(t, "Partner", test.cond); !slices.Equal(got, test.ids) {
				t.Errorf("%s: %s\n got %v, want %v", test.name, test.cond, got, test.ids)
			}
		}
	})
}

func TestLargeLists(t *testing.T) {
	t.Parallel()
	forEachDatabase(t, func(t *testing.T, db testDB) {
		const n = 100_000
		ids, names, days := make([]int64, n), make([]string, n), make([]Date, n)
		floats := make([]float64, n)
		for i := range n {
			ids[i], names[i] = int64(i+2), fmt.Sprint("x", i)
			days[i] = date("2020-01-01").AddDate(0, 0, i)
			floats[i] = float64(i) / 7
		}
		names[77], floats[3] = "john doo", 80.1
		for _, test := range []struct {
			cond *Condition
			want []int64
		}{
			{Where().Field("ID").In(ids), []int64{2, 3, 4, 5, 6}},
			{Where().Field("ID").NotIn(ids), []int64{1}},
			{Where().Field("Company").In(ids), []int64{3, 5}},
			{Where().Field("Name").In(names), []int64{3}},
			{Where().Field("Birthday").In(days), []int64{6}},
			{Where().Field("Weight").In(floats), []int64{2, 3, 4, 5, 6}},
		} {
			if got := db.find(t, "Partner", test.cond); !slices.Equal(got, test.want) {
				t.Errorf("%s: got %v, want %v", test.cond, got, test.want)
			}
		}
		// A long chain.
		var c *Condition
		for i := range 5000 {
			c = c.Or().Field("Age").Equals(i + 35)
		}
		if got := db.find(t, "Partner", c); !slices.Equal(got, []int64{2}) {
			t.Errorf("a chain of 5000: got %v", got)
		}
		if got := db.find(t, "Partner", (*Condition)(nil).AndNotCond(c)); !slices.Equal(got, []int64{1, 3, 4, 5, 6}) {
			t.Errorf("not a chain of 5000: got %v", got)
		}
	})
}

func TestConditionErrors(t *testing.T) {
	t.Parallel()
	r := queryModels(t)
	for _, test := range []struct {
		cond   *Condition
		reason error
		text   string // a part of the message
	}{
		{Where().Field("Nmae").Equals("x"), ErrUnknownField, "Partner.Nmae"},
		{Where().Field("Company.Nmae").Equals("x"), ErrUnknownField, "in the path Company.Nmae of Partner"},
		{Where().Field("Name.Company").Equals("x"), ErrUnknownField, "Name is no relation"},
		{Where().Field("Initials").Equals("J"), ErrNotSearchable, "Stored: true and Depends, or use the fields that it depends on (Name)"},
		{Where().Field("Name").IsEval(operator.Equals, "user.name"), ErrNotSearchable, "only a client can evaluate"},
		{Where().Field("Age").Equals("old"), ErrWrongType, "Partner.Age"},
		{Where().Field("Age").In(7), ErrWrongType, "slice"},
		{Where().Field("Age").In([]any{1, "x"}), ErrWrongType, "Partner.Age"},
		{Where().Field("Age").Contains("1"), ErrWrongType, "makes no sense"},
		{Where().Field("Active").Greater(false), ErrWrongType, "makes no sense"},
		{Where().Field("Company").Greater(int64(1)), ErrWrongType, "makes no sense"},
		{Where().Field("Age").ChildOf(int64(1)), ErrWrongType, "makes no sense"},
		{Where().Field("Name").Is("between", 1), ErrWrongType, `"between" is no operator`},
		{Where().Field("Company").Equals("NDP"), ErrWrongType, "compare with a record set"},
		{Where().Field("Birthday").Equals("31.1.2026"), ErrWrongType, "is no Date"},
		{Where().FilteredOn("Name", Where().Field("Name").Equals("x")), ErrNotSearchable, "no relation"},
	} {
		q := &query{model: r.Model("Partner"), cond: test.cond}
		_, _, err := q.selectSQL(Environment{}, sqldb.SQLite, nil)
		var fe *FieldError
		if !errors.As(err, &fe) || !errors.Is(err, test.reason) || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%s: got %v, want %v with %q", test.cond, err, test.reason, test.text)
		}
	}
}
