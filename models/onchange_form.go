package models

import "slices"

// form is a record as a client edits it, in an isolated environment.
type form struct {
	rs    *Core
	row   []int32        // of rs
	given *Data          // by the client
	known map[*Field]any // what the client shows, of the fields to compare
	seen  map[*Field]any // values that OnChange methods have run for
}

// newForm returns a form of the record c, or of a new one, with the values of a client, of which it has changed some.
func newForm(c *Core, env Environment, values *Data, changed []*Field) *form {
	t := env.session().table(c.model())
	in := &importer{env: env, done: make(map[*Model]map[int64]*Core)}
	f := &form{given: in.data(c.tbl, values), known: make(map[*Field]any), seen: make(map[*Field]any)}
	switch {
	case c.IsEmpty():
		f.rs = t.empty(env).new(nil)
	case c.tbl.state[c.row]&rowMemory != 0:
		f.rs = in.record(c)
	default:
		row := t.row(c.ID())
		t.state[row] |= rowDraft
		f.rs = t.one(env, row, nil)
	}
	f.row = []int32{f.rs.row}
	for _, field := range t.model.ordered {
		switch {
		case !f.isShown(field):
		case c.IsEmpty(): // nothing is shown yet
			f.known[field] = f.portable(field, nil)
		default:
			f.known[field] = f.value(field)
		}
	}
	f.fill(changed)
	for field, v := range f.known {
		f.seen[field] = v
	}
	return f
}

// isShown tells whether the field is compared. Base fields do not change, and large values are only read if the client
// gives them.
func (f *form) isShown(field *Field) bool {
	if field.index < BaseFieldCount {
		return false
	}
	return !field.isStored() || field.isLight() || f.given.find(field.index) >= 0
}

// fill gives the record the values of the client: first those that were on the form before, then the changed ones, so
// that what is computed from these is outdated.
func (f *form) fill(changed []*Field) {
	before, last := f.rs.NewData(), f.rs.NewData()
	var kept []*Field
	for i, index := range f.given.fields {
		field, v := f.rs.tbl.field(int(index)), f.given.vals[i]
		switch {
		case field.index < BaseFieldCount:
			continue
		case slices.Contains(changed, field) && (field.compute == nil || field.inverse != nil || field.isStored()):
			last.put(field.index, v)
		case field.isStored() && (field.compute != nil || field.related != nil):
			kept = append(kept, field)
		case field.compute == nil && (field.related == nil || field.embedded && f.rs.ID() < 0):
			before.put(field.index, v)
		}
		f.known[field] = f.portable(field, v)
	}
	for _, n := range f.given.nested {
		d := before
		if slices.Contains(changed, f.rs.tbl.field(int(n.field))) {
			d = last
		}
		d.nested = append(d.nested, n)
	}
	f.rs.assignAll(f.row, before, nil)
	f.rs.env.s.propagate()
	for _, field := range kept { // not to be computed again for what the client knew before
		if _, err := f.rs.tbl.room(field.index).set(f.row[0], f.given.vals[f.given.find(field.index)]); err != nil {
			panic(err)
		}
	}
	f.rs.assignAll(f.row, last, nil)
	for _, n := range f.given.nested {
		field := f.rs.tbl.field(int(n.field))
		f.known[field] = f.value(field)
	}
}

// run calls the OnChange methods of fields, and of those that change by it.
func (f *form) run(fields []*Field) {
	var done []*Method
	queue := slices.Clone(fields)
	for {
		for len(queue) > 0 {
			m := queue[0].onChange
			queue = queue[1:]
			if m == nil || slices.Contains(done, m) {
				continue
			}
			done = append(done, m)
			fn, rs := f.rs.enterLayer(m)
			if d := fn.(func(*Core) *Data)(rs); !d.IsEmpty() {
				f.rs.assignAll(f.row, d, nil)
			}
		}
		for _, field := range f.rs.model().ordered {
			if field.onChange == nil || slices.Contains(done, field.onChange) || !f.isShown(field) {
				continue
			}
			if v := f.value(field); !field.same(v, f.seen[field]) {
				f.seen[field] = v
				queue = append(queue, field)
			}
		}
		if len(queue) == 0 {
			return
		}
	}
}

// result puts the values that the client does not show yet into d, and returns the names of the fields to empty.
func (f *form) result(d *Data) []string {
	var unset []string
	for _, field := range f.rs.model().ordered {
		known, shown := f.known[field]
		if !shown || !f.isShown(field) {
			continue
		}
		switch v := f.value(field); {
		case field.same(v, known):
		case field.isUnset(v):
			unset = append(unset, field.name)
		case field.kind.IsRelation():
			f.putRelation(d, field)
		default:
			d.put(field.index, v)
		}
	}
	return unset
}
