package models

import (
	"database/sql/driver"
	"slices"
	"strconv"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// flush computes what is outdated and sends all pending writes.
func (s *session) flush() {
	if s.flushing || s.computing > 0 { // by a computation, which must not see others half done
		s.propagate()
		s.writeRows()
		return
	}
	s.flushing = true
	defer func() { s.flushing = false }()
	s.used++
	for {
		s.propagate()
		s.computeTodo()
		if !s.writeRows() {
			return
		}
	}
}

// flushFor sends pending writes if a query could see them, and computes the outdated fields that it reads.
func (s *session) flushFor(q *query) {
	if len(s.pending)+len(s.todo)+len(s.links) == 0 && !s.anyPending() {
		return
	}
	used := q.fieldsUsed()
	if s.flushing || s.computing > 0 {
		// A computation reads. Others must not run in between, since they could read what is half computed.
		s.propagate()
		s.computeFields(used)
		s.writeRows()
		return
	}
	if s.suspends(used) {
		s.propagate()
	}
	s.computeFields(used)
	if len(s.links) > 0 || s.touches(q, used) {
		s.send()
	}
}

// send sends all pending writes without computing more than the fields of new records.
func (s *session) send() {
	if !s.flushing && s.computing == 0 {
		s.propagate()
		s.computeNew()
	}
	s.writeRows()
}

// anyPending tells whether any record waits to be written.
func (s *session) anyPending() bool {
	return slices.ContainsFunc(s.list, (*table).hasPending)
}

// touches tells whether a query, which uses some fields, reads a table with pending writes.
func (s *session) touches(q *query, used []*Field) bool {
	return slices.ContainsFunc(s.list, func(t *table) bool {
		return t.hasPending() && (t.model == q.model || slices.ContainsFunc(used, func(f *Field) bool { return f.model == t.model || f.relation == t.model }))
	})
}

// suspends tells whether it is not known yet if some of the fields are outdated.
func (s *session) suspends(fields []*Field) bool {
	return slices.ContainsFunc(s.suspended, func(b *columnBase) bool { return slices.Contains(fields, b.field) })
}

// writeRows sends inserts, updates and link changes as they stand, without computing anything, and reports whether
// there were any.
func (s *session) writeRows() bool {
	for _, t := range s.list {
		t.vacate()
	}
	any := s.insertNew()
	for i := 0; i < len(s.list); i++ {
		any = s.list[i].update() || any
	}
	if len(s.links) > 0 {
		any = true
		s.writeLinks()
	}
	return any
}

// insert sends new rows. The foreign keys in later, which were taken out of them, are noted for an update.
func (t *table) insert(rows []int32, later []postponedKey) {
	d := t.s.db.sql.Dialect()
	cols := make([]Column, len(t.model.stored))
	for i, f := range t.model.stored {
		cols[i] = t.room(f.index)
	}
	t.col(FieldID)
	ids := t.room(FieldID).(*column[int64])
	for _, r := range rows {
		ids.vals[r], ids.state[r] = t.ids[r], stLoaded
	}
	var names strings.Builder
	for i, f := range t.model.stored {
		if i > 0 {
			names.WriteString(", ")
		}
		names.WriteString(d.Quote(f.column))
	}
	head := "INSERT INTO " + d.Quote(t.model.table) + " (" + names.String() + ") "
	if d == sqldb.Postgres && len(rows) > 1 {
		t.s.exec(head+"SELECT * FROM "+unnest(cols, 1), t.arrays(d, cols, rows))
	} else {
		t.inChunks(d, rows, cols, func(part []int32, list string, args []driver.Value) {
			t.s.exec(head+"VALUES "+list, args)
		})
	}
	for _, r := range rows {
		t.state[r] &^= rowNew
		for _, c := range cols {
			c.base().state[r] &^= stDirty
		}
	}
	for _, p := range later {
		p.col.vals[p.row] = p.id
		t.markDirty(p.row, &p.col.columnBase)
	}
}

// unnest is the FROM clause of a PostgreSQL statement that takes one array for each column, from parameter first on.
func unnest(cols []Column, first int) string {
	var b strings.Builder
	b.WriteString("unnest(")
	for i, c := range cols {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(first + i))
		b.WriteString("::")
		b.WriteString(sqldb.Postgres.CastName(sqlType(c.base().field).Kind))
		b.WriteString("[]")
	}
	b.WriteByte(')')
	return b.String()
}

// arrays binds one array a column.
func (t *table) arrays(d sqldb.Dialect, cols []Column, rows []int32) []driver.Value {
	args := make([]driver.Value, len(cols))
	for i, c := range cols {
		a, err := c.array(d, rows)
		t.s.fail(err)
		args[i] = a
	}
	return args
}

// maxParams is how many parameters one statement of SQLite may have.
const maxParams = 32766

// inChunks calls fn with lists of parameters "(p1, p2), ..." for as many rows as one statement takes.
func (t *table) inChunks(d sqldb.Dialect, rows []int32, cols []Column, fn func(part []int32, list string, args []driver.Value)) {
	for part := range slices.Chunk(rows, max(1, maxParams/max(1, len(cols)))) {
		args := make([]driver.Value, 0, len(part)*len(cols))
		for _, r := range part {
			for _, c := range cols {
				v, err := c.encode(d, r)
				t.s.fail(err)
				args = append(args, v)
			}
		}
		fn(part, paramList(d, len(part), len(cols), 1), args)
	}
}

// update sends the changed values of the table's records: one statement for each set of fields that changed together.
func (t *table) update() bool {
	if len(t.dirty) == 0 {
		return false
	}
	var cols []Column // that have dirty values, in order of the model
	for _, f := range t.model.stored {
		if c := t.store[f.index]; c != nil && f.index != FieldID {
			cols = append(cols, c)
		}
	}
	type group struct {
		cols []Column
		rows []int32
	}
	groups := make(map[string]*group)
	var order []*group
	mask := make([]byte, len(cols))
	rows := t.dirty
	t.dirty = nil
	for _, r := range rows {
		if t.state[r]&rowDirty == 0 {
			continue
		}
		t.state[r] &^= rowDirty
		any := false
		for i, c := range cols {
			mask[i] = 0
			if c.base().is(r, stDirty) {
				mask[i], any = 1, true
			}
		}
		if !any {
			continue
		}
		g := groups[string(mask)]
		if g == nil {
			g = &group{}
			for i, c := range cols {
				if mask[i] != 0 {
					g.cols = append(g.cols, c)
				}
			}
			groups[string(mask)] = g
			order = append(order, g)
		}
		g.rows = append(g.rows, r)
	}
	for _, g := range order {
		t.updateGroup(g.cols, g.rows)
		for _, c := range g.cols {
			b := c.base()
			for _, r := range g.rows {
				b.state[r] &^= stDirty
			}
		}
	}
	return len(order) > 0
}

// updateGroup writes the same columns of rows.
func (t *table) updateGroup(cols []Column, rows []int32) {
	d := t.s.db.sql.Dialect()
	table := d.Quote(t.model.table)
	var n int64
	switch {
	case sameValues(cols, rows):
		n = t.updateSame(d, table, cols, rows)
	case d == sqldb.Postgres:
		n = t.updateArrays(d, table, cols, rows)
	default:
		n = t.updateValues(d, table, cols, rows)
	}
	if n != int64(len(rows)) {
		panic(t.missingRecord(rows...))
	}
}

// sameValues tells whether all rows get the same values.
func sameValues(cols []Column, rows []int32) bool {
	for _, r := range rows[1:] {
		for _, c := range cols {
			if !c.equal(rows[0], r) {
				return false
			}
		}
	}
	return true
}

// updateSame gives all rows the same values.
func (t *table) updateSame(d sqldb.Dialect, table string, cols []Column, rows []int32) int64 {
	var b strings.Builder
	b.WriteString("UPDATE " + table + " SET ")
	args := make([]driver.Value, 0, len(cols)+1)
	for i, c := range cols {
		if i > 0 {
			b.WriteString(", ")
		}
		v, err := c.encode(d, rows[0])
		t.s.fail(err)
		args = append(args, v)
		b.WriteString(d.Quote(c.base().field.column) + " = " + d.Placeholder(len(args)))
	}
	b.WriteString(" WHERE ")
	if len(rows) == 1 {
		b.WriteString(d.Quote("id") + " = " + d.Placeholder(len(args)+1))
		return t.s.exec(b.String(), append(args, t.ids[rows[0]]))
	}
	list, err := d.Array(pick(t.ids, rows), nil)
	t.s.fail(err)
	b.WriteString(d.InArray(d.Quote("id"), len(args)+1, sqldb.KindBigInt))
	return t.s.exec(b.String(), append(args, list))
}

// setters writes "a" = v."a", ... of columns.
func setters(d sqldb.Dialect, cols []Column, value func(i int) string) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = d.Quote(c.base().field.column) + " = " + value(i)
	}
	return strings.Join(parts, ", ")
}

// updateArrays gives each row its own values, on PostgreSQL with one array a column.
func (t *table) updateArrays(d sqldb.Dialect, table string, cols []Column, rows []int32) int64 {
	ids, err := d.Array(pick(t.ids, rows), nil)
	t.s.fail(err)
	from := strings.TrimPrefix(unnest(cols, 2), "unnest(")
	names := make([]string, len(cols))
	for i := range cols {
		names[i] = "c" + strconv.Itoa(i)
	}
	return t.s.exec("UPDATE "+table+" AS t SET "+setters(d, cols, func(i int) string { return "v." + names[i] })+
		" FROM unnest($1::bigint[], "+from+" AS v(id, "+strings.Join(names, ", ")+`) WHERE t."id" = v.id`,
		append([]driver.Value{ids}, t.arrays(d, cols, rows)...))
}

// updateValues gives each row its own values, with a list of parameters.
func (t *table) updateValues(d sqldb.Dialect, table string, cols []Column, rows []int32) int64 {
	var n int64
	ids := t.room(FieldID).(*column[int64])
	for _, r := range rows {
		ids.vals[r], ids.state[r] = t.ids[r], stLoaded
	}
	all := append([]Column{ids}, cols...)
	set := setters(d, cols, func(i int) string { return "v.column" + strconv.Itoa(i+2) })
	t.inChunks(d, rows, all, func(part []int32, list string, args []driver.Value) {
		n += t.s.exec("UPDATE "+table+" SET "+set+" FROM (VALUES "+list+") AS v WHERE "+table+"."+d.Quote("id")+" = v.column1", args)
	})
	return n
}
