package graph

import (
	"cmp"
	"slices"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/names"
	"github.com/hexgen/hexgen/models/fieldtype"
)

// builder makes a Graph.
type builder struct {
	*Graph
	set      *decl.Set
	problems *diag.List
}

// Build makes the models that modules declare. Everything that is wrong goes to the problems; what is left makes up
// the graph.
func Build(set *decl.Set, problems *diag.List) *Graph {
	b := &builder{set: set, problems: problems, Graph: &Graph{byName: map[string]*Model{}, Dropped: map[string]bool{}}}
	for name := range set.Unread {
		b.drop(name)
	}
	b.declareModels()
	b.checkMentions()
	b.collect()
	b.resolveMixins()
	b.inflateFields()
	b.resolveRelations()
	b.inflateMethods()
	b.embed()
	b.checkSignatures()
	b.checkNames()
	b.checkReverses()
	b.checkLinks()
	b.checkPaths()
	b.checkFieldMethods()
	b.checkCycles()
	return b.Graph
}

// drop notes the name of something that is left out because of a problem.
func (b *builder) drop(name string) { b.Dropped[name] = true }

// declareModels makes the models.
func (b *builder) declareModels() {
	for _, module := range b.set.Modules {
		for _, item := range module.Items {
			d, ok := item.(*decl.Model)
			if !ok {
				continue
			}
			if m := b.byName[d.Name]; m != nil {
				b.problems.Add(diag.Problem{Pos: d.Pos, What: "model " + d.Name + " is declared twice",
					Also: also(m.Pos), Mend: "keep one of the declarations, and extend the model in the other module"})
				continue
			}
			m := &Model{Name: d.Name, Kind: d.Kind, Pos: d.Pos, Module: module.Path, BaseLayers: map[string][]Layer{}}
			for i, name := range names.BaseFields {
				m.base = append(m.base, &Field{Model: m, Name: name, Kind: baseKinds[i], Pos: d.Pos, Module: names.Models})
			}
			b.byName[d.Name] = m
			b.Models = append(b.Models, m)
		}
	}
	slices.SortFunc(b.Models, func(x, y *Model) int { return cmp.Compare(x.Name, y.Name) })
}

// baseKinds are the kinds of names.BaseFields.
var baseKinds = []fieldtype.Type{
	fieldtype.Integer, fieldtype.DateTime, fieldtype.Integer, fieldtype.DateTime, fieldtype.Integer, fieldtype.DateTime, fieldtype.Char,
}

// unknownModel reports a model that no module declares.
func (b *builder) unknownModel(t decl.Text) {
	b.drop(t.Value)
	if b.set.Unread[t.Value] {
		return
	}
	b.problems.Addf(t.Pos, diag.DidYouMean(t.Value, b.Names(), "declare it with h."+t.Value+"().DeclareModel(), or import the module that does"),
		"unknown model %s", t.Value)
}

// checkMentions reports handles of models that are not declared.
func (b *builder) checkMentions() {
	for _, module := range b.set.Modules {
		for _, item := range module.Items {
			if d, ok := item.(*decl.Mention); ok && d.Field == "" && d.Method == "" && b.byName[d.Model] == nil {
				b.unknownModel(decl.Text{Value: d.Model, Pos: d.Pos})
			}
		}
	}
}

// collect gives every model what modules declare about it, in order.
func (b *builder) collect() {
	for _, module := range b.set.Modules {
		for _, item := range module.Items {
			switch d := item.(type) {
			case *decl.Field:
				if m := b.extended(d.Model, module); m != nil {
					b.addField(m, d, module)
				}
			case *decl.Override:
				if m := b.extended(d.Model, module); m != nil {
					m.overs = append(m.overs, d)
				}
			case *decl.Method:
				if m := b.extended(d.Model, module); m != nil {
					b.addLayer(m, d, module)
				}
			case *decl.Inherit:
				if m := b.extended(d.Model, module); m != nil {
					m.inherits = append(m.inherits, d)
				}
			case *decl.Order:
				if m := b.extended(d.Model, module); m != nil {
					m.order = d
				}
			}
		}
	}
	for _, m := range b.Models {
		b.settleMethods(m)
	}
}

// extended returns a model that a module adds to; nil if it is not declared, which is reported.
func (b *builder) extended(name string, module *decl.Module) *Model {
	m := b.byName[name]
	if m != nil && module.Path != m.Module && !slices.Contains(m.Extended, module.Path) {
		m.Extended = append(m.Extended, module.Path)
	}
	return m
}

// addField adds a field that a module declares.
func (b *builder) addField(m *Model, d *decl.Field, module *decl.Module) {
	if !isExported(d.Name) {
		b.problems.Addf(d.Pos, "start it with a capital letter, and use letters and digits only", "field %s.%q: the name is no exported Go name", m.Name, d.Name)
		return
	}
	if names.IsBaseField(d.Name) {
		b.problems.Addf(d.Pos, "every model has it; change it with h."+m.Name+"().Fields()."+d.Name+"().SetX(...), or give the field another name",
			"field %s.%s is declared, but it is a field of all models", m.Name, d.Name)
		return
	}
	if old := m.Field(d.Name); old != nil {
		b.problems.Add(diag.Problem{Pos: d.Pos, What: "field " + m.Name + "." + d.Name + " is declared twice", Also: also(old.Pos),
			Mend: "remove one of the declarations, or override parameters with h." + m.Name + "().Fields()." + d.Name + "().SetX(...)"})
		return
	}
	m.Fields = append(m.Fields, &Field{Model: m, Name: d.Name, Kind: d.Kind, Pos: d.Pos, Module: module.Path, Params: d.Params})
}

func isExported(name string) bool {
	for i, r := range name {
		upper, letter, digit := r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z' || r == '_' || r > 127, r >= '0' && r <= '9'
		if i == 0 && !upper || !upper && !letter && !digit {
			return false
		}
	}
	return name != ""
}
