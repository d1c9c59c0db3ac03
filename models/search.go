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

// searchCount is the built-in layer of SearchCount.
func (c *Core) searchCount() int {
	if !c.blank() && (c.list == nil || c.list.q == nil) {
		return c.Len()
	}
	q := c.plan().ruled(c.env).restricted(c.env)
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

// Limit returns at most n of the records; 0 is no limit.
func (c *Core) Limit(n int) *Core {
	if c == nil || n <= 0 {
		return c
	}
	if c.list == nil || c.list.q == nil {
		if c.blank() {
			return c.draft(func(q *query) { q.limit = n })
		}
		rows := c.members()
		return c.tbl.setIn(c.env, rows[:min(n, len(rows))], c.group)
	}
	q := c.plan()
	if q.limit > 0 {
		n = min(n, q.limit)
	}
	q.limit = n
	return c.redo(q)
}

// Offset returns the records but the first n.
func (c *Core) Offset(n int) *Core {
	if c == nil || n <= 0 {
		return c
	}
	if c.list == nil || c.list.q == nil {
		if c.blank() {
			return c.draft(func(q *query) { q.offset = n })
		}
		rows := c.members()
		return c.tbl.setIn(c.env, rows[min(n, len(rows)):], c.group)
	}
	q := c.plan()
	q.offset += n
	return c.redo(q)
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
