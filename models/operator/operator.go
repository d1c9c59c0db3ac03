// Package operator names the comparisons that a search condition can make
// between a field and a value.
package operator

// Operator is a comparison between a field and a value. Its text is the short
// form used in messages and in untyped conditions.
type Operator string

// The operators that conditions are built with.
const (
	// Equals holds when the field has the value.
	Equals Operator = "="
	// NotEquals holds when the field has another value, or none.
	NotEquals Operator = "!="
	// Greater holds when the field is above the value.
	Greater Operator = ">"
	// GreaterOrEqual holds when the field is the value or above it.
	GreaterOrEqual Operator = ">="
	// Lower holds when the field is below the value.
	Lower Operator = "<"
	// LowerOrEqual holds when the field is the value or below it.
	LowerOrEqual Operator = "<="
	// Like matches a pattern of the caller's with % and _, case included.
	Like Operator = "like"
	// ILike matches a pattern of the caller's with % and _, in any case.
	ILike Operator = "ilike"
	// Contains holds when the value is a part of the field.
	Contains Operator = "contains"
	// NotContains holds when the value is no part of the field.
	NotContains Operator = "not contains"
	// IContains is Contains in any case.
	IContains Operator = "icontains"
	// NotIContains is NotContains in any case.
	NotIContains Operator = "not icontains"
	// In holds when the field has one of the values.
	In Operator = "in"
	// NotIn holds when the field has none of the values.
	NotIn Operator = "not in"
	// ChildOf holds for the given records and all records below them.
	ChildOf Operator = "child_of"
	// IsNull holds when the field has no value.
	IsNull Operator = "is null"
	// IsNotNull holds when the field has a value.
	IsNotNull Operator = "is not null"
)

// All returns every operator, in the order of their declaration.
func All() []Operator {
	return []Operator{
		Equals, NotEquals, Greater, GreaterOrEqual, Lower, LowerOrEqual,
		Like, ILike, Contains, NotContains, IContains, NotIContains,
		In, NotIn, ChildOf, IsNull, IsNotNull,
	}
}

// Valid tells whether o is one of the operators of this package.
func (o Operator) Valid() bool {
	switch o {
	case Equals, NotEquals, Greater, GreaterOrEqual, Lower, LowerOrEqual,
		Like, ILike, Contains, NotContains, IContains, NotIContains,
		In, NotIn, ChildOf, IsNull, IsNotNull:
		return true
	}
	return false
}

// IsMulti tells whether o compares with a list of values.
func (o Operator) IsMulti() bool {
	return o == In || o == NotIn
}

// IsNegative tells whether o negates another operator, Positive().
func (o Operator) IsNegative() bool {
	return o.Positive() != o
}

// Positive returns the operator that a negative one negates, and any other
// operator unchanged. IsNull and IsNotNull, which have no value to compare
// with, both count as positive.
func (o Operator) Positive() Operator {
	switch o {
	case NotEquals:
		return Equals
	case NotContains:
		return Contains
	case NotIContains:
		return IContains
	case NotIn:
		return In
	}
	return o
}

// String returns the text of o.
func (o Operator) String() string {
	return string(o)
}
