package emit

import (
	"go/types"
	"maps"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/generator/names"
)

// signature is the signature of a method for one model: the types of the model that declares it are replaced by those
// of the model.
type signature struct {
	w        *typer
	owner    string
	model    string
	params   []*types.Var // without the receiver
	names    []string
	results  []*types.Var
	variadic bool
}

// signatureOf returns the signature of a method.
func (t *typer) signatureOf(x *graph.Method) *signature {
	s := &signature{w: t, owner: x.Owner.Name, model: x.Model.Name, variadic: x.Sig.Variadic()}
	for i := 1; i < x.Sig.Params().Len(); i++ {
		s.params = append(s.params, x.Sig.Params().At(i))
	}
	for v := range x.Sig.Results().Variables() {
		s.results = append(s.results, v)
	}
	for _, v := range append(s.params, s.results...) {
		t.code(v.Type()) // notes the packages whose names parameters must not hide
	}
	s.names = paramNames(s.params, maps.Clone(t.used))
	return s
}

// own tells what a type is of the model itself.
func (s *signature) own(t types.Type) graph.Part {
	if model, part := graph.PartOf(t); model == s.owner {
		return part
	}
	return graph.None
}

var suffixes = map[graph.Part]string{graph.Set: "Set", graph.Data: "Data", graph.Condition: "Condition"}

var runtimeTypes = map[graph.Part]string{graph.Set: "Core", graph.Data: "Data", graph.Condition: "Condition"}

var structs = map[graph.Part]string{graph.Set: "", graph.Data: "Record", graph.Condition: "Filter"}

// typed writes the type of a parameter or result as users see it.
func (s *signature) typed(t types.Type, more bool) *jen.Statement {
	if part := s.own(t); part != graph.None {
		return jen.Qual(names.M, s.model+suffixes[part])
	}
	return s.w.param(t, more)
}

// erased writes the type of a parameter or result in the erased form of a layer.
func (s *signature) erased(t types.Type, more bool) *jen.Statement {
	if part := s.own(t); part != graph.None {
		return jen.Op("*").Add(models(runtimeTypes[part]))
	}
	return s.w.param(t, more)
}

func (s *signature) isMore(i int) bool { return s.variadic && i == len(s.params)-1 }

// typedParams writes the parameters, with names, as users see them.
func (s *signature) typedParams(first ...jen.Code) []jen.Code {
	for i, p := range s.params {
		first = append(first, jen.Id(s.names[i]).Add(s.typed(p.Type(), s.isMore(i))))
	}
	return first
}

// resultList writes results with a function for each type.
func (s *signature) resultList(write func(types.Type, bool) *jen.Statement) *jen.Statement {
	switch len(s.results) {
	case 0:
		return jen.Null()
	case 1:
		return write(s.results[0].Type(), false)
	}
	var list []jen.Code
	for _, r := range s.results {
		list = append(list, write(r.Type(), false))
	}
	return jen.Params(list...)
}

// erasedFunc writes the erased type of a layer.
func (s *signature) erasedFunc() *jen.Statement {
	list := []jen.Code{jen.Op("*").Add(models("Core"))}
	for i, p := range s.params {
		list = append(list, s.erased(p.Type(), s.isMore(i)))
	}
	return jen.Func().Params(list...).Add(s.resultList(s.erased))
}

// args writes arguments: the parameters, of which those of the model itself are turned into other types of it.
func (s *signature) args(first jen.Code, convert func(graph.Part, *jen.Statement) *jen.Statement) []jen.Code {
	list := []jen.Code{}
	if first != nil {
		list = append(list, first)
	}
	for i, p := range s.params {
		a := jen.Id(s.names[i])
		if part := s.own(p.Type()); part != graph.None {
			a = convert(part, a)
		}
		if s.isMore(i) {
			a = a.Op("...")
		}
		list = append(list, a)
	}
	return list
}

// toRuntime turns a typed value into an erased one.
func toRuntime(part graph.Part, v *jen.Statement) *jen.Statement {
	return jen.Parens(jen.Op("*").Add(models(runtimeTypes[part]))).Parens(v)
}

// toTyped turns an erased value into a typed one.
func (s *signature) toTyped(part graph.Part, v *jen.Statement) *jen.Statement {
	return jen.Parens(jen.Op("*").Qual(names.M, s.model+structs[part])).Parens(v)
}

// returning writes the statements that return the results of a call, of which those of the model itself are turned into
// other types of it.
func (s *signature) returning(call *jen.Statement, convert func(graph.Part, *jen.Statement) *jen.Statement) []jen.Code {
	plain := true
	for _, r := range s.results {
		plain = plain && s.own(r.Type()) == graph.None
	}
	switch {
	case len(s.results) == 0:
		return []jen.Code{call}
	case plain:
		return []jen.Code{jen.Return(call)}
	case len(s.results) == 1:
		return []jen.Code{jen.Return(convert(s.own(s.results[0].Type()), call))}
	}
	var vars, values []jen.Code
	for i, r := range s.results {
		v := "r" + strconv.Itoa(i+1)
		vars = append(vars, jen.Id(v))
		value := jen.Id(v)
		if part := s.own(r.Type()); part != graph.None {
			value = convert(part, value)
		}
		values = append(values, value)
	}
	return []jen.Code{jen.List(vars...).Op(":=").Add(call), jen.Return(values...)}
}

// methods writes the methods that modules declare.
func (w *modelFile) methods() {
	for _, x := range w.m.Methods {
		s := w.signatureOf(x)
		call := jen.Id("layer").Assert(s.erasedFunc()).Call(s.args(jen.Id("rs"), toRuntime)...)
		w.file.Line()
		w.comment(methodDoc(x))
		w.file.Add(w.receiver()).Id(x.Name).Params(s.typedParams()...).Add(s.resultList(s.typed)).BlockFunc(func(g *jen.Group) {
			g.List(jen.Id("layer"), jen.Id("rs")).Op(":=").Add(models("Enter")).Call(core("s"), jen.Id(w.constant(w.m, "View")), jen.Id(w.constant(w.m, x.Name)))
			for _, stmt := range s.returning(call, s.toTyped) {
				g.Add(stmt)
			}
		})
	}
}
