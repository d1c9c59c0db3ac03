package models

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// baseFields are the parameters of the fields that every model has, by index.
func baseFields() [BaseFieldCount]fieldParams {
	kept := func(kind fieldtype.Type, label string) fieldParams {
		return fieldParams{Kind: kind, String: label, ReadOnly: true, NoCopy: true}
	}
	return [BaseFieldCount]fieldParams{
		FieldID:          kept(fieldtype.Integer, "ID"),
		FieldCreateDate:  kept(fieldtype.DateTime, "Created On"),
		FieldCreateUID:   kept(fieldtype.Integer, "Created By"),
		FieldWriteDate:   kept(fieldtype.DateTime, "Updated On"),
		FieldWriteUID:    kept(fieldtype.Integer, "Updated By"),
		FieldLastUpdate:  kept(fieldtype.DateTime, "Last Update"),
		FieldDisplayName: kept(fieldtype.Char, "Display Name"),
	}
}

// baseOverrides are the parameters of base fields that modules can change.
var baseOverrides = [...]string{"String", "Help", "InvisibleFunc", "Index", "GroupOperator", "Depends"}

// isBaseField tells whether every model has a field of that name.
func isBaseField(name string) bool { return slices.Contains(baseFieldNames[:], name) }

// isVirtual tells whether the field is one that the runtime works out from others.
func (f *Field) isVirtual() bool {
	return f.index == FieldLastUpdate || f.index == FieldDisplayName
}

// buildFields makes the fields of a model from its own definitions, those of its mixins and the base fields.
func (b *bootstrap) buildFields(m *Model) {
	m.fields = make([]*Field, BaseFieldCount+len(m.view.fields))
	m.byName, m.byJSON, m.ordered = map[string]*Field{}, map[string]*Field{}, nil
	b.addBaseFields(m)
	for _, name := range m.definedNames() {
		sources := m.definersOf(name)
		definer := sources[len(sources)-1]
		f := m.fieldHandle(name)
		definition := definer.decl.fields[name].decl.definitions[0]
		f.params, f.pos, f.decl.origin = definition.params, definition.pos, definer
		f.decl.set = nil
		for _, from := range slices.Backward(sources) {
			if source := from.decl.fields[name]; source != nil {
				f.apply(source.decl.overrides)
			}
		}
		b.checkDefinitions(f)
		m.byName[name] = f
	}
}

// addBaseFields gives the model the fields that every model has. The records of a manual model have only those of them
// that it defines, besides the ID and the display name.
func (b *bootstrap) addBaseFields(m *Model) {
	for i, params := range baseFields() {
		f := m.fieldHandle(baseFieldNames[i])
		f.params, f.pos, f.decl.origin, f.decl.set = params, m.pos, m, nil
		definitions := f.decl.definitions
		if m.kind == manualModel && i != FieldID && i != FieldDisplayName {
			if len(definitions) == 0 {
				continue
			}
			f.params.JSON, f.pos = definitions[0].params.JSON, definitions[0].pos
			if definitions[0].params.Kind != params.Kind {
				b.failField(f, "Kind", "declare it as "+params.Kind.String()+"Field", "it is a %s field in every model", params.Kind)
			}
		} else if len(definitions) > 0 {
			b.fail("field "+f.label()+": every model has a field "+f.name, "choose another name", definitions[0].pos)
		}
		for _, o := range f.decl.overrides {
			if !slices.Contains(baseOverrides[:], o.param) {
				b.fail("field "+f.label()+": "+o.param+" of a field that every model has cannot be changed", "remove the override", o.pos)
			}
		}
		f.apply(f.decl.overrides)
		m.byName[f.name] = f
	}
}

// definedNames returns the names of the fields that the model or a mixin defines.
func (m *Model) definedNames() []string {
	names := map[string]bool{}
	for _, from := range m.lineage() {
		for name, f := range from.decl.fields {
			if len(f.decl.definitions) > 0 && !isBaseField(name) {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// definersOf returns the model and the mixins down to the nearest one that defines the field, which is the last.
func (m *Model) definersOf(name string) []*Model {
	lineage := m.lineage()
	for i, from := range lineage {
		if f := from.decl.fields[name]; f != nil && len(f.decl.definitions) > 0 {
			return lineage[:i+1]
		}
	}
	return nil
}

// checkDefinitions reports a field that its model declares twice, or that has the name of a method.
func (b *bootstrap) checkDefinitions(f *Field) {
	definitions := f.decl.definitions
	for _, d := range definitions[min(1, len(definitions)):] {
		b.fail("field "+f.label()+" is declared twice",
			"keep one of them, and change it with h."+f.model.name+"().Fields()."+f.name+"().SetX in the other module", d.pos, definitions[0].pos)
	}
	if method := f.model.decl.methods[f.name]; isBaseMethod(f.name) || method != nil && method.isDeclared() {
		b.fail("field "+f.label()+" has the name of a method of the model", "rename it", f.pos)
	}
}

// completeFields sets what does not depend on other fields.
func (b *bootstrap) completeFields(m *Model) {
	for _, name := range slices.Sorted(maps.Keys(m.byName)) {
		b.complete(m.byName[name])
	}
}

// complete sets kind, relation, names and place in the view of a field from its parameters.
func (b *bootstrap) complete(f *Field) {
	p := &f.params
	f.kind = p.Kind
	f.relation, f.column, f.newColumn = nil, "", nil
	if p.JSON == "" {
		p.JSON = jsonName(f.name, f.kind)
	}
	if p.String == "" {
		p.String = titleCase(f.name)
	}
	if p.GroupOperator == "" && f.kind.IsNumber() && f.name != "ID" {
		p.GroupOperator = "sum"
	}
	if f.kind == fieldtype.One2One {
		p.Unique = true
	}
	if p.Required && p.OnDelete == SetNull && f.kind.HasForeignKey() {
		p.OnDelete = Restrict
	}
	if f.kind.IsRelation() {
		b.relate(f)
	}
	b.place(f)
	if f.hasColumn() {
		f.column = p.JSON
	}
	b.checkParams(f)
}

// hasColumn tells whether the values of the field are kept in the table of its model.
func (f *Field) hasColumn() bool {
	computed := f.params.Compute != nil || f.params.Related != ""
	return !f.isVirtual() && !f.kind.IsToMany() && f.kind != fieldtype.Rev2One && (!computed || f.params.Stored)
}

// relate finds the model that a relation field points at.
func (b *bootstrap) relate(f *Field) {
	handle := f.params.RelationModel
	if handle == nil {
		b.failField(f, "RelationModel", "set it to a model, as in RelationModel: h.Partner()", "it has no RelationModel")
		return
	}
	name := handle.Underlying().name
	model := b.find(name)
	switch {
	case model == nil:
		b.failField(f, "RelationModel", b.suggestModel(name), "RelationModel is the unknown model %q", name)
	case model.kind == mixinModel:
		b.failField(f, "RelationModel", "name a model that has it mixed in", "RelationModel is the mixin %s, which has no records", name)
	default:
		f.relation = model
	}
}

// checkParams reports parameters that are wrong whatever the other fields are.
func (b *bootstrap) checkParams(f *Field) {
	p := &f.params
	switch {
	case f.kind == fieldtype.Selection && len(p.Selection) == 0 && p.Related == "":
		b.failField(f, "Selection", "set Selection to the allowed values", "it has no Selection")
	case !p.Digits.IsZero() && !p.Digits.Valid():
		b.failField(f, "Digits", "Scale is the number of all digits and Precision of those after the point", "Digits %s are not possible", p.Digits)
	case p.Size < 0:
		b.failField(f, "Size", "set it to 0 for no limit", "Size is %d", p.Size)
	case len(p.JSON) > maxIdentifier:
		b.failField(f, "JSON", "set JSON to a shorter name", "its column name %q is longer than 63 bytes", p.JSON)
	case p.Compute != nil && p.Related != "":
		b.failField(f, "Related", "keep one of the two", "it has both Compute and Related")
	case p.Embed && !f.kind.HasForeignKey():
		b.failField(f, "Embed", "embed with a Many2One field", "Embed on a %s field", f.kind)
	case p.Embed && !f.hasColumn():
		b.failField(f, "Embed", "embed with a stored field that is not computed", "Embed on a computed or related field")
	}
}

// arrangeFields puts the fields of a model in the order of its view. The list of fields that are wrong goes last.
func (b *bootstrap) arrangeFields(m *Model) {
	m.ordered = slices.SortedFunc(maps.Values(m.byName), func(f, g *Field) int {
		beyond := func(f *Field) int {
			if f.index < 0 {
				return len(m.fields)
			}
			return f.index
		}
		return cmp.Or(cmp.Compare(beyond(f), beyond(g)), cmp.Compare(f.name, g.name))
	})
	m.stored, m.light, m.nameField, m.parentField = nil, nil, nil, nil
	for _, f := range m.ordered {
		if f.index >= 0 {
			m.fields[f.index] = f
		}
		if other, ok := m.byJSON[f.params.JSON]; ok {
			b.fail("fields "+other.label()+" and "+f.label()+" both have the JSON and column name "+strconv.Quote(f.params.JSON),
				"set JSON of one of them to another name", f.pos, other.pos)
		}
		m.byJSON[f.params.JSON] = f
		if f.column == "" || m.kind == mixinModel {
			continue
		}
		m.stored = append(m.stored, f)
		if f.kind != fieldtype.Binary && f.index != FieldID {
			m.light = append(m.light, f.index)
		}
	}
	if f := m.byName["Name"]; f != nil && f.kind.IsText() {
		m.nameField = f
	}
	if f := m.byName["Parent"]; f != nil && f.kind == fieldtype.Many2One && f.relation == m {
		m.parentField = f
	}
}
