// Package decl is the second stage of the generator: it reads what modules declare about models out of their source,
// before the packages h, m and q exist.
package decl

import (
	"go/token"
	"go/types"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// Set is everything that the modules of a program declare.
type Set struct {
	// Modules are in the order in which a program initialises them.
	Modules []*Module
	// Packages are the import paths of all packages that import h, m or q: generated code cannot import them.
	Packages map[string]bool
	// Unread are the names of models, fields and methods whose declarations could not be read.
	Unread map[string]bool
}

// Module is a package that declares something.
type Module struct {
	Path  string
	Name  string
	Items []Item // in the order in which they are run
}

// Item is one declaration: *Model, *Field, *Override, *Method, *Inherit, *Order or *Mention.
type Item interface {
	// Place is where the declaration is.
	Place() token.Position
}

// ModelKind is what a model is declared as.
type ModelKind string

// The kinds of models, by the method that declares them.
const (
	Regular   ModelKind = "DeclareModel"
	Mixin     ModelKind = "DeclareMixinModel"
	Transient ModelKind = "DeclareTransientModel"
	Manual    ModelKind = "DeclareManualModel"
)

// Model declares a model.
type Model struct {
	Pos  token.Position
	Name string
	Kind ModelKind
}

// Field adds a field to a model.
type Field struct {
	Pos    token.Position
	Model  string
	Name   string
	Kind   fieldtype.Type
	Params Params
}

// Override changes one parameter of a field.
type Override struct {
	Pos    token.Position
	Model  string
	Field  string
	Params Params // with that one parameter
}

// Method declares or extends a method.
type Method struct {
	Pos    token.Position
	Model  string
	Name   string
	Doc    string
	Sig    *types.Signature
	Extend bool
}

// Inherit mixes a model in another one.
type Inherit struct {
	Pos   token.Position
	Model string
	Mixin string
}

// Order sets the default order of a model.
type Order struct {
	Pos   token.Position
	Model string
	Terms []Text
}

// Mention uses the handle of a model, field or method without declaring it.
type Mention struct {
	Pos    token.Position
	Model  string
	Field  string // "" if it is not about a field
	Method string // "" if it is not about a method
}

// Place returns where the model is declared.
func (d *Model) Place() token.Position { return d.Pos }

// Place returns where the field is declared.
func (d *Field) Place() token.Position { return d.Pos }

// Place returns where the override is.
func (d *Override) Place() token.Position { return d.Pos }

// Place returns where the layer is declared.
func (d *Method) Place() token.Position { return d.Pos }

// Place returns where the mixin is inherited.
func (d *Inherit) Place() token.Position { return d.Pos }

// Place returns where the order is set.
func (d *Order) Place() token.Position { return d.Pos }

// Place returns where the handle is used.
func (d *Mention) Place() token.Position { return d.Pos }

// Text is a string in the source.
type Text struct {
	Value string
	Pos   token.Position
}

// MethodRef is the handle of a method as the value of a parameter.
type MethodRef struct {
	Model string
	Name  string
	Pos   token.Position
}

// Params are the parameters of a field that the generator looks at. A nil pointer, or an empty Text without a
// position, is one that is not given.
type Params struct {
	String, Help                                 Text
	Related, ReverseFK                           Text
	M2MLinkModelName, M2MOurField, M2MTheirField Text
	RelationModel                                Text
	Depends                                      *[]Text
	Embed, Stored                                *bool
	Compute, Inverse, OnChange, Constraint       *MethodRef
	GoType                                       types.Type
	GoTypePos                                    token.Position
}

// IsSet tells whether the text is given.
func (t Text) IsSet() bool { return t.Pos.IsValid() }

// Merge sets the parameters that other gives.
func (p *Params) Merge(other *Params) {
	for _, t := range []struct{ to, from *Text }{
		{&p.String, &other.String}, {&p.Help, &other.Help}, {&p.Related, &other.Related}, {&p.ReverseFK, &other.ReverseFK},
		{&p.M2MLinkModelName, &other.M2MLinkModelName}, {&p.M2MOurField, &other.M2MOurField},
		{&p.M2MTheirField, &other.M2MTheirField}, {&p.RelationModel, &other.RelationModel},
	} {
		if t.from.IsSet() {
			*t.to = *t.from
		}
	}
	setIf(&p.Depends, other.Depends)
	setIf(&p.Embed, other.Embed)
	setIf(&p.Stored, other.Stored)
	setIf(&p.Compute, other.Compute)
	setIf(&p.Inverse, other.Inverse)
	setIf(&p.OnChange, other.OnChange)
	setIf(&p.Constraint, other.Constraint)
	if other.GoType != nil {
		p.GoType, p.GoTypePos = other.GoType, other.GoTypePos
	}
}

func setIf[T any](to **T, from *T) {
	if from != nil {
		*to = from
	}
}
