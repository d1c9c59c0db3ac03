package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/hexgen/hexgen/generator/names"
)

// A part of a signature of a base method.
type part int

const (
	none part = iota
	set
	sets
	data
	datas
	cond
	str
	strs     // []string
	strsMore // ...string
	integer
	id
	ids
	idsMore
	boolean
	op
	env
	ctx
	value
	infos
	mapList
	namers
	namer
	grouped
	rows
	coreRef
	filter
	less
	condRef
)

// arg is a parameter of a base method.
type arg struct {
	name string
	part part
}

// baseMethod is a method that the record sets of all models have.
type baseMethod struct {
	name   string
	doc    string
	args   []arg
	result part
	// call is the function of the runtime, called with the set first; "" for the method of the same name of Core.
	call string
}

// baseMethods are the methods that the record sets of all models have, besides those of fields.
var baseMethods = []baseMethod{
	{"Create", "creates a record with the given values.", []arg{{"data", data}}, set, "CallCreate"},
	{"CreateMulti", "creates many records at once.", []arg{{"data", datas}}, set, "CreateMulti"},
	{"Write", "gives all records the given values.", []arg{{"data", data}}, boolean, "CallWrite"},
	{"Unlink", "deletes the records.", nil, boolean, "CallUnlink"},
	{"Copy", "duplicates the record, with the given values instead of its own.", []arg{{"overrides", data}}, set, "CallCopy"},
	{"New", "returns a record in memory.", []arg{{"data", data}}, set, "CallNew"},
	{"Load", "reads fields into the cache, by default all light ones.", []arg{{"fields", strsMore}}, set, "CallLoad"},
	{"ForceLoad", "is Load even of what is in the cache.", []arg{{"fields", strsMore}}, set, ""},
	{"Search", "narrows the set to records that match; of a new set, it searches all.", []arg{{"cond", cond}}, set, "CallSearch"},
	{"SearchAll", "returns all records.", nil, set, "CallSearchAll"},
	{"FetchAll", "returns all records, whatever the set is.", nil, set, "CallFetchAll"},
	{"SearchCount", "returns the number of records that match.", nil, integer, "CallSearchCount"},
	{"SearchByName", "finds records by the name that they are shown with.", []arg{{"name", str}, {"op", op}, {"additionalCond", cond}, {"limit", integer}}, set, "CallSearchByName"},
	{"Browse", "narrows the set to records with these ids; of a new set, it finds them.", []arg{{"ids", ids}}, set, "CallBrowse"},
	{"BrowseOne", "is Browse for one id.", []arg{{"id", id}}, set, "CallBrowseOne"},
	{"NameGet", "returns the name that the record is shown with.", nil, str, "CallNameGet"},
	{"DefaultGet", "returns the defaults of a new record.", nil, data, "CallDefaultGet"},
	{"FieldsGet", "describes fields, by default all.", []arg{{"fields", strsMore}}, infos, "CallFieldsGet"},
	{"Read", "returns the values of fields of all records.", []arg{{"fields", strs}}, mapList, "CallRead"},
	{"CheckRecursion", "tells whether no record is its own ancestor.", nil, boolean, "CallCheckRecursion"},
	{"First", "returns the values of the first record.", nil, data, ""},
	{"All", "returns the values of all records.", nil, datas, ""},
	{"Records", "returns a set for each record.", nil, sets, ""},
	{"Limit", "takes at most n records.", []arg{{"n", integer}}, set, ""},
	{"Offset", "leaves out the first n records.", []arg{{"n", integer}}, set, ""},
	{"OrderBy", `sorts a search, as in OrderBy("Name ASC", "ID").`, []arg{{"exprs", strsMore}}, set, ""},
	{"Filtered", "returns the records for which fn is true.", []arg{{"fn", filter}}, set, "Filtered"},
	{"Sorted", "returns the records ordered by less.", []arg{{"less", less}}, set, "Sorted"},
	{"SortedDefault", "returns the records in the default order.", nil, set, ""},
	{"SortedByField", "returns the records ordered by a field.", []arg{{"field", namer}, {"reverse", boolean}}, set, ""},
	{"Union", "returns the records of both sets.", []arg{{"other", set}}, set, ""},
	{"Subtract", "returns the records that are not in the other set.", []arg{{"other", set}}, set, ""},
	{"Intersect", "returns the records that are in both sets.", []arg{{"other", set}}, set, ""},
	{"Equals", "tells whether both sets have the same records.", []arg{{"other", set}}, boolean, ""},
	{"Exists", "returns the records that are in the database.", nil, set, ""},
	{"Sudo", "returns the set for the super user, or the given one.", []arg{{"uid", idsMore}}, set, ""},
	{"WithEnv", "returns the set in another environment.", []arg{{"env", env}}, set, ""},
	{"WithContext", "returns the set with a key added to its context.", []arg{{"key", str}, {"value", value}}, set, ""},
	{"WithNewContext", "returns the set with another context.", []arg{{"context", ctx}}, set, ""},
	{"Super", "returns the set to call the next layer of the current method on.", nil, set, ""},
	{"GroupBy", "groups the records for Aggregates.", []arg{{"fields", namers}}, grouped, ""},
	{"Aggregates", "aggregates fields over all records.", []arg{{"fields", namers}}, rows, ""},
	{"Ids", "returns the ids of the records.", nil, ids, ""},
	{"Len", "returns the number of records.", nil, integer, ""},
	{"IsEmpty", "tells whether there are no records.", nil, boolean, ""},
	{"IsNotEmpty", "tells whether there are records.", nil, boolean, ""},
	{"EnsureOne", "panics unless there is exactly one record.", nil, none, ""},
	{"Env", "returns the environment of the set.", nil, env, ""},
	{"ModelName", "returns the name of the model.", nil, str, ""},
	{"Underlying", "returns the untyped set.", nil, coreRef, ""},
	{"String", "returns the set as text, for messages.", nil, str, ""},
}

// partType writes the type of a part of a base method.
func partType(model string, p part) *jen.Statement {
	own := func(suffix string) *jen.Statement { return jen.Qual(names.M, model+suffix) }
	switch p {
	case set:
		return own("Set")
	case sets:
		return jen.Index().Add(own("Set"))
	case data:
		return own("Data")
	case datas:
		return jen.Index().Add(own("Data"))
	case cond:
		return own("Condition")
	case str:
		return jen.String()
	case strs:
		return jen.Index().String()
	case strsMore:
		return jen.Op("...").String()
	case integer:
		return jen.Int()
	case id:
		return jen.Int64()
	case ids:
		return jen.Index().Int64()
	case idsMore:
		return jen.Op("...").Int64()
	case boolean:
		return jen.Bool()
	case op:
		return jen.Qual(names.Models+"/operator", "Operator")
	case env:
		return models("Environment")
	case ctx:
		return jen.Op("*").Qual(names.Models+"/types", "Context")
	case value:
		return jen.Any()
	case infos:
		return jen.Map(jen.String()).Op("*").Add(models("FieldInfo"))
	case mapList:
		return jen.Index().Add(models("FieldMap"))
	case namers:
		return jen.Op("...").Add(models("FieldNamer"))
	case namer:
		return models("FieldNamer")
	case grouped:
		return jen.Op("*").Add(models("Grouped"))
	case rows:
		return jen.Index().Add(models("AggregateRow"))
	case coreRef:
		return jen.Op("*").Add(models("Core"))
	case filter:
		return jen.Func().Params(own("Set")).Bool()
	case less:
		return jen.Func().Params(jen.List(jen.Id("a"), jen.Id("b")).Add(models("RecordSet"))).Bool()
	}
	return jen.Null()
}

// erased writes the type of a part in the erased form of a layer.
func erased(p part) *jen.Statement {
	switch p {
	case set:
		return jen.Op("*").Add(models("Core"))
	case data:
		return jen.Op("*").Add(models("Data"))
	case cond, condRef:
		return jen.Op("*").Add(models("Condition"))
	}
	return partType("", p)
}

// baseMethod writes a base method.
func (w *modelFile) baseMethod(b baseMethod) {
	head := w.receiver().Id(b.name).ParamsFunc(func(g *jen.Group) {
		for _, a := range b.args {
			g.Id(a.name).Add(partType(w.m.Name, a.part))
		}
	}).Add(partType(w.m.Name, b.result))
	args := []jen.Code{}
	for _, a := range b.args {
		args = append(args, w.passed(a))
	}
	var call *jen.Statement
	if b.call != "" {
		call = models(b.call).Call(append([]jen.Code{core("s")}, args...)...)
	} else {
		call = core("s").Dot(b.name).Call(args...)
	}
	switch b.result {
	case none:
		w.line(head, call)
		return
	case set:
		call = jen.Parens(jen.Op("*").Id(w.m.Name)).Parens(call)
	case data:
		call = jen.Parens(jen.Op("*").Id(w.m.Name + "Record")).Parens(call)
	case sets:
		call = models("CastSlice").Types(jen.Id(w.m.Name)).Call(call)
	case datas:
		call = models("CastSlice").Types(jen.Id(w.m.Name + "Record")).Call(call)
	case coreRef:
		call = core("s")
	}
	w.line(head, jen.Return(call))
}

// passed writes an argument for the runtime.
func (w *modelFile) passed(a arg) *jen.Statement {
	own := func(name string) *jen.Statement { return jen.Parens(jen.Op("*").Id(w.m.Name)).Parens(jen.Id(name)) }
	switch a.part {
	case set:
		return core(a.name)
	case data:
		return dataCore(a.name)
	case cond:
		return jen.Parens(jen.Op("*").Id("condition")).Parens(jen.Id(a.name))
	case datas:
		return models("CastSlice").Types(jen.Id("record")).Call(jen.Id(a.name))
	case strsMore, idsMore, namers:
		return jen.Id(a.name).Op("...")
	case filter:
		return jen.Func().Params(jen.Id("c").Op("*").Id("core")).Bool().Op("{").Return(jen.Id("fn").Call(own("c"))).Op("}")
	case less:
		return jen.Func().Params(jen.List(jen.Id("a"), jen.Id("b")).Op("*").Id("core")).Bool().Op("{").
			Return(jen.Id("less").Call(own("a"), own("b"))).Op("}")
	}
	return jen.Id(a.name)
}
