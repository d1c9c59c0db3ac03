package models

import (
	"fmt"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/security"
)

// Set gives field f, of Go type T, a value on all records of the set. Setters of generated code call it. It panics on
// an empty set (seed 004, section 2.3.1).
func Set[T any](c *Core, f int, v T) {
	field := c.settable(f)
	if !field.isPlain() || c.guarded || !c.env.isSuper() || c.model().methods[MethodWrite].extended {
		CallWrite(c, (&Data{view: c.model().view}).put(f, v))
		return
	}
	col, ok := c.tbl.room(f).(*column[T])
	if !ok {
		panic(field.typeMismatch())
	}
	if field.isLimited() {
		field.validate(v)
	}
	rows := c.members()
	changed := rows
	if len(rows) == 1 {
		if !col.put(rows[0], v) {
			return
		}
	} else {
		changed = make([]int32, 0, len(rows))
		for _, r := range rows {
			if col.put(r, v) {
				changed = append(changed, r)
			}
		}
	}
	for _, r := range changed {
		c.tbl.markDirty(r, &col.columnBase)
	}
	c.tbl.touch(c.env, changed)
	c.env.s.modified(c.tbl, field, changed)
}

// SetString sets a Char, Text, HTML, Selection or Binary field.
func SetString(c *Core, f int, v string) { Set(c, f, v) }

// SetInteger sets an Integer field.
func SetInteger(c *Core, f int, v int64) { Set(c, f, v) }

// SetFloat sets a Float field.
func SetFloat(c *Core, f int, v float64) { Set(c, f, v) }

// SetBool sets a Boolean field.
func SetBool(c *Core, f int, v bool) { Set(c, f, v) }

// SetDate sets a Date field.
func SetDate(c *Core, f int, v Date) { Set(c, f, v) }

// SetDateTime sets a DateTime field.
func SetDateTime(c *Core, f int, v DateTime) { Set(c, f, v) }

// SetRelation sets a relation field of any kind to the records of v.
func SetRelation(c *Core, f int, v *Core) {
	c.settable(f)
	CallWrite(c, (&Data{view: c.model().view}).put(f, v))
}

// Set gives a field a value on all records: of the field's Go type, or a record set for relations.
func (c *Core) Set(f FieldNamer, v any) {
	if c == nil {
		panic(&SetterOnEmptySet{Field: f.FieldName()})
	}
	field := c.model().mustField(f.FieldName())
	c.settable(field.index)
	CallWrite(c, (&Data{view: c.model().view}).put(field.index, v))
}

// settable panics if the set is empty.
func (c *Core) settable(f int) *Field {
	if c == nil || c.tbl == nil {
		panic(&SetterOnEmptySet{})
	}
	field := c.tbl.field(f)
	c.env.session()
	if len(c.members()) == 0 {
		panic(&SetterOnEmptySet{Model: c.model().name, Field: field.name})
	}
	return field
}

// isPlain tells whether a value of the field only goes into its own column.
func (f *Field) isPlain() bool {
	return f.column != "" && !f.params.Unique && f.related == nil && f.inverse == nil && f.check == nil && !f.kind.IsRelation() && f.index >= BaseFieldCount
}

// write is the built-in layer of Write.
func (c *Core) write(d *Data) bool {
	rows := c.members()
	if len(rows) == 0 || d.IsEmpty() {
		return true
	}
	c.env.session().used++
	c.checkRule(security.Write, "write", rows)
	d.query()
	c.tbl.touch(c.env, rows)
	c.assignAll(rows, d, nil)
	c.checkConstraints(rows, d)
	return true
}

// assignAll gives the values of d to rows: first those of own columns, then those that methods or other records take,
// last the relations to many. skip names fields that were dealt with before.
func (c *Core) assignAll(rows []int32, d *Data, skip map[int]bool) {
	var later, many []int
	for i, f := range d.fields {
		field := c.tbl.field(int(f))
		switch {
		case skip[int(f)]:
		case field.isElsewhere():
			later = append(later, i)
		case field.kind.IsReverse() || field.link != nil:
			many = append(many, i)
		case field.related != nil || field.compute != nil && field.inverse != nil:
			later = append(later, i)
		default:
			c.assign(rows, field, d.vals[i])
		}
	}
	for _, n := range d.nested {
		switch field := c.tbl.field(int(n.field)); {
		case skip[int(n.field)]:
		case field.isElsewhere():
			c.writeAtEnd(rows, field, func(d *Data, last *Field) { DataCreate(d, last.index, n.data) })
		case field.kind.HasForeignKey():
			c.createTarget(rows, field, n.data)
		}
	}
	for _, i := range later {
		c.assignElsewhere(rows, c.tbl.field(int(d.fields[i])), d.vals[i])
	}
	for _, i := range many {
		c.assignMany(rows, c.tbl.field(int(d.fields[i])), d.vals[i])
	}
	for _, n := range d.nested {
		if field := c.tbl.field(int(n.field)); !field.kind.HasForeignKey() && !field.isElsewhere() && !skip[int(n.field)] {
			c.createRelated(rows, field, n.data)
		}
	}
}

// assign stores a value in a field's own column.
func (c *Core) assign(rows []int32, field *Field, v any) {
	if field.index == FieldID || field.index == FieldDisplayName || field.index == FieldLastUpdate {
		panic(&UsageError{Model: c.model().name, Field: field.name, What: "the field cannot be set", Mend: "remove it from the values"})
	}
	t := c.tbl
	if field.kind.HasForeignKey() {
		id, ok := coerceID(v)
		if v != nil && !ok {
			panic(field.valueError(v))
		}
		c.checkTarget(field, v)
		t.setForeignKey(field, rows, id)
		return
	}
	if field.isLimited() {
		field.validate(v)
	}
	if field.translations != nil && c.env.lang() != "" {
		c.assignTranslation(rows, field, v)
		return
	}
	if field.isUnique() {
		t.giveUp(field, rows)
	}
	col := t.room(field.index)
	changed := make([]int32, 0, len(rows))
	for _, r := range rows {
		differs, err := col.set(r, v)
		if err != nil {
			panic(err)
		}
		if differs {
			t.markDirty(r, col.base())
			changed = append(changed, r)
		}
	}
	t.s.modified(t, field, changed)
}

// checkTarget refuses a record set of another model, or one of several records.
func (c *Core) checkTarget(field *Field, v any) {
	rs, ok := v.(RecordSet)
	if !ok {
		return
	}
	if u := rs.Underlying(); u != nil {
		if u.model() != field.relation {
			panic(&FieldError{Model: c.model().name, Field: field.name, Reason: ErrWrongType,
				Message: "got records of " + u.model().name + " for a relation to " + field.relation.name})
		}
		if u.Len() > 1 {
			panic(&UsageError{Model: c.model().name, Field: field.name, What: "a relation to one record was given " + u.String(),
				Mend: "give it a set of at most one record"})
		}
	}
}

// assignElsewhere gives a value to a related field's source, or to the inverse method of a computed field.
func (c *Core) assignElsewhere(rows []int32, field *Field, v any) {
	if field.related != nil {
		c.assignRelated(rows, field, v)
		return
	}
	if field.inverse == nil {
		panic(&UsageError{Model: c.model().name, Field: field.name, What: "the field is computed and cannot be set",
			Mend: "give it an Inverse method, or set the fields that it is computed from"})
	}
	if field.isStored() {
		c.assign(rows, field, v)
	}
	fn, rs := c.tbl.set(c.env, rows).enterLayer(field.inverse)
	switch {
	case field.kind.IsRelation():
		asRelationInverse(fn)(rs, c.recordsOf(field, v))
	case !c.tbl.room(field.index).invoke(fn, rs, v):
		panic(field.typeMismatch())
	}
	if !field.isStored() {
		b := c.tbl.room(field.index).base()
		for _, r := range rows {
			b.state[r] = 0
		}
		c.tbl.s.modified(c.tbl, field, rows)
	}
}

// asRelationInverse gives an inverse method of a relation field its untyped form. The record set types of all models
// are pointers to what Core is made of, so that only the name of the parameter's type differs.
func asRelationInverse(fn any) func(*Core, *Core) {
	if f, ok := fn.(func(*Core, *Core)); ok {
		return f
	}
	word := (*[2]unsafe.Pointer)(unsafe.Pointer(&fn))[1]
	return *(*func(*Core, *Core))(unsafe.Pointer(&word))
}

// isElsewhere tells whether values of the field are kept in other fields only.
func (f *Field) isElsewhere() bool { return !f.isStored() && (f.related != nil || f.compute != nil) }

// assignRelated writes the value at the end of a related field's path.
func (c *Core) assignRelated(rows []int32, field *Field, v any) {
	c.writeAtEnd(rows, field, func(d *Data, last *Field) { d.put(last.index, v) })
}

// writeAtEnd writes what fill puts into data to the records at the end of a related field's path.
func (c *Core) writeAtEnd(rows []int32, field *Field, fill func(d *Data, last *Field)) {
	if field.related == nil {
		panic(&UsageError{Model: c.model().name, Field: field.name, What: "records cannot be created through a computed field", Mend: "create them by themselves"})
	}
	last := len(field.related) - 1
	target := c.tbl.set(c.env, rows)
	for _, step := range field.related[:last] {
		for _, r := range target.Records() {
			if GetRelation(r, step.index).IsEmpty() {
				panic(&UsageError{Model: c.model().name, Field: field.name,
					What: "the related field cannot be set: " + step.name + " of " + r.String() + " is empty",
					Mend: "set " + step.name + " first"})
			}
		}
		target = target.mapped(step)
	}
	d := &Data{view: target.model().view}
	fill(d, field.related[last])
	CallWrite(target, d)
}

// mapped returns the records that a relation field of all records of the set points at.
func (c *Core) mapped(field *Field) *Core {
	t := c.tbl.target(field.index)
	var rows []int32
	for _, r := range c.Records() {
		rows = append(rows, GetRelation(r, field.index).members()...)
	}
	return t.setIn(c.env, unique(rows), c.group.child(field.index, c.env))
}

// touch notes when and by whom rows were changed.
func (t *table) touch(env Environment, rows []int32) {
	if len(rows) == 0 || t.model.kind == manualModel {
		return
	}
	date, _ := t.room(FieldWriteDate).(*column[DateTime])
	uid, _ := t.room(FieldWriteUID).(*column[int64])
	for _, r := range rows {
		if t.unsaved(r) {
			continue
		}
		if date.put(r, t.s.now) {
			t.markDirty(r, &date.columnBase)
		}
		if uid.put(r, env.Uid()) {
			t.markDirty(r, &uid.columnBase)
		}
	}
}

// checkConstraints runs the constraint methods of the fields that d sets, each once for all rows. Records in memory can
// be anything.
func (c *Core) checkConstraints(rows []int32, d *Data) {
	if c.tbl.unsaved(rows[0]) {
		return
	}
	var done []*Method
	run := func(f int32) {
		m := c.tbl.field(int(f)).check
		if m == nil {
			return
		}
		for _, x := range done {
			if x == m {
				return
			}
		}
		done = append(done, m)
		c.runConstraint(m, rows)
	}
	for _, f := range d.fields {
		run(f)
	}
	for _, n := range d.nested {
		run(n.field)
	}
}

// runConstraint calls one constraint method.
func (c *Core) runConstraint(m *Method, rows []int32) {
	fn, rs := c.tbl.set(c.env, rows).enterLayer(m)
	fn.(func(*Core))(rs)
}

// isLimited tells whether not every value of the Go type is one of the field.
func (f *Field) isLimited() bool { return f.kind == fieldtype.Selection || f.params.Size > 0 }

// validate panics with a ValidationError if a text is none of the field's selection, or longer than its size.
func (f *Field) validate(v any) {
	s, ok := v.(string)
	if !ok || s == "" {
		return
	}
	if f.kind == fieldtype.Selection {
		if _, ok := f.params.Selection[s]; !ok {
			panic(&ValidationError{Model: f.model.name, Field: f.name,
				Message: fmt.Sprintf("%q is not one of the values %s", s, strings.Join(f.params.Selection.Keys(), ", "))})
		}
	}
	if size := f.params.Size; size > 0 && len(s) > size {
		if n := utf8.RuneCountInString(s); n > size {
			panic(&ValidationError{Model: f.model.name, Field: f.name,
				Message: fmt.Sprintf("the text has %d characters, the field takes %d", n, size)})
		}
	}
}
