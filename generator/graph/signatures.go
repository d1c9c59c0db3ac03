package graph

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/names"
)

// Part is what a type of package m is of a model: its set, its data or its condition.
type Part int

// The parts of a model. None is for all other types.
const (
	None Part = iota
	Set
	Data
	Condition
)

// PartOf tells what a type is of which model, if it is a record set, data or a condition: a pointer to one of the types
// of package m.
func PartOf(t types.Type) (model string, part Part) {
	ptr, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return "", None
	}
	named, ok := types.Unalias(ptr.Elem()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != names.M {
		return "", None
	}
	name := named.Obj().Name()
	if named.Obj().Pkg().Scope().Lookup(name+"Set") != nil {
		return name, Set
	}
	if base, ok := strings.CutSuffix(name, "Record"); ok {
		return base, Data
	}
	if base, ok := strings.CutSuffix(name, "Filter"); ok {
		return base, Condition
	}
	return "", None
}

// checkReceiver checks the first parameter of a layer.
func (b *builder) checkReceiver(m *Model, d *decl.Method) bool {
	params := d.Sig.Params()
	if params.Len() > 0 {
		if model, part := PartOf(params.At(0).Type()); part == Set && model == m.Name && !(d.Sig.Variadic() && params.Len() == 1) {
			return true
		}
	}
	b.drop(d.Name)
	b.problems.Addf(d.Pos, "make it func(rs m."+m.Name+"Set, ...)", "layer of method %s.%s is %s: its first parameter must be of type m.%sSet",
		m.Name, d.Name, typeText(d.Sig), m.Name)
	return false
}

// typeText returns a type as the source of a module writes it.
func typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

// sameType tells whether two types are the same in the signatures of two models' layers: their own sets, data and
// conditions are, at the top level.
func sameType(m *Model, t types.Type, o *Model, u types.Type) bool {
	a, part := PartOf(t)
	c, other := PartOf(u)
	if part != None && part == other && a == m.Name && c == o.Name {
		return true
	}
	return types.Identical(t, u)
}

// sameSignature tells whether layers of two models fit on top of each other.
func sameSignature(m *Model, s *types.Signature, o *Model, t *types.Signature) bool {
	if s.Variadic() != t.Variadic() {
		return false
	}
	same := func(a, c *types.Tuple) bool {
		if a.Len() != c.Len() {
			return false
		}
		for i := range a.Len() {
			if !sameType(m, a.At(i).Type(), o, c.At(i).Type()) {
				return false
			}
		}
		return true
	}
	return same(s.Params(), t.Params()) && same(s.Results(), t.Results())
}

// checkSignatures checks that all layers of a method have one signature, and that package m can import their types.
func (b *builder) checkSignatures() {
	seen := map[token.Position]bool{}
	for _, m := range b.Models {
		for _, x := range m.Methods {
			for _, layer := range x.Layers {
				if seen[layer.Pos] {
					continue
				}
				seen[layer.Pos] = true
				owner := m
				if layer.Mixin != "" {
					owner = b.byName[layer.Mixin]
				}
				if !sameSignature(owner, layer.sig, x.Owner, x.Sig) {
					first := x.firstWith(x.Sig)
					b.problems.Add(diag.Problem{Pos: layer.Pos, What: "layer of method " + x.Label() + " is " + typeText(layer.sig) + ", but the method is declared as " + typeText(x.Sig),
						Also: also(first), Mend: "give both the same parameters and results"})
				}
				b.checkTypes(layer, x.Label())
			}
			b.checkParamNames(x)
		}
	}
}

// checkParamNames is there for signatures that generated code cannot repeat.
func (b *builder) checkParamNames(x *Method) {
	if x.Sig.TypeParams().Len() > 0 {
		b.problems.Addf(x.Layers[0].Pos, "use a function without type parameters", "method %s has type parameters", x.Label())
	}
}

// firstWith returns where the layer with a signature is.
func (m *Method) firstWith(sig *types.Signature) token.Position {
	for _, layer := range m.Layers {
		if layer.sig == sig {
			return layer.Pos
		}
	}
	return m.Layers[0].Pos
}

// checkTypes checks the types in the signature of a layer.
func (b *builder) checkTypes(layer Layer, label string) {
	for _, tuple := range []*types.Tuple{layer.sig.Params(), layer.sig.Results()} {
		for i := range tuple.Len() {
			b.checkImportable(tuple.At(i).Type(), layer.Pos, "signature of method "+label)
		}
	}
}

// checkImportable reports types that package m cannot name.
func (b *builder) checkImportable(t types.Type, pos token.Position, what string) {
	var visit func(t types.Type)
	visit = func(t types.Type) {
		switch t := t.(type) {
		case *types.Alias:
			b.checkObject(t.Obj(), pos, what)
			eachArg(t.TypeArgs(), visit)
		case *types.Named:
			b.checkObject(t.Obj(), pos, what)
			eachArg(t.TypeArgs(), visit)
		case *types.Pointer:
			visit(t.Elem())
		case *types.Slice:
			visit(t.Elem())
		case *types.Array:
			visit(t.Elem())
		case *types.Chan:
			visit(t.Elem())
		case *types.Map:
			visit(t.Key())
			visit(t.Elem())
		case *types.Signature:
			eachVar(t.Params(), visit)
			eachVar(t.Results(), visit)
		case *types.Struct:
			for f := range t.Fields() {
				visit(f.Type())
			}
		case *types.Interface:
			for f := range t.ExplicitMethods() {
				visit(f.Type())
			}
		}
	}
	visit(t)
}

func eachArg(list *types.TypeList, fn func(types.Type)) {
	for t := range list.Types() {
		fn(t)
	}
}

func eachVar(tuple *types.Tuple, fn func(types.Type)) {
	for v := range tuple.Variables() {
		fn(v.Type())
	}
}

// checkObject reports a named type that package m cannot name.
func (b *builder) checkObject(obj *types.TypeName, pos token.Position, what string) {
	pkg := obj.Pkg()
	if pkg == nil {
		return
	}
	path := pkg.Path()
	switch {
	case path == names.H:
		b.problems.Addf(pos, "use types of m, or plain types", "%s uses type h.%s, which package m cannot import: import cycle", what, obj.Name())
	case path == names.M || path == names.Q:
		b.checkModelType(obj, pos, what)
	case b.set.Packages[path]:
		b.problems.Addf(pos, "move the type to a package that imports none of h, m and q, such as "+path+"/types",
			"%s uses type %s.%s of a package that imports h, m or q, and the generated package m would have to import it: import cycle", what, pkg.Name(), obj.Name())
	case !obj.Exported():
		b.problems.Addf(pos, "export the type, so that the generated package m can use it", "%s uses the unexported type %s.%s", what, pkg.Name(), obj.Name())
	case isInternal(path):
		b.problems.Addf(pos, "move the package out of internal", "%s uses type %s.%s of package %s, which the generated package m must not import", what, pkg.Name(), obj.Name(), path)
	}
}

// isInternal tells whether package m may not import a package because it is in a folder called internal.
func isInternal(path string) bool {
	parts := strings.Split(path, "/")
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i] == "internal" {
			return !strings.HasPrefix(names.M+"/", strings.Join(parts[:i], "/")+"/")
		}
	}
	return false
}

// checkModelType reports a type of package m for a model that is not declared.
func (b *builder) checkModelType(obj *types.TypeName, pos token.Position, what string) {
	name := obj.Name()
	if b.byName[name] != nil {
		return
	}
	for _, suffix := range []string{"ConditionStart", "Condition", "Set", "Data", "Record", "Filter", "Start"} {
		if base, ok := strings.CutSuffix(name, suffix); ok && base != "" {
			if b.byName[base] == nil {
				b.drop(base)
				b.problems.Addf(pos, diag.DidYouMean(base, b.Names(), "declare it, or import the module that does"), "%s: unknown model %s", what, base)
			}
			return
		}
	}
	if !slices.Contains(b.Names(), name) {
		b.problems.Addf(pos, diag.DidYouMean(name, b.Names(), "use m.XSet, m.XData or q.XCondition of a model X"), "%s: package m has no type %s", what, name)
	}
}
