package models

import (
	"slices"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/types"
)

// fieldDeclarations are what modules declare about a field.
type fieldDeclarations struct {
	definitions []fieldDefinition // of AddFields; more than one is an error
	overrides   []fieldOverride   // in order of declaration
	origin      *Model            // set by Bootstrap: the model that defines the field, a mixin perhaps
	set         map[string]Position
	embed       *Field // set by Bootstrap: the field with Embed that brought this one in, else nil
}

// fieldDefinition is one definition of a field.
type fieldDefinition struct {
	params fieldParams
	pos    Position
}

// fieldOverride changes one parameter of a field.
type fieldOverride struct {
	param string // name in fieldParams
	apply func(*fieldParams)
	pos   Position
}

// override records the change of a parameter.
func (f *Field) override(param string, apply func(*fieldParams)) *Field {
	pos := callerPosition()
	f.model.registry.declare("an override of "+param+" of field "+f.label(), pos, func() {
		f.model.mention(pos)
		f.decl.overrides = append(f.decl.overrides, fieldOverride{param: param, apply: apply, pos: pos})
	})
	return f
}

// apply makes params those of the field, with the overrides that were declared.
func (f *Field) apply(overrides []fieldOverride) {
	for _, o := range overrides {
		o.apply(&f.params)
		if f.decl.set == nil {
			f.decl.set = map[string]Position{}
		}
		f.decl.set[o.param] = o.pos
	}
}

// where returns where the parameter got its value: at an override, or at the definition of the field.
func (f *Field) where(param string) Position {
	if pos, ok := f.decl.set[param]; ok {
		return pos
	}
	return f.pos
}

// Name returns the name of the field.
func (f *Field) Name() string { return f.name }

// FieldName returns the name of the field.
func (f *Field) FieldName() string { return f.name }

// Model returns the model of the field.
func (f *Field) Model() *Model { return f.model }

// Type returns the kind of the field; it is known after Bootstrap.
func (f *Field) Type() fieldtype.Type { return f.kind }

// JSON returns the name of the field in JSON and, if it is stored, of its column. It is known after Bootstrap.
func (f *Field) JSON() string { return f.params.JSON }

// label returns "Model.Field", for messages.
func (f *Field) label() string {
	model := f.model
	if f.decl.origin != nil {
		model = f.decl.origin
	}
	return model.name + "." + f.name
}

// SetString overrides the label of the field inside the application.
func (f *Field) SetString(value string) *Field {
	return f.override("String", func(p *fieldParams) { p.String = value })
}

// SetHelp overrides the help text of the field.
func (f *Field) SetHelp(value string) *Field {
	return f.override("Help", func(p *fieldParams) { p.Help = value })
}

// SetJSON overrides the name of the field in JSON and in the database.
func (f *Field) SetJSON(value string) *Field {
	return f.override("JSON", func(p *fieldParams) { p.JSON = value })
}

// SetGroupOperator overrides the database function that aggregates the field.
func (f *Field) SetGroupOperator(value string) *Field {
	return f.override("GroupOperator", func(p *fieldParams) { p.GroupOperator = value })
}

// SetRelated makes the field one that is synchronized with the field at the end of a path.
func (f *Field) SetRelated(value string) *Field {
	return f.override("Related", func(p *fieldParams) { p.Related = value })
}

// SetCompute overrides the method that computes the field; nil makes it a field that is not computed.
func (f *Field) SetCompute(value Methoder) *Field {
	return f.override("Compute", func(p *fieldParams) { p.Compute = value })
}

// SetInverse overrides the method that is called when the computed field is set.
func (f *Field) SetInverse(value Methoder) *Field {
	return f.override("Inverse", func(p *fieldParams) { p.Inverse = value })
}

// SetDepends overrides the paths to the fields that a computed field depends on.
func (f *Field) SetDepends(value []string) *Field {
	value = slices.Clone(value)
	return f.override("Depends", func(p *fieldParams) { p.Depends = value })
}

// SetStored overrides whether a computed field is stored in the database.
func (f *Field) SetStored(value bool) *Field {
	return f.override("Stored", func(p *fieldParams) { p.Stored = value })
}

// SetRequired overrides whether the field must have a value.
func (f *Field) SetRequired(value bool) *Field {
	return f.override("Required", func(p *fieldParams) { p.Required = value })
}

// SetRequiredFunc overrides the function that tells clients whether the field must have a value.
func (f *Field) SetRequiredFunc(value func(Environment) (bool, Conditioner)) *Field {
	return f.override("RequiredFunc", func(p *fieldParams) { p.RequiredFunc = value })
}

// SetReadOnly overrides whether clients may change the field.
func (f *Field) SetReadOnly(value bool) *Field {
	return f.override("ReadOnly", func(p *fieldParams) { p.ReadOnly = value })
}

// SetReadOnlyFunc overrides the function that tells whether clients may change the field.
func (f *Field) SetReadOnlyFunc(value func(Environment) (bool, string)) *Field {
	return f.override("ReadOnlyFunc", func(p *fieldParams) { p.ReadOnlyFunc = value })
}

// SetInvisibleFunc overrides the function that tells whether clients show the field.
func (f *Field) SetInvisibleFunc(value func(Environment) (bool, string)) *Field {
	return f.override("InvisibleFunc", func(p *fieldParams) { p.InvisibleFunc = value })
}

// SetUnique overrides whether two records may have the same value.
func (f *Field) SetUnique(value bool) *Field {
	return f.override("Unique", func(p *fieldParams) { p.Unique = value })
}

// SetIndex overrides whether the database has an index on the field.
func (f *Field) SetIndex(value bool) *Field {
	return f.override("Index", func(p *fieldParams) { p.Index = value })
}

// SetNoCopy overrides whether the field is left out when a record is copied.
func (f *Field) SetNoCopy(value bool) *Field {
	return f.override("NoCopy", func(p *fieldParams) { p.NoCopy = value })
}

// SetTranslate overrides whether the field has a value for each language.
func (f *Field) SetTranslate(value bool) *Field {
	return f.override("Translate", func(p *fieldParams) { p.Translate = value })
}

// SetDefault overrides the function that gives the default value.
func (f *Field) SetDefault(value func(Environment) interface{}) *Field {
	return f.override("Default", func(p *fieldParams) { p.Default = value })
}

// SetOnchange overrides the method that is called when a client changes the field.
func (f *Field) SetOnchange(value Methoder) *Field {
	return f.override("OnChange", func(p *fieldParams) { p.OnChange = value })
}

// SetConstraint overrides the method that validates the field.
func (f *Field) SetConstraint(value Methoder) *Field {
	return f.override("Constraint", func(p *fieldParams) { p.Constraint = value })
}

// SetSelection overrides the values of a selection field.
func (f *Field) SetSelection(value types.Selection) *Field {
	value = value.Merge()
	return f.override("Selection", func(p *fieldParams) { p.Selection = value })
}

// UpdateSelection adds values to a selection field, and replaces the labels of those that it has.
func (f *Field) UpdateSelection(value types.Selection) *Field {
	value = value.Merge()
	return f.override("Selection", func(p *fieldParams) { p.Selection = p.Selection.Merge(value) })
}

// SetSize overrides the maximum size of a text field in the database.
func (f *Field) SetSize(value int) *Field {
	return f.override("Size", func(p *fieldParams) { p.Size = value })
}

// SetDigits overrides the decimal precision of a float field.
func (f *Field) SetDigits(value types.Digits) *Field {
	return f.override("Digits", func(p *fieldParams) { p.Digits = value })
}
