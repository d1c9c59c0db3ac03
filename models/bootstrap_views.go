package models

import (
	"maps"
	"slices"
)

// regenerate tells how to mend generated code that does not fit the declarations.
const regenerate = "generated code is stale: run go generate"

// findViews finds what generated code knows of each model. For a model that it does not know at all the error is
// reported here, and a view is made up so that the other checks can go on.
func (b *bootstrap) findViews() {
	b.each(func(m *Model) {
		m.view = b.registry.views(m.name)
		if m.view == nil {
			b.fail("model "+m.name+" is missing from the generated code", regenerate, m.pos)
			m.view = m.declaredView()
		}
	})
}

// declaredView returns the view that generated code would have of a model as it is declared.
func (m *Model) declaredView() *View {
	var methods []string
	for _, from := range m.lineage() {
		for _, name := range slices.Sorted(maps.Keys(from.decl.methods)) {
			method := from.decl.methods[name]
			if len(method.decl.declared) > 0 && !isBaseMethod(name) && !slices.Contains(methods, name) {
				methods = append(methods, name)
			}
		}
	}
	return makeView(m.name, m.declaredFields(map[*Model]bool{}), methods)
}

// declaredFields returns the fields of a model in the order of generated code: its own, those of mixins, embedded ones.
// In the models of within it is about to be embedded.
func (m *Model) declaredFields(within map[*Model]bool) []ViewField {
	if within[m] {
		return nil
	}
	within[m] = true
	defer delete(within, m)
	var res []ViewField
	var embedded []*Model
	add := func(v ViewField) {
		if !isBaseField(v.Name) && !slices.ContainsFunc(res, func(w ViewField) bool { return w.Name == v.Name }) {
			res = append(res, v)
		}
	}
	for _, from := range m.lineage() {
		for _, name := range slices.Sorted(maps.Keys(from.decl.fields)) {
			f := from.decl.fields[name]
			if len(f.decl.definitions) == 0 {
				continue
			}
			params := f.decl.definitions[0].params
			v := ViewField{Name: name, Kind: params.Kind}
			if params.RelationModel != nil {
				related := params.RelationModel.Underlying()
				v.Relation = related.name
				if params.Embed {
					embedded = append(embedded, related)
				}
			}
			add(v)
		}
	}
	for _, e := range embedded {
		for _, v := range e.declaredFields(within) {
			add(v)
		}
	}
	return res
}

// knows tells whether generated code knows the model at all.
func (b *bootstrap) knows(m *Model) bool { return b.registry.views(m.name) == m.view }

// place finds a field in the view of its model and compares it with what generated code knows of it.
func (b *bootstrap) place(f *Field) {
	i, ok := f.model.view.fieldIdx[f.name]
	if !ok {
		f.index = -1
		if b.knows(f.model) {
			b.fail("field "+f.model.name+"."+f.name+" is missing from the generated code", regenerate, f.pos)
		}
		return
	}
	f.index = i
	if i < BaseFieldCount || !b.knows(f.model) {
		return
	}
	known := f.model.view.fields[i-BaseFieldCount]
	switch {
	case known.Kind != f.kind:
		b.fail("field "+f.model.name+"."+f.name+" is declared as "+f.kind.String()+" but the generated code has it as "+known.Kind.String(),
			regenerate, f.pos)
	case f.relation != nil && known.Relation != f.relation.name:
		b.fail("field "+f.model.name+"."+f.name+" is declared to point at "+f.relation.name+" but in the generated code it points at "+known.Relation,
			regenerate, f.where("RelationModel"))
	case (known.Column != nil) != (f.params.GoType != nil):
		b.fail("field "+f.model.name+"."+f.name+" has another GoType in the generated code", regenerate, f.pos)
	}
	f.newColumn = known.Column
}

// translateMixinViews tells where the fields and methods of the views of mixins are in the model. What the model does
// not have is placed beyond its last field or method.
func (b *bootstrap) translateMixinViews(m *Model) {
	m.fieldOf, m.methodOf = map[*View][]int32{}, map[*View][]int32{}
	for _, mixin := range m.mixins {
		view := mixin.view
		fields := make([]int32, 0, BaseFieldCount+len(view.fields))
		for _, name := range baseFieldNames {
			fields = append(fields, translate(m.view.fieldIdx, name, len(m.fields)))
		}
		for _, f := range view.fields {
			fields = append(fields, translate(m.view.fieldIdx, f.Name, len(m.fields)))
		}
		methods := make([]int32, 0, BaseMethodCount+len(view.methods))
		for _, name := range baseMethodNames {
			methods = append(methods, translate(m.view.methodIdx, name, len(m.methods)))
		}
		for _, name := range view.methods {
			methods = append(methods, translate(m.view.methodIdx, name, len(m.methods)))
		}
		m.fieldOf[view], m.methodOf[view] = fields, methods
	}
}

// translate returns the index of name, or beyond if it has none.
func translate(indexes map[string]int, name string, beyond int) int32 {
	if i, ok := indexes[name]; ok {
		return int32(i)
	}
	return int32(beyond)
}
