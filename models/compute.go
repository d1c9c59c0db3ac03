package models

import "slices"

// compute runs the method that computes a field, for the first record of the set, and stores the values of all fields
// that the method computes. Stored fields are computed as the super user, since their values are for everybody.
func (c *Core) compute(field *Field) {
	t, row := c.tbl, c.row
	if field.related != nil && field.compute == nil {
		t.computeRelated(row, field)
		return
	}
	fields := t.model.computedBy(field.compute)
	rs := t.one(c.env, row, c.group)
	if field.isStored() {
		rs.env = t.s.sudo
		if b := t.room(field.index).base(); b.todo != nil {
			rs.group = b.todo
		}
	}
	rs.env.f = nil
	for _, f := range fields {
		b := t.room(f.index).base()
		b.state[row] = b.state[row]&^stTodo | stBusy
	}
	t.s.computing++
	defer func() { // if the method panics, the fields stay to be computed
		t.s.computing--
		for _, f := range fields {
			b := t.room(f.index).base()
			if b.state[row]&stBusy != 0 {
				b.state[row] = b.state[row]&^stBusy | stTodo
			}
		}
	}()
	fn, recv := rs.enterLayer(field.compute)
	d := fn.(func(*Core) *Data)(recv)
	for _, f := range fields {
		var v any
		if i := d.find(f.index); i >= 0 {
			v = d.vals[i]
		}
		t.storeComputed(row, f, v, len(f.params.Depends) > 0)
	}
}

// computedBy returns the fields that a method computes, in order.
func (m *Model) computedBy(method *Method) []*Field {
	var fields []*Field
	for _, f := range m.ordered {
		if f.compute == method {
			fields = append(fields, f)
		}
	}
	return fields
}

// computeRelated copies the value of a stored related field from its source.
func (t *table) computeRelated(row int32, field *Field) {
	b := t.room(field.index).base()
	b.state[row] = b.state[row]&^stTodo | stBusy
	var v any
	src, i := t.one(t.s.sudo, row, b.todo).follow(field)
	if src != nil {
		v = src.value(src.tbl.field(i))
	}
	t.storeComputed(row, field, v, true)
}

// storeComputed keeps the result of a computation.
func (t *table) storeComputed(row int32, f *Field, v any, keep bool) {
	col := t.room(f.index)
	b := col.base()
	b.state[row] &^= stBusy
	if rows, ok := col.(*column[[]int32]); ok {
		rows.grow(int(row) + 1)
		rows.vals[row] = t.one(t.s.sudo, row, nil).recordsOf(f, v).members()
		rows.state[row] = stLoaded
		return
	}
	if f.isStored() && f.kind.HasForeignKey() {
		id, ok := coerceID(v)
		if v != nil && !ok {
			panic(f.valueError(v))
		}
		t.setForeignKey(f, []int32{row}, id)
		return
	}
	if f.isLimited() {
		f.validate(v)
	}
	differs, err := col.set(row, v)
	if err != nil {
		panic(err)
	}
	switch {
	case f.isStored():
		if differs {
			t.markDirty(row, b)
		}
	case !keep: // nobody would tell that the value is outdated
		b.state[row] = 0
	}
}

// checkView drops the values of a field that is computed on reading when they were computed for another user or
// context.
func (c *Core) checkView(b *columnBase) {
	if b.view == c.env.v {
		return
	}
	if b.view != nil && (b.view.uid != c.env.v.uid || b.view.ctx != c.env.v.ctx) {
		b.forget()
	}
	b.view = c.env.v
}

// computeTodo computes everything that is marked.
func (s *session) computeTodo() {
	for s.propagate(); len(s.todo) > 0; s.propagate() {
		s.computeColumn(s.todo[0])
	}
}

// computeColumn computes what is marked in one column.
func (s *session) computeColumn(col Column) {
	b := col.base()
	l := b.todo
	for i := 0; l != nil && i < len(l.rows); i++ { // the list can grow meanwhile
		if r := l.rows[i]; b.state[r]&stTodo != 0 && l.tbl.state[r]&rowGone == 0 {
			l.tbl.one(s.sudo, r, l).compute(b.field)
		}
	}
	if b.todo == l { // else a computation came here as well
		b.todo = nil
		s.todo = slices.DeleteFunc(s.todo, func(c Column) bool { return c == col })
	}
}

// computeFields computes what is marked in the columns of some fields.
func (s *session) computeFields(fields []*Field) {
	next := func() int {
		return slices.IndexFunc(s.todo, func(c Column) bool { return slices.Contains(fields, c.base().field) })
	}
	for i := next(); i >= 0; i = next() {
		s.computeColumn(s.todo[i])
		if s.suspends(fields) {
			s.propagate()
		}
	}
}

// computeNew computes what is marked of the records that wait to be inserted, so that they are written once.
func (s *session) computeNew() {
	for i := 0; i < len(s.list); i++ {
		t := s.list[i]
		if len(t.created) == 0 {
			continue
		}
		for _, f := range t.model.stored {
			c := t.store[f.index]
			if c == nil || c.base().todo == nil {
				continue
			}
			b := c.base()
			for _, r := range t.created {
				if b.state[r]&stTodo != 0 && t.state[r]&rowNew != 0 {
					t.one(s.sudo, r, b.todo).compute(f)
				}
			}
		}
	}
}
