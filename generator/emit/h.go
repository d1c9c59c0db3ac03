package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/generator/names"
)

// handleFile writes the file of one model in package h.
type handleFile struct {
	*emitter
	*typer
	m *graph.Model
}

// fileH writes the file of a model in package h.
func (e *emitter) fileH(m *graph.Model) *jen.File {
	f := e.newFile(names.H)
	w := &handleFile{emitter: e, typer: newTyper(f), m: m}
	w.model()
	w.fields()
	w.methods()
	return f
}

// model writes the handle of the model.
func (w *handleFile) model() {
	name := w.m.Name
	handle := name + "Model"
	own := func(suffix string) *jen.Statement { return jen.Qual(names.M, name+suffix) }
	receiver := func() *jen.Statement { return jen.Func().Params(jen.Id("p").Op("*").Id(handle)) }
	environment := jen.Id("env").Add(models("Environment"))
	w.comment(handle + " is the handle of model " + name + ", declared in " + w.m.Module + ".")
	w.file.Type().Id(handle).Add(models("Model"))
	w.file.Line()
	w.comment(name + " returns the handle of the model.")
	w.line(jen.Func().Id(name).Params().Op("*").Id(handle), jen.Return(jen.Parens(jen.Op("*").Id(handle)).Parens(models("Handle").Call(jen.Lit(name)))))
	w.file.Line()
	w.forwards()
	for _, kind := range []decl.ModelKind{decl.Regular, decl.Mixin, decl.Transient, decl.Manual} {
		w.line(receiver().Id(string(kind)).Params().Op("*").Id(handle), under("Model", "p").Dot(string(kind)).Call(), jen.Return(jen.Id("p")))
	}
	w.file.Line()
	newSet := jen.Parens(jen.Op("*").Add(own(""))).Parens(models("NewSet").Call(jen.Id("env"), jen.Lit(name)))
	w.line(receiver().Id("NewSet").Params(environment).Add(own("Set")), jen.Return(newSet))
	w.line(receiver().Id("NewData").Params().Add(own("Data")), jen.Return(jen.Parens(jen.Op("*").Add(own("Record"))).Parens(under("Model", "p").Dot("NewData").Call())))
	for _, n := range []struct {
		name   string
		arg    arg
		result string
	}{
		{"Create", arg{"data", data}, "Set"}, {"CreateMulti", arg{"data", datas}, "Set"}, {"Search", arg{"cond", cond}, "Set"},
		{"Browse", arg{"ids", ids}, "Set"}, {"BrowseOne", arg{"id", id}, "Set"},
	} {
		w.line(receiver().Id(n.name).Params(environment, jen.Id(n.arg.name).Add(partType(name, n.arg.part))).Add(own(n.result)),
			jen.Return(jen.Id("p").Dot("NewSet").Call(jen.Id("env")).Dot(n.name).Call(jen.Id(n.arg.name))))
	}
}

// under writes a handle as what the runtime knows.
func under(typ, name string) *jen.Statement {
	return jen.Parens(jen.Op("*").Add(models(typ))).Parens(jen.Id(name))
}

// forwards writes the methods that the handle of a model has from the runtime.
func (w *handleFile) forwards() {
	text := func(name string) []jen.Code { return []jen.Code{jen.Id(name).String()} }
	w.forward("Model", "p", w.m.Name+"Model", []forward{
		{"Underlying", nil, nil, jen.Op("*").Add(models("Model"))},
		{"Name", nil, nil, jen.String()},
		{"AddFields", []jen.Code{jen.Id("fields").Map(jen.String()).Add(models("FieldDefinition"))}, []jen.Code{jen.Id("fields")}, nil},
		{"InheritModel", []jen.Code{jen.Id("mixin").Add(models("Modeler"))}, []jen.Code{jen.Id("mixin")}, nil},
		{"SetDefaultOrder", []jen.Code{jen.Id("orders").Op("...").String()}, []jen.Code{jen.Id("orders").Op("...")}, nil},
		{"SetTableName", text("name"), []jen.Code{jen.Id("name")}, nil},
		{"AddSQLConstraint", []jen.Code{jen.List(jen.Id("name"), jen.Id("sql"), jen.Id("errorString")).String()},
			[]jen.Code{jen.Id("name"), jen.Id("sql"), jen.Id("errorString")}, nil},
		{"RemoveSQLConstraint", text("name"), []jen.Code{jen.Id("name")}, nil},
		{"AddRecordRule", []jen.Code{jen.Id("rule").Op("*").Add(models("RecordRule"))}, []jen.Code{jen.Id("rule")}, nil},
		{"RemoveRecordRule", text("name"), []jen.Code{jen.Id("name")}, nil},
	})
}

// methodForwards writes the methods that the handle of a method has from the runtime. An embedded *models.Method would
// have them too, but at twice the price for the compiler.
func (w *handleFile) methodForwards(typ string) {
	group := jen.Id("group").Op("*").Qual(names.Models+"/security", "Group")
	w.forward("Method", "x", typ, []forward{
		{"Underlying", nil, nil, jen.Op("*").Add(models("Method"))},
		{"Doc", nil, nil, jen.String()},
		{"Layers", nil, nil, jen.Index().Add(models("LayerInfo"))},
		{"AllowGroup", []jen.Code{group, jen.Id("by").Op("...").Add(models("Methoder"))}, []jen.Code{jen.Id("group"), jen.Id("by").Op("...")}, nil},
		{"RevokeGroup", []jen.Code{group}, []jen.Code{jen.Id("group")}, nil},
	})
}

// forward is a method that a handle has from the runtime.
type forward struct {
	name   string
	params []jen.Code
	args   []jen.Code
	result *jen.Statement
}

// forward writes methods that call those of the same name of a type of the runtime.
func (w *handleFile) forward(runtime, receiver, typ string, list []forward) {
	for _, n := range list {
		head := jen.Func().Params(jen.Id(receiver).Op("*").Id(typ)).Id(n.name).Params(n.params...)
		call := under(runtime, receiver).Dot(n.name).Call(n.args...)
		if n.result != nil {
			w.line(head.Add(n.result), jen.Return(call))
		} else {
			w.line(head, call)
		}
	}
}

// fields writes the handles of fields.
func (w *handleFile) fields() {
	fields := w.m.Name + "Fields"
	w.file.Line()
	w.comment(fields + " has the handles of the fields of " + w.m.Name + ".")
	w.file.Type().Id(fields).Add(models("Model"))
	w.file.Line()
	w.comment("Fields returns the handles of fields.")
	w.line(jen.Func().Params(jen.Id("p").Op("*").Id(w.m.Name+"Model")).Id("Fields").Params().Op("*").Id(fields), jen.Return(jen.Parens(jen.Op("*").Id(fields)).Parens(jen.Id("p"))))
	w.file.Line()
	for _, f := range slices.Concat(w.m.BaseFields(), w.m.Fields) {
		w.line(jen.Func().Params(jen.Id("f").Op("*").Id(fields)).Id(f.Name).Params().Op("*").Add(models("Field")), jen.Return(under("Model", "f").Dot("Field").Call(jen.Lit(f.Name))))
	}
}

// methods writes the handles of methods.
func (w *handleFile) methods() {
	methods := w.m.Name + "Methods"
	w.file.Line()
	w.comment(methods + " has the handles of the methods of " + w.m.Name + ".")
	w.file.Type().Id(methods).Add(models("Model"))
	w.file.Line()
	w.comment("Methods returns the handles of methods.")
	w.line(jen.Func().Params(jen.Id("p").Op("*").Id(w.m.Name+"Model")).Id("Methods").Params().Op("*").Id(methods),
		jen.Return(jen.Parens(jen.Op("*").Id(methods)).Parens(jen.Id("p"))))
	w.file.Line()
	w.line(jen.Func().Params(jen.Id("x").Op("*").Id(methods)).Id("AllowAllToGroup").Params(jen.Id("group").Op("*").Qual(names.Models+"/security", "Group")),
		under("Model", "x").Dot("MethodSet").Call().Dot("AllowAllToGroup").Call(jen.Id("group")))
	for _, x := range w.m.Methods {
		s := w.signatureOf(x)
		w.handle(methodHandle{
			name: x.Name, doc: methodDoc(x), params: s.typedParams, results: s.resultList(s.typed), erased: s.erasedFunc(),
			erasedParams: s.erasedParams(), erasedResults: s.resultList(s.erased), values: s.names, bind: s.args(nil, keep),
			body: s.returning(jen.Id("layer").Call(s.args(s.toTyped(graph.Set, jen.Id("rs")), s.toTyped)...), toRuntime),
		})
	}
	for _, name := range names.BaseMethods {
		if w.opts.Handles(w.m.Name, name) {
			w.baseHandle(name)
		}
	}
}

// keep leaves a value as it is.
func keep(_ graph.Part, v *jen.Statement) *jen.Statement { return v }

// erasedParams writes the parameters of an erased layer, with names.
func (s *signature) erasedParams() []jen.Code {
	list := []jen.Code{jen.Id("rs").Op("*").Add(models("Core"))}
	for i, p := range s.params {
		list = append(list, jen.Id(s.names[i]).Add(s.erased(p.Type(), s.isMore(i))))
	}
	return list
}

// methodHandle is what the handle of a method is written from.
type methodHandle struct {
	name, doc     string
	params        func(first ...jen.Code) []jen.Code
	results       *jen.Statement
	erased        *jen.Statement
	erasedParams  []jen.Code
	erasedResults *jen.Statement
	values        []string
	bind          []jen.Code
	body          []jen.Code
}

// handle writes the handle of a method.
func (w *handleFile) handle(x methodHandle) {
	typ := w.m.Name + x.name + "Method"
	own := jen.Id("rs").Qual(names.M, w.m.Name+"Set")
	receiver := func() *jen.Statement { return jen.Func().Params(jen.Id("x").Op("*").Id(typ)) }
	layer := jen.Func().Params(x.params(own)...).Add(x.results)
	w.file.Line()
	w.comment(x.doc)
	w.line(jen.Func().Params(jen.Id("x").Op("*").Id(w.m.Name+"Methods")).Id(x.name).Params().Op("*").Id(typ),
		jen.Return(jen.Parens(jen.Op("*").Id(typ)).Parens(under("Model", "x").Dot("Method").Call(jen.Lit(x.name)))))
	w.file.Line()
	w.file.Type().Id(typ).Add(models("Method"))
	w.file.Line()
	w.methodForwards(typ)
	for _, n := range []struct{ name, call string }{
		{"DeclareMethod", "Declare"}, {"Extend", "ExtendWith"},
	} {
		if names.IsBaseMethod(x.name) && n.name == "DeclareMethod" {
			continue
		}
		body := jen.Func().Params(x.erasedParams...).Add(x.erasedResults)
		if len(x.body) == 1 {
			body.Op("{").Add(x.body[0]).Op("}")
		} else {
			body.Block(x.body...)
		}
		w.file.Add(receiver()).Id(n.name).Params(jen.Id("doc").String(), jen.Id("layer").Add(layer)).Op("*").Id(typ).Block(
			under("Method", "x").Dot(n.call).Call(jen.Id("doc"), body),
			jen.Return(jen.Id("x")))
	}
	var values []jen.Code
	for _, v := range x.values {
		values = append(values, jen.Id(v))
	}
	w.file.Add(receiver()).Id("Bind").Params(x.params(own)...).Op("*").Add(models("Call")).Block(
		jen.Return(models("NewCall").Call(append([]jen.Code{jen.Parens(jen.Op("*").Add(models("Core"))).Parens(jen.Id("rs")), jen.Lit(x.name),
			jen.Func().Params().Op("{").Id("rs").Dot(x.name).Call(x.bind...).Op("}")}, values...)...)))
}

// baseHandle writes the handle of a method that all models have.
func (w *handleFile) baseHandle(name string) {
	i := slices.IndexFunc(baseMethods, func(b baseMethod) bool { return b.name == name })
	if i < 0 {
		return
	}
	b, model := baseMethods[i], w.m.Name
	x := methodHandle{name: name, doc: name + " " + b.doc, results: partType(model, b.result), erasedResults: erased(b.result)}
	x.params = func(first ...jen.Code) []jen.Code {
		for _, a := range b.args {
			first = append(first, jen.Id(a.name).Add(partType(model, a.part)))
		}
		return first
	}
	x.erasedParams = []jen.Code{jen.Id("rs").Op("*").Add(models("Core"))}
	args := []jen.Code{jen.Parens(jen.Op("*").Qual(names.M, model)).Parens(jen.Id("rs"))}
	for _, a := range b.args {
		x.values = append(x.values, a.name)
		x.erasedParams = append(x.erasedParams, jen.Id(a.name).Add(erased(a.part)))
		v := jen.Id(a.name)
		bound := jen.Id(a.name)
		switch a.part {
		case data:
			v = jen.Parens(jen.Op("*").Qual(names.M, model+"Record")).Parens(v)
		case cond:
			v = jen.Parens(jen.Op("*").Qual(names.M, model+"Filter")).Parens(v)
		case strsMore:
			v, bound = v.Op("..."), bound.Op("...")
		}
		args, x.bind = append(args, v), append(x.bind, bound)
	}
	call := jen.Id("layer").Call(args...)
	switch b.result {
	case set, data:
		call = jen.Parens(erased(b.result)).Parens(call)
	}
	x.body = []jen.Code{jen.Return(call)}
	w.handle(x)
}
