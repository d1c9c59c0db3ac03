package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/hexgen/hexgen/generator/graph"
)

// dataMethods are the methods of data that do not depend on the model's fields.
var dataMethods = []struct {
	name, doc string
	args      []arg
	result    *jen.Statement // nil: nothing; the data itself if it is own
	own       bool
}{
	{"Has", "tells whether the field was given a value.", []arg{{"field", namer}}, jen.Bool(), false},
	{"Unset", "takes the value of a field back.", []arg{{"field", namer}}, nil, false},
	{"Fields", "returns the names of the fields that were given a value.", nil, jen.Index().String(), false},
	{"IsEmpty", "tells whether no field was given a value.", nil, jen.Bool(), false},
	{"Copy", "returns data with the same values.", nil, nil, true},
	{"MergeWith", "gives the data the values of other, which win, and returns it.", []arg{{"other", data}}, nil, true},
	{"MarshalJSON", "writes the values by the names of fields.", nil, jen.Params(jen.Index().Byte(), jen.Error()), false},
}

// dataCore turns data into what the runtime knows.
func dataCore(name string) *jen.Statement {
	return jen.Parens(jen.Op("*").Id("record")).Parens(jen.Id(name))
}

// data writes the type of a model's data.
func (w *modelFile) data() {
	record := w.m.Name + "Record"
	w.file.Line()
	w.comment(record + " holds values of fields of " + w.m.Name + ", to create or write records with.")
	w.file.Type().Id(record).Id("record")
	w.file.Line()
	w.comment(w.m.Name + "Data is what record sets of " + w.m.Name + " take and give.")
	w.file.Type().Id(w.m.Name + "Data").Op("=").Op("*").Id(record)
	w.file.Line()
	for _, d := range dataMethods {
		params, args := []jen.Code{}, []jen.Code{}
		for _, a := range d.args {
			params = append(params, jen.Id(a.name).Add(partType(w.m.Name, a.part)))
			args = append(args, w.passed(a))
		}
		head, call := w.dataReceiver().Id(d.name).Params(params...), dataCore("d").Dot(d.name).Call(args...)
		switch {
		case d.own:
			w.line(head.Id(w.m.Name+"Data"), jen.Return(w.ownData(call)))
		case d.result == nil:
			w.line(head, call)
		default:
			w.line(head.Add(d.result), jen.Return(call))
		}
	}
	w.line(w.dataReceiver().Id("UnmarshalJSON").Params(jen.Id("doc").Index().Byte()).Error(),
		jen.Return(models("UnmarshalData").Call(dataCore("d"), jen.Id(w.constant(w.m, "View")), jen.Id("doc"))))
	w.line(w.dataReceiver().Id("Underlying").Params().Op("*").Add(models("Data")), jen.Return(dataCore("d")))
	w.file.Line()
	for _, f := range w.m.BaseFields() {
		if f.Name == "ID" || f.Name == "DisplayName" {
			w.dataGetter(f)
		}
	}
	w.dataSetter(w.m.BaseFields()[0])
	for _, f := range w.m.Fields {
		w.dataGetter(f)
		w.dataSetter(f)
		if f.Relation != nil {
			w.dataCreate(f)
		}
	}
}

func (w *modelFile) dataReceiver() *jen.Statement {
	return jen.Func().Params(jen.Id("d").Op("*").Id(w.m.Name + "Record"))
}

func (w *modelFile) ownData(v jen.Code) *jen.Statement {
	return jen.Parens(jen.Op("*").Id(w.m.Name + "Record")).Parens(v)
}

// dataGetter writes the getter of a field.
func (w *modelFile) dataGetter(f *graph.Field) {
	head := w.dataReceiver().Id(f.Name).Params().Add(w.value(f))
	args := []jen.Code{dataCore("d"), w.index(f, "MixinDataField", dataCore("d"))}
	switch {
	case f.Kind.IsRelation():
		w.line(head, jen.Return(jen.Parens(jen.Op("*").Id(f.Relation.Name)).Parens(models("DataRelation").Call(args...))))
	case isGeneric(f):
		w.line(head, jen.Return(models("DataGet").Types(w.value(f)).Call(args...)))
	default:
		w.line(head, jen.Return(models("Data"+accessors[f.Kind].name).Call(args...)))
	}
}

// dataSetter writes the setter of a field.
func (w *modelFile) dataSetter(f *graph.Field) {
	head := w.dataReceiver().Id("Set" + f.Name).Params(jen.Id("value").Add(w.value(f))).Id(w.m.Name + "Data")
	idx := w.index(f, "MixinDataField", dataCore("d"))
	if f.Kind.IsRelation() {
		w.line(head, jen.Return(jen.Id("putRelation").Call(jen.Id("d"), idx, core("value"))))
		return
	}
	w.line(head, jen.Return(jen.Id("put").Call(jen.Id("d"), idx, jen.Id("value"))))
}

// dataCreate writes the method that adds records to create at the other end of a relation.
func (w *modelFile) dataCreate(f *graph.Field) {
	w.line(w.dataReceiver().Id("Create"+f.Name).Params(jen.Id("records").Op("...").Id(f.Relation.Name+"Data")).Id(w.m.Name+"Data"),
		jen.Return(jen.Id("putRecords").Call(jen.Id("d"), w.index(f, "MixinDataField", dataCore("d")), jen.Id("records"))))
}
