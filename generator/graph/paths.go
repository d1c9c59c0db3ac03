package graph

import (
	"slices"
	"strings"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/models/fieldtype"
)

// CheckPath resolves a path such as "Company.Country.Name" from a model. It reports what is wrong with it, as of what.
func (g *Graph) CheckPath(m *Model, text decl.Text, what string, problems *diag.List) []*Field {
	var steps []*Field
	parts := strings.Split(text.Value, ".")
	for i, name := range parts {
		f := m.fieldOrColumn(name)
		if f == nil {
			if !g.Dropped[name] {
				problems.Addf(text.Pos, diag.DidYouMean(name, m.FieldNames(), "name a field of "+m.Name), "%s %q: model %s has no field %q", what, text.Value, m.Name, name)
			}
			return nil
		}
		steps = append(steps, f)
		if i == len(parts)-1 {
			break
		}
		if !f.Kind.IsRelation() {
			problems.Addf(text.Pos, "end the path at "+name, "%s %q: field %s is no relation", what, text.Value, f.Label())
			return nil
		}
		m = f.Relation
	}
	return steps
}

// fieldOrColumn finds a field by its name or by its column name.
func (m *Model) fieldOrColumn(name string) *Field {
	if f := m.Field(name); f != nil {
		return f
	}
	for _, f := range m.Fields {
		column := Snake(f.Name)
		if f.Kind.HasForeignKey() {
			column += "_id"
		}
		if column == name {
			return f
		}
	}
	for _, f := range m.base {
		if Snake(f.Name) == name {
			return f
		}
	}
	return nil
}

// Snake returns limit_date for LimitDate.
func Snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	upper := func(i int) bool { return i >= 0 && i < len(runes) && runes[i] >= 'A' && runes[i] <= 'Z' }
	for i, r := range runes {
		if upper(i) && i > 0 && (!upper(i-1) || i+1 < len(runes) && !upper(i+1)) {
			b.WriteByte('_')
		}
		b.WriteString(strings.ToLower(string(r)))
	}
	return b.String()
}

// CheckOrder checks a term such as "Partner.Name DESC".
func (g *Graph) CheckOrder(m *Model, text decl.Text, what string, problems *diag.List) {
	words := strings.Fields(text.Value)
	if len(words) == 0 || len(words) > 2 || len(words) == 2 && !strings.EqualFold(words[1], "ASC") && !strings.EqualFold(words[1], "DESC") {
		problems.Addf(text.Pos, `write it as in "Name ASC"`, "%s %q is no field with a direction", what, text.Value)
		return
	}
	g.CheckPath(m, decl.Text{Value: words[0], Pos: text.Pos}, what, problems)
}

// checkPaths checks the paths in declarations.
func (b *builder) checkPaths() {
	for _, m := range b.Models {
		for _, f := range m.Fields {
			if f.Embedded != nil || f.From != nil && f.From != m {
				continue
			}
			if f.Params.Related.IsSet() {
				b.checkRelated(f)
			}
			if f.Params.Depends != nil {
				for _, text := range *f.Params.Depends {
					text.Value = strings.TrimSpace(text.Value)
					b.CheckPath(m, text, "Depends of field "+f.Label(), b.problems)
				}
			}
		}
		if m.order != nil {
			for _, term := range m.order.Terms {
				b.CheckOrder(m, term, "default order of model "+m.Name, b.problems)
			}
		}
	}
	for _, module := range b.set.Modules {
		for _, item := range module.Items {
			if d, ok := item.(*decl.Mention); ok {
				b.checkMention(d)
			}
		}
	}
}

// checkRelated checks that a related field is of the kind of the field that it shows.
func (b *builder) checkRelated(f *Field) {
	steps := b.CheckPath(f.Model, f.Params.Related, "Related of field "+f.Label(), b.problems)
	if steps == nil {
		return
	}
	for _, step := range steps[:len(steps)-1] {
		if step.Kind.IsToMany() {
			b.problems.Addf(f.Params.Related.Pos, "use relations to one record", "Related of field %s %q: field %s points at many records", f.Label(), f.Params.Related.Value, step.Label())
			return
		}
	}
	last := steps[len(steps)-1]
	if last == f {
		b.problems.Addf(f.Params.Related.Pos, "name another field", "Related of field %s %q is the field itself", f.Label(), f.Params.Related.Value)
		return
	}
	if last.Kind != f.Kind && !(isText(last.Kind) && isText(f.Kind)) {
		b.problems.Addf(f.Params.Related.Pos, "declare it as models."+last.Kind.String()+"Field", "field %s is of kind %s, but the related field %s of kind %s",
			f.Label(), f.Kind, last.Label(), last.Kind)
		return
	}
	if f.Kind.IsRelation() && last.Relation != f.Relation {
		b.problems.Addf(f.Params.Related.Pos, "set RelationModel to h."+last.Relation.Name+"()", "field %s points at %s, but the related field %s at %s",
			f.Label(), f.Relation.Name, last.Label(), last.Relation.Name)
	}
}

func isText(k fieldtype.Type) bool {
	return slices.Contains([]fieldtype.Type{fieldtype.Char, fieldtype.Text, fieldtype.HTML, fieldtype.Selection}, k)
}

// checkMention reports handles of fields and methods that do not exist.
func (b *builder) checkMention(d *decl.Mention) {
	m := b.byName[d.Model]
	if m == nil {
		return
	}
	if d.Field != "" && m.Field(d.Field) == nil && !b.Dropped[d.Field] {
		b.problems.Addf(d.Pos, diag.DidYouMean(d.Field, m.FieldNames(), "declare it with AddFields, or import the module that does"),
			"model %s has no field %s", m.Name, d.Field)
		b.drop(d.Field)
	}
	if d.Method != "" && m.Method(d.Method) == nil && m.BaseLayers[d.Method] == nil && !b.Dropped[d.Method] && !isBase(d.Method) {
		b.reportMethod(m, d.Method, d.Pos, "model "+m.Name+" has no method "+d.Method)
		b.drop(d.Method)
	}
}
