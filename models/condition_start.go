package models

import (
	"slices"
	"strings"

	"github.com/hexgen/hexgen/models/operator"
)

// ConditionStart is a condition that waits for its next predicate.
type ConditionStart struct {
	base    *Condition
	or, not bool
}

// Where returns s itself, for those who like to read "where".
func (s *ConditionStart) Where() *ConditionStart { return s }

// Field starts a predicate on a field, given by its path such as "Name" or "Company.Country.Code".
func (s *ConditionStart) Field(path string) *ConditionField {
	return &ConditionField{start: *s, path: strings.Split(path, ".")}
}

// FilteredOn adds the condition that a relation field, given by its path, points at a record that matches cond. So a
// record without a related one does not match, while a path that walks over the field compares with the value that the
// getter returns then. On a relation to many, one record must match the whole of cond. An empty cond adds nothing.
func (s *ConditionStart) FilteredOn(path string, cond *Condition) *Condition {
	return s.filteredOn(strings.Split(path, "."), cond)
}

func (s *ConditionStart) filteredOn(path []string, cond *Condition) *Condition {
	if cond.IsEmpty() {
		return s.base
	}
	return s.base.append(&predicate{path: path, nested: cond}, s.or, s.not)
}

func (s *ConditionStart) value(path []string, op operator.Operator, value any) *Condition {
	return s.base.append(&predicate{path: path, op: op, value: value}, s.or, s.not)
}

func (s *ConditionStart) fn(path []string, op operator.Operator, fn func(RecordSet) any) *Condition {
	return s.base.append(&predicate{path: path, op: op, fn: fn}, s.or, s.not)
}

func (s *ConditionStart) eval(path []string, op operator.Operator, expression string) *Condition {
	return s.base.append(&predicate{path: path, op: op, eval: expression, isEval: true}, s.or, s.not)
}

// ConditionField is a field that waits for its operator, in a condition built without generated code. Values are
// checked against the kind of the field when the condition is searched with. A relation field takes a record set, an
// id or a slice of ids.
type ConditionField struct {
	start ConditionStart
	path  []string
}

// FieldName returns the path of the field.
func (f *ConditionField) FieldName() string { return strings.Join(f.path, ".") }

// Is compares the field with a value. IsNull and IsNotNull ignore the value.
func (f *ConditionField) Is(op operator.Operator, value any) *Condition {
	return f.start.value(f.path, op, frozen(value))
}

// frozen returns a copy of the usual lists of values, so that what their owner does with them later does not change a
// condition.
func frozen(value any) any {
	switch v := value.(type) {
	case []int64:
		return slices.Clone(v)
	case []string:
		return slices.Clone(v)
	case []float64:
		return slices.Clone(v)
	case []Date:
		return slices.Clone(v)
	case []DateTime:
		return slices.Clone(v)
	}
	return value
}

// IsFunc compares the field with a value that is computed when the query is made.
func (f *ConditionField) IsFunc(op operator.Operator, value func(RecordSet) any) *Condition {
	return f.start.fn(f.path, op, value)
}

// IsEval compares the field with an expression for the client.
func (f *ConditionField) IsEval(op operator.Operator, expression string) *Condition {
	return f.start.eval(f.path, op, expression)
}

// Equals compares with a value.
func (f *ConditionField) Equals(value any) *Condition { return f.Is(operator.Equals, value) }

// NotEquals is the opposite of Equals.
func (f *ConditionField) NotEquals(value any) *Condition { return f.Is(operator.NotEquals, value) }

// Greater holds above the value.
func (f *ConditionField) Greater(value any) *Condition { return f.Is(operator.Greater, value) }

// GreaterOrEqual holds at the value and above it.
func (f *ConditionField) GreaterOrEqual(value any) *Condition {
	return f.Is(operator.GreaterOrEqual, value)
}

// Lower holds below the value.
func (f *ConditionField) Lower(value any) *Condition { return f.Is(operator.Lower, value) }

// LowerOrEqual holds at the value and below it.
func (f *ConditionField) LowerOrEqual(value any) *Condition {
	return f.Is(operator.LowerOrEqual, value)
}

// Like matches a pattern, see CharOperators.
func (f *ConditionField) Like(pattern string) *Condition { return f.Is(operator.Like, pattern) }

// ILike matches a pattern in any case, see CharOperators.
func (f *ConditionField) ILike(pattern string) *Condition { return f.Is(operator.ILike, pattern) }

// Contains looks for a text.
func (f *ConditionField) Contains(text string) *Condition { return f.Is(operator.Contains, text) }

// NotContains is the opposite of Contains.
func (f *ConditionField) NotContains(text string) *Condition {
	return f.Is(operator.NotContains, text)
}

// IContains looks for a text in any case.
func (f *ConditionField) IContains(text string) *Condition { return f.Is(operator.IContains, text) }

// NotIContains is the opposite of IContains.
func (f *ConditionField) NotIContains(text string) *Condition {
	return f.Is(operator.NotIContains, text)
}

// In compares with a slice of values, or a record set.
func (f *ConditionField) In(values any) *Condition { return f.Is(operator.In, values) }

// NotIn is the opposite of In.
func (f *ConditionField) NotIn(values any) *Condition { return f.Is(operator.NotIn, values) }

// ChildOf holds for the given records, or ids, and all below them.
func (f *ConditionField) ChildOf(records any) *Condition { return f.Is(operator.ChildOf, records) }

// IsNull holds if the field has no value.
func (f *ConditionField) IsNull() *Condition { return f.Is(operator.IsNull, nil) }

// IsNotNull holds if the field has a value.
func (f *ConditionField) IsNotNull() *Condition { return f.Is(operator.IsNotNull, nil) }
