package graph

import (
	"go/token"
	"slices"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/names"
)

// addLayer adds a layer that a module declares.
func (b *builder) addLayer(m *Model, d *decl.Method, module *decl.Module) {
	layer := Layer{Module: module.Path, Doc: d.Doc, Pos: d.Pos, sig: d.Sig}
	if !b.checkReceiver(m, d) {
		return
	}
	if names.IsBaseMethod(d.Name) {
		if !d.Extend {
			b.problems.Addf(d.Pos, "use Extend", "method %s.%s is declared, but it is a method of all models", m.Name, d.Name)
			return
		}
		b.checkBaseSignature(m, d)
		m.BaseLayers[d.Name] = append(m.BaseLayers[d.Name], layer)
		return
	}
	x := m.Method(d.Name)
	if x == nil {
		x = &Method{Model: m, Owner: m, Name: d.Name}
		m.Methods = append(m.Methods, x)
	}
	if !d.Extend {
		if x.declared != nil {
			b.problems.Add(diag.Problem{Pos: d.Pos, What: "method " + x.Label() + " is declared twice", Also: also(x.declared.Pos),
				Mend: "use Extend in the module that comes later, or give one of them another name"})
			return
		}
		x.declared, x.Sig = d, d.Sig
		x.Layers = append([]Layer{layer}, x.Layers...)
		return
	}
	x.Layers = append(x.Layers, layer)
}

// settleMethods checks the names of a model's methods.
func (b *builder) settleMethods(m *Model) {
	m.Methods = slices.DeleteFunc(m.Methods, func(x *Method) bool {
		if !isExported(x.Name) {
			b.problems.Addf(x.Layers[0].Pos, "start it with a capital letter", "method %s: the name is no exported Go name", x.Label())
			return true
		}
		return false
	})
}

// inflateMethods puts the methods of mixins in the models, behind their own, and the layers of mixins below theirs.
func (b *builder) inflateMethods() {
	own := map[*Model][]*Method{}
	for _, m := range b.Models {
		own[m] = slices.Clone(m.Methods)
	}
	find := func(m *Model, name string) *Method {
		for _, x := range own[m] {
			if x.Name == name {
				return x
			}
		}
		return nil
	}
	layers := map[*Method][]Layer{}
	for _, m := range b.Models {
		for _, x := range own[m] {
			layers[x] = slices.Clone(x.Layers)
		}
	}
	for _, m := range b.Models {
		for _, mixin := range m.Mixins {
			for _, x := range own[mixin] {
				if m.Method(x.Name) == nil {
					m.Methods = append(m.Methods, &Method{Model: m, Owner: m, Name: x.Name})
				}
			}
		}
		for _, x := range m.Methods {
			for _, mixin := range m.Mixins { // from the nearest: each goes below what is there
				from := find(mixin, x.Name)
				if from == nil {
					continue
				}
				below := slices.Clone(layers[from])
				for i := range below {
					below[i].Mixin = mixin.Name
				}
				x.Layers = append(below, x.Layers...)
				if x.Sig == nil && from.Sig != nil {
					x.Sig, x.Owner = from.Sig, from.Owner
				}
			}
		}
	}
	for _, m := range b.Models {
		m.Methods = slices.DeleteFunc(m.Methods, func(x *Method) bool { return x.Sig == nil && b.unknownMethod(x) })
	}
}

// unknownMethod reports the extensions of a method that is not declared.
func (b *builder) unknownMethod(x *Method) bool {
	for _, layer := range x.Layers {
		if layer.Mixin == "" {
			b.reportMethod(x.Model, x.Name, layer.Pos, "Extend of unknown method "+x.Label())
		}
	}
	b.drop(x.Name)
	return true
}

// reportMethod reports the name of a method that a model does not have.
func (b *builder) reportMethod(m *Model, name string, at token.Position, what string) {
	var known []string
	for _, x := range m.Methods {
		if x.Sig != nil {
			known = append(known, x.Name)
		}
	}
	b.problems.Addf(at, diag.DidYouMean(name, append(known, names.BaseMethods...),
		"declare it with DeclareMethod, or import the module that does"), "%s", what)
}
