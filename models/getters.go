package models

// Getters of generated code. The first lines of each are the way of a value that is in the cache: two bounds checks,
// a type comparison and a bit. They return Go's zero value for an empty or nil set.

// Get returns the value of field f, of Go type T, of the first record.
func Get[T any](c *Core, f int) T {
	if c != nil && c.tbl != nil && !c.guarded {
		if col, ok := c.tbl.cols[f].(*column[T]); ok && uint(c.row) < uint(len(col.state)) && col.state[c.row]&stLoaded != 0 {
			return col.vals[c.row]
		}
	}
	return slowGet[T](c, f)
}

// slowGet makes the value available first.
func slowGet[T any](c *Core, f int) T {
	src, i := c.ready(f)
	if src == nil {
		var zero T
		return zero
	}
	if src != c { // a related field: the source may be related or computed itself
		return slowGet[T](src, i)
	}
	col, ok := c.tbl.store[i].(*column[T])
	if !ok {
		panic(c.tbl.field(i).typeMismatch())
	}
	if field := c.translatedField(i); field != nil {
		if v, ok := any(c.translated(field)).(T); ok {
			return v
		}
	}
	return col.vals[c.row]
}

// GetString returns the value of a Char, Text, HTML, Selection or Binary field of the first record.
func GetString(c *Core, f int) string {
	if c != nil && c.tbl != nil && !c.guarded {
		if col, ok := c.tbl.cols[f].(*column[string]); ok && uint(c.row) < uint(len(col.state)) && col.state[c.row]&stLoaded != 0 {
			return col.vals[c.row]
		}
	}
	return slowGet[string](c, f)
}

// GetInteger returns the value of an Integer field of the first record.
func GetInteger(c *Core, f int) int64 {
	if c != nil && c.tbl != nil && !c.guarded {
		if col, ok := c.tbl.cols[f].(*column[int64]); ok && uint(c.row) < uint(len(col.state)) && col.state[c.row]&stLoaded != 0 {
			return col.vals[c.row]
		}
	}
	return slowGet[int64](c, f)
}

// GetFloat returns the value of a Float field of the first record.
func GetFloat(c *Core, f int) float64 {
	if c != nil && c.tbl != nil && !c.guarded {
		if col, ok := c.tbl.cols[f].(*column[float64]); ok && uint(c.row) < uint(len(col.state)) && col.state[c.row]&stLoaded != 0 {
			return col.vals[c.row]
		}
	}
	return slowGet[float64](c, f)
}

// GetBool returns the value of a Boolean field of the first record.
func GetBool(c *Core, f int) bool {
	if c != nil && c.tbl != nil && !c.guarded {
		if col, ok := c.tbl.cols[f].(*column[bool]); ok && uint(c.row) < uint(len(col.state)) && col.state[c.row]&stLoaded != 0 {
			return col.vals[c.row]
		}
	}
	return slowGet[bool](c, f)
}

// GetDate returns the value of a Date field of the first record.
func GetDate(c *Core, f int) Date { return Get[Date](c, f) }

// GetDateTime returns the value of a DateTime field of the first record, in UTC.
func GetDateTime(c *Core, f int) DateTime { return Get[DateTime](c, f) }

// GetID returns the id of the first record, 0 of an empty set.
func GetID(c *Core) int64 { return c.ID() }

// GetRelation returns the records that a relation field of the first record points at.
func GetRelation(c *Core, f int) *Core {
	if c == nil || c.tbl == nil {
		return nil
	}
	src, i := c, f
	var col Column
	if fast := c.tbl.cols[f]; !c.guarded && fast != nil && fast.base().has(c.row) {
		col = fast
	} else {
		src, i = c.ready(f)
		if src == nil {
			return c.tbl.target(f).empty(c.env)
		}
		if src != c {
			return GetRelation(src, i)
		}
		col = c.tbl.store[i]
	}
	t := c.tbl.target(i)
	switch col := col.(type) {
	case *column[int64]:
		id := col.vals[c.row]
		if id == 0 {
			return t.empty(c.env)
		}
		return t.one(c.env, t.row(id), c.group.child(i, c.env))
	case *column[[]int32]:
		if t.deletions > 0 {
			c.tbl.leaveOutGone(col, c.row)
		}
		rows := col.vals[c.row]
		if t.model.guards(c.env) {
			rows = t.setIn(c.env, rows, nil).readableOnly(rows)
		}
		return t.setIn(c.env, rows[:len(rows):len(rows)], c.group.child(i, c.env))
	}
	panic(c.tbl.field(i).typeMismatch())
}

// follow returns the record and field at the end of a related field's path from the first record; nil if a step of the
// path has no record.
func (c *Core) follow(f *Field) (*Core, int) {
	cur := c.single()
	last := len(f.related) - 1
	for _, step := range f.related[:last] {
		if cur = GetRelation(cur, step.index); cur.row < 0 && cur.Len() == 0 {
			return nil, 0
		}
	}
	return cur, f.related[last].index
}

// typeMismatch is the error of generated code that is not of the program's declarations.
func (f *Field) typeMismatch() error {
	return &UsageError{Model: f.model.name, Field: f.name, What: "generated code and declaration differ in the field's type",
		Mend: "run go generate"}
}

// value returns the value of a field by its definition, relations as *Core.
func (c *Core) value(f *Field) any {
	if f.index == FieldID {
		return c.ID()
	}
	if f.kind.IsRelation() {
		return GetRelation(c, f.index)
	}
	src, i := c.ready(f.index)
	if src == nil {
		return f.zeroValue()
	}
	if src != c {
		return src.value(src.tbl.field(i))
	}
	if t := c.translatedField(i); t != nil {
		return c.translated(t)
	}
	return c.tbl.store[i].get(c.row)
}

// zeroValue returns Go's zero value of the field's type.
func (f *Field) zeroValue() any {
	return f.makeColumn().get(0)
}

// Get returns the value of a field of the first record: of the field's Go type, and *Core for relations.
func (c *Core) Get(f FieldNamer) any {
	if c == nil {
		return nil
	}
	return c.value(c.model().mustField(f.FieldName()))
}
