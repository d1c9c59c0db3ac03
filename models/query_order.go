package models

import "bytes"

// order writes the terms of ORDER BY: those given, or the default order of the model if there are none. The id comes
// last, so that the order of records is always the same.
//
// What is NULL comes first in ascending order and last in descending order, as the empty value that it reads as would,
// on both databases. Texts are compared as each database does: PostgreSQL by the collation of the database, SQLite by
// code points. A database made with a collation of C or C.UTF-8 sorts like SQLite; we do not force one, since that
// would make the indexes on the columns useless.
func (s *source) order(terms []orderTerm, m *Model) []byte {
	if terms == nil {
		terms = m.order
	}
	o := &orderWriter{src: s}
	for _, t := range terms {
		o.term(s.root, t, nil)
	}
	o.expression(s.root, []byte(s.root.id()), false, false)
	return o.text
}

// orderWriter collects terms of ORDER BY.
type orderWriter struct {
	src  *source
	text []byte
	seen [][]byte
	done bool // sorted by id: what follows cannot change anything
}

// term writes a term that starts at r. A relation at the end of its path sorts by the default order of the records that
// it points at; within tells of which models that is done already.
func (o *orderWriter) term(r *tableRef, t orderTerm, within []*Model) {
	path, err := expandPath(t.path)
	if err == nil && len(path) == 0 {
		return
	}
	if err != nil {
		o.src.w.fail(err)
		return
	}
	for _, f := range path[:len(path)-1] {
		if !f.isToOne() {
			o.src.w.fail(notSortable(f))
			return
		}
		r = r.to(f)
	}
	f := path[len(path)-1]
	if f.relation == nil {
		x := r.column(nil, f)
		if !o.src.w.pg && f.isDecimalText() {
			decimalOrder(x, func(x []byte, opposite bool) { o.expression(r, x, r.mayBeNull(f), t.desc != opposite) })
			return
		}
		o.expression(r, x, r.mayBeNull(f), t.desc)
		return
	}
	if !f.isToOne() {
		o.src.w.fail(notSortable(f))
		return
	}
	target := r.to(f)
	for _, m := range within {
		if m == f.relation {
			o.expression(target, []byte(target.id()), true, t.desc)
			return
		}
	}
	within = append(within[:len(within):len(within)], f.relation)
	for _, sub := range f.relation.order {
		o.term(target, orderTerm{path: sub.path, desc: sub.desc != t.desc}, within)
	}
	o.expression(target, []byte(target.id()), true, t.desc)
}

// expression writes one expression, unless it is there already.
func (o *orderWriter) expression(r *tableRef, x []byte, nullable, desc bool) {
	if o.done {
		return
	}
	for _, s := range o.seen {
		if bytes.Equal(s, x) {
			return
		}
	}
	o.seen = append(o.seen, x)
	o.done = r == r.src.root && string(x) == r.id()
	if len(o.text) > 0 {
		o.text = append(o.text, ", "...)
	}
	o.text = append(o.text, x...)
	switch {
	case desc && nullable && o.src.w.pg:
		o.text = append(o.text, " DESC NULLS LAST"...)
	case desc:
		o.text = append(o.text, " DESC"...)
	case nullable && o.src.w.pg:
		o.text = append(o.text, " NULLS FIRST"...)
	}
}
