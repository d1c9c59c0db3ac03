package models

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"time"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// Grouped is a record set whose records are grouped by fields.
type Grouped struct {
	set    *Core
	groups []groupTerm
}

// AggregateRow is what Aggregates returns for one group.
type AggregateRow struct {
	// Values holds the values that the group has in common, and the aggregated values, by the names that were given.
	// A relation has the id of its record, or 0.
	Values FieldMap
	// Count is the number of records.
	Count int
	// Condition finds the records of the group.
	Condition *Condition
}

// GroupBy groups the records by fields, which may be paths over relations to one and DatePart of dates. It panics with
// a FieldError if the database cannot group by one.
func (c *Core) GroupBy(fields ...FieldNamer) *Grouped {
	g := &Grouped{set: c}
	if c == nil || c.tbl == nil {
		return g
	}
	for _, f := range fields {
		t, err := c.model().groupTerm(f)
		if err != nil {
			panic(err)
		}
		if loc := c.env.Location(); loc != time.UTC && t.part != "" && t.field().kind == fieldtype.DateTime {
			t.loc = loc
		}
		g.groups = append(g.groups, t)
	}
	return g
}

// Aggregates returns one row with the aggregated values of fields over all records of the set.
func (c *Core) Aggregates(fields ...FieldNamer) []AggregateRow {
	return c.GroupBy().Aggregates(fields...)
}

// Aggregates returns a row for each group, in the order of the groups' values, with the values of fields aggregated by
// their GroupOperator, which is sum for numbers. A field that the records are grouped by keeps the value of its group. It
// panics with a FieldError if the database cannot aggregate one.
func (g *Grouped) Aggregates(fields ...FieldNamer) []AggregateRow {
	c := g.set
	if c == nil || c.tbl == nil {
		return []AggregateRow{}
	}
	c.checkCall(c.model().methods[MethodLoad])
	q := c.plan().ruled(c.env).restricted(c.env)
	if q.hasLimit() {
		q = &query{model: q.model, within: q}
	}
	n := *q
	n.unordered = true
	q = &n
	aggregates := make([]aggregateTerm, 0, len(fields))
	for _, f := range fields {
		if g.isGroup(f) {
			continue
		}
		t, err := c.model().aggregateTerm(f)
		if err != nil {
			panic(err)
		}
		aggregates = append(aggregates, t)
	}
	for _, t := range g.groups {
		q.reads = append(q.reads, t.path...)
	}
	for _, t := range aggregates {
		q.reads = append(q.reads, t.path...)
	}
	rows := []AggregateRow{}
	if q.empty() && len(g.groups) > 0 {
		return rows
	}
	s := c.env.session()
	s.flushFor(q)
	text, args, err := q.groupSQL(c.env, s.db.sql.Dialect(), g.groups, aggregates)
	s.fail(err)
	base := c.conditionOf(q)
	s.query(text, args, func(vals []driver.Value) error {
		row, err := aggregateRow(vals, g.groups, aggregates, base)
		rows = append(rows, row)
		return err
	})
	return rows
}

// isGroup tells whether the records are grouped by a field.
func (g *Grouped) isGroup(f FieldNamer) bool {
	return slices.ContainsFunc(g.groups, func(t groupTerm) bool { return t.name == f.FieldName() })
}

// conditionOf returns a condition that finds the records of the set.
func (c *Core) conditionOf(q *query) *Condition {
	if q.ids != nil || q.within != nil {
		return Where().Field("ID").In(c)
	}
	return q.cond
}

// aggregateRow reads a row of the result of groupSQL.
func aggregateRow(vals []driver.Value, groups []groupTerm, aggregates []aggregateTerm, base *Condition) (AggregateRow, error) {
	row := AggregateRow{Values: make(FieldMap, len(groups)+len(aggregates)), Condition: base}
	for i, g := range groups {
		v, err := readValue(g.field(), vals[i])
		if err != nil {
			return row, err
		}
		row.Values[g.name] = g.value(v)
		row.Condition = row.Condition.AndCond(g.condition(v))
	}
	var count int64
	if err := decodeInt(&count, vals[len(groups)]); err != nil {
		return row, err
	}
	row.Count = int(count)
	for i, a := range aggregates {
		v, err := a.read(vals[len(groups)+1+i])
		if err != nil {
			return row, err
		}
		row.Values[a.name] = v
	}
	return row, nil
}

// readValue turns a value of the database into the Go type of a field.
func readValue(f *Field, v driver.Value) (any, error) {
	c := f.column1()
	if err := c.scan(0, v); err != nil {
		return nil, fmt.Errorf("field %s of %s: %w", f.name, f.model.name, err)
	}
	return c.get(0), nil
}

// read turns an aggregated value into a Go value.
func (a aggregateTerm) read(v driver.Value) (any, error) {
	f := a.field()
	var i int64
	var x float64
	var err error
	switch {
	case a.isExact():
		return a.aggregatedDecimal(v)
	case a.op == "count" || a.op == "count_distinct",
		a.op == "sum" && (f.kind == fieldtype.Integer || f.kind == fieldtype.Boolean):
		if v != nil {
			err = decodeInt(&i, v)
		}
		return i, err
	case a.op == "avg", a.op == "sum":
		if v != nil {
			err = decodeFloat(&x, v)
		}
		if a.op == "sum" {
			x = f.params.Digits.Round(x)
		}
		return x, err
	case a.op == "min" || a.op == "max":
		return readValue(f, v)
	}
	if text, ok := v.([]byte); ok {
		return string(text), nil
	}
	return v, nil
}

// value returns the value of a group: the moment at which a part begins where the user is.
func (g groupTerm) value(v any) any {
	if start, ok := v.(DateTime); ok && g.loc != nil && !start.IsZero() {
		return Date(start).In(g.loc).UTC()
	}
	return v
}

// condition returns the condition on the records of the group with the given value, as the database gave it.
func (g groupTerm) condition(value any) *Condition {
	if g.part == "" {
		f := Where().Field(g.name)
		if g.field().relation != nil && value == int64(0) {
			return f.IsNull()
		}
		return f.Equals(value)
	}
	name := g.name[:len(g.name)-len(g.part)-1]
	var end any
	switch start := value.(type) {
	case Date:
		if start.IsZero() {
			return Where().Field(name).IsNull()
		}
		end = Date(addPart(DateTime(start.Time()), g.part))
	case DateTime:
		if start.IsZero() {
			return Where().Field(name).IsNull()
		}
		end = addPart(start, g.part)
	default: // a date with a GoType: the groups cannot be told apart by a condition
		return nil
	}
	return Where().Field(name).GreaterOrEqual(g.value(value)).And().Field(name).Lower(g.value(end))
}

// addPart returns the start of the next day, week, month, quarter or year.
func addPart(t DateTime, part string) DateTime {
	switch part {
	case "day":
		return t.AddDate(0, 0, 1)
	case "week":
		return t.AddDate(0, 0, 7)
	case "month":
		return t.AddDate(0, 1, 0)
	case "quarter":
		return t.AddDate(0, 3, 0)
	}
	return t.AddDate(1, 0, 0)
}
