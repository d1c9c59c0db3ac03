package models

import (
	"reflect"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/types"
)

// FieldDefinition is what AddFields takes: one of the structs such as CharField, one for each kind of
// package fieldtype.
type FieldDefinition interface {
	fieldParams() fieldParams
}

// Methoder is a handle of a method, as h.Partner().Methods().UpdateBirthday() returns it.
type Methoder interface {
	Underlying() *Method
}

// Modeler is a handle of a model, as h.Partner() returns it.
type Modeler interface {
	Underlying() *Model
}

// Conditioner is a condition on any model, as q.Partner().Name().Equals("Jane") returns it.
type Conditioner interface {
	// Underlying is the untyped condition.
	Underlying() *Condition
}

// FieldNamer is anything that names a field by its path, such as "Name" or "Company.Name": handles
// h.Partner().Fields().Name() and the fields of conditions q.Partner().Name().
type FieldNamer interface {
	// FieldName is the path of the field.
	FieldName() string
}

// OnDeleteAction tells what happens to a record when the record that its foreign key points at is deleted.
type OnDeleteAction uint8

const (
	// SetNull empties the foreign key. It is the default; a required foreign key has Restrict as its default.
	SetNull OnDeleteAction = iota
	// Restrict refuses to delete a record that is still pointed at.
	Restrict
	// Cascade deletes the record as well.
	Cascade
)

// String returns the action as it is written in SQL.
func (a OnDeleteAction) String() string {
	switch a {
	case Restrict:
		return "RESTRICT"
	case Cascade:
		return "CASCADE"
	default:
		return "SET NULL"
	}
}

// fieldParams are the parameters of a field of any kind. They have the names of the parameters of the definition
// structs, which set only those that make sense for their kind. After Bootstrap JSON and String are never empty.
type fieldParams struct {
	Kind fieldtype.Type

	JSON          string
	String        string
	Help          string
	Required      bool
	RequiredFunc  func(Environment) (bool, Conditioner)
	ReadOnly      bool
	ReadOnlyFunc  func(Environment) (bool, string)
	InvisibleFunc func(Environment) (bool, string)
	Unique        bool
	Index         bool
	NoCopy        bool
	Default       func(Environment) interface{}
	OnChange      Methoder
	Constraint    Methoder
	GroupOperator string
	Translate     bool
	Size          int
	Digits        types.Digits
	Selection     types.Selection
	GoType        interface{}

	Compute Methoder
	Inverse Methoder
	Related string
	Stored  bool
	Depends []string

	RelationModel    Modeler
	ReverseFK        string
	M2MLinkModelName string
	M2MOurField      string
	M2MTheirField    string
	OnDelete         OnDeleteAction
	Embed            bool
	Filter           Conditioner
}

// paramsOf returns the parameters that a definition struct sets.
func paramsOf(kind fieldtype.Type, definition any) fieldParams {
	params := fieldParams{Kind: kind}
	from, to := reflect.ValueOf(definition), reflect.ValueOf(&params).Elem()
	for i := range from.NumField() {
		if value := from.Field(i); !value.IsZero() {
			to.FieldByName(from.Type().Field(i).Name).Set(value)
		}
	}
	return params
}
