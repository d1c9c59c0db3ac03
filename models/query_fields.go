package models

import (
	"slices"

	"github.com/hexgen/hexgen/models/operator"
)

// fieldsUsed returns every field, of any model, whose value in the database decides which records the query finds and
// in which order: what must not wait to be written when the query runs. The query must be bound. Which models records
// are looked for in shows from the ID fields in the result.
func (q *query) fieldsUsed() []*Field {
	c := &fieldCollector{}
	c.query(q)
	return c.fields
}

// fieldCollector gathers fields, each once. Errors are left to those who make the SQL.
type fieldCollector struct {
	fields []*Field
	seen   map[*Field]bool
}

func (c *fieldCollector) add(f *Field) {
	if f == nil || c.seen[f] {
		return
	}
	if c.seen == nil {
		c.seen = make(map[*Field]bool)
	}
	c.seen[f] = true
	c.fields = append(c.fields, f)
}

// model adds the id of a model, which stands for its records as such.
func (c *fieldCollector) model(m *Model) {
	if m != nil && FieldID < len(m.fields) {
		c.add(m.fields[FieldID])
	}
}

func (c *fieldCollector) query(q *query) {
	c.model(q.model)
	c.path(q.reads)
	if q.within != nil {
		c.query(q.within)
	}
	for _, cond := range append([]*Condition{q.cond}, q.rules...) {
		c.condition(q.model, cond)
	}
	if q.unordered {
		return
	}
	order := q.order
	if order == nil {
		order = q.model.order
	}
	c.order(order, nil)
}

func (c *fieldCollector) order(terms []orderTerm, within []*Model) {
	for _, t := range terms {
		path, err := expandPath(t.path)
		if err != nil || len(path) == 0 {
			continue
		}
		c.path(path)
		m := path[len(path)-1].relation
		if m == nil || slices.Contains(within, m) {
			continue
		}
		c.order(m.order, append(within[:len(within):len(within)], m))
	}
}

// path adds the fields of an expanded path, and those at the other ends of its relations.
func (c *fieldCollector) path(path []*Field) {
	for _, f := range path {
		c.add(f)
		if f.index == FieldLastUpdate && f.column == "" {
			c.add(f.model.fields[FieldWriteDate])
			c.add(f.model.fields[FieldCreateDate])
		}
		if f.kind.IsReverse() && f.reverse != nil {
			if other, err := expandPath([]*Field{f.reverse}); err == nil {
				c.path(other)
			}
		}
		c.model(f.relation)
	}
}

func (c *fieldCollector) condition(m *Model, cond *Condition) {
	if cond.IsEmpty() {
		return
	}
	for link := cond; link != nil; link = link.prev {
		c.predicate(m, link.pred)
	}
}

func (c *fieldCollector) predicate(m *Model, p *predicate) {
	if len(p.path) == 0 {
		c.condition(m, p.nested)
		return
	}
	path, err := m.resolvePath(p.path)
	if err != nil || len(path) == 0 {
		return
	}
	c.path(path)
	last := path[len(path)-1]
	if p.nested != nil && last.relation != nil {
		c.condition(last.relation, p.nested)
		return
	}
	tree := last.relation
	if last.index == FieldID {
		tree = last.model
	}
	if p.op == operator.ChildOf && tree != nil && tree.parentField != nil {
		if other, err := expandPath([]*Field{tree.parentField}); err == nil {
			c.path(other)
		}
	}
	if rs, ok := p.value.(RecordSet); ok {
		if s := rs.Underlying(); s != nil && p.op != operator.Equals && p.op != operator.NotEquals {
			if q := s.pendingQuery(s.env); q != nil {
				c.query(q)
			}
		}
	}
}
