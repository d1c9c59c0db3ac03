package models

import (
	"github.com/hexgen/hexgen/models/operator"
)

// No SQL here ever stands under a NOT of its own: a negation is pushed down to the predicates, each of which knows its
// exact complement. So NULL, which is neither true nor false, never turns a negation into "neither".

// condition writes a condition on the records of r, or its negation. The text is a chain without brackets.
func (r *tableRef) condition(b []byte, c *Condition, not bool) []byte {
	groups := c.groups()
	outer, inner := " OR ", " AND "
	if not {
		outer, inner = inner, outer
	}
	return joined(b, len(groups), outer, func(b []byte, i int) []byte {
		g := groups[i]
		wrap := len(g) > 1 && len(groups) > 1
		if wrap {
			b = append(b, '(')
		}
		b = joined(b, len(g), inner, func(b []byte, j int) []byte {
			return r.predicate(b, g[j].pred, g[j].not != not)
		})
		if wrap {
			b = append(b, ')')
		}
		return b
	})
}

// maxChain is how many terms are chained without brackets: SQLite parses a chain as a tree of that depth, and limits
// the depth to 1000.
const maxChain = 200

// joined writes n items with a separator between them. Very long chains are put into brackets in parts.
func joined(b []byte, n int, sep string, item func(b []byte, i int) []byte) []byte {
	var write func(from, to int)
	write = func(from, to int) {
		if to-from <= maxChain {
			for i := from; i < to; i++ {
				if i > from {
					b = append(b, sep...)
				}
				b = item(b, i)
			}
			return
		}
		part := (to - from + maxChain - 1) / maxChain
		for i := from; i < to; i += part {
			if i > from {
				b = append(b, sep...)
			}
			b = append(b, '(')
			write(i, min(i+part, to))
			b = append(b, ')')
		}
	}
	write(0, n)
	return b
}

// brackets writes a condition as one term.
func (r *tableRef) brackets(b []byte, c *Condition, not bool) []byte {
	if c.size == 1 {
		return r.condition(b, c, not)
	}
	return append(r.condition(append(b, '('), c, not), ')')
}

// predicate writes one term of a condition.
func (r *tableRef) predicate(b []byte, p *predicate, not bool) []byte {
	if len(p.path) == 0 {
		return r.brackets(b, p.nested, not)
	}
	path, err := r.model.resolvePath(p.path)
	if err != nil {
		r.src.w.fail(err)
		return b
	}
	return r.along(b, path, p, not)
}

// along walks the path of a predicate. Relations to one are joined; behind a relation to many the rest of the path is
// a condition on the records there, one of which must match.
func (r *tableRef) along(b []byte, path []*Field, p *predicate, not bool) []byte {
	f := path[0]
	if len(path) == 1 {
		return r.last(b, f, p, not)
	}
	if f.isToOne() {
		return r.to(f).along(b, path[1:], p, not)
	}
	return r.semiJoin(b, f, not, func(b []byte, other *tableRef) []byte {
		return other.along(b, path[1:], p, false)
	})
}

// toOneThat writes that there is a related record and that it matches, or the negation: FilteredOn means the same for
// relations to one and to many.
func (r *tableRef) toOneThat(b []byte, f *Field, c *Condition, not bool) []byte {
	other := r.to(f)
	b = append(append(b, '('), other.id()...)
	if not {
		b = append(b, " IS NULL OR "...)
	} else {
		b = append(b, " IS NOT NULL AND "...)
	}
	return append(other.brackets(b, c, not), ')')
}

// last writes the predicate on the field at the end of its path.
func (r *tableRef) last(b []byte, f *Field, p *predicate, not bool) []byte {
	w := r.src.w
	switch {
	case p.isEval:
		w.fail(fieldError(f.model.name, f.name, ErrNotSearchable,
			"the condition compares with the expression "+quoted(p.eval)+", which only a client can evaluate",
			"use the operator without Eval, or with Func, in a search"))
		return b
	case p.nested != nil && f.relation == nil:
		w.fail(fieldError(f.model.name, f.name, ErrNotSearchable,
			"the field is no relation, so that FilteredOn cannot follow it",
			"use FilteredOn on relation fields only"))
		return b
	case p.nested != nil && f.isToOne():
		return r.toOneThat(b, f, p.nested, not)
	case p.nested != nil:
		return r.semiJoin(b, f, not, func(b []byte, other *tableRef) []byte {
			return other.condition(b, p.nested, false)
		})
	}
	op, value := p.op, p.value
	if p.fn != nil { // bound() was not called: there is no set to search
		w.fail(fieldError(f.model.name, f.name, ErrNotSearchable,
			"the value of the condition is a function that was not evaluated",
			"search with the condition"))
		return b
	}
	switch {
	case op == operator.IsNotNull:
		op, not = operator.IsNull, !not
	case op != operator.IsNull && op.IsNegative():
		op, not = op.Positive(), !not
	}
	switch {
	case f.relation != nil:
		return r.relation(b, f, op, value, not)
	case op == operator.ChildOf:
		return r.childOf(b, f, value, not)
	}
	return r.compare(b, f, op, value, not)
}

// semiJoin writes that one of the records that a relation to many points at matches inner, or that none does. inner
// may write nothing, if any record will do.
func (r *tableRef) semiJoin(b []byte, f *Field, not bool, inner func(b []byte, other *tableRef) []byte) []byte {
	w := r.src.w
	var src *source
	var our []byte
	if f.link != nil {
		src, our = w.fromLink(f)
	} else {
		src = w.from(f.relation)
		path, err := expandPath([]*Field{f.reverse})
		if err != nil {
			w.fail(err)
			return b
		}
		at := src.root
		for _, step := range path[:len(path)-1] {
			if !step.isToOne() {
				w.fail(notSearchable(f))
				return b
			}
			at = at.to(step)
		}
		our = at.column(nil, path[len(path)-1])
	}
	id := r.id()
	switch {
	case !not:
		where := inner(nil, src.root)
		b = append(append(b, id...), " IN ("...)
		return append(append(b, src.statement(our, where, nil, 0, 0)...), ')')
	case w.pg: // an anti-join there
		where := append(append(append([]byte(nil), our...), " = "...), id...)
		where = andBrackets(where, inner(nil, src.root))
		b = append(b, "NOT EXISTS ("...)
		return append(append(b, src.statement([]byte("1"), where, nil, 0, 0)...), ')')
	}
	where := append(append([]byte(nil), our...), " IS NOT NULL"...)
	where = andBrackets(where, inner(nil, src.root))
	if r.nullable {
		b = append(append(append(b, '('), id...), " IS NULL OR "...)
	}
	b = append(append(b, id...), " NOT IN ("...)
	b = append(append(b, src.statement(our, where, nil, 0, 0)...), ')')
	if r.nullable {
		b = append(b, ')')
	}
	return b
}

// andBrackets adds a condition, which may be empty or a chain.
func andBrackets(b, cond []byte) []byte {
	if len(cond) == 0 {
		return b
	}
	b = append(append(b, " AND ("...), cond...)
	return append(b, ')')
}
