package models

import (
	"database/sql/driver"
	"fmt"
	"slices"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// run executes the query of the list, reading the given fields with it; nil stands for no field but the ids.
func (l *list) run(fields []*Field) {
	q := l.q
	if q == nil {
		return
	}
	l.rows = l.tbl.runQuery(l.env, q, fields)
	l.q = nil
	if q.hasLimit() {
		l.origin = q
	}
}

// runQuery returns the rows of the records that a query finds, in its order, and stores the values of fields.
func (t *table) runQuery(env Environment, q *query, fields []*Field) []int32 {
	q = q.ruled(env).restricted(env)
	if q.empty() {
		return nil
	}
	t.s.flushFor(q)
	sql, args, err := q.selectSQL(env, t.s.db.sql.Dialect(), fields)
	t.s.fail(err)
	var rows []int32
	sink := newSink(t, fields)
	t.s.query(sql, args, func(vals []driver.Value) error {
		row, err := sink.read(vals)
		rows = append(rows, row)
		return err
	})
	return unique(rows)
}

// sink stores rows of a result whose first column is the id in the columns of a table.
type sink struct {
	t    *table
	cols []Column
}

func newSink(t *table, fields []*Field) *sink {
	s := &sink{t: t, cols: make([]Column, len(fields))}
	for i, f := range fields {
		s.cols[i] = t.col(f.index)
	}
	return s
}

// read stores one row; values that are known already, and may wait to be written, stay as they are.
func (s *sink) read(vals []driver.Value) (int32, error) {
	id, ok := vals[0].(int64)
	if !ok {
		if err := decodeInt(&id, vals[0]); err != nil {
			return 0, err
		}
	}
	row := s.t.row(id)
	n := len(s.t.ids)
	for i, c := range s.cols {
		c.grow(n)
		if c.base().state[row]&(stLoaded|stTodo) != 0 {
			continue
		}
		if err := c.scan(row, vals[i+1]); err != nil {
			return 0, fmt.Errorf("field %s of %s, record %d: %w", c.base().field.name, s.t.model.name, id, err)
		}
	}
	return row, nil
}

// lightFields returns the stored fields that are read together in an environment.
func (t *table) lightFields(env Environment) []*Field {
	fields := make([]*Field, 0, len(t.model.light)+len(t.model.translated)+1)
	for _, f := range t.model.light {
		if f != FieldID {
			fields = append(fields, t.model.fields[f])
		}
	}
	if t.model.translates(env) {
		fields = append(fields, t.model.translated...)
	}
	return fields
}

// ready makes the value of field f of the first record available and returns where it is: the set itself, or for a
// related field the record at the end of its path. It returns nil if there is no record to read from.
func (c *Core) ready(f int) (*Core, int) {
	if c == nil || c.tbl == nil || c.row == rowEmpty || c.row == rowBlank {
		return nil, 0
	}
	s := c.env.session()
	s.used++
	field := c.tbl.field(f)
	if c.row == rowLazy {
		c.resolveFor(field)
	}
	if c.row < 0 {
		return nil, 0
	}
	if c.guarded && f != FieldID && c.model().guards(c.env) {
		c.checkRead([]int32{c.row})
	}
	b := c.tbl.room(f).base()
	if b.suspended {
		s.propagate()
	}
	if field.compute == nil || !field.isStored() {
		if field.related != nil && !field.isStored() {
			return c.follow(field)
		}
	}
	if b.field.compute != nil && !field.isStored() {
		c.checkView(b)
	}
	if b.has(c.row) {
		return c, f
	}
	switch {
	case f == FieldID:
		c.tbl.store[f].(*column[int64]).put(c.row, c.tbl.ids[c.row])
	case f == FieldLastUpdate:
		return c.lastUpdate()
	case f == FieldDisplayName:
		name := CallNameGet(c.single())
		c.tbl.room(f).(*column[string]).put(c.row, name)
		b.state[c.row] = 0 // NameGet may depend on anything
	case b.state[c.row]&stBusy != 0:
		if b.state[c.row]&stKept == 0 && !field.isStored() {
			return nil, 0
		}
	case b.state[c.row]&stTodo != 0 || field.compute != nil && !field.isStored():
		c.compute(field)
	case field.kind.IsToMany() || field.kind == fieldtype.Rev2One:
		c.tbl.loadRelation(field, c.missing(b))
	case c.tbl.state[c.row]&rowMemory != 0:
		b.state[c.row] = stLoaded
	default:
		c.tbl.load(c.env, field, c.missing(b))
		if !b.has(c.row) {
			panic(c.tbl.missingRecord(c.row))
		}
	}
	return c, f
}

// single returns the set of the first record.
func (c *Core) single() *Core {
	if c.list == nil {
		return c
	}
	return c.tbl.one(c.env, c.row, c.group)
}

func (t *table) missingRecord(rows ...int32) error {
	e := &MissingRecordError{Model: t.model.name}
	for _, r := range rows {
		e.IDs = append(e.IDs, t.ids[r])
	}
	return e
}

// resolveFor runs the query of the set, reading with it what a getter of field will need.
func (c *Core) resolveFor(field *Field) {
	if c.list.q != nil {
		switch {
		case c.model().methods[MethodLoad].extended:
			CallLoad(c)
			c.list.run(nil)
		case field.index == FieldID:
			c.list.run(nil)
		case field.isStored() && !field.isLight():
			c.list.run([]*Field{field})
		default:
			c.list.run(c.tbl.lightFields(c.env))
		}
	}
	c.settle()
}

// isLight tells whether the field is read together with the others of the model.
func (f *Field) isLight() bool { return f.column != "" && f.kind != fieldtype.Binary }

// missing returns the records to load together with the first one: those of its group that have no value yet.
func (c *Core) missing(b *columnBase) []int32 {
	rows := []int32{c.row}
	if c.group == nil {
		return rows
	}
	g := c.group.members() // may give more records a row
	c.tbl.room(b.field.index)
	if c.group.tbl == c.tbl {
		g = c.tbl.s.inWindow(g, c.row)
		for _, r := range g {
			if r != c.row && b.state[r]&(stLoaded|stTodo|stBusy) == 0 && c.tbl.state[r]&(rowMemory|rowGone|rowNew) == 0 {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

// inWindow returns those of the records of a group that are read together with row, and those that follow it first.
func (s *session) inWindow(group []int32, row int32) []int32 {
	if s.window == 0 || len(group) <= s.window {
		return group
	}
	at := max(0, slices.Index(group, row))
	end := min(len(group), at+s.window)
	s.widen()
	return group[at:end]
}

// load reads a stored field of rows, and with it the other light fields.
func (t *table) load(env Environment, field *Field, rows []int32) {
	if t.model.methods[MethodLoad].extended {
		CallLoad(t.set(t.s.sudo, rows), field.name)
		return
	}
	fields := []*Field{field}
	if field.isLight() {
		fields = t.lightFields(env)
	}
	t.loadFields(fields, rows)
}

// loadFields reads stored fields of rows. Rows that are not in the database stay unknown.
func (t *table) loadFields(fields []*Field, rows []int32) {
	ids := make([]int64, 0, len(rows))
	for _, r := range rows {
		if t.state[r]&(rowMemory|rowNew|rowGone) == 0 {
			ids = append(ids, t.ids[r])
		}
	}
	if len(ids) == 0 || len(fields) == 0 {
		return
	}
	q := &query{model: t.model, ids: ids, unordered: true}
	sql, args, err := q.selectSQL(t.s.sudo, t.s.db.sql.Dialect(), fields)
	t.s.fail(err)
	sink := newSink(t, fields)
	t.s.query(sql, args, func(vals []driver.Value) error {
		_, err := sink.read(vals)
		return err
	})
}

// need makes sure that a stored field is known for rows.
func (t *table) need(f int, rows []int32) Column {
	c := t.room(f)
	b := c.base()
	if b.suspended {
		t.s.propagate()
	}
	var missing []int32
	for _, r := range rows {
		if b.state[r]&stTodo != 0 {
			t.one(t.s.sudo, r, b.todo).compute(b.field)
		} else if b.state[r]&stLoaded == 0 {
			missing = append(missing, r)
		}
	}
	if len(missing) > 0 {
		fields := []*Field{b.field}
		if b.field.isLight() {
			fields = t.lightFields(t.s.sudo)
		}
		t.loadFields(fields, missing)
	}
	return c
}

// Load reads fields of all records of the set, or all stored fields but large ones if none are given. Getters do it
// by themselves; Load controls which fields are read.
func (c *Core) load(names ...string) *Core {
	if c == nil {
		return nil
	}
	var fields, others []*Field
	if len(names) == 0 {
		fields = c.tbl.lightFields(c.env)
	}
	for _, n := range names {
		f := c.model().mustField(n)
		if f.isStored() {
			fields = append(fields, f)
			if f.translations != nil && c.env.lang() != "" {
				fields = append(fields, f.translations)
			}
		} else if f.index != FieldID {
			others = append(others, f)
		}
	}
	if c.list != nil && c.list.q != nil {
		c.list.run(fields)
		c.settle()
	}
	rows := c.members()
	if c.model().guards(c.env) {
		c.checkRead(rows)
	}
	var missing []int32
	for _, r := range rows {
		for _, f := range fields {
			if b := c.tbl.room(f.index).base(); b.state[r]&(stLoaded|stTodo) == 0 {
				missing = append(missing, r)
				break
			}
		}
	}
	c.tbl.loadFields(fields, missing)
	for _, f := range others {
		if c.row >= 0 {
			c.single().ready(f.index)
		}
	}
	return c
}

// ForceLoad reads fields of all records again, whether they are known or not; pending writes are sent first.
func (c *Core) ForceLoad(names ...string) *Core {
	if c == nil || c.env.s == nil {
		return c
	}
	s := c.env.session()
	s.flush()
	rows := slices.DeleteFunc(slices.Clone(c.members()), c.tbl.unsaved) // what is in memory only cannot be read again
	for _, name := range names {
		field := c.model().mustField(name)
		for _, f := range []*Field{field, field.translations} {
			if f == nil {
				continue
			}
			b := c.tbl.room(f.index).base()
			for _, r := range rows {
				b.state[r] &= stTodo | stBusy
			}
		}
	}
	if len(names) == 0 {
		for _, f := range c.model().stored {
			b := c.tbl.room(f.index).base()
			for _, r := range rows {
				b.state[r] &= stTodo | stBusy
			}
		}
	}
	return c.load(names...)
}

// mustField returns a field by name, and panics with a typed error if there is none.
func (m *Model) mustField(name string) *Field {
	if f := m.byName[name]; f != nil {
		return f
	}
	if f := m.byJSON[name]; f != nil {
		return f
	}
	panic(&UsageError{Model: m.name, Field: name, What: "the model has no such field", Mend: "check the name of the field"})
}

// lastUpdate returns the field that tells when the record changed last.
func (c *Core) lastUpdate() (*Core, int) {
	src, f := c.ready(FieldWriteDate)
	if src != nil && !src.tbl.store[f].(*column[DateTime]).vals[src.row].IsZero() {
		return src, f
	}
	return c.ready(FieldCreateDate)
}
