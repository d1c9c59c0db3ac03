package models

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/operator"
)

func TestConditionIsImmutable(t *testing.T) {
	t.Parallel()
	base := Where().Field("Name").Equals("a").And().Field("Age").Greater(1)
	start := base.Or()
	one, two := start.Field("Age").Equals(2), start.Field("Age").Equals(3)
	inner := Where().Field("Code").Equals("x").Or().Field("Code").Equals("y")
	three := base.And().FilteredOn("Company", inner)
	ids := []int64{1, 2}
	in := IDAt(&RelationPath{}, "ID").In(ids)
	ids[0] = 7
	for got, want := range map[*Condition]string{
		base:  `Name = "a" AND Age > 1`,
		one:   `Name = "a" AND Age > 1 OR Age = 2`,
		two:   `Name = "a" AND Age > 1 OR Age = 3`,
		inner: `Code = "x" OR Code = "y"`,
		three: `Name = "a" AND Age > 1 AND Company.(Code = "x" OR Code = "y")`,
		in:    "ID in [1 2]",
	} {
		if got.String() != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestConditionOfNothing(t *testing.T) {
	t.Parallel()
	var none *Condition
	a := Where().Field("A").IsNull()
	for _, test := range []struct {
		got  *Condition
		want string
	}{
		{none, "(everything)"},
		{&Condition{}, "(everything)"},
		{none.Underlying(), "(everything)"},
		{none.AndCond(nil), "(everything)"},
		{none.AndCond(a), "A is null"},
		{none.OrCond(a), "A is null"},
		{none.AndNotCond(a), "NOT A is null"},
		{none.AndNotCond(a.Or().Field("B").IsNull()), "NOT (A is null OR B is null)"},
		{a.AndCond(nil), "A is null"},
		{a.OrCond(&Condition{}), "A is null"},
		{a.AndNotCond(a.AndNotCond(none)), "A is null AND NOT A is null"},
		{a.OrNotCond(none.AndNotCond(a)), "A is null OR A is null"},
		{none.And().Field("B").IsNotNull(), "B is not null"},
		{none.OrNot().Field("B").IsNotNull(), "NOT B is not null"},
		{none.Or().FilteredOn("B", nil), "(everything)"},
	} {
		if test.got.String() != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
	if !none.IsEmpty() || !(&Condition{}).IsEmpty() || a.IsEmpty() {
		t.Error("IsEmpty is wrong")
	}
}

func TestConditionSerialize(t *testing.T) {
	t.Parallel()
	c := Where().Field("Name").ILike("john").Or().Field("Company.Name").Like("N%").AndNot().Field("User").IsEval(operator.Equals, "uid").
		AndCond(Where().FilteredOn("Orders", Where().Field("Total").Greater(5).And().Field("Ref").IsNull()))
	got, err := json.Marshal(c.Serialize())
	want := `["&","|",["Name","ilike","john"],"&",["Company.Name","=like","N%"],"!",["User","=","uid"],` +
		`["Orders","any",["&",["Total",">",5],["Ref","=",false]]]]`
	text := strings.NewReplacer(`\u0026`, "&", `\u003e`, ">").Replace(string(got))
	if err != nil || text != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
	if got := (*Condition)(nil).Serialize(); got == nil || len(got) != 0 {
		t.Errorf("an empty condition is %v", got)
	}
	if _, ok := c.Serialize()[6].([]any)[2].(Eval); !ok {
		t.Error("an expression must be of type Eval")
	}
}

// The operators of generated code, through their interfaces.
func TestOperators(t *testing.T) {
	t.Parallel()
	root := PathAt(Where().Field("Active").Equals(true).AndNot())
	company := RelationAt(&root, "Company")
	country := RelationAt(&company, "Country")
	var relation RelationOperators[*Condition, *Core] = &country
	name := CharAt(&country, "Name")
	zero := &RelationPath{}
	room := OrderedAt[int16](zero, "RoomNo")
	for _, test := range []struct {
		got  *Condition
		want string
	}{
		{relation.IsNull(), "Active = true AND NOT Company.Country is null"},
		{relation.In(nil), "Active = true AND NOT Company.Country in (empty set)"},
		{relation.ChildOfEval("x"), "Active = true AND NOT Company.Country child_of eval(x)"},
		{relation.NotEqualsFunc(func(RecordSet) *Core { return nil }), "Active = true AND NOT Company.Country != func(...)"},
		{name.NotIContains("x"), `Active = true AND NOT Company.Country.Name not icontains "x"`},
		{name.In([]string{"a", "b"}), `Active = true AND NOT Company.Country.Name in ["a" "b"]`},
		{FilteredOnAt(&company, "Country", Where().Field("Code").Equals("F")), `Active = true AND NOT Company.Country.(Code = "F")`},
		{room.GreaterOrEqual(7), "RoomNo >= 7"},
		{room.NotIn([]int16{1}), "RoomNo not in [1]"},
		{BoolAt(zero, "Active").NotEquals(true), "Active != true"},
		{DateAt(zero, "Birthday").Lower(date("2026-01-31")), "Birthday < 2026-01-31"},
		{IDAt(zero, "ID").ChildOf(3), "ID child_of 3"},
	} {
		if test.got.String() != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
	if got := name.FieldName() + " " + relation.FieldName(); got != "Company.Country.Name Company.Country" {
		t.Errorf("field names: %s", got)
	}
}

func TestConditionFunc(t *testing.T) {
	t.Parallel()
	calls := 0
	fn := func(rs RecordSet) string { calls++; return "Jane " + rs.ModelName() }
	name := CharAt(&RelationPath{}, "Name")
	inner := RelationPath{}
	c := name.EqualsFunc(fn).Or().FilteredOn("Company", CharAt(&inner, "Name").EqualsFunc(fn)).AndCond(name.IsNotNull().And().Field("Name").Equals("x"))
	b := c.bound(&Core{})
	if want := `(Name = "Jane " OR Company.(Name = "Jane ")) AND (Name is not null AND Name = "x")`; b.String() != want || calls != 2 {
		t.Errorf("got  %s after %d calls\nwant %s", b, calls, want)
	}
	if !strings.Contains(c.String(), "func") || b.bound(nil) != b {
		t.Error("the condition itself must not change, and nothing be left to do")
	}
	q := &query{cond: c, rules: []*Condition{nil, c}, within: &query{cond: c}}
	if n := q.bound(&Core{}); n.hasFunc() || !q.hasFunc() || n.within.hasFunc() || len(n.rules) != 2 {
		t.Error("the query is not bound")
	}
}

func TestConditionGroups(t *testing.T) {
	t.Parallel()
	var c *Condition
	var want []int
	for i := range 50 {
		if i%7 == 3 || i == 0 {
			c = c.Or().Field(fmt.Sprint(i)).IsNull()
			want = append(want, 0)
		} else {
			c = c.And().Field(fmt.Sprint(i)).IsNull()
		}
		want[len(want)-1]++
	}
	var got []int
	i := 0
	for _, g := range c.groups() {
		got = append(got, len(g))
		for _, term := range g {
			if term.pred.path[0] != fmt.Sprint(i) {
				t.Errorf("term %d is %s", i, term.pred.path[0])
			}
			i++
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
