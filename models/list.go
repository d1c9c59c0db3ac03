package models

import "github.com/hexgen/hexgen/models/fieldtype"

// list is a sequence of records of one table that record sets share: resolved to rows, or a query that was not run yet.
// It is also what a getter loads together: a record remembers the list that it was reached through.
type list struct {
	tbl  *table
	rows []int32
	q    *query // to run, nil once rows are known
	// of a list derived from another one through a relation field, until it is needed:
	parent *list
	via    int
	env    Environment
	kids   []kidList
	// origin is the query with a limit or offset that found the rows; whole are the rows that a limit or offset of a set
	// that was read already took rows from. Either lets Limit and Offset be given in any order.
	origin *query
	whole  *window
}

// window is a part of rows.
type window struct {
	rows          []int32
	limit, offset int
}

// part returns the rows of the window.
func (w *window) part() []int32 {
	rows := w.rows[min(w.offset, len(w.rows)):]
	if w.limit > 0 {
		rows = rows[:min(w.limit, len(rows))]
	}
	return rows
}

// kidList is the list of the records that a relation field of a list's records points at.
type kidList struct {
	field int
	list  *list
}

// child returns the list of what the relation field f of the list's records points at.
func (l *list) child(f int, env Environment) *list {
	if l == nil {
		return nil
	}
	for _, k := range l.kids {
		if k.field == f {
			return k.list
		}
	}
	k := &list{parent: l, via: f, env: env}
	l.kids = append(l.kids, kidList{f, k})
	return k
}

// members returns the rows of the list for loading them together. Values that are not in the cache count as absent.
func (l *list) members() []int32 {
	if l.parent == nil {
		return l.rows
	}
	from, f := l.parent, l.via
	rows := from.members()
	l.parent = nil
	if from.tbl == nil {
		return nil
	}
	l.tbl = from.tbl.target(f)
	seen := make(map[int32]bool)
	add := func(r int32) {
		if !seen[r] {
			seen[r] = true
			l.rows = append(l.rows, r)
		}
	}
	switch field := from.tbl.field(f); {
	case field.isStored() && field.kind.HasForeignKey():
		col, ok := from.tbl.store[f].(*column[int64])
		for _, r := range rows {
			if ok && col.has(r) && col.vals[r] != 0 {
				add(l.tbl.row(col.vals[r]))
			}
		}
	case field.kind.IsToMany() || field.kind == fieldtype.Rev2One:
		col, ok := from.tbl.store[f].(*column[[]int32])
		for _, r := range rows {
			if ok && col.has(r) {
				for _, m := range col.vals[r] {
					add(m)
				}
			}
		}
	}
	return l.rows
}
