package models

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// groupTerm is an expression that records are grouped by: a field, or the day, week, month, quarter or year of a date.
type groupTerm struct {
	name string   // as given: "Company.Country", "Date:month"
	path []*Field // expanded
	part string   // "" for the value itself
	// loc is the time zone of the part of a moment; nil is UTC.
	loc *time.Location
}

// aggregateTerm is a value that is computed for each group.
type aggregateTerm struct {
	name string // as given: "Total", "Total:avg"
	path []*Field
	op   string // of GroupOperator, in lower case
}

func (t groupTerm) field() *Field     { return t.path[len(t.path)-1] }
func (t aggregateTerm) field() *Field { return t.path[len(t.path)-1] }

// dateParts are the parts of dates to group by.
var dateParts = map[string]bool{"day": true, "week": true, "month": true, "quarter": true, "year": true}

// DatePart is the day, week, month, quarter or year of a date field, to group by. Its value is the first day, or
// moment, of the part. Weeks start on Monday. Parts of a DateTime are those in the time zone of the context.
func DatePart(field FieldNamer, part string) FieldNamer {
	return FieldName(field.FieldName() + ":" + part)
}

// AggregatedBy is a field aggregated with another operator than its GroupOperator: sum, avg, min, max, count,
// count_distinct, or the name of a function of the database. Its value is found by the name "Field:operator".
func AggregatedBy(field FieldNamer, operator string) FieldNamer {
	return FieldName(field.FieldName() + ":" + operator)
}

// groupTerm reads a field to group by.
func (m *Model) groupTerm(namer FieldNamer) (groupTerm, error) {
	name, part, _ := strings.Cut(namer.FieldName(), ":")
	path, err := m.columnPath(name)
	if err != nil {
		return groupTerm{}, err
	}
	t := groupTerm{name: namer.FieldName(), path: path, part: part}
	f := t.field()
	if part != "" && (!dateParts[part] || f.kind != fieldtype.Date && f.kind != fieldtype.DateTime) {
		return groupTerm{}, fieldError(f.model.name, f.name, ErrWrongType,
			fmt.Sprintf("%s cannot be grouped by %q", f.kind, part),
			"group dates by day, week, month, quarter or year")
	}
	return t, nil
}

// aggregateTerm reads a field to aggregate.
func (m *Model) aggregateTerm(namer FieldNamer) (aggregateTerm, error) {
	name, op, _ := strings.Cut(namer.FieldName(), ":")
	path, err := m.columnPath(name)
	if err != nil {
		return aggregateTerm{}, err
	}
	t := aggregateTerm{name: namer.FieldName(), path: path, op: strings.ToLower(op)}
	f := t.field()
	if t.op == "" {
		t.op = strings.ToLower(f.params.GroupOperator)
	}
	if t.op == "" && f.kind.IsNumber() && f.index != FieldID {
		t.op = "sum"
	}
	if !isFunctionName(t.op) {
		return aggregateTerm{}, fieldError(f.model.name, f.name, ErrWrongType,
			fmt.Sprintf("a field of kind %s cannot be aggregated by %q", f.kind, t.op),
			"set GroupOperator to min, max, count, count_distinct or a function of the database, or use AggregatedBy")
	}
	return t, nil
}

// isFunctionName tells whether op can stand in SQL as the name of a function.
func isFunctionName(op string) bool {
	for i, r := range op {
		if r != '_' && (r < 'a' || r > 'z') && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return op != ""
}

// columnPath resolves a path over relations to one, that ends in a column.
func (m *Model) columnPath(name string) ([]*Field, error) {
	path, err := m.resolvePath(strings.Split(name, "."))
	if err != nil {
		return nil, err
	}
	for i, f := range path {
		if f.kind.IsRelation() && !f.isToOne() || i == len(path)-1 && f.relation != nil && f.column == "" {
			return nil, fieldError(f.model.name, f.name, ErrNotSearchable,
				"records cannot be grouped or aggregated through a relation to many",
				"group the records at the other end by their relation to these")
		}
	}
	return path, nil
}

// at returns the table that the last field of a path belongs to.
func (r *tableRef) at(path []*Field) *tableRef {
	for _, f := range path[:len(path)-1] {
		r = r.to(f)
	}
	return r
}

// groupSQL returns the statement that gives for each group the values of groups, the number of records, and the values
// of aggregates. Groups come in ascending order of their values.
func (q *query) groupSQL(env Environment, d sqldb.Dialect, groups []groupTerm, aggregates []aggregateTerm) (string, []driver.Value, error) {
	w := newSQLWriter(env, d)
	src := w.from(q.model)
	var by, order, cols []byte
	for _, g := range groups {
		x := src.root.at(g.path).group(g)
		if len(by) > 0 {
			by, order = append(by, ", "...), append(order, ", "...)
		}
		by, order = append(by, x...), w.groupOrder(order, x, g)
		cols = append(append(cols, x...), ", "...)
	}
	cols = append(cols, "COUNT(*)"...)
	for _, a := range aggregates {
		cols = src.root.at(a.path).aggregate(append(cols, ", "...), a)
	}
	if len(by) == 0 {
		return w.done(src.statement(cols, src.where(q), nil, 0, 0))
	}
	where := src.where(q)
	if len(where) == 0 {
		where = []byte(w.d.Bool(true))
	}
	where = append(append(where, " GROUP BY "...), by...)
	return w.done(src.statement(cols, where, order, 0, 0))
}

// groupOrder writes what puts groups in the order of their values.
func (w *sqlWriter) groupOrder(b, x []byte, g groupTerm) []byte {
	if w.pg {
		return append(append(b, x...), " NULLS FIRST"...)
	}
	if g.part != "" || !g.field().isDecimalText() {
		return append(b, x...)
	}
	first := true
	decimalOrder(x, func(x []byte, opposite bool) {
		if !first {
			b = append(b, ", "...)
		}
		first = false
		b = append(b, x...)
		if opposite {
			b = append(b, " DESC"...)
		}
	})
	return b
}

// group writes the expression of a group. Values that read the same make one group: NULL and the zero value of the
// field's type.
func (r *tableRef) group(g groupTerm) []byte {
	f := g.field()
	if g.part != "" {
		x := r.column(nil, f)
		if g.loc != nil {
			x = r.src.w.local(x, g.loc)
		}
		return r.src.w.datePart(x, f.kind, g.part)
	}
	zero := ""
	switch {
	case f.params.GoType != nil || f.relation != nil || !r.mayBeNull(f):
	case f.kind.IsText():
		zero = "''"
	case f.kind == fieldtype.Boolean:
		zero = r.src.w.d.Bool(false)
	case f.isDecimalText():
		zero = "'0'"
	case f.kind.IsNumber():
		zero = "0"
	}
	if zero == "" {
		return r.column(nil, f)
	}
	b := r.column([]byte("COALESCE("), f)
	return append(append(append(b, ", "...), zero...), ')')
}

// aggregate writes an aggregate function.
func (r *tableRef) aggregate(b []byte, a aggregateTerm) []byte {
	x := r.column(nil, a.field())
	if a.isExact() {
		return r.src.w.aggregateDecimal(b, x, a.field(), a.op)
	}
	if a.field().kind == fieldtype.Boolean {
		switch a.op {
		case "sum", "avg", "min", "max":
			x = append(append([]byte("CASE WHEN "), x...), " THEN 1 ELSE 0 END"...)
		}
	}
	if a.op == "count_distinct" {
		b = append(b, "COUNT(DISTINCT "...)
	} else {
		b = append(append(b, strings.ToUpper(a.op)...), '(')
	}
	return append(append(b, x...), ')')
}

// datePart writes the start of the day, week, month, quarter or year of a date. SQLite has dates as days and moments
// as microseconds since 1970.
func (w *sqlWriter) datePart(x []byte, kind fieldtype.Type, part string) []byte {
	isDate := kind == fieldtype.Date
	if w.pg {
		b := append([]byte("date_trunc('"), part...)
		b = append(append(append(b, "', "...), x...), ')')
		if isDate {
			b = append(b, "::date"...)
		}
		return b
	}
	days := string(x)
	if !isDate {
		days = fmt.Sprintf("((%s + 86400000000000000) / 86400000000 - 1000000)", x) // division rounds to zero
	}
	var res string
	switch part {
	case "day":
		res = days
	case "week": // 1970-01-01 was a Thursday
		res = fmt.Sprintf("(%s - (((%s + 3) %% 7) + 7) %% 7)", days, days)
	default:
		shift := ""
		if part == "quarter" {
			shift = fmt.Sprintf(", '-' || ((strftime('%%m', %s * 86400, 'unixepoch') - 1) %% 3) || ' months'", days)
		}
		start := "month"
		if part == "year" {
			start = "year"
		}
		res = fmt.Sprintf("CAST(julianday(%s * 86400, 'unixepoch', 'start of %s'%s) - 2440587.5 AS INTEGER)", days, start, shift)
	}
	if !isDate {
		res = "(" + res + " * 86400000000)"
	}
	return []byte(res)
}
