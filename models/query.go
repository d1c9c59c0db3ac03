package models

import (
	"database/sql/driver"
	"slices"
	"strconv"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// query says which records of a model to find, and in which order. It is a plan: it does not touch the database, and
// turns into SQL only when asked to. A query is not changed once it is in use.
type query struct {
	model *Model
	cond  *Condition
	// rules are conditions that must hold beside cond: record rules of the user.
	rules []*Condition
	// within restricts to the records that another query of the model finds, with its limit and offset.
	within *query
	// ids restricts to records with these ids; nil is no restriction, an empty slice finds nothing.
	ids []int64
	// order is the order asked for; nil stands for the default order of the model.
	order     []orderTerm
	unordered bool // in any order
	// browsed: the records were named by id, so that record rules do not hide them; they are checked when used.
	browsed bool
	limit   int // 0 or less is no limit
	offset  int
	// reads are fields that the statement needs beside those of the conditions and the order.
	reads []*Field
}

// empty tells whether the query can find nothing, whatever the database holds.
func (q *query) empty() bool {
	return q.ids != nil && len(q.ids) == 0 || q.within != nil && q.within.empty()
}

// hasLimit tells whether the query finds a part of the matching records only.
func (q *query) hasLimit() bool { return q.limit > 0 || q.offset > 0 }

// restricted returns the query as it runs in an environment: functions of its conditions are replaced by their values.
func (q *query) restricted(env Environment) *query {
	if !q.hasFunc() {
		return q
	}
	return q.bound(env.session().table(q.model).empty(env))
}

// hasFunc tells whether a condition of the query compares with a function.
func (q *query) hasFunc() bool {
	has := !q.cond.IsEmpty() && q.cond.flags&hasFunc != 0 || q.within != nil && q.within.hasFunc()
	for _, r := range q.rules {
		has = has || !r.IsEmpty() && r.flags&hasFunc != 0
	}
	return has
}

// bound returns the query with the functions of its conditions replaced by their values for rs, the record set that is
// searched. It returns q itself if there are none.
func (q *query) bound(rs RecordSet) *query {
	n := *q
	changed := false
	bind := func(c *Condition) *Condition {
		b := c.bound(rs)
		changed = changed || b != c
		return b
	}
	n.cond = bind(q.cond)
	n.rules = nil
	for _, r := range q.rules {
		n.rules = append(n.rules, bind(r))
	}
	if q.within != nil {
		n.within = q.within.bound(rs)
		changed = changed || n.within != q.within
	}
	if !changed {
		return q
	}
	return &n
}

// bound returns the condition with its functions replaced by their values.
func (c *Condition) bound(rs RecordSet) *Condition {
	if c.IsEmpty() || c.flags&hasFunc == 0 {
		return c
	}
	var links []*Condition
	for link := c; link != nil; link = link.prev {
		links = append(links, link)
	}
	var res *Condition
	for i := len(links) - 1; i >= 0; i-- {
		link := links[i]
		p := link.pred
		switch {
		case p.fn != nil:
			p = &predicate{path: p.path, op: p.op, value: p.fn(rs)}
		case p.nested != nil && p.nested.flags&hasFunc != 0:
			p = &predicate{path: p.path, nested: p.nested.bound(rs)}
		}
		res = res.append(p, link.or, link.not)
	}
	return res
}

// selectSQL returns the statement that reads the ids of the records found and the values of fields, which have a
// column in the model's table.
func (q *query) selectSQL(env Environment, d sqldb.Dialect, fields []*Field) (string, []driver.Value, error) {
	w := newSQLWriter(env, d)
	src := w.from(q.model)
	cols := append(make([]byte, 0, 16+24*len(fields)), src.root.id()...)
	for _, f := range fields {
		cols = append(cols, ", "...)
		cols = src.root.stored(cols, f)
	}
	text := w.query(q, src, cols, !q.unordered)
	return w.done(text)
}

// countSQL returns the statement that counts the records found, at most those within limit and offset.
func (q *query) countSQL(env Environment, d sqldb.Dialect) (string, []driver.Value, error) {
	w := newSQLWriter(env, d)
	src := w.from(q.model)
	if !q.hasLimit() {
		return w.done(w.query(q, src, []byte("COUNT(*)"), false))
	}
	text := append([]byte("SELECT COUNT(*) FROM ("), w.query(q, src, []byte("1"), false)...)
	text = append(append(text, ") AS "...), w.alias()...)
	return w.done(text)
}

// query writes a SELECT statement of the columns cols from src. Joins that they need are in src already.
func (w *sqlWriter) query(q *query, src *source, cols []byte, ordered bool) []byte {
	where := src.where(q)
	var order []byte
	if ordered {
		order = src.order(q.order, q.model)
	}
	return src.statement(cols, where, order, q.limit, q.offset)
}

// statement puts the parts of a SELECT statement together.
func (s *source) statement(cols, where, order []byte, limit, offset int) []byte {
	b := make([]byte, 0, len(cols)+len(s.text)+len(where)+len(order)+96)
	b = append(append(b, "SELECT "...), cols...)
	b = append(append(b, " FROM "...), s.text...)
	if len(where) > 0 {
		b = append(append(b, " WHERE "...), where...)
	}
	if len(order) > 0 {
		b = append(append(b, " ORDER BY "...), order...)
	}
	return s.w.page(b, limit, offset)
}

// page writes LIMIT and OFFSET. They are literals: as parameters they make PostgreSQL choose a generic plan.
func (w *sqlWriter) page(b []byte, limit, offset int) []byte {
	if limit > 0 {
		b = strconv.AppendInt(append(b, " LIMIT "...), int64(limit), 10)
	} else if offset > 0 && !w.pg {
		b = append(b, " LIMIT -1"...)
	}
	if offset > 0 {
		b = strconv.AppendInt(append(b, " OFFSET "...), int64(offset), 10)
	}
	return b
}

// where writes the condition of a query, "" if there is none.
func (s *source) where(q *query) []byte {
	var b []byte
	and := func() {
		if len(b) > 0 {
			b = append(b, " AND "...)
		}
	}
	if q.ids != nil {
		b = s.w.inIDs(b, s.root.id(), q.ids, false)
	}
	if q.within != nil {
		and()
		b = append(append(b, s.root.id()...), " IN ("...)
		b = append(s.w.subquery(b, q.within), ')')
	}
	rules := slices.DeleteFunc(slices.Clone(q.rules), (*Condition).IsEmpty)
	if !q.cond.IsEmpty() {
		if len(b) == 0 && len(rules) == 0 {
			return s.root.condition(b, q.cond, false)
		}
		and()
		b = s.root.brackets(b, q.cond, false)
	}
	s.w.inSource(func() { // rules are the same in all languages
		if len(b) == 0 && len(rules) == 1 {
			b = s.root.condition(b, rules[0], false)
			return
		}
		for _, c := range rules {
			and()
			b = s.root.brackets(b, c, false)
		}
	})
	return b
}

// subquery writes the query as one that returns ids only, in order if that decides which ones.
func (w *sqlWriter) subquery(b []byte, q *query) []byte {
	src := w.from(q.model)
	cols := append([]byte(nil), src.root.id()...)
	return append(b, w.query(q, src, cols, q.hasLimit() && !q.unordered)...)
}
