package models

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hexgen/hexgen/models/operator"
)

// String returns the condition for reading, as in: Name = "Jane" OR NOT Company.(Active = true).
func (c *Condition) String() string {
	if c.IsEmpty() {
		return "(everything)"
	}
	var b strings.Builder
	c.print(&b)
	return b.String()
}

func (c *Condition) print(b *strings.Builder) {
	for g, group := range c.groups() {
		if g > 0 {
			b.WriteString(" OR ")
		}
		for i, t := range group {
			if i > 0 {
				b.WriteString(" AND ")
			}
			if t.not {
				b.WriteString("NOT ")
			}
			t.pred.print(b)
		}
	}
}

func (p *predicate) print(b *strings.Builder) {
	b.WriteString(strings.Join(p.path, "."))
	if p.nested != nil {
		if len(p.path) > 0 {
			b.WriteByte('.')
		}
		b.WriteByte('(')
		p.nested.print(b)
		b.WriteByte(')')
		return
	}
	b.WriteByte(' ')
	b.WriteString(string(p.op))
	switch {
	case p.op == operator.IsNull || p.op == operator.IsNotNull:
	case p.isEval:
		b.WriteString(" eval(" + p.eval + ")")
	case p.fn != nil:
		b.WriteString(" func(...)")
	default:
		b.WriteByte(' ')
		b.WriteString(valueText(p.value))
	}
}

// valueText writes a value for reading; long lists are cut.
func valueText(value any) string {
	switch v := value.(type) {
	case nil:
		return "nil"
	case string:
		return strconv.Quote(v)
	case RecordSet:
		return v.Underlying().String()
	case fmt.Stringer:
		return v.String()
	case []int64:
		if len(v) > 10 {
			return fmt.Sprintf("%v… (%d values)", v[:10], len(v))
		}
	case []string:
		if len(v) > 10 {
			return fmt.Sprintf("%q… (%d values)", v[:10], len(v))
		}
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(value)
}

// Eval is an expression in a serialized condition, for the client to evaluate.
type Eval string

// The operators as clients of Odoo know them, where they differ.
var clientOperators = map[operator.Operator]string{
	operator.Like: "=like", operator.ILike: "=ilike", operator.Contains: "like", operator.NotContains: "not like",
	operator.IContains: "ilike", operator.NotIContains: "not ilike", operator.IsNull: "=", operator.IsNotNull: "!=",
}

// Serialize returns the condition as a domain in the prefix notation of Odoo: operators "&", "|" and "!" before their
// operands, predicates as [path, operator, value]. Expressions of Eval operators are of type Eval. Functions are not
// evaluated and appear as nil. A condition on the records of a relation has the operator "any" and a domain as value.
func (c *Condition) Serialize() []any {
	res := []any{}
	if c.IsEmpty() {
		return res
	}
	return c.serialize(res)
}

func (c *Condition) serialize(res []any) []any {
	groups := c.groups()
	for range len(groups) - 1 {
		res = append(res, "|")
	}
	for _, g := range groups {
		for range len(g) - 1 {
			res = append(res, "&")
		}
		for _, t := range g {
			if t.not {
				res = append(res, "!")
			}
			res = t.pred.serialize(res)
		}
	}
	return res
}

func (p *predicate) serialize(res []any) []any {
	path := strings.Join(p.path, ".")
	switch {
	case p.nested != nil && path == "":
		return p.nested.serialize(res)
	case p.nested != nil:
		return append(res, []any{path, "any", p.nested.Serialize()})
	}
	op, ok := clientOperators[p.op]
	if !ok {
		op = string(p.op)
	}
	var value any
	switch {
	case p.isEval:
		value = Eval(p.eval)
	case p.op == operator.IsNull || p.op == operator.IsNotNull:
		value = false
	case p.fn == nil:
		value = clientValue(p.op, p.value)
	}
	if (p.op == operator.Like || p.op == operator.ILike) && !p.isEval {
		if s, isText := value.(string); isText && !strings.ContainsAny(s, `%_\`) {
			op = clientOperators[operator.Contains]
			if p.op == operator.ILike {
				op = clientOperators[operator.IContains]
			}
		}
	}
	return append(res, []any{path, op, value})
}

// clientValue returns record sets as their ids: one, or a list where the operator takes several.
func clientValue(op operator.Operator, value any) any {
	rs, ok := value.(RecordSet)
	if !ok {
		return value
	}
	ids := rs.Underlying().Ids()
	if op.IsMulti() || len(ids) > 1 {
		return ids
	}
	if len(ids) == 0 {
		return false
	}
	return ids[0]
}
