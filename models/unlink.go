package models

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"sync"

	"github.com/hexgen/hexgen/models/internal/sqldb"
	"github.com/hexgen/hexgen/models/security"
)

// unlink is the built-in layer of Unlink: it deletes the records, and what hangs on them by cascading foreign keys,
// through the layers of Unlink of their models.
func (c *Core) unlink() bool {
	rows := c.members()
	if len(rows) == 0 {
		return true
	}
	t, s := c.tbl, c.env.session()
	s.used++
	if t.model.kind == mixinModel {
		return true
	}
	var gone []int32
	for _, r := range rows {
		if t.state[r]&(rowGone|rowMemory|rowDoomed) == 0 {
			gone = append(gone, r)
		}
	}
	if len(gone) == 0 {
		return true
	}
	c.checkRule(security.Unlink, "unlink", gone)
	circles := s.circles
	t.dependents(gone)
	inCircle := s.circles > circles
	s.propagate() // while the way from the records to what is computed from them is still there
	s.send()
	outdated := t.dependentFields(gone)
	d := s.db.sql.Dialect()
	list, err := d.Array(pick(t.ids, gone), nil)
	s.fail(err)
	there := int64(-1)
	if len(gone) > 1 && t.model.cascadesToItself() { // the database will delete some of them because of others
		count := "SELECT COUNT(*) FROM " + d.Quote(t.model.table) + " WHERE " + d.InArray(d.Quote("id"), 1, sqldb.KindBigInt)
		s.query(count, []driver.Value{list}, func(vals []driver.Value) error { return decodeInt(&there, vals[0]) })
	}
	n := s.exec("DELETE FROM "+d.Quote(t.model.table)+" WHERE "+d.InArray(d.Quote("id"), 1, sqldb.KindBigInt), []driver.Value{list})
	t.deleted(gone)
	for _, o := range outdated {
		if of := s.table(o.field.model); o.field.link != nil {
			of.relinked(o.field, o.rows)
		} else {
			s.outdate(of, o.field, o.rows)
		}
	}
	if there >= 0 {
		n = there
	}
	if n != int64(len(gone)) && !inCircle { // else the database has deleted some with what they cascade to
		panic(t.missingRecord(gone...))
	}
	return true
}

// dependents deals with the records that point at those to delete.
func (t *table) dependents(rows []int32) {
	ids := pick(t.ids, rows)
	own := sync.OnceValue(func() map[int32]bool {
		set := make(map[int32]bool, len(rows))
		for _, r := range rows {
			set[r] = true
		}
		return set
	})
	for _, r := range rows { // a cycle of cascades ends here
		t.state[r] |= rowDoomed
	}
	defer func() {
		for _, r := range rows {
			t.state[r] &^= rowDoomed
		}
	}()
	for _, key := range t.model.referencedBy {
		if key.model.kind == mixinModel || key.model.kind == manualModel {
			continue
		}
		other := t.s.table(key.model)
		q := &query{model: key.model, cond: Where().Field(key.name).In(ids), unordered: true}
		var found []int32
		for _, r := range other.runQuery(t.s.sudo, q, []*Field{key}) {
			switch {
			case other.state[r]&(rowGone|rowDoomed) == 0:
				found = append(found, r)
			case key.params.OnDelete == Cascade && !(other == t && own()[r]):
				t.s.circles++
			}
		}
		if len(found) == 0 {
			continue
		}
		rs := other.set(t.s.sudo, found)
		switch key.params.OnDelete {
		case Cascade:
			CallUnlink(rs)
		case Restrict:
			panic(&ConstraintError{Constraint: key.name, Table: key.model.table,
				Message: fmt.Sprintf("%s cannot be deleted: %s points at it by %s", t.set(t.s.sudo, rows), rs, key.name)})
		default:
			other.setForeignKey(key, found, 0)
		}
	}
}

// cascadesToItself tells whether deleting a record can delete others of the model by cascading foreign keys.
func (m *Model) cascadesToItself() bool {
	met := make(map[*Model]bool)
	var reaches func(from *Model) bool
	reaches = func(from *Model) bool {
		return slices.ContainsFunc(from.referencedBy, func(key *Field) bool {
			if key.params.OnDelete != Cascade || met[key.model] {
				return false
			}
			met[key.model] = true
			return key.model == m || reaches(key.model)
		})
	}
	return reaches(m)
}

// outdatedRows are records whose computed field must be computed again.
type outdatedRows struct {
	field *Field
	rows  []int32
}

// dependentFields returns the computed fields of other records that depend on rows, while the way to them is still
// there.
func (t *table) dependentFields(rows []int32) []outdatedRows {
	var out []outdatedRows
	var done []*trigger // several fields of the model are often on one path to one target
	for _, f := range t.model.ordered {
		for _, x := range f.linkOf {
			out = append(out, outdatedRows{x, t.linked(x, rows)})
		}
		for i := range f.triggers {
			trig := &f.triggers[i]
			if slices.ContainsFunc(done, func(d *trigger) bool { return d.target == trig.target && slices.Equal(d.path, trig.path) }) {
				continue
			}
			done = append(done, trig)
			found, at := rows, t
			for j := len(trig.path) - 1; j >= 0 && len(found) > 0; j-- {
				found, at = t.s.backward(trig.path[j], at, found)
			}
			if len(trig.path) > 0 && len(found) > 0 {
				out = append(out, outdatedRows{trig.target, found})
			}
		}
	}
	return out
}

// deleted forgets deleted records wherever they were remembered.
func (t *table) deleted(rows []int32) {
	for _, r := range rows {
		t.state[r] = rowGone
		for _, c := range t.store {
			if c != nil && c.base().is(r, 0xff) {
				c.base().state[r] = 0
			}
		}
	}
	t.deletions++
	for _, other := range t.s.list { // lists of other records leave them out when they are read
		for _, c := range other.store {
			if c == nil || len(other.inMemory) == 0 || c.base().field.relation != t.model {
				continue
			}
			if col, ok := c.(*column[[]int32]); ok {
				for _, m := range other.inMemory {
					other.leaveOutGone(col, m)
				}
			}
		}
	}
}

// leaveOutGone takes records that were deleted since the last time out of the list that a relation of row holds.
func (t *table) leaveOutGone(col *column[[]int32], row int32) {
	target := t.target(col.field.index)
	if target.deletions == 0 || !col.has(row) {
		return
	}
	if n := len(col.state) - len(col.checked); n > 0 {
		col.checked = append(col.checked, make([]int32, n)...)
	}
	if col.checked[row] == target.deletions {
		return
	}
	col.checked[row] = target.deletions
	gone := func(r int32) bool { return target.state[r]&rowGone != 0 }
	if slices.ContainsFunc(col.vals[row], gone) {
		col.vals[row] = slices.DeleteFunc(slices.Clone(col.vals[row]), gone)
	}
}

func without(rows []int32, gone map[int32]bool) []int32 {
	out := make([]int32, 0, len(rows))
	for _, r := range rows {
		if !gone[r] {
			out = append(out, r)
		}
	}
	return out
}
