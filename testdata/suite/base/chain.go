package base

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
	"hexgen.test/suite/trace"
)

// ScriptKey is the context key of a Script.
const ScriptKey = "script"

// Script says what the layers of Alpha and Beta of Chain do, by the name of the layer: "sale.Alpha". A layer without
// an entry calls the next one, and the lowest returns n.
type Script map[string]func(rs m.ChainSet, n int) int

// Run notes that a layer runs and does what the script says for it, or else what the layer does by default.
func Run(rs m.ChainSet, layer string, n int, otherwise func() int) int {
	trace.Add(rs.Env(), layer)
	script, _ := rs.Env().Context().Get(ScriptKey).(Script)
	if do := script[layer]; do != nil {
		return do(rs, n)
	}
	return otherwise()
}

func init() {
	linked := h.Linked().DeclareMixinModel()
	linked.Methods().Step().DeclareMethod(
		`Step wraps the word in the names of its layers.`,
		func(rs m.LinkedSet, word string) string { return "mixin(" + word + ")" })

	chain := h.Chain().DeclareModel()
	chain.InheritModel(h.Linked())
	chain.AddFields(map[string]models.FieldDefinition{
		"Name":     models.CharField{},
		"Value":    models.IntegerField{},
		"Parent":   models.Many2OneField{RelationModel: h.Chain()},
		"Children": models.One2ManyField{RelationModel: h.Chain(), ReverseFK: "Parent"},
	})
	chain.Methods().Step().Extend(``, func(rs m.ChainSet, word string) string {
		return "base(" + rs.Super().Step(word) + ")"
	})
	chain.Methods().Alpha().DeclareMethod(
		`Alpha does what the script says.`,
		func(rs m.ChainSet, n int) int { return Run(rs, "base.Alpha", n, func() int { return n }) })
	chain.Methods().Beta().DeclareMethod(
		`Beta does what the script says.`,
		func(rs m.ChainSet, n int) int { return Run(rs, "base.Beta", n, func() int { return n }) })
	chain.Methods().Everything().DeclareMethod(
		`Everything has parameters and results of all forms.`,
		func(rs m.ChainSet, ids []int64, data m.ChainData, cond q.ChainCondition, pick func(m.ChainSet) bool,
			others []m.ChainSet, names ...string) (m.ChainSet, map[string]m.ChainSet, error) {
			res := h.Chain().Browse(rs.Env(), ids).Union(rs.Create(data)).Union(h.Chain().Search(rs.Env(), cond))
			byName := make(map[string]m.ChainSet)
			for _, name := range names {
				byName[name] = res.Filtered(func(r m.ChainSet) bool { return r.Name() == name })
			}
			for _, other := range others {
				res = res.Union(other)
			}
			return res.Filtered(pick), byName, nil
		})
}
