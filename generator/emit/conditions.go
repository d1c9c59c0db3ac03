package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/models/fieldtype"
)

// A condition of a model is made in three types:
//
//	PartnerFilter, *PartnerFilter = PartnerCondition: the condition itself, that can be searched with
//	PartnerStart, *PartnerStart = PartnerConditionStart: the fields that a predicate can start with
//	PartnerRelation[C]: what can follow after a relation to Partner from a model whose condition is C
//
// The third one is a struct of functions: the compiler makes nothing for each model that has a relation to Partner.
// Where fields of a record two relations away can be asked for, there is a type more for every pair of models at the
// ends of such a way; hence the relations of PartnerRelation go on only where Options.Walks says so.

// conditions writes the types of conditions of a model.
func (w *modelFile) conditions() {
	w.filter()
	w.start()
	w.relation()
}

// filter writes the type of conditions.
func (w *modelFile) filter() {
	name := w.m.Name
	filter, condition := name+"Filter", name+"Condition"
	w.file.Line()
	w.comment(filter + " is a condition on " + name + " records.")
	w.file.Type().Id(filter).Id("condition")
	w.file.Line()
	w.comment(condition + " is what searches of " + name + " take. The nil condition matches all records.")
	w.file.Type().Id(condition).Op("=").Op("*").Id(filter)
	w.file.Line()
	receiver := func() *jen.Statement { return jen.Func().Params(jen.Id("c").Op("*").Id(filter)) }
	untyped := func(n string) *jen.Statement {
		return jen.Parens(jen.Op("*").Add(models("Condition"))).Parens(jen.Id(n))
	}
	for _, n := range []string{"And", "AndNot", "Or", "OrNot"} {
		w.line(receiver().Id(n).Params().Id(name+"ConditionStart"),
			jen.Return(jen.Parens(jen.Op("*").Id(name+"Start")).Parens(jen.Id("startAt").Call(untyped("c").Dot(n).Call()))))
	}
	for _, n := range []string{"AndCond", "AndNotCond", "OrCond", "OrNotCond"} {
		w.line(receiver().Id(n).Params(jen.Id("other").Id(condition)).Id(condition),
			jen.Return(jen.Parens(jen.Op("*").Id(filter)).Parens(untyped("c").Dot(n).Call(untyped("other")))))
	}
	w.line(receiver().Id("IsEmpty").Params().Bool(), jen.Return(untyped("c").Dot("IsEmpty").Call()))
	w.line(receiver().Id("Underlying").Params().Op("*").Add(models("Condition")), jen.Return(untyped("c")))
	w.line(receiver().Id("String").Params().String(), jen.Return(untyped("c").Dot("String").Call()))
}

// operator describes the operators of a field.
type operator struct {
	typ    *jen.Statement // with the type of the condition
	make   *jen.Statement // the function that makes them
	suffix string         // of the type for the fields of the model itself
}

// operatorOf returns the operators of a field that is no relation, for a type of conditions.
func (w *modelFile) operatorOf(f *graph.Field, c *jen.Statement) operator {
	name := accessors[f.Kind].terms
	res := operator{jen.Id(name + "Operators").Types(c), jen.Id(lower(name) + "Op"), name + "Op"}
	switch {
	case f.Name == "ID":
		return operator{jen.Id("IDOperators").Types(c), jen.Id("idOp"), "IDOp"}
	case f.Kind == fieldtype.JSON: // of any Go type
	case f.GoType != nil:
		return operator{jen.Id("OrderedOperators").Types(c, w.value(f)), jen.Id("orderedOp").Types(w.value(f)), f.Name + "Field"}
	case f.Kind == fieldtype.UUID:
		res.typ = jen.Id("UUIDOperators").Types(c, w.value(f))
	case slices.Contains(ordered, f.Kind):
		res.typ = jen.Id("OrderedOperators").Types(c, w.value(f))
	}
	return res
}

// ordered are the kinds with the operators of numbers and dates.
var ordered = []fieldtype.Type{
	fieldtype.Integer, fieldtype.Float, fieldtype.Date, fieldtype.DateTime, fieldtype.Decimal, fieldtype.Monetary,
}

// start writes the type with the fields that a predicate can start with.
func (w *modelFile) start() {
	name := w.m.Name
	start, condition := name+"Start", name+"Condition"
	w.file.Line()
	w.comment(start + " is a condition on " + name + " that waits for its next predicate.")
	w.file.Type().Id(start).Id("path")
	w.file.Line()
	w.comment(name + "ConditionStart is what q." + name + "() returns.")
	w.file.Type().Id(name + "ConditionStart").Op("=").Op("*").Id(start)
	w.file.Line()
	receiver := func() *jen.Statement { return jen.Func().Params(jen.Id("s").Op("*").Id(start)) }
	path := jen.Parens(jen.Op("*").Id("path")).Parens(jen.Id("s"))
	w.line(receiver().Id("Where").Params().Id(name+"ConditionStart"), jen.Return(jen.Id("s")))
	var types []operator
	for _, f := range slices.Concat(w.m.BaseFields(), w.m.Fields) {
		op := operator{jen.Add(w.relationType(f, jen.Id(condition), true)), nil, f.Name + "Field"}
		if f.Relation == nil {
			op = w.operatorOf(f, jen.Id(condition))
		} else {
			op.make = w.relationMaker(f, true)
		}
		w.line(receiver().Id(f.Name).Params().Op("*").Id(name+op.suffix),
			jen.Return(jen.Parens(jen.Op("*").Id(name+op.suffix)).Parens(op.make.Call(path, jen.Lit(f.Name)))))
		if f.Relation != nil {
			w.line(receiver().Id(f.Name+"FilteredOn").Params(jen.Id("cond").Id(f.Relation.Name+"Condition")).Id(condition),
				jen.Return(jen.Parens(jen.Op("*").Id(name+"Filter")).Parens(models("FilteredOnAt").Call(path, jen.Lit(f.Name),
					jen.Parens(jen.Op("*").Id("condition")).Parens(jen.Id("cond"))))))
		}
		if !slices.ContainsFunc(types, func(o operator) bool { return o.suffix == op.suffix }) {
			types = append(types, op)
		}
	}
	w.file.Line()
	w.comment("The operators of fields of " + name + ". FieldName makes them a models.FieldNamer.")
	w.file.Type().DefsFunc(func(g *jen.Group) {
		for _, o := range types {
			g.Id(name + o.suffix).Add(o.typ)
		}
	})
	w.file.Line()
	for _, o := range types {
		w.line(jen.Func().Params(jen.Id("f").Op("*").Id(name+o.suffix)).Id("FieldName").Params().String(), jen.Return(jen.Id("f").Dot("name")))
	}
}

// relationType writes the type of what follows after a relation field.
func (w *modelFile) relationType(f *graph.Field, c *jen.Statement, first bool) *jen.Statement {
	if f.Relation == nil {
		return jen.Null()
	}
	if first || w.opts.Walks(f) {
		return jen.Id(f.Relation.Name + "Relation").Types(c)
	}
	return jen.Id("RelationOperators").Types(c, jen.Id(f.Relation.Name+"Set"))
}

// relationMaker writes the function that makes it.
func (w *modelFile) relationMaker(f *graph.Field, first bool) *jen.Statement {
	if first || w.opts.Walks(f) {
		return jen.Id("new" + f.Relation.Name + "Relation")
	}
	return jen.Id("relationOp")
}

// relation writes the type of what can follow after a relation to the model.
func (w *modelFile) relation() {
	name := w.m.Name
	steps := w.constant(w.m, "Steps")
	w.file.Line()
	w.comment(name + "Relation is a relation to " + name + " in a condition: its operators, and the fields of the related record.")
	c := jen.Id("C")
	w.file.Type().Id(name + "Relation").Types(jen.Id("C").Any()).StructFunc(func(g *jen.Group) {
		g.Id("RelationOperators").Types(c, jen.Id(name+"Set"))
		g.Id("BaseOperators").Types(c)
		for _, f := range w.m.Fields {
			if f.Relation == nil {
				g.Id(f.Name).Func().Params().Op("*").Add(w.operatorOf(f, c).typ)
				continue
			}
			g.Id(f.Name).Func().Params().Op("*").Add(w.relationType(f, c, false))
			g.Id(f.Name + "FilteredOn").Func().Params(jen.Id("cond").Id(f.Relation.Name + "Condition")).Id("C")
		}
	})
	w.file.Line()
	w.comment(steps + " make the fields of " + name + "Relation.")
	w.file.Var().Id(steps).Index().Id("step")
	w.file.Line()
	if len(w.m.Fields) == 0 {
		w.newRelation(steps)
		return
	}
	w.file.Func().Id("init").Params().BlockFunc(func(g *jen.Group) {
		g.Id(steps).Op("=").Index().Id("step").CustomFunc(jen.Options{Open: "{", Close: ",\n}", Separator: ","}, func(g *jen.Group) {
			n := 0
			add := func(f *graph.Field, make *jen.Statement) {
				item := jen.Values(jen.Lit(f.Name), make)
				if n%4 == 0 {
					item = jen.Line().Add(item)
				}
				g.Add(item)
				n++
			}
			for _, f := range w.m.Fields {
				if f.Relation == nil {
					add(f, w.operatorOf(f, c).make)
					continue
				}
				add(f, w.relationMaker(f, false))
				add(f, jen.Nil())
			}
		})
	})
	w.newRelation(steps)
}

// newRelation writes the function that makes the type of what can follow.
func (w *modelFile) newRelation(steps string) {
	name := w.m.Name
	w.file.Line()
	w.comment("new" + name + "Relation makes a " + name + "Relation for the relation field called name.")
	w.file.Func().Id("new"+name+"Relation").Params(jen.Id("owner").Op("*").Id("path"), jen.Id("name").String()).Qual("unsafe", "Pointer").Block(
		jen.Return(jen.Id("fillRelation").Call(jen.Qual("unsafe", "Pointer").Call(jen.New(jen.Id(name+"Relation").Types(jen.Id("untyped")))),
			jen.Id("owner"), jen.Id("name"), jen.Id(steps))))
}
