package models

import (
	"database/sql/driver"
	"fmt"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// Values that move. Writes that wait are sent in another order than they were made in, and all at once. Where a record
// gave up a value of a unique field that another one took since, the database would see both have it. Such values are
// taken out of the way before the writes are sent.

// isUnique tells whether no two records may have the same value of the field.
func (f *Field) isUnique() bool {
	return f.column != "" && f.index >= BaseFieldCount && (f.params.Unique || f.kind == fieldtype.One2One)
}

// givenUp is the value that a record of the database had before it was changed.
type givenUp struct {
	value any // nil if there was none
	known bool
}

// giveUp notes the values of a unique field of rows that are going to be changed.
func (t *table) giveUp(field *Field, rows []int32) {
	col := t.room(field.index)
	b := col.base()
	for _, r := range rows {
		if t.state[r]&(rowNew|rowMemory) != 0 || b.state[r]&stDirty != 0 {
			continue
		}
		if b.given == nil {
			b.given = make(map[int32]givenUp)
		}
		if _, ok := b.given[r]; ok {
			continue
		}
		g := givenUp{known: b.state[r]&(stLoaded|stKept) != 0}
		if g.known {
			v, err := col.encode(t.s.db.sql.Dialect(), r)
			t.s.fail(err)
			g.value = v
		}
		b.given[r] = g
	}
}

// vacate takes unique values out of the way that pending writes of other records take.
func (t *table) vacate() {
	for _, f := range t.model.stored {
		if c := t.store[f.index]; c != nil && len(c.base().given) > 0 {
			t.vacateColumn(c)
			c.base().given = nil
		}
	}
}

func (t *table) vacateColumn(c Column) {
	d := t.s.db.sql.Dialect()
	b := c.base()
	taken := make(map[any]int32)
	takers := 0
	note := func(r int32) {
		v, err := c.encode(d, r)
		t.s.fail(err)
		if v == nil {
			return
		}
		takers++
		if key, ok := uniqueKey(v); ok {
			taken[key] = r
		}
	}
	for _, r := range t.created {
		if t.state[r]&rowNew != 0 && b.has(r) {
			note(r)
		}
	}
	for _, r := range t.dirty {
		if b.is(r, stDirty) {
			note(r)
		}
	}
	var rows []int32
	for _, r := range t.dirty { // in a stable order
		g, ok := b.given[r]
		if !ok || !b.is(r, stDirty) {
			continue
		}
		if !g.known {
			if takers > 1 {
				rows = append(rows, r)
			}
			continue
		}
		key, comparable := uniqueKey(g.value)
		if by, ok := taken[key]; comparable && ok && by != r {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		return
	}
	value, ok := placeholder(d, b.field)
	if !ok {
		return // the database says what collides
	}
	list, err := d.Array(pick(t.ids, rows), nil)
	t.s.fail(err)
	t.s.exec("UPDATE "+d.Quote(t.model.table)+" SET "+d.Quote(b.field.column)+" = "+value+" WHERE "+
		d.InArray(d.Quote("id"), 1, sqldb.KindBigInt), []driver.Value{list})
}

// placeholder is the SQL of a value that no other record has.
func placeholder(d sqldb.Dialect, f *Field) (string, bool) {
	if !f.params.Required {
		return "NULL", true
	}
	switch sqlType(f).Kind {
	case sqldb.KindText, sqldb.KindVarchar:
		return "'~' || " + d.Quote("id"), true
	case sqldb.KindBigInt:
		return "-" + d.Quote("id"), !f.kind.HasForeignKey()
	}
	return "", false
}

// uniqueKey makes a value of the database a key of a map.
func uniqueKey(v driver.Value) (any, bool) {
	switch v := v.(type) {
	case nil:
		return nil, false
	case []byte:
		return string(v), true
	case fmt.Stringer: // times
		return v.String(), true
	}
	return v, true
}
