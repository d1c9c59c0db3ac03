package emit

import (
	"go/types"

	"github.com/dave/jennifer/jen"

	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/generator/names"
	"github.com/hexgen/hexgen/models/fieldtype"
)

// typer writes types in one file.
type typer struct {
	file *jen.File
	used map[string]bool // names of imported packages
}

func newTyper(f *jen.File) *typer {
	return &typer{file: f, used: map[string]bool{"models": true, "m": true}}
}

// code writes a type.
func (t *typer) code(typ types.Type) *jen.Statement {
	switch x := typ.(type) {
	case *types.Basic:
		switch x.Kind() {
		case types.UnsafePointer:
			return jen.Qual("unsafe", "Pointer")
		case types.Invalid: // the check of the source reports it
			return jen.Any()
		}
		return jen.Id(x.Name())
	case *types.Alias:
		return t.named(x.Obj(), x.TypeArgs())
	case *types.Named:
		return t.named(x.Obj(), x.TypeArgs())
	case *types.Pointer:
		return jen.Op("*").Add(t.code(x.Elem()))
	case *types.Slice:
		return jen.Index().Add(t.code(x.Elem()))
	case *types.Array:
		return jen.Index(jen.Lit(int(x.Len()))).Add(t.code(x.Elem()))
	case *types.Map:
		return jen.Map(t.code(x.Key())).Add(t.code(x.Elem()))
	case *types.Chan:
		return jen.Add(map[types.ChanDir]*jen.Statement{
			types.SendRecv: jen.Chan(), types.SendOnly: jen.Chan().Op("<-"), types.RecvOnly: jen.Op("<-").Chan(),
		}[x.Dir()]).Add(t.code(x.Elem()))
	case *types.Signature:
		return jen.Func().Add(t.signature(x))
	case *types.Interface:
		return t.iface(x)
	case *types.Struct:
		return t.structure(x)
	}
	return jen.Any()
}

// named writes the name of a type. Conditions are of package m, for which q has other names.
func (t *typer) named(obj *types.TypeName, args *types.TypeList) *jen.Statement {
	res := jen.Id(obj.Name())
	if pkg := obj.Pkg(); pkg != nil {
		path, name := pkg.Path(), pkg.Name()
		if path == names.Q {
			path, name = names.M, "m"
		}
		t.file.ImportName(path, name)
		t.used[name] = true
		res = jen.Qual(path, obj.Name())
	}
	if args.Len() > 0 {
		var list []jen.Code
		for a := range args.Types() {
			list = append(list, t.code(a))
		}
		res.Types(list...)
	}
	return res
}

// signature writes the parameters and results of a function type.
func (t *typer) signature(sig *types.Signature) *jen.Statement {
	return jen.Params(t.tuple(sig.Params(), sig.Variadic())...).Add(t.results(sig.Results()))
}

func (t *typer) tuple(tuple *types.Tuple, variadic bool) []jen.Code {
	res := []jen.Code{}
	for i := range tuple.Len() {
		res = append(res, t.param(tuple.At(i).Type(), variadic && i == tuple.Len()-1))
	}
	return res
}

// param writes the type of a parameter.
func (t *typer) param(typ types.Type, variadic bool) *jen.Statement {
	if slice, ok := typ.(*types.Slice); ok && variadic {
		return jen.Op("...").Add(t.code(slice.Elem()))
	}
	return t.code(typ)
}

// results writes the results of a function type.
func (t *typer) results(tuple *types.Tuple) *jen.Statement {
	switch tuple.Len() {
	case 0:
		return jen.Null()
	case 1:
		return t.code(tuple.At(0).Type())
	}
	return jen.Params(t.tuple(tuple, false)...)
}

func (t *typer) iface(x *types.Interface) *jen.Statement {
	var list []jen.Code
	for i := range x.NumExplicitMethods() {
		m := x.ExplicitMethod(i)
		list = append(list, jen.Id(m.Name()).Add(t.signature(m.Type().(*types.Signature))))
	}
	for i := range x.NumEmbeddeds() {
		list = append(list, t.code(x.EmbeddedType(i)))
	}
	return jen.Interface(list...)
}

func (t *typer) structure(x *types.Struct) *jen.Statement {
	var list []jen.Code
	for f := range x.Fields() {
		code := t.code(f.Type())
		if !f.Embedded() {
			code = jen.Id(f.Name()).Add(code)
		}
		list = append(list, code)
	}
	return jen.Struct(list...)
}

// value writes the Go type of a field's values.
func (t *typer) value(f *graph.Field) *jen.Statement {
	switch {
	case f.Kind.IsRelation():
		return jen.Qual(names.M, f.Relation.Name+"Set")
	case f.GoType != nil:
		return t.code(f.GoType)
	case accessors[f.Kind].path != "":
		return jen.Qual(accessors[f.Kind].path, accessors[f.Kind].goType)
	}
	return jen.Id(accessors[f.Kind].goType)
}

// accessor describes how values of a kind of field are read and written.
type accessor struct {
	name   string // of the functions GetX, SetX and DataX of the runtime; "" for the generic ones
	path   string // import path of the Go type, "" if it is predeclared
	goType string
	terms  string // of the functions xOp
}

// isGeneric tells whether the values of a field are read and written by generic functions.
func isGeneric(f *graph.Field) bool {
	return !f.Kind.IsRelation() && (f.GoType != nil || accessors[f.Kind].name == "")
}

var accessors = map[fieldtype.Type]accessor{
	fieldtype.Binary:    {"String", "", "string", "Binary"},
	fieldtype.Boolean:   {"Bool", "", "bool", "Bool"},
	fieldtype.Char:      {"String", "", "string", "Char"},
	fieldtype.Date:      {"Date", names.Models, "Date", "Date"},
	fieldtype.DateTime:  {"DateTime", names.Models, "DateTime", "DateTime"},
	fieldtype.Decimal:   {"", "github.com/shopspring/decimal", "Decimal", "Decimal"},
	fieldtype.Float:     {"Float", "", "float64", "Float"},
	fieldtype.HTML:      {"String", "", "string", "Char"},
	fieldtype.Integer:   {"Integer", "", "int64", "Integer"},
	fieldtype.JSON:      {"", "encoding/json", "RawMessage", "JSON"},
	fieldtype.Monetary:  {"", "github.com/shopspring/decimal", "Decimal", "Decimal"},
	fieldtype.Selection: {"String", "", "string", "Selection"},
	fieldtype.Text:      {"String", "", "string", "Char"},
	fieldtype.UUID:      {"", "github.com/google/uuid", "UUID", "UUID"},
}
