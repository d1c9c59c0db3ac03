package models

import (
	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// This file holds the operators that a condition can use, by kind of field. C is the condition type of the model where
// the path to the field starts, T the Go type of the field, and S the record set type of a relation. Methods that end
// in Func take a function that is evaluated when the query is made, with the record set that is searched. Methods that
// end in Eval take an expression for the client: a condition with one cannot be searched with.

// FieldName is the path of a field given as text where a FieldNamer is asked for.
type FieldName string

// FieldName returns the path itself.
func (n FieldName) FieldName() string { return string(n) }

// NullOperators ask whether a field has a value. An empty text counts as none.
type NullOperators[C any] interface {
	FieldNamer
	IsNull() C
	IsNotNull() C
}

// EqualOperators compare a field with a value or a list of values. A field without a value is equal to the zero value
// of its type, and different from all others.
type EqualOperators[C, T any] interface {
	NullOperators[C]
	Equals(value T) C
	EqualsFunc(value func(RecordSet) T) C
	EqualsEval(expression string) C
	NotEquals(value T) C
	NotEqualsFunc(value func(RecordSet) T) C
	NotEqualsEval(expression string) C
	In(values []T) C
	InFunc(values func(RecordSet) []T) C
	InEval(expression string) C
	NotIn(values []T) C
	NotInFunc(values func(RecordSet) []T) C
	NotInEval(expression string) C
}

// OrderedOperators are the operators of numbers, dates, and fields with a Go type of their own.
type OrderedOperators[C, T any] interface {
	EqualOperators[C, T]
	Greater(value T) C
	GreaterFunc(value func(RecordSet) T) C
	GreaterEval(expression string) C
	GreaterOrEqual(value T) C
	GreaterOrEqualFunc(value func(RecordSet) T) C
	GreaterOrEqualEval(expression string) C
	Lower(value T) C
	LowerFunc(value func(RecordSet) T) C
	LowerEval(expression string) C
	LowerOrEqual(value T) C
	LowerOrEqualFunc(value func(RecordSet) T) C
	LowerOrEqualEval(expression string) C
}

// CharOperators are the operators of text.
//
// Like and ILike take a pattern in which % stands for any text and _ for one character; \ makes either an ordinary
// character. A pattern with none of the three is looked for anywhere in the text. Contains and its variants take
// plain text. I stands for "in any case".
type CharOperators[C any] interface {
	OrderedOperators[C, string]
	Like(pattern string) C
	LikeFunc(pattern func(RecordSet) string) C
	LikeEval(expression string) C
	ILike(pattern string) C
	ILikeFunc(pattern func(RecordSet) string) C
	ILikeEval(expression string) C
	Contains(text string) C
	ContainsFunc(text func(RecordSet) string) C
	ContainsEval(expression string) C
	NotContains(text string) C
	NotContainsFunc(text func(RecordSet) string) C
	NotContainsEval(expression string) C
	IContains(text string) C
	IContainsFunc(text func(RecordSet) string) C
	IContainsEval(expression string) C
	NotIContains(text string) C
	NotIContainsFunc(text func(RecordSet) string) C
	NotIContainsEval(expression string) C
}

// SelectionOperators are the operators of a choice among strings.
type SelectionOperators[C any] interface {
	EqualOperators[C, string]
}

// BoolOperators are the operators of a boolean.
type BoolOperators[C any] interface {
	NullOperators[C]
	Equals(value bool) C
	EqualsFunc(value func(RecordSet) bool) C
	EqualsEval(expression string) C
	NotEquals(value bool) C
	NotEqualsFunc(value func(RecordSet) bool) C
	NotEqualsEval(expression string) C
}

// BinaryOperators are the operators of binary data.
type BinaryOperators[C any] interface {
	NullOperators[C]
	Equals(value string) C
	EqualsFunc(value func(RecordSet) string) C
	EqualsEval(expression string) C
	NotEquals(value string) C
	NotEqualsFunc(value func(RecordSet) string) C
	NotEqualsEval(expression string) C
}

// IDOperators are the operators of the id of a record.
type IDOperators[C any] interface {
	OrderedOperators[C, int64]
	// ChildOf holds for the record with this id and all below it in the tree of the model's Parent field.
	ChildOf(id int64) C
	ChildOfFunc(id func(RecordSet) int64) C
	ChildOfEval(expression string) C
}

// RelationOperators are the operators of a relation field. A set of several records stands for any of them, and an
// empty one for no record: Equals of an empty set is IsNull, In of it holds for nothing. On a relation to many, a
// positive operator holds if one of the records at the other end matches, a negative one if none does.
type RelationOperators[C, S any] interface {
	NullOperators[C]
	Equals(records S) C
	EqualsFunc(records func(RecordSet) S) C
	EqualsEval(expression string) C
	NotEquals(records S) C
	NotEqualsFunc(records func(RecordSet) S) C
	NotEqualsEval(expression string) C
	In(records S) C
	InFunc(records func(RecordSet) S) C
	InEval(expression string) C
	NotIn(records S) C
	NotInFunc(records func(RecordSet) S) C
	NotInEval(expression string) C
	// ChildOf holds for the records and all below them in the tree of the related model's Parent field.
	ChildOf(records S) C
	ChildOfFunc(records func(RecordSet) S) C
	ChildOfEval(expression string) C
}

// DecimalOperators are the operators of exact numbers.
type DecimalOperators[C any] interface {
	OrderedOperators[C, decimal.Decimal]
}

// UUIDOperators are the operators of UUIDs.
type UUIDOperators[C any] interface {
	EqualOperators[C, uuid.UUID]
}

// JSONOperators are the operators of JSON documents.
type JSONOperators[C any] interface {
	NullOperators[C]
}
