package models

import (
	"cmp"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/internal/sqldb"
	"github.com/hexgen/hexgen/models/operator"
)

// This file compares what the databases find with what the words of the contract say, for random conditions.

// world holds queryRows by model and id, for evaluating conditions without a database.
type world struct {
	r    *Registry
	rows map[string]map[int64]map[string]any
}

func newWorld(r *Registry) world {
	w := world{r: r, rows: map[string]map[int64]map[string]any{}}
	for _, row := range queryRows {
		if w.rows[row.model] == nil {
			w.rows[row.model] = map[int64]map[string]any{}
		}
		w.rows[row.model][row.id] = row.values
	}
	return w
}

// links returns the ids that a relation field of a record points at.
func (w world) links(f *Field, id int64) (res []int64) {
	switch {
	case id == 0:
	case f.kind.HasForeignKey():
		if other, ok := w.rows[f.model.name][id][f.name].(int64); ok {
			res = append(res, other)
		}
	case f.link != nil:
		for _, p := range queryTags {
			if p[0] == id {
				res = append(res, p[1])
			}
		}
	default:
		for other, values := range w.rows[f.relation.name] {
			if values[f.reverse.name] == id {
				res = append(res, other)
			}
		}
	}
	return res
}

// matches evaluates a condition for a record, or for no record if id is 0.
func (w world) matches(m *Model, id int64, c *Condition) bool {
	if c.IsEmpty() {
		return true
	}
	for _, g := range c.groups() {
		all := true
		for _, t := range g {
			all = all && w.holds(m, id, t.pred) != t.not
		}
		if all {
			return true
		}
	}
	return false
}

func (w world) holds(m *Model, id int64, p *predicate) bool {
	if len(p.path) == 0 {
		return w.matches(m, id, p.nested)
	}
	f := m.byName[p.path[0]]
	if f.related != nil {
		names := make([]string, 0, 4)
		for _, step := range f.related {
			names = append(names, step.name)
		}
		n := *p
		n.path = append(names, p.path[1:]...)
		return w.holds(m, id, &n)
	}
	if len(p.path) > 1 || p.nested != nil {
		rest := *p
		rest.path = p.path[1:]
		others := w.links(f, id)
		if len(others) == 0 && f.isToOne() && !(p.nested != nil && len(p.path) == 1) { // FilteredOn asks for a record
			others = []int64{0}
		}
		// A negative operator is the opposite of the positive one for the record at the end of the path.
		return slices.ContainsFunc(others, func(o int64) bool {
			return (o != 0 || p.nested == nil || len(p.path) > 1) && w.holds(f.relation, o, &rest)
		})
	}
	if f.relation != nil {
		return w.related(f, id, p)
	}
	if f.index == FieldID {
		return w.ids(m, []int64{id}, p)
	}
	var v any
	if id != 0 {
		v = w.rows[m.name][id][f.name]
		if v == nil {
			switch f.kind {
			case fieldtype.Boolean:
				v = false
			case fieldtype.Integer:
				v = int64(0)
			case fieldtype.Float:
				v = 0.0
			}
		}
	}
	return compareValue(f, v, p.op, p.value)
}

func (w world) related(f *Field, id int64, p *predicate) bool {
	return w.ids(f.relation, w.links(f, id), p)
}

// ids compares the records of m at the end of a relation.
func (w world) ids(m *Model, ids []int64, p *predicate) bool {
	if len(ids) == 1 && ids[0] == 0 {
		ids = nil
	}
	given, _ := p.value.([]int64)
	if i, ok := p.value.(int64); ok && i != 0 {
		given = []int64{i}
	}
	some := slices.ContainsFunc(ids, func(i int64) bool { return slices.Contains(given, i) })
	switch p.op {
	case operator.IsNull:
		return len(ids) == 0
	case operator.IsNotNull:
		return len(ids) > 0
	case operator.Equals, operator.NotEquals:
		if len(given) == 0 {
			some = len(ids) == 0
		}
		return some == (p.op == operator.Equals)
	case operator.In, operator.NotIn:
		return some == (p.op == operator.In)
	}
	for _, i := range ids { // ChildOf
		for range 10 {
			if i != 0 && slices.Contains(given, i) && w.rows[m.name][i] != nil {
				return true
			}
			parent, ok := w.rows[m.name][i]["Parent"].(int64)
			if !ok || m.parentField == nil {
				break
			}
			i = parent
		}
	}
	return false
}

// compareValue evaluates an operator on the value of a field, nil for NULL.
func compareValue(f *Field, v any, op operator.Operator, value any) bool {
	if op.IsNegative() && op != operator.IsNull {
		return !compareValue(f, v, op.Positive(), value)
	}
	read, zero := v, zeroOf(f)
	if read == nil {
		read = zero
	}
	switch op {
	case operator.IsNull:
		return v == nil || f.isText() && v == ""
	case operator.IsNotNull:
		return v != nil && (!f.isText() || v != "")
	case operator.Equals:
		return order(read, value) == 0
	case operator.In:
		return slices.ContainsFunc(elements(value), func(e any) bool { return order(read, e) == 0 })
	case operator.Greater:
		return v != nil && order(v, value) > 0
	case operator.GreaterOrEqual:
		return v != nil && order(v, value) >= 0
	case operator.Lower:
		return v != nil && order(v, value) < 0
	case operator.LowerOrEqual:
		return v != nil && order(v, value) <= 0
	}
	return matchText(v, op, value.(string))
}

func matchText(v any, op operator.Operator, s string) bool {
	plain := op == operator.Contains || op == operator.IContains
	if s == "" {
		return true
	}
	text, ok := v.(string)
	if !ok {
		return false
	}
	re := ".*" + regexp.QuoteMeta(s) + ".*"
	if !plain && strings.ContainsAny(s, `%_\`) {
		re = ""
		for i := 0; i < len(s); i++ {
			switch {
			case s[i] == '%':
				re += ".*"
			case s[i] == '_':
				re += "."
			case s[i] == '\\' && i+1 < len(s):
				i++
				fallthrough
			default:
				if s[i] >= 0x80 {
					re += string(s[i:])
					i = len(s)
					continue
				}
				re += regexp.QuoteMeta(s[i : i+1])
			}
		}
	}
	if op == operator.ILike || op == operator.IContains {
		re = "(?i)" + re
	}
	return regexp.MustCompile("(?s)^(?:" + re + ")$").MatchString(text)
}

func zeroOf(f *Field) any {
	switch f.kind {
	case fieldtype.Boolean:
		return false
	case fieldtype.Integer:
		return int64(0)
	case fieldtype.Float:
		return 0.0
	case fieldtype.Date:
		return Date{}
	case fieldtype.DateTime:
		return DateTime{}
	}
	return ""
}

func elements(list any) (res []any) {
	switch v := list.(type) {
	case []string:
		for _, e := range v {
			res = append(res, e)
		}
	case []int64:
		for _, e := range v {
			res = append(res, e)
		}
	case []float64:
		for _, e := range v {
			res = append(res, e)
		}
	case []Date:
		for _, e := range v {
			res = append(res, e)
		}
	case []DateTime:
		for _, e := range v {
			res = append(res, e)
		}
	}
	return res
}

// order compares two values of one kind.
func order(a, b any) int {
	switch x := a.(type) {
	case bool:
		if x == b.(bool) {
			return 0
		}
		return 1
	case int16:
		return cmp.Compare(int64(x), b.(int64))
	case int64:
		return cmp.Compare(x, b.(int64))
	case float64:
		return cmp.Compare(x, b.(float64))
	case Date:
		return x.Compare(b.(Date))
	case DateTime:
		return x.Compare(b.(DateTime))
	}
	return strings.Compare(a.(string), b.(string))
}

// generator makes conditions of random choices.
type generator struct {
	choose func(n int) int
	extra  []string // texts to use as values
}

func (g generator) condition(m *Model, depth int) *Condition {
	var c *Condition
	for range 1 + g.choose(3) {
		start := &ConditionStart{base: c, or: g.choose(2) == 0, not: g.choose(4) == 0}
		switch k := g.choose(8); {
		case depth > 0 && k == 0:
			other := g.condition(m, depth-1)
			switch g.choose(4) {
			case 0:
				c = c.AndCond(other)
			case 1:
				c = c.OrCond(other)
			case 2:
				c = c.AndNotCond(other)
			default:
				c = c.OrNotCond(other)
			}
		default:
			c = g.predicate(start, m, nil, depth)
		}
	}
	return c
}

// predicate adds a predicate on a random path.
func (g generator) predicate(start *ConditionStart, m *Model, path []string, depth int) *Condition {
	fields := slices.DeleteFunc(slices.Clone(m.ordered), func(f *Field) bool {
		return f.compute != nil || f.index > FieldID && f.index < BaseFieldCount || f.embedded
	})
	f := fields[g.choose(len(fields))]
	path = append(path, f.name)
	field := start.Field(strings.Join(path, "."))
	switch {
	case f.relation != nil && len(path) < 4 && g.choose(2) == 0:
		if depth > 0 && g.choose(2) == 0 {
			return start.FilteredOn(strings.Join(path, "."), g.condition(f.relation, depth-1))
		}
		return g.predicate(start, f.relation, path, depth)
	case f.relation != nil:
		ops := []operator.Operator{operator.Equals, operator.NotEquals, operator.In, operator.NotIn, operator.ChildOf, operator.IsNull, operator.IsNotNull}
		op := ops[g.choose(len(ops))]
		if (op == operator.Equals || op == operator.NotEquals) && g.choose(2) == 0 {
			return field.Is(op, int64(g.choose(5)))
		}
		ids := []int64{}
		for range g.choose(4) {
			ids = append(ids, int64(1+g.choose(7)))
		}
		return field.Is(op, ids)
	case f.index == FieldID:
		ids := []int64{}
		for range g.choose(4) {
			ids = append(ids, int64(1+g.choose(7)))
		}
		ops := []operator.Operator{operator.In, operator.NotIn, operator.ChildOf, operator.IsNotNull}
		return field.Is(ops[g.choose(len(ops))], ids)
	}
	return g.compare(field, f)
}

func (g generator) compare(field *ConditionField, f *Field) *Condition {
	ops := []operator.Operator{operator.Equals, operator.NotEquals, operator.IsNull, operator.IsNotNull}
	if f.kind != fieldtype.Boolean && f.kind != fieldtype.Binary {
		ops = append(ops, operator.In, operator.NotIn, operator.Greater, operator.GreaterOrEqual, operator.Lower, operator.LowerOrEqual)
	}
	if f.kind.IsText() {
		ops = append(ops, operator.Like, operator.ILike, operator.Contains, operator.IContains, operator.NotContains, operator.NotIContains)
	}
	op := ops[g.choose(len(ops))]
	switch f.kind {
	case fieldtype.Boolean:
		return field.Is(op, g.choose(2) == 0)
	case fieldtype.Integer:
		return give(g, field, op, []int64{0, 1, -1, 2, 7, 30, 40})
	case fieldtype.Float:
		return give(g, field, op, []float64{0, 60.5, 80.1, 0.3, 10.25, 100, -1})
	case fieldtype.Date:
		return give(g, field, op, []Date{{}, date("1960-02-29"), date("1990-05-17"), date("2026-01-15"), date("2030-01-01")})
	case fieldtype.DateTime:
		return give(g, field, op, []DateTime{{}, moment("1969-12-31 23:59:59"), moment("2000-01-01")})
	case fieldtype.Binary:
		return give(g, field, op, []string{"", "\x00\xff", "x"})
	}
	texts := []string{"", "Jane Smith", "john", "JOHN", "é", "É*t?é[s]", "%", "_", `\`, "J%", "j_hn%", `100\%`, `100%_a\b`, "]", "[s]", "*",
		"person", "P1", "NDP", "Ü", "O1", "'", `"`, "Österreich"}
	return give(g, field, op, append(texts, g.extra...))
}

// give compares with one value, or with a list.
func give[T any](g generator, field *ConditionField, op operator.Operator, values []T) *Condition {
	if !op.IsMulti() {
		return field.Is(op, values[g.choose(len(values))])
	}
	list := []T{}
	for range g.choose(4) {
		list = append(list, values[g.choose(len(values))])
	}
	return field.Is(op, list)
}

// check compares what a database finds with what the evaluator does.
func (w world) check(t *testing.T, db testDB, m *Model, c *Condition) {
	t.Helper()
	var want []int64
	for id := range w.rows[m.name] {
		if w.matches(m, id, c) {
			want = append(want, id)
		}
	}
	slices.Sort(want)
	if got := db.find(t, m.name, c); !slices.Equal(got, want) {
		text, args, _ := (&query{model: m, cond: c, unordered: true}).selectSQL(Environment{}, db.d, nil)
		t.Fatalf("%s: %s\n got %v, want %v\n%s %q", m.name, c, got, want, text, args)
	}
}

var fuzzModels = []string{"Partner", "Company", "Order", "Line", "Passport"}

func TestRandomConditions(t *testing.T) {
	t.Parallel()
	forEachDatabase(t, func(t *testing.T, db testDB) {
		w := newWorld(db.r)
		for seed := range uint64(3000) {
			g := generator{choose: rand.New(rand.NewPCG(seed, 1)).IntN}
			m := db.r.Model(fuzzModels[g.choose(len(fuzzModels))])
			w.check(t, db, m, g.condition(m, 3))
		}
	})
}

// FuzzConditions makes conditions of the bytes of its input, and uses the text as a value: no text gets out of its
// parameter, and SQLite accepts every statement and finds what it should.
func FuzzConditions(f *testing.F) {
	f.Add([]byte{}, "")
	f.Add([]byte{3, 1, 0, 7, 2, 9, 100, 31, 4, 4, 2}, `'"; --`)
	f.Add([]byte{0, 0, 8, 8, 16, 3, 77, 1, 0, 2}, `%_\*?[]é`)
	db := openSQLite(f)
	w := newWorld(db.r)
	f.Fuzz(func(t *testing.T, choices []byte, text string) {
		i := 0
		choose := func(n int) int {
			if i >= len(choices) {
				return 0
			}
			i++
			return int(choices[i-1]) % n
		}
		g := generator{choose: choose, extra: []string{text}}
		m := db.r.Model(fuzzModels[choose(len(fuzzModels))])
		c := g.condition(m, 3)
		for _, d := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
			sql, args, err := (&query{model: m, cond: c}).selectSQL(Environment{}, d, nil)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Count(sql, d.Placeholder(1)[:1]) != len(args) {
				t.Errorf("%d parameters: %s", len(args), sql)
			}
			if strings.Count(sql, `"`)%2 != 0 || strings.Count(sql, `'`)%2 != 0 || strings.Count(sql, "(") != strings.Count(sql, ")") {
				t.Errorf("quotes or brackets do not match: %s", sql)
			}
			if len(text) > 3 && strings.Contains(sql, text) && !strings.Contains(sql, `"`+text+`"`) {
				t.Errorf("a value is in the text: %s", sql)
			}
		}
		if !isPlain(text) {
			db.find(t, m.name, c)
			return
		}
		w.check(t, db, m, c)
	})
}

// isPlain tells whether the evaluator knows how the database compares with a text.
func isPlain(text string) bool {
	for _, r := range text {
		if r == 0 || r >= 0x80 {
			return false
		}
	}
	return true
}
