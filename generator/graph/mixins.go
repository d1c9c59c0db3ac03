package graph

import (
	"go/token"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/diag"
)

func also(pos token.Position) []token.Position { return []token.Position{pos} }

// resolveMixins finds the mixins of all models.
func (b *builder) resolveMixins() {
	direct := map[*Model][]*Model{}
	for _, m := range b.Models {
		for _, d := range m.inherits {
			mixin := b.byName[d.Mixin]
			switch {
			case mixin == nil: // reported where the handle is mentioned
			case !mixin.IsMixin():
				b.problems.Add(diag.Problem{Pos: d.Pos, What: "model " + m.Name + " inherits " + mixin.Name + ", which is no mixin", Also: also(mixin.Pos),
					Mend: "declare " + mixin.Name + " with DeclareMixinModel, or embed it with a Many2One field"})
			case !slices.Contains(direct[m], mixin):
				direct[m] = append(direct[m], mixin)
			}
		}
	}
	cycles := false
	for _, m := range b.Models {
		if path := pathBack(m, m, direct, nil); path != nil && isFirst(path) {
			cycles = true
			b.problems.Addf(m.inherits[0].Pos, "remove one of the InheritModel", "mixins inherit each other: %s", strings.Join(append(path, m.Name), " -> "))
		}
	}
	if cycles {
		return
	}
	for _, m := range b.Models {
		expanded := expand(m, direct)
		for i, mixin := range expanded {
			if !slices.Contains(expanded[i+1:], mixin) {
				m.Mixins = append(m.Mixins, mixin)
			}
		}
	}
}

// expand returns the mixins of m, each followed by its own, from the one imported last to the first.
func expand(m *Model, direct map[*Model][]*Model) []*Model {
	var res []*Model
	for _, mixin := range slices.Backward(direct[m]) {
		res = append(append(res, mixin), expand(mixin, direct)...)
	}
	return res
}

// pathBack returns the names on a way from one model to another one over mixins, nil if there is none.
func pathBack(from, to *Model, direct map[*Model][]*Model, path []string) []string {
	if slices.Contains(path, from.Name) {
		return nil
	}
	path = append(path, from.Name)
	for _, next := range direct[from] {
		if next == to {
			return path
		}
		if res := pathBack(next, to, direct, slices.Clone(path)); res != nil {
			return res
		}
	}
	return nil
}

// isFirst tells whether the first name comes first in the alphabet, so that a cycle is reported once.
func isFirst(path []string) bool { return slices.Min(path) == path[0] }

// inflateFields puts the fields of mixins in the models, behind their own.
func (b *builder) inflateFields() {
	own := map[*Model][]*Field{}
	for _, m := range b.Models {
		own[m] = slices.Clone(m.Fields)
	}
	for _, m := range b.Models {
		for _, mixin := range m.Mixins {
			for _, f := range own[mixin] {
				if m.Field(f.Name) == nil {
					c := *f
					c.Model, c.From = m, mixin
					m.Fields = append(m.Fields, &c)
				}
			}
		}
	}
	for _, m := range b.Models {
		b.override(m)
	}
}

// override applies the overrides of a model's mixins and its own.
func (b *builder) override(m *Model) {
	for _, from := range slices.Backward(append([]*Model{m}, m.Mixins...)) {
		for _, o := range from.overs {
			if f := m.Field(o.Field); f != nil {
				if f.From == from || from == m || !slices.Contains(m.Mixins, from) {
					f.Params.Merge(&o.Params)
				}
			}
		}
	}
}

// resolveRelations finds the related models, and checks the types of fields.
func (b *builder) resolveRelations() {
	for _, m := range b.Models {
		m.Fields = slices.DeleteFunc(m.Fields, func(f *Field) bool {
			if f.Params.GoType != nil {
				f.GoType = f.Params.GoType
				b.checkImportable(f.GoType, f.Params.GoTypePos, "GoType of field "+f.Label())
			}
			if !f.Kind.IsRelation() {
				return false
			}
			switch f.Relation = b.byName[f.Params.RelationModel.Value]; {
			case f.Relation != nil && f.Relation.IsMixin():
				b.problems.Add(diag.Problem{Pos: f.Params.RelationModel.Pos, What: "field " + f.Label() + " points at " + f.Relation.Name + ", which is a mixin and has no records",
					Also: also(f.Relation.Pos), Mend: "point at a model that inherits it"})
			case f.Relation != nil:
			case !f.Params.RelationModel.IsSet():
				b.problems.Addf(f.Pos, "set RelationModel to the handle h.X() of a model", "field %s has no RelationModel", f.Label())
				b.drop(f.Name)
				return true
			default: // an unknown model is reported where the handle is mentioned
				b.drop(f.Name)
				return true
			}
			return false
		})
	}
}

// embed puts the fields of embedded models in the models that embed them, as related fields.
func (b *builder) embed() {
	done := map[*Model]bool{}
	for _, m := range b.Models {
		b.embedIn(m, done, nil)
	}
}

func (b *builder) embedIn(m *Model, done map[*Model]bool, within []*Model) {
	if done[m] {
		return
	}
	done[m] = true
	for _, f := range slices.Clone(m.Fields) {
		if f.Params.Embed == nil || !*f.Params.Embed {
			continue
		}
		if !f.Kind.HasForeignKey() {
			b.problems.Addf(f.Pos, "make it a Many2One field, or remove Embed", "field %s embeds a model, but is of kind %s", f.Label(), f.Kind)
			continue
		}
		if f.Relation == m || slices.Contains(within, f.Relation) {
			b.problems.Addf(f.Pos, "remove Embed", "field %s embeds model %s in itself", f.Label(), f.Relation.Name)
			continue
		}
		b.embedIn(f.Relation, done, append(within, m))
		for _, target := range f.Relation.Fields {
			if m.Field(target.Name) != nil || m.Method(target.Name) != nil {
				continue
			}
			m.Fields = append(m.Fields, &Field{
				Model: m, Name: target.Name, Kind: target.Kind, GoType: target.GoType, Relation: target.Relation, Pos: f.Pos, Module: f.Module, Embedded: target,
				Params: decl.Params{String: target.Params.String, Help: target.Params.Help, Related: decl.Text{Value: f.Name + "." + target.Name, Pos: f.Pos}},
			})
		}
	}
}
