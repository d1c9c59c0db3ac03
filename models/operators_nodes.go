package models

import (
	"slices"
	"strings"

	"github.com/hexgen/hexgen/models/operator"
)

// fieldNode is a field that is no relation, waiting for its operator.
type fieldNode struct {
	owner *RelationPath // of the model that has the field
	name  string
}

// FieldName returns the path of the field.
func (n *fieldNode) FieldName() string { return strings.Join(n.owner.names(n.name), ".") }

func (n *fieldNode) is(op operator.Operator, value any) *Condition {
	return n.owner.start.value(n.owner.names(n.name), op, value)
}

func (n *fieldNode) eval(op operator.Operator, expression string) *Condition {
	return n.owner.start.eval(n.owner.names(n.name), op, expression)
}

// isFunc compares n with a value of type T that is found when the query is made.
func isFunc[T any](n *fieldNode, op operator.Operator, fn func(RecordSet) T) *Condition {
	return n.owner.start.fn(n.owner.names(n.name), op, func(rs RecordSet) any { return fn(rs) })
}

func (n *fieldNode) IsNull() *Condition    { return n.is(operator.IsNull, nil) }
func (n *fieldNode) IsNotNull() *Condition { return n.is(operator.IsNotNull, nil) }

// equalNode is a field of type T that is compared for equality. Its operators are those of EqualOperators.
type equalNode[T any] struct{ fieldNode }

// orderedNode is a field of type T that has an order. Its operators are those of OrderedOperators.
type orderedNode[T any] struct{ equalNode[T] }

// charNode is a text field. Its operators are those of CharOperators.
type charNode struct{ orderedNode[string] }

// idNode is the id of a record. Its operators are those of IDOperators.
type idNode struct{ orderedNode[int64] }

func (n *equalNode[T]) Equals(value T) *Condition { return n.is(operator.Equals, value) }
func (n *equalNode[T]) EqualsFunc(value func(RecordSet) T) *Condition {
	return isFunc(&n.fieldNode, operator.Equals, value)
}
func (n *equalNode[T]) EqualsEval(expression string) *Condition {
	return n.eval(operator.Equals, expression)
}

func (n *equalNode[T]) NotEquals(value T) *Condition { return n.is(operator.NotEquals, value) }
func (n *equalNode[T]) NotEqualsFunc(value func(RecordSet) T) *Condition {
	return isFunc(&n.fieldNode, operator.NotEquals, value)
}
func (n *equalNode[T]) NotEqualsEval(expression string) *Condition {
	return n.eval(operator.NotEquals, expression)
}

func (n *equalNode[T]) In(value []T) *Condition { return n.is(operator.In, slices.Clone(value)) }
func (n *equalNode[T]) InFunc(value func(RecordSet) []T) *Condition {
	return isFunc(&n.fieldNode, operator.In, value)
}
func (n *equalNode[T]) InEval(expression string) *Condition { return n.eval(operator.In, expression) }

func (n *equalNode[T]) NotIn(value []T) *Condition { return n.is(operator.NotIn, slices.Clone(value)) }
func (n *equalNode[T]) NotInFunc(value func(RecordSet) []T) *Condition {
	return isFunc(&n.fieldNode, operator.NotIn, value)
}
func (n *equalNode[T]) NotInEval(expression string) *Condition {
	return n.eval(operator.NotIn, expression)
}

func (n *orderedNode[T]) Greater(value T) *Condition { return n.is(operator.Greater, value) }
func (n *orderedNode[T]) GreaterFunc(value func(RecordSet) T) *Condition {
	return isFunc(&n.fieldNode, operator.Greater, value)
}
func (n *orderedNode[T]) GreaterEval(expression string) *Condition {
	return n.eval(operator.Greater, expression)
}

func (n *orderedNode[T]) GreaterOrEqual(value T) *Condition {
	return n.is(operator.GreaterOrEqual, value)
}
func (n *orderedNode[T]) GreaterOrEqualFunc(value func(RecordSet) T) *Condition {
	return isFunc(&n.fieldNode, operator.GreaterOrEqual, value)
}
func (n *orderedNode[T]) GreaterOrEqualEval(expression string) *Condition {
	return n.eval(operator.GreaterOrEqual, expression)
}

func (n *orderedNode[T]) Lower(value T) *Condition { return n.is(operator.Lower, value) }
func (n *orderedNode[T]) LowerFunc(value func(RecordSet) T) *Condition {
	return isFunc(&n.fieldNode, operator.Lower, value)
}
func (n *orderedNode[T]) LowerEval(expression string) *Condition {
	return n.eval(operator.Lower, expression)
}

func (n *orderedNode[T]) LowerOrEqual(value T) *Condition { return n.is(operator.LowerOrEqual, value) }
func (n *orderedNode[T]) LowerOrEqualFunc(value func(RecordSet) T) *Condition {
	return isFunc(&n.fieldNode, operator.LowerOrEqual, value)
}
func (n *orderedNode[T]) LowerOrEqualEval(expression string) *Condition {
	return n.eval(operator.LowerOrEqual, expression)
}

func (n *charNode) Like(value string) *Condition { return n.is(operator.Like, value) }
func (n *charNode) LikeFunc(value func(RecordSet) string) *Condition {
	return isFunc(&n.fieldNode, operator.Like, value)
}
func (n *charNode) LikeEval(expression string) *Condition { return n.eval(operator.Like, expression) }

func (n *charNode) ILike(value string) *Condition { return n.is(operator.ILike, value) }
func (n *charNode) ILikeFunc(value func(RecordSet) string) *Condition {
	return isFunc(&n.fieldNode, operator.ILike, value)
}
func (n *charNode) ILikeEval(expression string) *Condition { return n.eval(operator.ILike, expression) }

func (n *charNode) Contains(value string) *Condition { return n.is(operator.Contains, value) }
func (n *charNode) ContainsFunc(value func(RecordSet) string) *Condition {
	return isFunc(&n.fieldNode, operator.Contains, value)
}
func (n *charNode) ContainsEval(expression string) *Condition {
	return n.eval(operator.Contains, expression)
}

func (n *charNode) NotContains(value string) *Condition { return n.is(operator.NotContains, value) }
func (n *charNode) NotContainsFunc(value func(RecordSet) string) *Condition {
	return isFunc(&n.fieldNode, operator.NotContains, value)
}
func (n *charNode) NotContainsEval(expression string) *Condition {
	return n.eval(operator.NotContains, expression)
}

func (n *charNode) IContains(value string) *Condition { return n.is(operator.IContains, value) }
func (n *charNode) IContainsFunc(value func(RecordSet) string) *Condition {
	return isFunc(&n.fieldNode, operator.IContains, value)
}
func (n *charNode) IContainsEval(expression string) *Condition {
	return n.eval(operator.IContains, expression)
}

func (n *charNode) NotIContains(value string) *Condition { return n.is(operator.NotIContains, value) }
func (n *charNode) NotIContainsFunc(value func(RecordSet) string) *Condition {
	return isFunc(&n.fieldNode, operator.NotIContains, value)
}
func (n *charNode) NotIContainsEval(expression string) *Condition {
	return n.eval(operator.NotIContains, expression)
}

func (n *idNode) ChildOf(value int64) *Condition { return n.is(operator.ChildOf, value) }
func (n *idNode) ChildOfFunc(value func(RecordSet) int64) *Condition {
	return isFunc(&n.fieldNode, operator.ChildOf, value)
}
func (n *idNode) ChildOfEval(expression string) *Condition {
	return n.eval(operator.ChildOf, expression)
}

// The functions below start a predicate on a field of the model at the end of a path. Generated code calls them.

// CharAt is a field of kind Char, Text or HTML.
func CharAt(owner *RelationPath, name string) CharOperators[*Condition] {
	keepOperators()
	n := &charNode{}
	n.owner, n.name = owner, name
	return n
}

// SelectionAt is a field of kind Selection.
func SelectionAt(owner *RelationPath, name string) SelectionOperators[*Condition] {
	keepOperators()
	return &equalNode[string]{fieldNode{owner, name}}
}

// BinaryAt is a field of kind Binary.
func BinaryAt(owner *RelationPath, name string) BinaryOperators[*Condition] {
	keepOperators()
	return &equalNode[string]{fieldNode{owner, name}}
}

// BoolAt is a field of kind Boolean.
func BoolAt(owner *RelationPath, name string) BoolOperators[*Condition] {
	keepOperators()
	return &equalNode[bool]{fieldNode{owner, name}}
}

// IDAt is the id of a record.
func IDAt(owner *RelationPath, name string) IDOperators[*Condition] {
	keepOperators()
	n := &idNode{}
	n.owner, n.name = owner, name
	return n
}

// IntegerAt is a field of kind Integer.
func IntegerAt(owner *RelationPath, name string) OrderedOperators[*Condition, int64] {
	return OrderedAt[int64](owner, name)
}

// FloatAt is a field of kind Float.
func FloatAt(owner *RelationPath, name string) OrderedOperators[*Condition, float64] {
	return OrderedAt[float64](owner, name)
}

// DateAt is a field of kind Date.
func DateAt(owner *RelationPath, name string) OrderedOperators[*Condition, Date] {
	return OrderedAt[Date](owner, name)
}

// DateTimeAt is a field of kind DateTime.
func DateTimeAt(owner *RelationPath, name string) OrderedOperators[*Condition, DateTime] {
	return OrderedAt[DateTime](owner, name)
}

// OrderedAt is a field with a GoType of its own.
func OrderedAt[T any](owner *RelationPath, name string) OrderedOperators[*Condition, T] {
	var res OrderedOperators[*Condition, T] = &orderedNode[T]{equalNode[T]{fieldNode{owner, name}}}
	if NeverTrue {
		keepOrdered(res)
	}
	return res
}
