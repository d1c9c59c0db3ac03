package models

import (
	"github.com/hexgen/hexgen/models/fieldtype"
)

// Field is a field of a model: the handle that modules override it with before Bootstrap, and its definition
// afterwards.
type Field struct {
	name   string
	model  *Model
	pos    Position
	params fieldParams // after Bootstrap: with all overrides applied
	decl   fieldDeclarations

	// Set by Bootstrap.

	index     int    // in the view and in the columns of a table
	column    string // of the database, "" if the field is not in the table
	kind      fieldtype.Type
	relation  *Model     // the model that a relation field points at
	reverse   *Field     // of a One2Many or Rev2One: the foreign key in the related model
	reverseOf []*Field   // of a Many2One or One2One: the One2Many and Rev2One fields that are its other end
	link      *linkTable // of a Many2Many
	twin      *Field     // of a Many2Many: the field at the other end of the same link table, if declared
	related   []*Field   // the path of a Related field, resolved: relation fields, then the target
	embedded  bool       // a related field made by Embed: creating the record creates the embedded one with its value
	compute   *Method
	inverse   *Method
	onChange  *Method
	check     *Method // Constraint
	newColumn func() Column
	// translations is the hidden field with the values of a translated field in other languages, whose source is the
	// translated field.
	translations *Field
	source       *Field
	triggers     []trigger // what must be computed again when this field changes
	linkOf       []*Field  // many2many fields that have their links in records of this field's model, of which this is one end
	lists        []listUse // relations to many that read this field for their order or their filter
	downstream   []*Field  // this field, and all that follow from it directly or not
}

// linkTable is the table behind a many2many field.
type linkTable struct {
	name        string
	ourColumn   string
	theirColumn string
	model       *Model // the intermediate model if one is declared, else nil
}

// trigger says that target, of the model where path starts, depends on the field that holds the trigger. path are the
// relation fields from target's model to the model of that field; it is empty if they are of one model.
type trigger struct {
	target *Field
	path   []*Field
}

// isStored tells whether the field has a column in its model's table.
func (f *Field) isStored() bool { return f.column != "" }

// isComputed tells whether a method computes the field.
func (f *Field) isComputed() bool { return f.compute != nil }
