package models

import (
	"slices"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// insertNew inserts the new records of all tables, each table after those that its foreign keys point at. Where tables
// point at each other in a circle, keys that are not required are left NULL at first and noted for an update; where all
// of them are required, the order of the single records decides.
func (s *session) insertNew() bool {
	var waiting []*table
	for _, t := range s.list {
		t.created = slices.DeleteFunc(t.created, func(r int32) bool { return t.state[r]&rowNew == 0 })
		if len(t.created) > 0 {
			waiting = append(waiting, t)
		}
	}
	any := len(waiting) > 0
	for len(waiting) > 0 {
		i := slices.IndexFunc(waiting, func(t *table) bool { return !t.waitsFor(waiting, false) })
		if i < 0 {
			i = slices.IndexFunc(waiting, func(t *table) bool { return !t.waitsFor(waiting, true) })
		}
		if i < 0 {
			s.insertByRecord(waiting)
			return true
		}
		t := waiting[i]
		rows := t.created
		t.created = nil
		t.insertRows(rows)
		waiting = slices.Delete(waiting, i, i+1)
	}
	return any
}

// waitsFor tells whether foreign keys, or the required ones only, lead to other tables with records to insert.
func (t *table) waitsFor(waiting []*table, required bool) bool {
	return slices.ContainsFunc(t.model.stored, func(f *Field) bool {
		return f.kind.HasForeignKey() && f.relation != t.model && (f.params.Required || !required) &&
			slices.ContainsFunc(waiting, func(o *table) bool { return o.model == f.relation })
	})
}

// insertByRecord inserts the new records of tables whose required foreign keys lead in a circle: again and again those
// that need no other new record.
func (s *session) insertByRecord(waiting []*table) {
	for progress := true; progress; {
		progress = false
		for _, t := range waiting {
			var rows, rest []int32
			for _, r := range t.created {
				if t.needsNew(r) {
					rest = append(rest, r)
				} else {
					rows = append(rows, r)
				}
			}
			t.created = rest
			if len(rows) > 0 {
				progress = true
				t.insertRows(rows)
			}
		}
	}
	for _, t := range waiting {
		if len(t.created) > 0 {
			panic(&ValidationError{Model: t.model.name, IDs: pick(t.ids, t.created),
				Message: "new records need each other by required relations: one of them must exist before the other"})
		}
	}
}

// needsNew tells whether a required foreign key of row points at another record that waits to be inserted.
func (t *table) needsNew(row int32) bool {
	return slices.ContainsFunc(t.model.stored, func(f *Field) bool {
		return f.kind.HasForeignKey() && f.params.Required && t.pointsAtNew(f, row) &&
			!(f.relation == t.model && t.store[f.index].(*column[int64]).vals[row] == t.ids[row])
	})
}

// pointsAtNew tells whether a foreign key of row points at a record that waits to be inserted.
func (t *table) pointsAtNew(f *Field, row int32) bool {
	col, ok := t.store[f.index].(*column[int64])
	target := t.s.tables[f.relation]
	if !ok || target == nil || !col.has(row) || col.vals[row] == 0 {
		return false
	}
	r, ok := target.rows[col.vals[row]]
	return ok && target.state[r]&rowNew != 0
}

// insertRows inserts new rows, with what they require computed.
func (t *table) insertRows(rows []int32) {
	t.computeRequired(rows)
	if err := t.checkRequired(rows); err != nil {
		panic(err)
	}
	t.insert(rows, t.postponed(rows))
}

// postponedKey is a foreign key that a record gets by an update after its insert.
type postponedKey struct {
	col *column[int64]
	row int32
	id  int64
}

// postponed takes the foreign keys out of rows that point at records which are not inserted before them or by the same
// statement.
func (t *table) postponed(rows []int32) []postponedKey {
	var out []postponedKey
	var part map[int32]int // of rows: which statement inserts them
	for _, f := range t.model.stored {
		if !f.kind.HasForeignKey() {
			continue
		}
		target := t.s.tables[f.relation]
		col, ok := t.store[f.index].(*column[int64])
		if !ok || target == nil {
			continue
		}
		for _, r := range rows {
			if !t.pointsAtNew(f, r) {
				continue
			}
			if target == t {
				if part == nil {
					part = t.parts(rows)
				}
				at, together := part[t.rows[col.vals[r]]]
				if together && at <= part[r] {
					continue
				}
			}
			out = append(out, postponedKey{col, r, col.vals[r]})
		}
	}
	for _, p := range out {
		p.col.vals[p.row] = 0
	}
	return out
}

// parts returns for each of rows which of the statements of an insert holds it.
func (t *table) parts(rows []int32) map[int32]int {
	size := len(rows)
	if t.s.db.sql.Dialect() == sqldb.SQLite {
		size = max(1, maxParams/max(1, len(t.model.stored)))
	}
	part := make(map[int32]int, len(rows))
	for i, r := range rows {
		part[r] = i / size
	}
	return part
}
