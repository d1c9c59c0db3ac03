package models

import (
	"strings"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// CreateMulti creates a record of each data and returns them in order. It goes through the layers of Create. The
// records reach the database together, in one statement a table.
func CreateMulti(c *Core, data []*Data) *Core {
	c.env.session()
	c.tbl.reserve(len(data))
	rows := make([]int32, 0, len(data))
	for _, d := range data {
		rows = append(rows, CallCreate(c, d).members()...)
	}
	return c.tbl.set(c.env, rows)
}

// create is the built-in layer of Create.
func (c *Core) create(d *Data) *Core {
	c.env.session().used++
	t := c.tbl
	if k := t.model.kind; k == mixinModel {
		panic(&UsageError{Model: t.model.name, What: "records of a mixin cannot be created", Mend: "create records of a model that inherits it"})
	}
	if d == nil {
		d = t.model.NewData()
	}
	d = c.withDefaults(d)
	d.query()
	d, skip := c.withEmbedded(d, false)
	row := t.newRow(t.nextID())
	t.state[row] |= rowNew
	t.created = append(t.created, row)
	t.blank(row)
	t.stamp(c.env, row)
	c.fill(row, d, skip)
	c.checkRule(security.Write, "create", []int32{row})
	return t.one(c.env, row, nil)
}

// query runs the queries of record sets among the values, since a query later would send a record that is half made.
func (d *Data) query() {
	for _, v := range d.vals {
		if rs, ok := v.(RecordSet); ok {
			rs.Underlying().members()
		}
	}
}

// New returns a record that only lives in memory, with a negative id of its own. Its fields can be read and set, and
// computed fields are computed; nothing of it reaches the database.
func (c *Core) new(d *Data) *Core {
	t := c.tbl
	t.memory--
	row := t.newRow(t.memory)
	t.state[row] |= rowMemory
	t.inMemory = append(t.inMemory, row)
	t.blank(row)
	if d == nil {
		d = t.model.NewData()
	}
	d, skip := c.withEmbedded(d, true)
	t.filling = true
	defer func() { t.filling = false }()
	c.fill(row, d, skip)
	return t.one(c.env, row, nil)
}

// fill gives a record that was just made its values.
func (c *Core) fill(row int32, d *Data, skip map[int]bool) {
	t := c.tbl
	rows := []int32{row}
	for _, f := range t.model.stored { // computed unless given
		if f.isComputed() || f.related != nil && f.index >= BaseFieldCount {
			if d.find(f.index) < 0 {
				t.outdateNew(f, row)
			}
		}
	}
	rs := t.one(c.env, row, nil)
	rs.assignAll(rows, d, skip)
	rs.fillSource(row, d)
	for _, f := range t.model.ordered {
		if len(f.triggers) > 0 && !f.isComputed() && f.related == nil && d.find(f.index) < 0 {
			t.s.modified(t, f, rows)
		}
	}
	rs.checkCreated(rows, d)
}

// checkCreated runs all constraint methods of the model on a new record.
func (c *Core) checkCreated(rows []int32, d *Data) {
	if c.tbl.state[rows[0]]&rowMemory != 0 {
		return
	}
	for _, m := range c.model().constraintMethods {
		c.runConstraint(m, rows)
	}
}

// outdateNew marks a computed field of a record that was just made.
func (t *table) outdateNew(f *Field, row int32) {
	if t.state[row]&rowMemory != 0 {
		b := t.room(f.index).base()
		b.state[row] = stTodo
		return
	}
	t.room(f.index).base().state[row] = 0
	t.s.outdate(t, f, []int32{row})
}

// newRow gives an id that was never met a row.
func (t *table) newRow(id int64) int32 {
	row := t.row(id)
	t.state[row] = 0
	return row
}

// blank makes all fields of a new record known as unset.
func (t *table) blank(row int32) {
	for _, f := range t.model.ordered {
		switch {
		case f.isStored():
			t.room(f.index).zero(row)
		case (f.kind.IsToMany() || f.kind == fieldtype.Rev2One) && f.compute == nil && f.related == nil:
			if col, ok := t.room(f.index).(*column[[]int32]); ok {
				col.vals[row] = nil
				col.state[row] = stLoaded
			}
		}
	}
	for _, f := range t.model.translated {
		t.room(f.index).zero(row)
	}
}

// stamp notes when and by whom the record was created.
func (t *table) stamp(env Environment, row int32) {
	if date, ok := t.room(FieldCreateDate).(*column[DateTime]); ok {
		date.put(row, t.s.now)
	}
	if uid, ok := t.room(FieldCreateUID).(*column[int64]); ok {
		uid.put(row, env.Uid())
	}
	t.touch(env, []int32{row})
}

// withDefaults adds the defaults of required fields, and those of the context (keys default_<field>), where d has no
// value.
func (c *Core) withDefaults(d *Data) *Data {
	n := d
	add := func(f *Field, v any) {
		if n == d {
			n = d.Copy()
		}
		n.put(f.index, v)
	}
	ctx := c.env.Context()
	for _, f := range c.model().ordered {
		if f.index < BaseFieldCount || d.find(f.index) >= 0 || d.creates(f.index) {
			continue
		}
		if v, ok := contextDefault(ctx, f); ok {
			add(f, v)
		} else if f.params.Required && f.params.Default != nil {
			add(f, f.params.Default(c.env))
		}
	}
	return n
}

// creates tells whether records are to be created at the other end of field f.
func (d *Data) creates(f int) bool {
	for _, n := range d.nested {
		if n.field == int32(f) {
			return true
		}
	}
	return false
}

// contextDefault returns the value that the context gives as default of a field, by its name or its JSON name.
func contextDefault(ctx *types.Context, f *Field) (any, bool) {
	if ctx.IsEmpty() {
		return nil, false
	}
	for _, key := range [2]string{"default_" + f.name, "default_" + f.JSON()} {
		if ctx.HasKey(key) {
			return ctx.Get(key), true
		}
	}
	return nil, false
}

// computeRequired computes the required fields of records to insert that were not computed yet.
func (t *table) computeRequired(rows []int32) {
	for _, f := range t.model.stored {
		if f.params.Required && (f.isComputed() || f.related != nil) {
			b := t.room(f.index).base()
			for _, r := range rows {
				if b.state[r]&stTodo != 0 {
					t.one(t.s.sudo, r, b.todo).compute(f)
				}
			}
		}
	}
}

// checkRequired returns an error if a record to insert lacks a required value.
func (t *table) checkRequired(rows []int32) error {
	for _, f := range t.model.stored {
		if !f.params.Required || f.index < BaseFieldCount {
			continue
		}
		col := t.room(f.index)
		for _, r := range rows {
			v, err := col.encode(t.s.db.sql.Dialect(), r)
			if err != nil {
				return err
			}
			if v == nil {
				return &ValidationError{Model: t.model.name, Field: f.name, IDs: []int64{t.ids[r]},
					Message: "the field is required: give it a value" + hint(f)}
			}
		}
	}
	return nil
}

func hint(f *Field) string {
	var b strings.Builder
	if f.params.String != "" && f.params.String != f.name {
		b.WriteString(" (" + f.params.String + ")")
	}
	return b.String()
}
