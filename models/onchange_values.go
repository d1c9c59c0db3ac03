package models

import (
	"encoding/json"
	"reflect"
	"slices"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// value returns what the form shows for a field: a relation to one as an id, one to many as a text that tells which
// records there are and what is in those that are new.
func (f *form) value(field *Field) any { return f.portable(field, f.rs.value(field)) }

// portable returns a value of a field in the form in which values are compared.
func (f *form) portable(field *Field, v any) any {
	if !field.kind.IsRelation() {
		col := field.makeColumn()
		if _, err := col.set(0, v); err != nil {
			panic(err)
		}
		return col.get(0)
	}
	records := f.rs.recordsOf(field, v)
	if !field.kind.IsToMany() && records.ID() >= 0 {
		return records.ID()
	}
	ids, lines := split(records, field)
	if len(ids)+len(lines) == 0 {
		return ""
	}
	text, err := json.Marshal([]any{ids, lines})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// same tells whether two values in the form in which they are compared are equal.
func (f *Field) same(a, b any) bool {
	if f.kind.IsRelation() {
		return a == b
	}
	col := f.makeColumn()
	if _, err := col.set(0, a); err != nil {
		panic(err)
	}
	return col.holds(0, b)
}

// isUnset tells whether a value is one that is NULL in the database.
func (f *Field) isUnset(v any) bool {
	switch f.kind {
	case fieldtype.Boolean, fieldtype.Integer, fieldtype.Float, fieldtype.Decimal, fieldtype.Monetary:
		return false
	case fieldtype.JSON:
		raw, ok := v.(json.RawMessage)
		return ok && len(raw) == 0
	}
	return reflect.ValueOf(v).IsZero()
}

// putRelation gives d the records of a relation: those of the database as a set, new ones as records to create.
func (f *form) putRelation(d *Data, field *Field) {
	records := f.rs.recordsOf(field, f.rs.value(field))
	ids, lines := split(records, field)
	if field.kind.IsToMany() || len(ids) > 0 {
		rows := make([]int32, len(ids))
		for i, id := range ids {
			rows[i] = records.tbl.row(id)
		}
		d.put(field.index, records.tbl.set(records.env, rows))
	}
	if len(lines) > 0 {
		DataCreate(d, field.index, lines)
	}
}

// split returns the ids of records of the database, and the values of those in memory.
func split(records *Core, via *Field) ([]int64, []*Data) {
	ids := []int64{}
	var lines []*Data
	for _, r := range records.Records() {
		if r.ID() >= 0 {
			ids = append(ids, r.ID())
		} else {
			lines = append(lines, r.memoryData(via.reverse))
		}
	}
	return ids, lines
}

// memoryData returns the values of a record in memory that are needed to create it: those of stored fields that are
// set, with relations to records of the database. The field but is left out.
func (c *Core) memoryData(but *Field) *Data {
	d := c.NewData()
	for _, f := range c.model().ordered {
		if f == but || f.index < BaseFieldCount || !f.isStored() && f.link == nil && !f.embedded {
			continue
		}
		v := c.value(f)
		if rs, ok := v.(*Core); ok {
			if rs.IsNotEmpty() && !slices.ContainsFunc(rs.Ids(), func(id int64) bool { return id < 0 }) {
				d.put(f.index, rs)
			}
		} else if !reflect.ValueOf(v).IsZero() {
			d.put(f.index, v)
		}
	}
	return d
}

// importer takes values into the environment of a form.
type importer struct {
	env  Environment
	done map[*Model]map[int64]*Core // records in memory
}

// data returns d, which is of the model of t, with record sets of the environment of the form.
func (in *importer) data(t *table, d *Data) *Data {
	n := &Data{view: d.view, model: d.model, fields: slices.Clone(d.fields), vals: slices.Clone(d.vals)}
	for i, v := range n.vals {
		if rs, ok := v.(RecordSet); ok {
			n.vals[i] = in.records(rs.Underlying())
		}
	}
	for _, x := range d.nested {
		related := t.target(int(x.field))
		records := make([]*Data, len(x.data))
		for i, r := range x.data {
			records[i] = in.data(related, r)
		}
		n.nested = append(n.nested, nestedData{x.field, records})
	}
	return n
}

// records returns a set in the environment of the form.
func (in *importer) records(c *Core) *Core {
	if c == nil || c.tbl == nil {
		return nil
	}
	t := in.env.session().table(c.model())
	rows := make([]int32, 0, c.Len())
	for _, r := range c.Records() {
		if r.ID() < 0 {
			rows = append(rows, in.record(r).row)
		} else {
			rows = append(rows, t.row(r.ID()))
		}
	}
	return t.set(in.env, rows)
}

// record returns a copy of a record in memory, with the records in memory that it points at.
func (in *importer) record(c *Core) *Core {
	m := c.model()
	if n := in.done[m][c.ID()]; n != nil {
		return n
	}
	n := in.env.session().table(m).empty(in.env).new(nil)
	if in.done[m] == nil {
		in.done[m] = make(map[int64]*Core)
	}
	in.done[m][c.ID()] = n
	d := c.NewData()
	for _, f := range m.ordered {
		if f.index >= BaseFieldCount && f.compute == nil && (f.related == nil || f.embedded) {
			d.put(f.index, c.value(f))
		}
	}
	n.assignAll([]int32{n.row}, in.data(c.tbl, d), nil)
	return n
}
