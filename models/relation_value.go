package models

import "slices"

// recordsOf returns the records that a value given to a relation field stands for: a record set, an id or ids, nil for
// none. It panics with a typed error if it is something else, or records of another model.
func (c *Core) recordsOf(field *Field, v any) *Core {
	target := c.tbl.target(field.index)
	switch v := v.(type) {
	case nil:
		return target.empty(c.env)
	case RecordSet:
		u := v.Underlying()
		switch {
		case u == nil || u.tbl == nil:
			return target.empty(c.env)
		case u.model() != field.relation:
			panic(&FieldError{Model: c.model().name, Field: field.name, Reason: ErrWrongType,
				Message: "got records of " + u.model().name + " for a relation to " + field.relation.name})
		case u.tbl != target: // of another transaction
			return u.WithEnv(c.env)
		}
		return u
	case []int64:
		if field.kind.IsToMany() {
			rows := make([]int32, 0, len(v))
			for _, id := range v {
				rows = append(rows, target.row(id))
			}
			return target.set(c.env, unique(rows))
		}
	}
	id, ok := coerceInt(v)
	switch {
	case !ok || field.kind.IsToMany():
		panic(field.valueError(v))
	case id == 0:
		return target.empty(c.env)
	}
	return target.one(c.env, target.row(id), nil)
}

// keepMany gives a relation to many of a record that is not saved its records. Those in memory point back at it.
func (c *Core) keepMany(row int32, field *Field, wanted []int32) {
	col, ok := c.tbl.room(field.index).(*column[[]int32])
	if !ok {
		panic(field.typeMismatch())
	}
	if target := c.tbl.target(field.index); field.reverse != nil {
		for _, r := range wanted {
			if target.state[r]&rowMemory != 0 {
				target.setForeignKey(field.reverse, []int32{r}, c.tbl.ids[row])
			}
		}
	}
	col.vals[row], col.state[row] = wanted, stLoaded
	c.tbl.s.modified(c.tbl, field, []int32{row})
}

// newRelated makes records in memory at the other end of a relation to many of a record that is not saved.
func (c *Core) newRelated(row int32, field *Field, data []*Data) {
	wanted := slices.Clone(GetRelation(c.tbl.one(c.env, row, nil), field.index).members())
	for _, d := range data {
		wanted = append(wanted, CallNew(c.tbl.target(field.index).empty(c.env), d).members()...)
	}
	c.keepMany(row, field, unique(wanted))
}
