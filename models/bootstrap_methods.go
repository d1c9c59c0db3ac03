package models

import (
	"maps"
	"reflect"
	"slices"
)

// buildMethods makes the chains of layers of the methods of a model: its own layers on top of those of its mixins.
func (b *bootstrap) buildMethods(m *Model) {
	m.methods = make([]*Method, BaseMethodCount+len(m.view.methods))
	for i, name := range baseMethodNames {
		method := m.methodHandle(name)
		method.index = i
		method.stack()
		method.extended = len(method.layers) > 0
		b.checkDeclaration(method, true)
		b.checkLayers(method)
		m.methods[i] = method
	}
	for _, name := range m.methodNames() {
		method := m.methodHandle(name)
		method.stack()
		b.checkDeclaration(method, false)
		b.checkLayers(method)
		if len(method.layers) == 0 {
			continue
		}
		if i, ok := m.view.methodIdx[name]; ok {
			method.index = i
			m.methods[i] = method
		} else if b.knows(m) && method.isDeclared() {
			b.fail("method "+m.name+"."+name+" is missing from the generated code", regenerate, method.layers[0].pos)
		}
	}
}

// methodNames returns the names of the methods that are mentioned for a model or its mixins, but for base methods.
func (m *Model) methodNames() []string {
	seen := map[string]bool{}
	for _, from := range m.lineage() {
		for name := range from.decl.methods {
			seen[name] = !isBaseMethod(name)
		}
	}
	maps.DeleteFunc(seen, func(_ string, own bool) bool { return !own })
	return slices.Sorted(maps.Keys(seen))
}

// lineage returns the model and its mixins, from the one whose layers are called first to the last.
func (m *Model) lineage() []*Model { return append([]*Model{m}, m.mixins...) }

// isBaseMethod tells whether every model has a method of that name.
func isBaseMethod(name string) bool { return slices.Contains(baseMethodNames[:], name) }

// stack sets the layers and grants of a method from what its model and the mixins declare.
func (m *Method) stack() {
	m.layers, m.grants = nil, nil
	for _, from := range m.model.lineage() {
		source := from.decl.methods[m.name]
		if source == nil {
			continue
		}
		for _, extension := range slices.Backward(source.decl.extensions) {
			m.layers = append(m.layers, extension)
		}
		if len(source.decl.declared) > 0 {
			m.layers = append(m.layers, source.decl.declared[0])
		}
		m.grants = slices.Concat(source.decl.grants, m.grants)
	}
}

// checkDeclaration reports a method that its model declares twice, or extends though nothing declares it.
func (b *bootstrap) checkDeclaration(method *Method, base bool) {
	decl, label := method.decl, method.label()
	if base {
		for _, l := range decl.declared {
			b.fail("method "+label+" is declared, but every model has a method "+method.name, "use Extend", l.pos)
		}
		return
	}
	for _, l := range decl.declared[min(1, len(decl.declared)):] {
		b.fail("method "+label+" is declared twice", "keep one of them and use Extend in the other module", l.pos, decl.declared[0].pos)
	}
	if method.isDeclared() {
		return
	}
	mend := "declare it with DeclareMethod, or import the module that does"
	if near := closest(method.name, method.model.declaredMethods()); near != "" {
		mend = "did you mean " + near + "?"
	}
	switch {
	case len(decl.extensions) > 0:
		b.fail("method "+label+" is extended but not declared", mend, decl.extensions[0].pos)
	case len(decl.grants) > 0:
		b.fail("method "+label+" is given rights but not declared", mend, decl.grants[0].pos)
	}
}

// isDeclared tells whether the model or a mixin declares the method.
func (m *Method) isDeclared() bool {
	for _, from := range m.model.lineage() {
		if source := from.decl.methods[m.name]; source != nil && len(source.decl.declared) > 0 {
			return true
		}
	}
	return false
}

// declaredMethods returns the names of the methods that the model or its mixins declare.
func (m *Model) declaredMethods() []string {
	var res []string
	for _, from := range m.lineage() {
		for _, name := range slices.Sorted(maps.Keys(from.decl.methods)) {
			if len(from.decl.methods[name].decl.declared) > 0 {
				res = append(res, name)
			}
		}
	}
	return res
}

// checkLayers reports layers that are not of one signature.
func (b *bootstrap) checkLayers(method *Method) {
	if len(method.layers) == 0 {
		return
	}
	bottom := method.layers[len(method.layers)-1]
	want := reflect.TypeOf(bottom.fn)
	for _, l := range method.layers {
		key := "layer " + l.pos.String() + " " + bottom.pos.String()
		if got := reflect.TypeOf(l.fn); got != want && !b.reported[key] {
			b.reported[key] = true
			b.fail("method "+method.label()+" is extended with "+signature(method.model, got)+" but is declared with "+signature(method.model, want),
				"give the layer the signature of the method", l.pos, bottom.pos)
		}
	}
}
