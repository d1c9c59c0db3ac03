package models

import (
	"strings"

	"github.com/hexgen/hexgen/models/operator"
)

// RelationPath is a way over relation fields, from the model that a condition is for to the model where the next
// field is. Nodes of generated code embed it: it has the operators of a relation. Its zero value is the start of a new
// condition; as such it has no operators that make sense.
type RelationPath struct {
	start  ConditionStart
	parent *RelationPath // nil at the root
	name   string        // "" at the root
}

// PathAt returns the root of the paths that continue a condition: PathAt(cond.And()).
func PathAt(start *ConditionStart) RelationPath { return RelationPath{start: *start} }

// RelationAt extends a path by a relation field.
func RelationAt(parent *RelationPath, name string) RelationPath {
	return RelationPath{start: parent.start, parent: parent, name: name}
}

// FilteredOnAt returns the condition that the records at the end of a relation field match cond.
func FilteredOnAt(parent *RelationPath, name string, cond *Condition) *Condition {
	return parent.start.filteredOn(parent.names(name), cond)
}

// names returns the path to the field called last.
func (p *RelationPath) names(last string) []string {
	n := 1
	for q := p; q.parent != nil; q = q.parent {
		n++
	}
	res := make([]string, n)
	n--
	res[n] = last
	for q := p; q.parent != nil; q = q.parent {
		n--
		res[n] = q.name
	}
	return res
}

// path returns the path to p's own field.
func (p *RelationPath) path() []string {
	if p.parent == nil {
		return []string{p.name}
	}
	return p.parent.names(p.name)
}

// FieldName returns the path of the relation field.
func (p *RelationPath) FieldName() string { return strings.Join(p.path(), ".") }

func (p *RelationPath) value(op operator.Operator, records *Core) *Condition {
	return p.start.value(p.path(), op, records)
}

func (p *RelationPath) fn(op operator.Operator, records func(RecordSet) *Core) *Condition {
	return p.start.fn(p.path(), op, func(rs RecordSet) any { return records(rs) })
}

func (p *RelationPath) eval(op operator.Operator, expression string) *Condition {
	return p.start.eval(p.path(), op, expression)
}

// IsNull holds if the relation points at no record.
func (p *RelationPath) IsNull() *Condition { return p.value(operator.IsNull, nil) }

// IsNotNull holds if the relation points at a record.
func (p *RelationPath) IsNotNull() *Condition { return p.value(operator.IsNotNull, nil) }

// Equals holds if the relation points at one of the records, or at none if there are none.
func (p *RelationPath) Equals(records *Core) *Condition { return p.value(operator.Equals, records) }

// EqualsFunc is Equals with records found when the query is made.
func (p *RelationPath) EqualsFunc(records func(RecordSet) *Core) *Condition {
	return p.fn(operator.Equals, records)
}

// EqualsEval is Equals with an expression for the client.
func (p *RelationPath) EqualsEval(expression string) *Condition {
	return p.eval(operator.Equals, expression)
}

// NotEquals is the opposite of Equals.
func (p *RelationPath) NotEquals(records *Core) *Condition {
	return p.value(operator.NotEquals, records)
}

// NotEqualsFunc is NotEquals with records found when the query is made.
func (p *RelationPath) NotEqualsFunc(records func(RecordSet) *Core) *Condition {
	return p.fn(operator.NotEquals, records)
}

// NotEqualsEval is NotEquals with an expression for the client.
func (p *RelationPath) NotEqualsEval(expression string) *Condition {
	return p.eval(operator.NotEquals, expression)
}

// In holds if the relation points at one of the records.
func (p *RelationPath) In(records *Core) *Condition { return p.value(operator.In, records) }

// InFunc is In with records found when the query is made.
func (p *RelationPath) InFunc(records func(RecordSet) *Core) *Condition {
	return p.fn(operator.In, records)
}

// InEval is In with an expression for the client.
func (p *RelationPath) InEval(expression string) *Condition { return p.eval(operator.In, expression) }

// NotIn is the opposite of In.
func (p *RelationPath) NotIn(records *Core) *Condition { return p.value(operator.NotIn, records) }

// NotInFunc is NotIn with records found when the query is made.
func (p *RelationPath) NotInFunc(records func(RecordSet) *Core) *Condition {
	return p.fn(operator.NotIn, records)
}

// NotInEval is NotIn with an expression for the client.
func (p *RelationPath) NotInEval(expression string) *Condition {
	return p.eval(operator.NotIn, expression)
}

// ChildOf holds if the relation points at one of the records or at one below them.
func (p *RelationPath) ChildOf(records *Core) *Condition { return p.value(operator.ChildOf, records) }

// ChildOfFunc is ChildOf with records found when the query is made.
func (p *RelationPath) ChildOfFunc(records func(RecordSet) *Core) *Condition {
	return p.fn(operator.ChildOf, records)
}

// ChildOfEval is ChildOf with an expression for the client.
func (p *RelationPath) ChildOfEval(expression string) *Condition {
	return p.eval(operator.ChildOf, expression)
}
