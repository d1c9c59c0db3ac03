package models

import (
	"fmt"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// FieldMap holds values by field name.
type FieldMap map[string]interface{}

// First returns the values of all fields of the first record; data without any value if the set is empty.
func (c *Core) First() *Data {
	if c == nil || c.tbl == nil {
		return &Data{}
	}
	if c.row == rowLazy {
		c.resolveFor(c.tbl.field(FieldCreateDate))
	}
	if c.row < 0 {
		return c.model().NewData()
	}
	return c.single().data()
}

// All returns the values of all fields of each record.
func (c *Core) All() []*Data {
	if c == nil || c.tbl == nil {
		return []*Data{}
	}
	if c.row == rowLazy {
		c.resolveFor(c.tbl.field(FieldCreateDate))
	}
	out := make([]*Data, 0, c.Len())
	for _, r := range c.Records() {
		out = append(out, r.data())
	}
	return out
}

// data returns the values of all fields of a single record.
func (c *Core) data() *Data {
	d := c.model().NewData()
	for _, f := range c.model().ordered {
		d.put(f.index, c.value(f))
	}
	return d
}

// read is the built-in layer of Read.
func (c *Core) read(names []string) []FieldMap {
	fields := make([]*Field, len(names))
	for i, n := range names {
		fields[i] = c.model().mustField(n)
	}
	if c.row == rowLazy {
		c.load(names...)
	}
	out := make([]FieldMap, 0, c.Len())
	for _, r := range c.Records() {
		values := make(FieldMap, len(names)+1)
		values["ID"] = r.ID()
		for i, f := range fields {
			v := r.value(f)
			if rs, ok := v.(*Core); ok {
				v = rs.ID()
				if f.kind.IsToMany() {
					v = rs.Ids()
				}
			}
			values[names[i]] = v
		}
		out = append(out, values)
	}
	return out
}

// nameGet is the built-in layer of NameGet: the field Name, or the model and id.
func (c *Core) nameGet() string {
	if c.IsEmpty() {
		return ""
	}
	if f := c.model().nameField; f != nil {
		if s, ok := c.value(f).(string); ok {
			return s
		}
	}
	return fmt.Sprintf("%s(%d)", c.model().name, c.ID())
}

// copy is the built-in layer of Copy: it takes over all fields but those that are computed, marked NoCopy, or the many
// side of a foreign key.
func (c *Core) copy(overrides *Data) *Core {
	c.EnsureOne()
	d := c.model().NewData()
	for _, f := range c.model().ordered {
		switch {
		case !f.isCopied():
		case f.params.Translate:
			d.put(f.index, c.inSource().value(f))
		default:
			d.put(f.index, c.value(f))
		}
	}
	created := CallCreate(c.tbl.empty(c.env), d.MergeWith(overrides))
	created.copyTranslations(c, overrides)
	return created
}

// isCopied tells whether a copy of a record takes over the value of the field. An embedded record is copied as well.
func (f *Field) isCopied() bool {
	switch {
	case f.index < BaseFieldCount, f.params.NoCopy, f.compute != nil, f.kind.IsReverse(), f.params.Embed:
		return false
	case f.kind == fieldtype.One2One: // no two records can point at the same one
		return false
	case f.embedded:
		return f.related[len(f.related)-1].isCopied()
	}
	return f.related == nil
}

// defaultGet is the built-in layer of DefaultGet.
func (c *Core) defaultGet() *Data {
	d := c.model().NewData()
	for _, f := range c.model().ordered {
		if v, ok := contextDefault(c.env.Context(), f); ok {
			d.put(f.index, v)
		} else if f.params.Default != nil {
			d.put(f.index, f.params.Default(c.env))
		}
	}
	return d
}

// fieldsGet is the built-in layer of FieldsGet.
func (c *Core) fieldsGet(names ...string) map[string]*FieldInfo {
	out := make(map[string]*FieldInfo)
	if len(names) == 0 {
		for _, f := range c.model().ordered {
			names = append(names, f.name)
		}
	}
	for _, n := range names {
		out[n] = c.model().mustField(n).fieldInfo(c.env)
	}
	return out
}

// checkRecursion is the built-in layer of CheckRecursion: false if a record is its own ancestor through Parent.
func (c *Core) checkRecursion() bool {
	f := c.model().parentField
	if f == nil {
		return true
	}
	done := make(map[int32]bool) // known to lead to a root
	for _, r := range c.Records() {
		path := make(map[int32]bool)
		for cur := r; cur.Len() > 0 && !done[cur.row]; cur = GetRelation(cur, f.index) {
			if path[cur.row] {
				return false
			}
			path[cur.row] = true
		}
		for row := range path {
			done[row] = true
		}
	}
	return true
}
