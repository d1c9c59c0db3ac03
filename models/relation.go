package models

import (
	"cmp"
	"slices"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// loadRelation reads a relation to many (or a Rev2One) of rows: one query for all of them, which reads the fields of
// the related records as well. It is read as the super user; getters leave out what the user may not see.
func (t *table) loadRelation(field *Field, rows []int32) {
	col, ok := t.room(field.index).(*column[[]int32])
	if !ok {
		panic(field.typeMismatch())
	}
	var ids []int64
	for _, r := range rows {
		if t.state[r]&(rowMemory|rowGone) == 0 {
			ids = append(ids, t.ids[r])
		}
	}
	if len(ids) > 0 {
		if field.link != nil {
			t.loadLinked(t.s.sudo, field, col, rows)
		} else {
			t.loadReverse(t.s.sudo, field, col, rows, ids)
		}
	}
	for _, r := range rows {
		col.state[r] = stLoaded
	}
}

// reset empties the lists of rows; flushing before a query may have filled them meanwhile.
func (t *table) reset(col *column[[]int32], rows []int32) {
	col.grow(len(t.ids))
	for _, r := range rows {
		col.vals[r] = nil
	}
}

// loadReverse reads the records whose foreign key points at ids.
func (t *table) loadReverse(env Environment, field *Field, col *column[[]int32], rows []int32, ids []int64) {
	related := t.target(field.index)
	cond := Where().Field(field.reverse.name).In(ids)
	if f := field.params.Filter; f != nil {
		cond = cond.AndCond(f.Underlying())
	}
	fields := related.lightFields(env)
	if !slices.Contains(fields, field.reverse) {
		fields = append(fields, field.reverse)
	}
	found := related.runQuery(env, &query{model: related.model, cond: cond, order: related.model.order}, fields)
	t.reset(col, rows)
	key, ok := related.room(field.reverse.index).(*column[int64])
	if !ok {
		panic(field.reverse.typeMismatch())
	}
	for _, r := range found {
		owner := t.row(key.vals[r])
		col.grow(len(t.ids))
		col.vals[owner] = append(col.vals[owner], r)
	}
	if field.kind == fieldtype.Rev2One {
		for _, id := range ids {
			if o := t.row(id); len(col.vals[o]) > 1 {
				col.vals[o] = col.vals[o][:1]
			}
		}
	}
}

// loadLinked reads the records that a many2many field links to rows, in the default order of their model.
func (t *table) loadLinked(env Environment, field *Field, col *column[[]int32], rows []int32) {
	related := t.target(field.index)
	pairs := t.s.readLinks(field.link.ourColumn, field.link.theirColumn, field.link, t, rows)
	if len(pairs) == 0 {
		t.reset(col, rows)
		return
	}
	ids := make([]int64, 0, len(pairs))
	seen := make(map[int64]bool, len(pairs))
	for _, p := range pairs {
		if !seen[p[1]] {
			seen[p[1]] = true
			ids = append(ids, p[1])
		}
	}
	q := &query{model: related.model, ids: ids, order: related.model.order}
	if f := field.params.Filter; f != nil {
		q.cond = f.Underlying()
	}
	rank := make(map[int64]int, len(ids))
	for i, r := range related.runQuery(env, q, related.lightFields(env)) {
		rank[related.ids[r]] = i
	}
	t.reset(col, rows)
	slices.SortStableFunc(pairs, func(a, b [2]int64) int { return rank[a[1]] - rank[b[1]] })
	for _, p := range pairs {
		if _, ok := rank[p[1]]; ok { // else hidden by a record rule or a filter
			owner := t.row(p[0])
			col.grow(len(t.ids))
			col.vals[owner] = append(col.vals[owner], related.row(p[1]))
		}
	}
}

// refuseMemory panics if one of rows is in the database, and so cannot point at a record in memory.
func (t *table) refuseMemory(field *Field, rows []int32) {
	for _, r := range rows {
		if !t.unsaved(r) && !t.s.isolated {
			panic(&UsageError{Model: t.model.name, Field: field.name, What: "a record of the database was to point at one in memory, that New made",
				Mend: "create the record instead"})
		}
	}
}

// setForeignKey points rows at the record id (0: at none), and keeps the other end of the relation in step.
func (t *table) setForeignKey(field *Field, rows []int32, id int64) {
	if id < 0 {
		t.refuseMemory(field, rows)
	}
	col, ok := t.room(field.index).(*column[int64])
	if !ok {
		panic(field.typeMismatch())
	}
	if t.tracksOwner(field) {
		t.needOwner(field, rows)
	}
	if field.isUnique() {
		t.giveUp(field, rows)
	}
	linked := make([][]int32, len(field.linkOf))
	for i, x := range field.linkOf {
		linked[i] = t.linked(x, rows)
	}
	var changed, old []int32
	parents := t.target(field.index)
	for _, r := range rows {
		st := col.state[r]
		before, known := col.vals[r], st&(stLoaded|stKept) != 0
		if !col.put(r, id) {
			continue
		}
		t.markDirty(r, &col.columnBase)
		changed = append(changed, r)
		if known && before != 0 {
			old = append(old, parents.row(before))
		}
		t.moveReverse(field, parents, r, before, id, known)
	}
	t.s.moved(field, unique(old))
	t.s.modified(t, field, changed)
	for i, x := range field.linkOf {
		t.s.table(x.model).relinked(x, unique(append(linked[i], t.linked(x, changed)...)))
	}
}

// tracksOwner tells whether the former value of a foreign key matters when it changes.
func (t *table) tracksOwner(field *Field) bool {
	for i := range field.triggers {
		if p := field.triggers[i].path; len(p) > 0 && p[len(p)-1].reverse == field {
			return true
		}
	}
	for _, rev := range field.reverseOf {
		if p := t.s.tables[rev.model]; p != nil && p.store[rev.index] != nil {
			return true
		}
	}
	return false
}

// needOwner reads a foreign key of the rows that are in the database.
func (t *table) needOwner(field *Field, rows []int32) {
	b := t.room(field.index).base()
	for _, r := range rows {
		if b.state[r]&(stLoaded|stTodo|stBusy|stKept) == 0 {
			t.need(field.index, rows)
			return
		}
	}
}

// moveReverse updates the lists on the other end of a foreign key.
func (t *table) moveReverse(field *Field, parents *table, row int32, before, id int64, known bool) {
	if t.state[row]&rowMemory != 0 && !t.s.isolated {
		t.moveInMemory(field, parents, row, before, id)
		return
	}
	for _, rev := range field.reverseOf {
		col, ok := parents.store[rev.index].(*column[[]int32])
		if !ok {
			continue
		}
		if !known && t.state[row]&(rowNew|rowMemory) == 0 {
			parents.forgetLists(col)
			continue
		}
		if known && before != 0 {
			if p := parents.row(before); col.has(p) {
				col.state[p] = 0
			}
		}
		if id == 0 {
			continue
		}
		p := parents.row(id)
		switch {
		case !col.has(p):
		case t.state[row]&(rowNew|rowMemory) != 0 && rev.params.Filter == nil && rev.kind == fieldtype.One2Many && t.model.inIDOrder():
			col.vals[p] = t.inserted(col.vals[p], row)
		default:
			if t.state[row]&rowMemory == 0 {
				col.state[p] = 0
			}
		}
	}
}

// moveInMemory is moveReverse for a record in memory, which only others that are not saved see.
func (t *table) moveInMemory(field *Field, parents *table, row int32, before, id int64) {
	for _, rev := range field.reverseOf {
		col, ok := parents.store[rev.index].(*column[[]int32])
		if !ok {
			continue
		}
		if p, ok := parents.rows[before]; ok && parents.unsaved(p) && col.has(p) {
			col.vals[p] = without(col.vals[p], map[int32]bool{row: true})
		}
		if p, ok := parents.rows[id]; ok && parents.unsaved(p) && col.has(p) && !slices.Contains(col.vals[p], row) {
			col.vals[p] = append(slices.Clip(col.vals[p]), row)
		}
	}
}

// inserted returns rows, which are in the order of their ids, with row in its place. The slice given is shared with
// record sets and not changed.
func (t *table) inserted(rows []int32, row int32) []int32 {
	at, found := slices.BinarySearchFunc(rows, t.ids[row], func(r int32, id int64) int { return cmp.Compare(t.ids[r], id) })
	switch {
	case found:
		return rows
	case at == len(rows):
		return append(rows, row) // record sets end where they end
	}
	return slices.Insert(slices.Clone(rows), at, row)
}

// inIDOrder tells whether a record created last comes last in the default order.
func (m *Model) inIDOrder() bool {
	if len(m.order) == 0 {
		return true
	}
	o := m.order[0]
	return len(o.path) == 1 && o.path[0].index == FieldID && !o.desc
}

// assignMany replaces the records of a relation to many (or a Rev2One).
func (c *Core) assignMany(rows []int32, field *Field, v any) {
	wanted := unique(slices.Clone(c.recordsOf(field, v).members()))
	if target := c.tbl.target(field.index); slices.ContainsFunc(wanted, func(r int32) bool { return target.state[r]&rowMemory != 0 }) {
		c.tbl.refuseMemory(field, rows)
	}
	if current, ok := c.tbl.room(field.index).(*column[[]int32]); ok && len(rows) > 1 { // read for all at once
		unknown := slices.DeleteFunc(slices.Clone(rows), current.has)
		if len(unknown) > 0 {
			c.tbl.loadRelation(field, unknown)
		}
	}
	for _, r := range rows {
		switch {
		case c.tbl.unsaved(r):
			c.keepMany(r, field, wanted)
		case field.link != nil:
			c.setLinks(r, field, wanted)
		default:
			c.setReverse(r, field, wanted)
		}
	}
}

// setReverse points the foreign keys of wanted at row, and takes those away that pointed there.
func (c *Core) setReverse(row int32, field *Field, wanted []int32) {
	t, target := c.tbl, c.tbl.target(field.index)
	current := GetRelation(t.one(c.env, row, c.group), field.index).members()
	gone, added := without(current, rowSet(wanted)), without(wanted, rowSet(current))
	view := target.model.view
	if len(gone) > 0 {
		rs := target.set(c.env, gone)
		if field.reverse.params.Required {
			CallUnlink(rs)
		} else {
			CallWrite(rs, (&Data{view: view}).put(field.reverse.index, nil))
		}
	}
	if len(added) > 0 {
		CallWrite(target.set(c.env, added), (&Data{view: view}).put(field.reverse.index, t.one(c.env, row, nil)))
	}
}

// createTarget creates the record that a foreign key of rows points at.
func (c *Core) createTarget(rows []int32, field *Field, data []*Data) {
	if len(data) != 1 {
		panic(&UsageError{Model: c.model().name, Field: field.name, What: "several records to create for a relation to one", Mend: "give it one"})
	}
	make := CallCreate
	if c.tbl.unsaved(rows[0]) {
		make = CallNew
	}
	created := make(c.tbl.target(field.index).empty(c.env), data[0])
	c.tbl.setForeignKey(field, rows, created.ID())
}

// createRelated creates records at the other end of a relation to many (or a Rev2One).
func (c *Core) createRelated(rows []int32, field *Field, data []*Data) {
	t, target := c.tbl, c.tbl.target(field.index)
	for _, r := range rows {
		if t.unsaved(r) {
			c.newRelated(r, field, data)
			continue
		}
		if field.link != nil {
			created := CreateMulti(target.empty(c.env), data)
			current := GetRelation(t.one(c.env, r, nil), field.index).members()
			c.setLinks(r, field, unique(append(slices.Clone(current), created.members()...)))
			continue
		}
		records := make([]*Data, len(data))
		for i, d := range data {
			records[i] = d.Copy().put(field.reverse.index, t.one(c.env, r, nil))
		}
		CreateMulti(target.empty(c.env), records)
	}
}
