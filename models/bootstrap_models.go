package models

import (
	"slices"
	"strconv"
)

// checkModels checks the names of models and fields, and that models are declared, and once.
func (b *bootstrap) checkModels() {
	for _, m := range b.registry.models {
		if m.kind == undeclared && m.decl.firstMention.IsKnown() {
			b.fail("model "+m.name+" is extended but not declared",
				b.suggestModel(m.name), m.decl.firstMention)
		}
	}
	b.each(func(m *Model) {
		if !isExportedName(m.name) {
			b.fail("model "+strconv.Quote(m.name)+": the name is no exported Go name", suggestName(m.name), m.pos)
		}
		for _, pos := range m.decl.positions[1:] {
			b.fail("model "+m.name+" is declared twice", "keep one of the declarations, and extend the model in the other module", pos, m.pos)
		}
		for _, bad := range m.decl.badNames {
			b.fail("field "+m.name+"."+strconv.Quote(bad.name)+": the name is no exported Go name", suggestName(bad.name), bad.pos)
		}
	})
}

// suggestModel tells how to mend the name of a model that is not declared.
func (b *bootstrap) suggestModel(name string) string {
	names := make([]string, len(b.models))
	for i, m := range b.models {
		names[i] = m.name
	}
	if near := closest(name, names); near != "" {
		return "did you mean " + near + "?"
	}
	return "import the module that declares it, or declare it with h." + name + "().DeclareModel()"
}

// suggestName tells how to mend a name that cannot be one in Go.
func suggestName(name string) string {
	if mended := mendedName(name); mended != "" {
		return "call it " + strconv.Quote(mended)
	}
	return "give it a name that starts with a capital letter"
}

// find returns the declared model called name, nil if there is none.
func (b *bootstrap) find(name string) *Model {
	if m := b.registry.models[name]; m != nil && m.kind != undeclared {
		return m
	}
	return nil
}

// resolveMixins finds the mixins of all models, directly or not.
func (b *bootstrap) resolveMixins() {
	direct := map[*Model][]*Model{}
	b.each(func(m *Model) {
		for _, in := range m.decl.inherits {
			mixin := b.find(in.mixin.name)
			switch {
			case mixin == nil:
				b.fail("model "+m.name+" inherits unknown model "+strconv.Quote(in.mixin.name), b.suggestModel(in.mixin.name), in.pos)
			case mixin.kind != mixinModel:
				b.fail("model "+m.name+" inherits "+mixin.name+", which is no mixin",
					"declare "+mixin.name+" with DeclareMixinModel, or embed it with a Many2One field", in.pos, mixin.pos)
			default:
				direct[m] = append(direct[m], mixin)
			}
		}
	})
	if b.reportMixinCycles(direct) {
		return
	}
	b.each(func(m *Model) { m.mixins = lastOfEach(expandMixins(m, direct)) })
}

// expandMixins returns the mixins of m, each followed by its own, from the one imported last to the first.
func expandMixins(m *Model, direct map[*Model][]*Model) []*Model {
	var res []*Model
	for _, mixin := range slices.Backward(direct[m]) {
		res = append(res, mixin)
		res = append(res, expandMixins(mixin, direct)...)
	}
	return res
}

// lastOfEach keeps the last of repeated models, so that a mixin of two mixins is below both.
func lastOfEach(models []*Model) []*Model {
	var res []*Model
	for i, m := range models {
		if !slices.Contains(models[i+1:], m) {
			res = append(res, m)
		}
	}
	return res
}

// reportMixinCycles reports mixins that inherit themselves, and tells whether there are any.
func (b *bootstrap) reportMixinCycles(direct map[*Model][]*Model) bool {
	at := map[*Model]int{}
	for i, m := range b.models {
		at[m] = i
	}
	cycles := cyclesOf(len(b.models), func(i int) []int {
		var res []int
		for _, mixin := range direct[b.models[i]] {
			res = append(res, at[mixin])
		}
		return res
	})
	for _, cycle := range cycles {
		text := ""
		for _, i := range cycle {
			text += b.models[i].name + " -> "
		}
		m := b.models[cycle[0]]
		b.fail("mixins inherit each other: "+text+m.name, "remove one of the InheritModel", m.decl.inherits[0].pos)
	}
	return len(cycles) > 0
}

// nameTables sets the names of tables.
func (b *bootstrap) nameTables() {
	taken := map[string]*Model{}
	b.each(func(m *Model) {
		m.table = ""
		if m.kind == mixinModel {
			return
		}
		m.table = m.decl.table
		if m.table == "" {
			m.table = shortened(snakeCase(m.name))
		}
		if other, ok := taken[m.table]; ok {
			b.fail("models "+other.name+" and "+m.name+" both have the table "+strconv.Quote(m.table),
				"give one of them another name with SetTableName", m.pos, other.pos)
		}
		taken[m.table] = m
		if len(m.table) > maxIdentifier {
			b.fail("model "+m.name+": the table name "+strconv.Quote(m.table)+" is longer than 63 bytes", "shorten it", m.pos)
		}
	})
}
