package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/generator/names"
)

// modelFile writes the file of one model in package m.
type modelFile struct {
	*emitter
	*typer
	m *graph.Model
}

// fileM writes the file of a model in package m.
func (e *emitter) fileM(m *graph.Model) *jen.File {
	f := e.newFile(names.M)
	w := &modelFile{emitter: e, typer: newTyper(f), m: m}
	w.indexes()
	w.view()
	w.set()
	w.methods()
	w.data()
	w.conditions()
	return f
}

// models names something of the runtime.
func models(name string) *jen.Statement { return jen.Qual(names.Models, name) }

// line writes a function on one line.
func (w *typer) line(code *jen.Statement, body ...jen.Code) {
	w.file.Add(code.Op("{").Add(join(body)).Op("}"))
}

func join(body []jen.Code) *jen.Statement {
	res := jen.Null()
	for i, c := range body {
		if i > 0 {
			res.Op(";")
		}
		res.Add(c)
	}
	return res
}

// comment writes a comment of one or more lines, each broken where it gets too long.
func (w *typer) comment(text string) {
	for _, line := range wrap(text, 117) {
		w.file.Comment(strings.TrimSpace("// " + line))
	}
}

// wrap breaks a text into lines.
func wrap(text string, width int) []string {
	var res []string
	for _, paragraph := range strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r", "")), "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if line != "" && len(line)+1+len(word) > width {
				res = append(res, line)
				line = ""
			}
			line = strings.TrimSpace(line + " " + word)
		}
		res = append(res, line)
	}
	return res
}

// indexes writes the constants for the places of fields and methods in the view.
func (w *modelFile) indexes() {
	for _, part := range []struct {
		what, base string
		list       []string
	}{{"fields", "BaseFieldCount", fieldNames(w.m)}, {"methods", "BaseMethodCount", methodNames(w.m)}} {
		if len(part.list) == 0 {
			continue
		}
		w.comment("The places of " + part.what + " in the view of " + w.m.Name + ".")
		w.file.Const().DefsFunc(func(g *jen.Group) {
			for i, name := range part.list {
				c := g.Id(w.constant(w.m, name))
				if i == 0 {
					c.Op("=").Iota().Op("+").Add(models(part.base))
				}
			}
		})
	}
}

func fieldNames(m *graph.Model) []string {
	res := make([]string, len(m.Fields))
	for i, f := range m.Fields {
		res[i] = f.Name
	}
	return res
}

func methodNames(m *graph.Model) []string {
	res := make([]string, len(m.Methods))
	for i, x := range m.Methods {
		res[i] = x.Name
	}
	return res
}

// view writes what the runtime compares with the declarations of a program.
func (w *modelFile) view() {
	fields := jen.Nil()
	if len(w.m.Fields) > 0 {
		fields = jen.Index().Add(models("ViewField")).CustomFunc(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, func(g *jen.Group) {
			for _, f := range w.m.Fields {
				g.Values(w.viewField(f)...)
			}
		})
	}
	methods := jen.Nil()
	if len(w.m.Methods) > 0 {
		methods = jen.Index().String().ValuesFunc(func(g *jen.Group) {
			for _, name := range methodNames(w.m) {
				g.Lit(name)
			}
		})
	}
	name := w.constant(w.m, "View")
	w.comment(name + " is what this package knows of model " + w.m.Name + ".")
	w.file.Var().Id(name).Op("=").Add(models("NewView")).Call(jen.Lit(w.m.Name), fields, methods)
	w.file.Line()
}

func (w *modelFile) viewField(f *graph.Field) []jen.Code {
	key := func(name string, value jen.Code) jen.Code { return jen.Id(name).Op(":").Add(value) }
	res := []jen.Code{key("Name", jen.Lit(f.Name)), key("Kind", jen.Qual(names.Models+"/fieldtype", f.Kind.String()))}
	if f.Relation != nil {
		res = append(res, key("Relation", jen.Lit(f.Relation.Name)))
	}
	if f.GoType != nil && !f.Kind.IsRelation() {
		res = append(res, key("Column", models("ColumnOf").Types(w.code(f.GoType))))
	}
	return res
}

// set writes the type of record sets with its getters, setters and base methods.
func (w *modelFile) set() {
	name := w.m.Name
	w.comment(w.modelDoc())
	w.file.Type().Id(name).Id("core")
	w.file.Line()
	w.comment(name + "Set is an ordered set of " + name + " records.")
	w.file.Type().Id(name + "Set").Op("=").Op("*").Id(name)
	w.file.Line()
	for _, f := range w.m.BaseFields() {
		w.getter(f)
	}
	w.file.Line()
	for _, f := range w.m.Fields {
		w.comment(fieldDoc(f))
		w.getter(f)
		w.setter(f)
		w.file.Line()
	}
	w.comment("What all record sets have; see the documentation of this package.")
	w.file.Line()
	for _, b := range baseMethods {
		w.baseMethod(b)
	}
}

// kindTexts describe kinds of models.
var kindTexts = map[decl.ModelKind]string{
	decl.Regular: "a record set of a model", decl.Mixin: "a record set of a mixin", decl.Transient: "a record set of a transient model",
	decl.Manual: "a record set of a manual model",
}

// modelDoc describes a model by the modules that it comes from.
func (w *modelFile) modelDoc() string {
	res := w.m.Name + " is " + kindTexts[w.m.Kind] + " declared in " + w.m.Module + "."
	if len(w.m.Extended) > 0 {
		res += " It is extended in " + strings.Join(w.m.Extended, ", ") + "."
	}
	if len(w.m.Mixins) > 0 {
		list := make([]string, len(w.m.Mixins))
		for i, x := range w.m.Mixins {
			list[i] = x.Name
		}
		res += " It inherits " + strings.Join(list, ", ") + "."
	}
	return res
}

// receiver starts a method of record sets.
func (w *modelFile) receiver() *jen.Statement {
	return jen.Func().Params(jen.Id("s").Op("*").Id(w.m.Name))
}

// core turns the receiver into what the runtime knows.
func core(name string) *jen.Statement {
	return jen.Parens(jen.Op("*").Id("core")).Parens(jen.Id(name))
}

// index writes the index of a field for a value of the model. The records of a mixin are of other models, so that its
// indexes are translated.
func (w *modelFile) index(f *graph.Field, translate string, of jen.Code) *jen.Statement {
	var idx *jen.Statement
	if f.Module == names.Models {
		return models("Field" + f.Name)
	}
	idx = jen.Id(w.constant(w.m, f.Name))
	if w.m.IsMixin() {
		return models(translate).Call(of, jen.Id(w.constant(w.m, "View")), idx)
	}
	return idx
}

// getter writes the getter of a field.
func (w *modelFile) getter(f *graph.Field) {
	head := w.receiver().Id(f.Name).Params().Add(w.value(f))
	if f.Name == "ID" {
		w.line(head, jen.Return(models("GetID").Call(core("s"))))
		return
	}
	args := []jen.Code{core("s"), w.index(f, "MixinField", core("s"))}
	switch {
	case f.Kind.IsRelation():
		w.line(head, jen.Return(jen.Parens(jen.Op("*").Id(f.Relation.Name)).Parens(models("GetRelation").Call(args...))))
	case isGeneric(f):
		w.line(head, jen.Return(models("Get").Types(w.value(f)).Call(args...)))
	default:
		w.line(head, jen.Return(models("Get"+accessors[f.Kind].name).Call(args...)))
	}
}

// setter writes the setter of a field.
func (w *modelFile) setter(f *graph.Field) {
	head := w.receiver().Id("Set" + f.Name).Params(jen.Id("value").Add(w.value(f)))
	args := []jen.Code{core("s"), w.index(f, "MixinField", core("s"))}
	switch {
	case f.Kind.IsRelation():
		w.line(head, models("SetRelation").Call(append(args, core("value"))...))
	case isGeneric(f):
		w.line(head, models("Set").Call(append(args, jen.Id("value"))...))
	default:
		w.line(head, models("Set"+accessors[f.Kind].name).Call(append(args, jen.Id("value"))...))
	}
}
