package models

import (
	"cmp"
	"maps"
	"slices"
)

// embed adds to each model the fields of the models that it embeds, as related fields.
func (b *bootstrap) embed() {
	b.each(func(m *Model) {
		m.embeds = nil
		for _, f := range m.byName {
			if f.params.Embed && f.kind.HasForeignKey() && f.hasColumn() && f.relation != nil {
				m.embeds = append(m.embeds, f)
			}
		}
		slices.SortFunc(m.embeds, func(f, g *Field) int { return cmp.Or(cmp.Compare(f.index, g.index), cmp.Compare(f.name, g.name)) })
	})
	at := map[*Model]int{}
	for i, m := range b.models {
		at[m] = i
	}
	cycles := cyclesOf(len(b.models), func(i int) []int {
		var res []int
		for _, f := range b.models[i].embeds {
			res = append(res, at[f.relation])
		}
		return res
	})
	for _, cycle := range cycles {
		text := ""
		for _, i := range cycle {
			text += b.models[i].name + " -> "
		}
		m := b.models[cycle[0]]
		b.fail("models embed each other: "+text+m.name, "remove Embed from one of the fields", m.embeds[0].where("Embed"))
	}
	if len(cycles) > 0 {
		return
	}
	done := map[*Model]bool{}
	b.each(func(m *Model) { b.embedInto(m, done) })
}

// embedInto adds to m the fields of the models that it embeds, once these have theirs.
func (b *bootstrap) embedInto(m *Model, done map[*Model]bool) {
	if done[m] || m.kind == mixinModel {
		return
	}
	done[m] = true
	for _, via := range m.embeds {
		b.embedInto(via.relation, done)
		for _, name := range slices.Sorted(maps.Keys(via.relation.byName)) {
			if m.byName[name] != nil || isBaseField(name) {
				continue
			}
			f := m.fieldHandle(name)
			f.params = embeddedParams(via, via.relation.byName[name])
			f.pos, f.decl.origin, f.decl.embed, f.decl.set, f.embedded = via.pos, m, via, nil, true
			f.apply(f.decl.overrides)
			m.byName[name] = f
			b.complete(f)
		}
	}
}

// embeddedParams returns the parameters of the related field that stands for an embedded one.
func embeddedParams(via, target *Field) fieldParams {
	p := target.params
	return fieldParams{
		Kind: p.Kind, JSON: p.JSON, String: p.String, Help: p.Help, RequiredFunc: p.RequiredFunc, ReadOnly: p.ReadOnly,
		ReadOnlyFunc: p.ReadOnlyFunc, InvisibleFunc: p.InvisibleFunc, NoCopy: p.NoCopy, GroupOperator: p.GroupOperator,
		Translate: p.Translate, Size: p.Size, Digits: p.Digits, Selection: p.Selection, GoType: p.GoType,
		RelationModel: p.RelationModel, Filter: p.Filter,
		Related: via.name + "." + target.name,
	}
}
