package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/generator/names"
)

// fileQ writes the file of a model in package q.
func (e *emitter) fileQ(m *graph.Model) *jen.File {
	f := e.newFile(names.Q)
	w := newTyper(f)
	w.comment(m.Name + "Condition is a condition on " + m.Name + " records.")
	f.Type().Id(m.Name+"Condition").Op("=").Qual(names.M, m.Name+"Condition")
	f.Line()
	w.comment(m.Name + "ConditionStart is a condition on " + m.Name + " that waits for its next predicate.")
	f.Type().Id(m.Name+"ConditionStart").Op("=").Qual(names.M, m.Name+"ConditionStart")
	f.Line()
	w.comment(m.Name + " starts a condition on " + m.Name + " records.")
	w.line(jen.Func().Id(m.Name).Params().Id(m.Name+"ConditionStart"), jen.Return(jen.New(jen.Qual(names.M, m.Name+"Start"))))
	return f
}
