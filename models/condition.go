package models

import "github.com/hexgen/hexgen/models/operator"

// Condition is a search condition: predicates on the fields of a model, chained with And and Or. AND binds tighter
// than OR in a chain; AndCond, OrCond and FilteredOn keep what they are given together, as if in brackets.
//
// A condition never changes: every method returns a new one, and what is added to it leaves the one that it was added
// to as it was. The nil condition is empty and matches all records. It refers to fields by name and knows no model; the
// names are looked up when it is searched with.
type Condition struct {
	prev  *Condition // what comes before in the chain
	pred  *predicate // nil in an empty condition only
	or    bool       // connected to prev by OR
	not   bool       // pred is negated
	flags conditionFlags
	size  int32 // predicates in the chain
}

// conditionFlags tell what is somewhere in a condition, so that nobody walks it in vain.
type conditionFlags uint8

const (
	hasOr   conditionFlags = 1 << iota // at the top level of the chain
	hasFunc                            // anywhere
	hasEval                            // anywhere
)

// predicate is one comparison of a field, or a condition in brackets.
type predicate struct {
	path   []string // names of fields; empty for brackets
	op     operator.Operator
	value  any                 // with neither fn nor eval
	fn     func(RecordSet) any // gives the value when the query is made
	eval   string
	isEval bool
	nested *Condition // brackets, or the condition on the records at the end of path
}

// Where starts an untyped condition.
func Where() *ConditionStart { return &ConditionStart{} }

// Underlying returns c itself.
func (c *Condition) Underlying() *Condition { return c }

// IsEmpty tells whether c holds no predicate, and so matches all records.
func (c *Condition) IsEmpty() bool { return c == nil || c.pred == nil }

// And continues the condition: c AND what follows.
func (c *Condition) And() *ConditionStart { return &ConditionStart{base: c} }

// AndNot continues the condition: c AND NOT what follows.
func (c *Condition) AndNot() *ConditionStart { return &ConditionStart{base: c, not: true} }

// Or continues the condition: c OR what follows.
func (c *Condition) Or() *ConditionStart { return &ConditionStart{base: c, or: true} }

// OrNot continues the condition: c OR NOT what follows.
func (c *Condition) OrNot() *ConditionStart { return &ConditionStart{base: c, or: true, not: true} }

// AndCond returns (c) AND (other). An empty condition adds nothing.
func (c *Condition) AndCond(other *Condition) *Condition { return c.combine(other, false, false) }

// AndNotCond returns (c) AND NOT (other). An empty condition adds nothing.
func (c *Condition) AndNotCond(other *Condition) *Condition { return c.combine(other, false, true) }

// OrCond returns (c) OR (other). An empty condition adds nothing.
func (c *Condition) OrCond(other *Condition) *Condition { return c.combine(other, true, false) }

// OrNotCond returns (c) OR NOT (other). An empty condition adds nothing.
func (c *Condition) OrNotCond(other *Condition) *Condition { return c.combine(other, true, true) }

// combine chains other in brackets to c in brackets, leaving out brackets that change nothing.
func (c *Condition) combine(other *Condition, or, not bool) *Condition {
	if other.IsEmpty() {
		return c
	}
	if !or && !c.IsEmpty() && c.flags&hasOr != 0 {
		c = (*Condition)(nil).bracket(c, false, false)
	}
	if other.size == 1 {
		return c.append(other.pred, or, not != other.not)
	}
	if c.IsEmpty() && !not {
		return other
	}
	return c.bracket(other, or, not)
}

// bracket chains other as a whole.
func (c *Condition) bracket(other *Condition, or, not bool) *Condition {
	return c.append(&predicate{nested: other}, or, not)
}

// append chains one predicate.
func (c *Condition) append(p *predicate, or, not bool) *Condition {
	res := &Condition{pred: p, not: not, size: 1, flags: p.flags()}
	if c.IsEmpty() {
		return res
	}
	res.prev, res.or, res.size = c, or, c.size+1
	res.flags |= c.flags
	if or {
		res.flags |= hasOr
	}
	return res
}

// flags returns what the predicate brings into the condition that holds it.
func (p *predicate) flags() conditionFlags {
	var res conditionFlags
	if p.fn != nil {
		res |= hasFunc
	}
	if p.isEval {
		res |= hasEval
	}
	if p.nested != nil {
		res |= p.nested.flags &^ hasOr
	}
	return res
}

// term is one link of a condition's chain.
type term struct {
	pred *predicate
	not  bool
}

// groups returns the chain as a disjunction of conjunctions: the terms of one group are connected by AND, the groups
// by OR.
func (c *Condition) groups() [][]term {
	if c.IsEmpty() {
		return nil
	}
	terms := make([]term, c.size)
	starts := make([]int, 0, 4) // where groups start, last one first
	i := len(terms)
	for link := c; link != nil; link = link.prev {
		i--
		terms[i] = term{link.pred, link.not}
		if link.or || link.prev == nil {
			starts = append(starts, i)
		}
	}
	res := make([][]term, len(starts))
	for g := range res {
		from, to := starts[len(starts)-1-g], len(terms)
		if g+1 < len(starts) {
			to = starts[len(starts)-2-g]
		}
		res[g] = terms[from:to:to]
	}
	return res
}
