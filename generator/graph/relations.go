package graph

import (
	"slices"

	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/names"
	"github.com/hexgen/hexgen/models/fieldtype"
)

func isBase(name string) bool { return names.IsBaseMethod(name) }

// checkReverses checks the foreign keys that one2many and rev2one fields name.
func (b *builder) checkReverses() {
	for _, m := range b.Models {
		if m.IsMixin() {
			continue // its fields are checked in the models that inherit it
		}
		for _, f := range m.Fields {
			if f.Kind.IsReverse() && f.Embedded == nil && f.Params.Compute == nil && !f.Params.Related.IsSet() {
				b.checkReverse(f)
			}
		}
	}
}

func (b *builder) checkReverse(f *Field) {
	want := fieldtype.Many2One
	if f.Kind == fieldtype.Rev2One {
		want = fieldtype.One2One
	}
	var fits []string
	for _, fk := range f.Relation.Fields {
		if fk.Kind == want && fk.Relation == f.Model {
			fits = append(fits, fk.Name)
		}
	}
	mend := "name the " + want.String() + " field of " + f.Relation.Name + " that is the other end"
	switch len(fits) {
	case 0:
		mend = "add a " + want.String() + " field to " + f.Relation.Name + " that points at " + f.Model.Name + ", and name it"
	case 1:
		mend = "set it to " + fits[0]
	}
	name := f.Params.ReverseFK
	if !name.IsSet() {
		b.problems.Addf(f.Pos, mend, "field %s has no ReverseFK", f.Label())
		return
	}
	fk := f.Relation.Field(name.Value)
	switch {
	case fk == nil && b.Dropped[name.Value]:
	case fk == nil:
		b.problems.Addf(name.Pos, diag.DidYouMean(name.Value, f.Relation.FieldNames(), mend), "ReverseFK %q of field %s: model %s has no such field",
			name.Value, f.Label(), f.Relation.Name)
	case fk.Kind != want:
		b.problems.Addf(name.Pos, mend, "ReverseFK %q of field %s: field %s is of kind %s, not %s", name.Value, f.Label(), fk.Label(), fk.Kind, want)
	case fk.Relation != f.Model:
		b.problems.Addf(name.Pos, mend, "ReverseFK %q of field %s: field %s points at %s, not %s", name.Value, f.Label(), fk.Label(), fk.Relation.Name, f.Model.Name)
	}
}

// checkLinks checks that many2many fields can tell their links apart.
func (b *builder) checkLinks() {
	for _, m := range b.Models {
		if m.IsMixin() {
			continue
		}
		var plain []*Field
		for _, f := range m.Fields {
			stored := f.Params.Stored != nil && *f.Params.Stored
			if f.Kind != fieldtype.Many2Many || f.Embedded != nil || (f.Params.Compute != nil || f.Params.Related.IsSet()) && !stored {
				continue
			}
			if f.Relation == m && (!f.Params.M2MOurField.IsSet() || !f.Params.M2MTheirField.IsSet() || f.Params.M2MOurField.Value == f.Params.M2MTheirField.Value) {
				b.problems.Addf(f.Pos, `set both, as in M2MOurField: "Parent", M2MTheirField: "Child"`,
					"field %s: ambiguous many2many: it points at its own model and needs different M2MOurField and M2MTheirField", f.Label())
			}
			b.checkLinkModel(f)
			for _, other := range plain {
				if other.Relation == f.Relation && other.Params.M2MLinkModelName.Value == f.Params.M2MLinkModelName.Value && f.Relation != m {
					b.problems.Add(diag.Problem{Pos: f.Pos, What: "field " + f.Label() + ": ambiguous many2many: field " + other.Label() + " also links " + m.Name + " to " + f.Relation.Name,
						Also: also(other.Pos), Mend: "set M2MLinkModelName of both to different names"})
				}
			}
			plain = append(plain, f)
		}
	}
}

// checkLinkModel checks the fields of a declared intermediate model.
func (b *builder) checkLinkModel(f *Field) {
	through := b.byName[f.Params.M2MLinkModelName.Value]
	if through == nil {
		return // a table without a model
	}
	for _, end := range []struct {
		param string
		name  string
		to    *Model
	}{{"M2MOurField", f.Params.M2MOurField.Value, f.Model}, {"M2MTheirField", f.Params.M2MTheirField.Value, f.Relation}} {
		isEnd := func(fk *Field) bool { return fk.Kind == fieldtype.Many2One && fk.Relation == end.to }
		if end.name != "" {
			if fk := through.Field(end.name); fk == nil || !isEnd(fk) {
				b.problems.Addf(f.Pos, diag.DidYouMean(end.name, through.FieldNames(), "name a Many2One field of "+through.Name+" that points at "+end.to.Name),
					"%s %q of field %s is no Many2One field of %s that points at %s", end.param, end.name, f.Label(), through.Name, end.to.Name)
			}
			continue
		}
		n := len(slices.DeleteFunc(slices.Clone(through.Fields), func(fk *Field) bool { return !isEnd(fk) }))
		switch {
		case n == 0:
			b.problems.Addf(f.Params.M2MLinkModelName.Pos, "add one to "+through.Name, "field %s: intermediate model %s has no Many2One field that points at %s", f.Label(), through.Name, end.to.Name)
		case n > 1 && f.Relation != f.Model:
			b.problems.Addf(f.Pos, "set "+end.param, "field %s: ambiguous many2many: intermediate model %s has several Many2One fields that point at %s", f.Label(), through.Name, end.to.Name)
		}
	}
}
