// Package graph is the third stage of the generator: it makes the models of a program out of declarations, with mixins
// and embedded models put in, and checks them. It is pure: it reads nothing and writes nothing.
package graph

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/models/fieldtype"
)

// Graph is all models of a program.
type Graph struct {
	// Models are sorted by name.
	Models []*Model
	byName map[string]*Model
	// Dropped are the names that declarations with problems would have given: errors about them are no news.
	Dropped map[string]bool
}

// Model returns a model by its name, nil if there is none.
func (g *Graph) Model(name string) *Model { return g.byName[name] }

// Names returns the names of all models.
func (g *Graph) Names() []string {
	res := make([]string, len(g.Models))
	for i, m := range g.Models {
		res[i] = m.Name
	}
	return res
}

// Model is one model with everything that modules declare about it.
type Model struct {
	Name string
	Kind decl.ModelKind
	Pos  token.Position
	// Module is the import path of the module that declares the model.
	Module string
	// Extended are the import paths of other modules that add to the model.
	Extended []string
	// Fields are those that the model has besides the base fields, in the order of its view.
	Fields []*Field
	// Methods are those that the model has besides the base methods, in the order of its view.
	Methods []*Method
	// BaseLayers are the layers that modules put on base methods.
	BaseLayers map[string][]Layer
	// Mixins are from the one that is nearest to the farthest.
	Mixins []*Model

	inherits []*decl.Inherit
	order    *decl.Order
	overs    []*decl.Override
	base     []*Field
}

// IsMixin tells whether the model is there to be mixed in others.
func (m *Model) IsMixin() bool { return m.Kind == decl.Mixin }

// Field returns a field by its name, base fields included; nil if there is none.
func (m *Model) Field(name string) *Field {
	for _, list := range [][]*Field{m.Fields, m.base} {
		if i := slices.IndexFunc(list, func(f *Field) bool { return f.Name == name }); i >= 0 {
			return list[i]
		}
	}
	return nil
}

// BaseFields returns the fields that every model has.
func (m *Model) BaseFields() []*Field { return m.base }

// FieldNames returns the names of all fields.
func (m *Model) FieldNames() []string {
	var res []string
	for _, list := range [][]*Field{m.Fields, m.base} {
		for _, f := range list {
			res = append(res, f.Name)
		}
	}
	return res
}

// Method returns a method by its name, nil if there is none.
func (m *Model) Method(name string) *Method {
	if i := slices.IndexFunc(m.Methods, func(x *Method) bool { return x.Name == name }); i >= 0 {
		return m.Methods[i]
	}
	return nil
}

// Field is a field of a model.
type Field struct {
	Model *Model
	Name  string
	Kind  fieldtype.Type
	// GoType is the type that the declaration gives, nil for the type of the kind.
	GoType types.Type
	// Relation is the related model of a relation field.
	Relation *Model
	Params   decl.Params
	Pos      token.Position
	// Module is the import path of the module that declares the field.
	Module string
	// From is the mixin that the field comes from; nil for the model's own.
	From *Model
	// Embedded is the field of the embedded model that this one shows, nil for others.
	Embedded *Field
}

// Label returns "Model.Field".
func (f *Field) Label() string { return f.Model.Name + "." + f.Name }

// Method is a method of a model.
type Method struct {
	Model *Model
	Name  string
	// Sig is the type of the layers: the first parameter is the record set of Owner.
	Sig *types.Signature
	// Owner is the model, or the mixin of it, that declares the method.
	Owner *Model
	// Layers are from the one declared first to the one called first.
	Layers []Layer

	declared *decl.Method
}

// Label returns "Model.Method".
func (m *Method) Label() string { return m.Model.Name + "." + m.Name }

// Layer is one implementation of a method.
type Layer struct {
	// Module is the import path of the module that declares the layer.
	Module string
	// Mixin is the name of the mixin that it is of, "" for the model's own.
	Mixin string
	Doc   string
	Pos   token.Position

	sig *types.Signature
}
