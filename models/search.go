package models

import (
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/hexgen/hexgen/models/operator"
)

// blank tells whether the set is new: neither queried nor restricted.
func (c *Core) blank() bool { return c.row == rowBlank }

// plan returns a query for the records of the set, to be restricted further. The caller may change it.
func (c *Core) plan() *query {
	switch {
	case c.list != nil && c.list.q != nil:
		q := *c.list.q
		return &q
	case c.blank():
		return &query{model: c.model(), order: c.model().order}
	}
	return &query{model: c.model(), ids: c.Ids(), order: c.model().order}
}

// lazily returns the set that a query finds.
func (c *Core) lazily(q *query) *Core {
	if c.env.s != nil {
		c.env.session()
	}
	return c.tbl.lazy(c.env, q)
}

// search is the built-in layer of Search.
func (c *Core) search(cond *Condition) *Core {
	q := c.plan()
	if q.hasLimit() && !c.blank() { // the condition is for the records found so far
		order := q.order
		q = &query{model: q.model, within: q, order: order}
	}
	q.cond, q.browsed = q.cond.AndCond(cond), false
	return c.lazily(q)
}

// searchAll is the built-in layer of SearchAll and FetchAll.
func (c *Core) searchAll() *Core {
	return c.lazily(&query{model: c.model(), order: c.model().order})
}

// searchCount is the built-in layer of SearchCount: how many records match, whatever limit and offset the set has.
func (c *Core) searchCount() int {
	q := c.plan()
	switch {
	case c.blank() || c.list != nil && c.list.q != nil:
	case c.list != nil && c.list.origin != nil:
		n := *c.list.origin
		q = &n
	case c.list != nil && c.list.whole != nil:
		return len(c.list.whole.rows)
	default:
		return c.Len()
	}
	q.limit, q.offset = 0, 0
	q = q.ruled(c.env).restricted(c.env)
	if q.empty() {
		return 0
	}
	s := c.env.session()
	s.flushFor(q)
	sql, args, err := q.countSQL(c.env, s.db.sql.Dialect())
	s.fail(err)
	var n int64
	s.query(sql, args, func(vals []driver.Value) error { return decodeInt(&n, vals[0]) })
	return int(n)
}

// searchByName is the built-in layer of SearchByName: it compares the field that NameGet shows.
func (c *Core) searchByName(name string, op operator.Operator, additional *Condition, limit int) *Core {
	cond := additional
	if f := c.model().nameField; f != nil && (name != "" || op != operator.IContains && op != operator.Contains && op != "") {
		if op == "" {
			op = operator.IContains
		}
		cond = Where().Field(f.name).Is(op, name).AndCond(additional)
	}
	return c.search(cond).Limit(limit)
}

// browse is the built-in layer of Browse.
func (c *Core) browse(ids []int64) *Core {
	if c.blank() {
		q := c.plan()
		q.ids, q.browsed = ids, true
		if ids == nil {
			q.ids = []int64{}
		}
		return c.lazily(q)
	}
	return c.search(Where().Field("ID").In(ids))
}

// browseOne is the built-in layer of BrowseOne. A record that is in the cache is not looked for again.
func (c *Core) browseOne(id int64) *Core {
	if c.blank() {
		if row, ok := c.tbl.rows[id]; ok && c.tbl.state[row]&(rowGone|rowNew) == rowNew {
			return c.tbl.one(c.env, row, nil)
		}
	}
	return c.browse([]int64{id})
}

// Limit returns at most n of the records; 0 is no limit. Limit and Offset may be given in any order.
func (c *Core) Limit(n int) *Core {
	if c == nil || n <= 0 {
		return c
	}
	return c.windowed(func(limit, _ *int) {
		if *limit <= 0 || n < *limit {
			*limit = n
		}
	})
}

// Offset returns the records but the first n.
func (c *Core) Offset(n int) *Core {
	if c == nil || n <= 0 {
		return c
	}
	return c.windowed(func(_, offset *int) { *offset += n })
}

// windowed returns the set with another limit or offset.
func (c *Core) windowed(change func(limit, offset *int)) *Core {
	switch {
	case c.blank():
		return c.draft(func(q *query) { change(&q.limit, &q.offset) })
	case c.list != nil && (c.list.q != nil || c.list.origin != nil):
		q := c.list.q
		if q == nil {
			q = c.list.origin
		}
		n := *q
		change(&n.limit, &n.offset)
		return c.redo(&n)
	}
	w := window{rows: c.members()}
	if c.list != nil && c.list.whole != nil {
		w = *c.list.whole
	}
	change(&w.limit, &w.offset)
	rows := w.part()
	n := c.tbl.setIn(c.env, rows, c.group)
	n.list = &list{tbl: c.tbl, rows: rows, whole: &w}
	if n.group == nil {
		n.group = n.list
	}
	return n
}

// OrderBy returns the records ordered by expressions such as "Name ASC" or "Partner.Name DESC".
func (c *Core) OrderBy(exprs ...string) *Core {
	if c == nil || len(exprs) == 0 {
		return c
	}
	terms := c.model().orderTerms(exprs)
	if c.list == nil || c.list.q == nil {
		if c.blank() {
			return c.draft(func(q *query) { q.order = terms })
		}
		return c.sortedBy(terms)
	}
	q := c.plan()
	if q.hasLimit() {
		q = &query{model: q.model, within: q}
	}
	q.order = terms
	return c.redo(q)
}

// draft changes how a new set will search.
func (c *Core) draft(change func(*query)) *Core {
	q := c.plan()
	change(q)
	n := c.redo(q)
	n.row = rowBlank
	return n
}

// redo returns the set with another query.
func (c *Core) redo(q *query) *Core {
	n := c.tbl.lazy(c.env, q)
	if c.blank() {
		n.row = rowBlank
	}
	return n
}

// orderTerms parses expressions of OrderBy.
func (m *Model) orderTerms(exprs []string) []orderTerm {
	var terms []orderTerm
	for _, expr := range exprs {
		for _, part := range strings.Split(expr, ",") {
			words := strings.Fields(part)
			if len(words) == 0 || len(words) > 2 || len(words) == 2 && !strings.EqualFold(words[1], "asc") && !strings.EqualFold(words[1], "desc") {
				panic(&UsageError{Model: m.name, What: fmt.Sprintf("cannot read the order %q", expr), Mend: `write "Field", "Field ASC" or "Field DESC"`})
			}
			terms = append(terms, orderTerm{path: m.path(words[0]), desc: len(words) == 2 && strings.EqualFold(words[1], "desc")})
		}
	}
	return terms
}
