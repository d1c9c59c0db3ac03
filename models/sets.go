package models

import (
	"slices"
	"sort"
	"strings"

	"github.com/hexgen/hexgen/models/types"
)

// Filtered returns the records for which fn is true.
func Filtered(c *Core, fn func(*Core) bool) *Core {
	if c == nil {
		return nil
	}
	var rows []int32
	for _, r := range c.Records() {
		if fn(r) {
			rows = append(rows, r.row)
		}
	}
	return c.tbl.setIn(c.env, rows, c.group)
}

// Sorted returns the records ordered by less.
func Sorted(c *Core, less func(a, b *Core) bool) *Core {
	if c == nil {
		return nil
	}
	records := c.Records()
	sort.SliceStable(records, func(i, j int) bool { return less(records[i], records[j]) })
	return c.gather(records)
}

// gather makes a set of single records.
func (c *Core) gather(records []*Core) *Core {
	rows := make([]int32, len(records))
	for i, r := range records {
		rows[i] = r.row
	}
	return c.tbl.setIn(c.env, rows, c.group)
}

// SortedDefault returns the records in the default order of the model.
func (c *Core) SortedDefault() *Core {
	if c == nil {
		return nil
	}
	return c.sortedBy(c.model().order)
}

// SortedByField returns the records ordered by a field.
func (c *Core) SortedByField(f FieldNamer, reverse bool) *Core {
	if c == nil {
		return nil
	}
	return c.sortedBy([]orderTerm{{path: c.model().path(f.FieldName()), desc: reverse}})
}

// path resolves a path of field names.
func (m *Model) path(names string) []*Field {
	var path []*Field
	for _, n := range strings.Split(names, ".") {
		if m == nil {
			panic(&UsageError{Model: path[0].model.name, Field: names, What: "the path goes on after a field that is no relation", Mend: "check the path"})
		}
		f := m.mustField(n)
		path = append(path, f)
		m = f.relation
	}
	return path
}

// sortedBy orders the records by terms, comparing the values in the cache.
func (c *Core) sortedBy(terms []orderTerm) *Core {
	records := c.Records()
	if len(terms) == 0 {
		slices.SortStableFunc(records, func(a, b *Core) int { return compareIDs(a, b) })
		return c.gather(records)
	}
	sort.SliceStable(records, func(i, j int) bool {
		for _, t := range terms {
			if cmp := compareBy(records[i], records[j], t); cmp != 0 {
				return cmp < 0
			}
		}
		return false
	})
	return c.gather(records)
}

func compareIDs(a, b *Core) int {
	switch x, y := a.ID(), b.ID(); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// compareBy compares two records by one term; records without a value come first.
func compareBy(a, b *Core, t orderTerm) int {
	last := len(t.path) - 1
	for _, step := range t.path[:last] {
		a, b = GetRelation(a, step.index), GetRelation(b, step.index)
	}
	f := t.path[last]
	res := 0
	if f.kind.IsRelation() {
		res = compareIDs(GetRelation(a, f.index), GetRelation(b, f.index))
	} else {
		x, i := a.holder(f.index)
		y, _ := b.holder(f.index)
		switch {
		case x == nil && y == nil:
		case x == nil:
			res = -1
		case y == nil:
			res = 1
		case x.translatedField(i) != nil:
			f := x.translatedField(i)
			res = strings.Compare(x.translated(f), y.translated(f))
		case x.tbl.store[i].less(x.row, y.row):
			res = -1
		case x.tbl.store[i].less(y.row, x.row):
			res = 1
		}
	}
	if t.desc {
		return -res
	}
	return res
}

// same panics if other is not of the model of c.
func (c *Core) same(other *Core) {
	if other != nil && other.tbl != nil && other.model() != c.model() {
		panic(&FieldError{Model: c.model().name, Reason: ErrWrongType, Message: "operation with records of " + other.model().name})
	}
}

// foreign returns the rows of other in the table of c, also if other is of another transaction.
func (c *Core) foreign(other *Core) []int32 {
	c.same(other)
	if other == nil || other.tbl == c.tbl {
		return other.members()
	}
	return other.WithEnv(c.env).members()
}

// Union returns the records of both sets, each once, those of c first.
func (c *Core) Union(other *Core) *Core {
	if c == nil {
		return other
	}
	rows := unique(append(slices.Clone(c.members()), c.foreign(other)...))
	return c.tbl.set(c.env, rows)
}

// Subtract returns the records of c that are not in other.
func (c *Core) Subtract(other *Core) *Core {
	if c == nil {
		return nil
	}
	return c.tbl.setIn(c.env, without(c.members(), rowSet(c.foreign(other))), c.group)
}

// Intersect returns the records of c that are in other.
func (c *Core) Intersect(other *Core) *Core {
	if c == nil {
		return nil
	}
	in := rowSet(c.foreign(other))
	var rows []int32
	for _, r := range c.members() {
		if in[r] {
			rows = append(rows, r)
		}
	}
	return c.tbl.setIn(c.env, rows, c.group)
}

// Equals tells whether both sets are of one model and have the same records, in any order.
func (c *Core) Equals(other *Core) bool {
	if c == nil || other == nil || c.tbl == nil || other.tbl == nil {
		return c.Len() == 0 && other.Len() == 0
	}
	if c.model() != other.model() {
		return false
	}
	a, b := c.Ids(), other.Ids()
	if len(a) != len(b) {
		return false
	}
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// Sudo returns the set in the environment of the super user, or of uid if one is given.
func (c *Core) Sudo(uid ...int64) *Core {
	if c == nil {
		return nil
	}
	return c.in(c.env.sudo(uid...))
}

// WithContext returns the set with its context extended by a key.
func (c *Core) WithContext(key string, value interface{}) *Core {
	if c == nil {
		return nil
	}
	return c.in(c.env.with(c.env.Uid(), c.env.Context().SetEntry(key, value)))
}

// WithNewContext returns the set with another context.
func (c *Core) WithNewContext(ctx *types.Context) *Core {
	if c == nil {
		return nil
	}
	return c.in(c.env.with(c.env.Uid(), ctx))
}

// Exists returns those of the records that are in the database (or wait to be inserted).
func (c *Core) Exists() *Core {
	if c == nil {
		return nil
	}
	t := c.tbl
	var ask []int64
	var rows []int32
	for _, r := range c.members() {
		if t.state[r]&(rowGone|rowMemory) == 0 {
			rows = append(rows, r)
			if t.state[r]&rowNew == 0 {
				ask = append(ask, t.ids[r])
			}
		}
	}
	found := rowSet(nil)
	if len(ask) > 0 {
		found = rowSet(t.runQuery(t.s.sudo, &query{model: t.model, ids: ask, unordered: true}, nil))
	}
	return c.tbl.setIn(c.env, slices.DeleteFunc(rows, func(r int32) bool { return t.state[r]&rowNew == 0 && !found[r] }), c.group)
}
