package models

import (
	"database/sql/driver"
	"slices"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// Triggers: what happens to computed fields when a field that they depend on changes.
//
// A change is only noted, once for each dependency and with all its records, since finding the records to compute again
// may need queries. The columns of the fields to compute are hidden from getters meanwhile. The notes are resolved in
// one go before the first read of such a field, before a query and before a flush: by walking the path of the
// dependency backwards with one query a step at most. Stored fields are then marked to be computed, other ones are
// dropped from the cache.

// pendingTrigger is a note: rows of the model before path[level] (of the last model of the path, if level is its
// length) have changed.
type pendingTrigger struct {
	trig  *trigger
	level int
	tbl   *table
	rows  []int32
}

type pendKey struct {
	trig  *trigger
	level int
}

// modified notes that a field of rows has changed.
func (s *session) modified(t *table, f *Field, rows []int32) {
	if len(rows) == 0 {
		return
	}
	if len(f.lists) > 0 {
		s.outdateLists(t, f, rows)
	}
	for i := range f.triggers {
		trig := &f.triggers[i]
		if n := len(trig.path); n == 0 {
			s.outdate(t, trig.target, rows)
		} else if !t.isNobodys(rows, trig.path[n-1]) {
			s.pend(trig, len(trig.path), t, rows)
		}
	}
}

// isNobodys tells whether rows are a record in memory that is being made, which no foreign key can point at yet.
func (t *table) isNobodys(rows []int32, step *Field) bool {
	return len(rows) == 1 && t.filling && rows[0] == int32(len(t.ids)-1) && !step.kind.IsReverse() && t.state[rows[0]]&rowMemory != 0
}

// pend keeps a note until propagate.
func (s *session) pend(trig *trigger, level int, t *table, rows []int32) {
	key := pendKey{trig, level}
	if i, ok := s.pendIdx[key]; ok {
		s.pending[i].rows = append(s.pending[i].rows, rows...)
		return
	}
	s.pendIdx[key] = len(s.pending)
	s.pending = append(s.pending, pendingTrigger{trig, level, t, slices.Clone(rows)})
	for _, f := range trig.target.downstream { // what follows from it must not be read as it is either
		s.table(f.model).hide(f.index)
	}
}

// outdateLists forgets the lists of relations that read a field of rows for their order or their filter.
func (s *session) outdateLists(t *table, f *Field, rows []int32) {
	for _, use := range f.lists {
		owners := s.tables[use.list.model]
		if owners == nil {
			continue
		}
		col, ok := owners.store[use.list.index].(*column[[]int32])
		if !ok {
			continue
		}
		var key *column[int64]
		if use.direct && use.list.reverse != nil {
			key, _ = t.store[use.list.reverse.index].(*column[int64])
		}
		for _, r := range rows {
			if key == nil || !key.has(r) {
				owners.forgetLists(col)
				break
			}
			if p, ok := owners.rows[key.vals[r]]; ok && col.has(p) && !owners.unsaved(p) {
				col.state[p] = 0
			}
		}
	}
}

// forgetLists forgets the lists of all records but those in memory.
func (t *table) forgetLists(col *column[[]int32]) {
	for i := range col.state {
		if !t.unsaved(int32(i)) {
			col.state[i] = 0
		}
	}
}

// outdate marks the field target of rows as not up to date.
func (s *session) outdate(t *table, target *Field, rows []int32) {
	if !target.isStored() {
		if len(target.triggers) == 0 && t.store[target.index] == nil {
			return
		}
		b := t.room(target.index).base()
		for _, r := range rows {
			b.state[r] &= stBusy
		}
		s.modified(t, target, rows)
		return
	}
	col := t.room(target.index)
	b := col.base()
	var marked, unsaved []int32
	for _, r := range rows {
		st := b.state[r]
		if st&(stTodo|stBusy) != 0 || t.state[r]&rowGone != 0 {
			continue
		}
		if t.unsaved(r) { // computed when it is read
			b.state[r] = stTodo
			unsaved = append(unsaved, r)
			continue
		}
		st = st&(stDirty|stNull) | stTodo | (st&stLoaded)/stLoaded*stKept
		b.state[r] = st
		marked = append(marked, r)
	}
	s.modified(t, target, unsaved)
	if len(marked) == 0 {
		return
	}
	if b.todo == nil {
		b.todo = &list{tbl: t}
		s.todo = append(s.todo, col)
	}
	b.todo.rows = append(b.todo.rows, marked...)
	s.modified(t, target, marked)
}

// propagate resolves all notes.
func (s *session) propagate() {
	// Values that are not stored have no mark that would end a circle of records that are computed from each other.
	met := make(map[*Field]map[int32]bool)
	for len(s.pending) > 0 {
		p := s.pending[0]
		s.pending = s.pending[1:]
		delete(s.pendIdx, pendKey{p.trig, p.level})
		for k, i := range s.pendIdx {
			s.pendIdx[k] = i - 1
		}
		s.resolve(p, met)
	}
	s.pending = nil
	for _, b := range s.suspended {
		b.suspended = false
		t := s.table(b.field.model)
		t.cols[b.field.index] = t.store[b.field.index]
	}
	s.suspended = s.suspended[:0]
}

// resolve finds the records of one note and marks them; those of fields that are not stored once only, as met tells.
func (s *session) resolve(p pendingTrigger, met map[*Field]map[int32]bool) {
	target := p.trig.target
	tt := s.table(target.model)
	if !target.isStored() && len(target.triggers) == 0 {
		tt.col(target.index).base().forget()
		return
	}
	rows, t := unique(p.rows), p.tbl
	for i := p.level - 1; i >= 0 && len(rows) > 0; i-- {
		rows, t = s.backward(p.trig.path[i], t, rows)
	}
	if !target.isStored() {
		tt.col(target.index).base().forget()
		if met[target] == nil {
			met[target] = make(map[int32]bool)
		}
		rows = without(rows, met[target])
		for _, r := range rows {
			met[target][r] = true
		}
	}
	s.outdate(tt, target, rows)
}

// backward returns the records whose relation field step points at one of rows, and their table.
func (s *session) backward(step *Field, t *table, rows []int32) ([]int32, *table) {
	from := s.table(step.model)
	if len(from.inMemory)+len(t.inMemory) == 0 || s.isolated || step.related != nil && !step.isStored() {
		return s.backwardStored(step, t, rows)
	}
	// Records in memory are seen by their like only.
	stored := slices.DeleteFunc(slices.Clone(rows), func(r int32) bool { return t.state[r]&rowMemory != 0 })
	out, _ := s.backwardStored(step, t, stored)
	if key, ok := t.owners(step); ok {
		for _, r := range rows {
			if p, ok := from.rows[key.vals[r]]; ok && t.state[r]&rowMemory != 0 && from.unsaved(p) {
				out = append(out, p)
			}
		}
		rows = stored
	}
	if len(rows) > 0 {
		out = append(out, from.known(from.inMemory, step, t, rows)...)
	}
	return unique(out), from
}

// owners returns the column of the foreign key behind a relation to records of t.
func (t *table) owners(step *Field) (*column[int64], bool) {
	if !step.kind.IsReverse() {
		return nil, false
	}
	key, ok := t.room(step.reverse.index).(*column[int64])
	return key, ok
}

// backwardStored is backward for records of the database.
func (s *session) backwardStored(step *Field, t *table, rows []int32) ([]int32, *table) {
	from := s.table(step.model)
	switch {
	case step.related != nil && !step.isStored():
		for i := len(step.related) - 1; i >= 0 && len(rows) > 0; i-- {
			rows, t = s.backward(step.related[i], t, rows)
		}
		return rows, from
	case step.kind.IsReverse():
		col, ok := t.need(step.reverse.index, rows).(*column[int64])
		if !ok {
			return nil, from
		}
		var out []int32
		for _, r := range rows {
			if col.has(r) && col.vals[r] != 0 {
				out = append(out, from.row(col.vals[r]))
			}
		}
		return unique(out), from
	case step.link != nil:
		return s.backwardLink(step, t, rows), from
	case step.isStored():
		return s.backwardKey(step, t, rows), from
	}
	all := make([]int32, len(from.ids))
	for i := range all {
		all[i] = int32(i)
	}
	return from.known(all, step, t, rows), from
}

// backwardKey finds the records with a foreign key to rows.
func (s *session) backwardKey(step *Field, t *table, rows []int32) []int32 {
	from := s.table(step.model)
	var out []int32
	var ids []int64
	fresh := make(map[int64]bool)
	for _, r := range rows {
		if t.state[r]&rowNew != 0 {
			fresh[t.ids[r]] = true
		} else if t.state[r]&rowMemory == 0 {
			ids = append(ids, t.ids[r])
		}
	}
	if len(fresh) > 0 { // only records not yet written can point at them
		col, ok := from.room(step.index).(*column[int64])
		for _, waiting := range [][]int32{from.created, from.dirty} {
			for _, r := range waiting {
				if ok && col.has(r) && fresh[col.vals[r]] && from.state[r]&rowGone == 0 {
					out = append(out, r)
				}
			}
		}
	}
	if len(ids) > 0 {
		q := &query{model: step.model, cond: Where().Field(step.name).In(ids), unordered: true}
		if from.hasPending() {
			s.writeRows()
		}
		sql, args, err := q.selectSQL(s.sudo, s.db.sql.Dialect(), []*Field{step})
		s.fail(err)
		sink := newSink(from, []*Field{step})
		s.query(sql, args, func(vals []driver.Value) error {
			r, err := sink.read(vals)
			out = append(out, r)
			return err
		})
	}
	return unique(out)
}

// backwardLink finds the records that a many2many field links to rows.
func (s *session) backwardLink(step *Field, t *table, rows []int32) []int32 {
	from := s.table(step.model)
	var out []int32
	for _, pair := range s.readLinks(step.link.theirColumn, step.link.ourColumn, step.link, t, rows) {
		out = append(out, from.row(pair[1]))
	}
	return unique(out)
}

// known returns those of some records whose relation field points at one of rows, as far as the cache knows.
func (t *table) known(some []int32, step *Field, target *table, rows []int32) []int32 {
	c := t.store[step.index]
	if c == nil {
		return nil
	}
	wanted := make(map[int32]bool, len(rows))
	for _, r := range rows {
		wanted[r] = true
	}
	var out []int32
	for _, r := range some {
		if !c.base().has(r) {
			continue
		}
		switch col := c.(type) {
		case *column[int64]:
			if row, ok := target.rows[col.vals[r]]; ok && wanted[row] {
				out = append(out, r)
			}
		case *column[[]int32]:
			if slices.ContainsFunc(col.vals[r], func(x int32) bool { return wanted[x] }) {
				out = append(out, r)
			}
		}
	}
	return out
}

// moved notes that rows no longer point at old, for the fields computed from the records on the other end.
func (s *session) moved(f *Field, old []int32) {
	if len(old) == 0 {
		return
	}
	parents := s.table(f.relation)
	for i := range f.triggers {
		trig := &f.triggers[i]
		n := len(trig.path)
		if n == 0 {
			continue
		}
		if last := trig.path[n-1]; last.kind.IsReverse() && last.reverse == f || last.kind == fieldtype.Rev2One && last.reverse == f {
			if n == 1 {
				s.outdate(parents, trig.target, old)
			} else {
				s.pend(trig, n-1, parents, old)
			}
		}
	}
}
