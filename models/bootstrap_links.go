package models

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// resolveLinks finds or makes up the link tables of many2many fields. Two fields that name the same link, or none, and
// point at each other's models are the two ends of one relation.
func (b *bootstrap) resolveLinks() {
	r := b.registry
	r.links = nil
	ends := map[string][]*Field{}
	tables := map[string]*Model{}
	for _, m := range b.models {
		tables[m.table] = m
	}
	b.eachField(func(f *Field) {
		if f.kind != fieldtype.Many2Many || f.relation == nil || (f.params.Compute != nil || f.params.Related != "") && !f.params.Stored {
			return
		}
		f.link = &linkTable{}
		if name := f.params.M2MLinkModelName; name != "" {
			f.link.model = b.find(name)
		}
		f.link.name = f.linkName()
		ends[f.link.name] = append(ends[f.link.name], f)
		switch owner := tables[f.link.name]; {
		case f.link.model != nil && (f.link.model.kind == mixinModel || f.link.model.kind == transientModel):
			b.failField(f, "M2MLinkModelName", "name a regular model", "M2MLinkModelName names %s, which cannot keep links", f.link.model.name)
		case f.link.model == nil && owner != nil:
			b.failField(f, "M2MLinkModelName", "set M2MLinkModelName to "+strconv.Quote(owner.name)+" to use that model, or to another name",
				"its link table %q is the table of model %s", f.link.name, owner.name)
		}
	})
	b.eachField(func(f *Field) {
		if f.link != nil && ends[f.link.name][0] == f {
			b.joinEnds(ends[f.link.name])
		}
	})
	slices.SortFunc(r.links, func(f, g *Field) int { return cmp.Compare(f.link.name, g.link.name) })
}

// linkName returns the name of the table that keeps the links of a many2many field.
func (f *Field) linkName() string {
	name := f.params.M2MLinkModelName
	switch {
	case f.link.model != nil:
		return f.link.model.table
	case name == "":
		ours, theirs := f.model.table, f.relation.table
		return shortened(min(ours, theirs) + "_" + max(ours, theirs) + "_rel")
	case f.decl.origin != f.model: // of a mixin: each model that has it mixed in has its own links
		return shortened(f.model.table + "_" + snakeCase(name))
	default:
		return shortened(snakeCase(name))
	}
}

// joinEnds checks the fields that use one link table and sets its columns.
func (b *bootstrap) joinEnds(ends []*Field) {
	first := ends[0]
	for _, f := range ends[1:] {
		if !first.isEndOf(f) {
			b.failField(f, "M2MLinkModelName", "set M2MLinkModelName of one of them to another name",
				"its link table %q is also that of field %s, which links other models", f.link.name, first.label())
			return
		}
	}
	for _, f := range ends {
		if !b.setLinkColumns(f, ends) {
			return
		}
	}
	for i, f := range ends {
		for _, g := range ends[:i] {
			switch {
			case f.link.ourColumn == g.link.ourColumn && f.model == g.model:
				b.failAmbiguous(f, g)
				return
			case f.link.ourColumn != g.link.theirColumn || f.link.theirColumn != g.link.ourColumn:
				b.failField(f, "M2MOurField", "give both ends the same two fields, with M2MOurField of one as M2MTheirField of the other",
					"it links by %s and %s, but the other end, field %s, by %s and %s",
					f.link.ourColumn, f.link.theirColumn, g.label(), g.link.theirColumn, g.link.ourColumn)
				return
			}
			f.twin, g.twin = g, f
		}
	}
	if first.link.model == nil {
		b.registry.links = append(b.registry.links, first)
	}
}

// isEndOf tells whether both fields link the same two models.
func (f *Field) isEndOf(g *Field) bool {
	return f.model == g.model && f.relation == g.relation || f.model == g.relation && f.relation == g.model
}

// failAmbiguous reports two fields of one model that would be the same relation.
func (b *bootstrap) failAmbiguous(f, g *Field) {
	mend := "set M2MLinkModelName of both to different names"
	if f.params.M2MLinkModelName != "" {
		mend = "give one of them another M2MLinkModelName"
	}
	b.fail("field "+f.label()+": ambiguous many2many: field "+g.label()+" also links "+f.model.name+" to "+f.relation.name+
		" by the table "+strconv.Quote(f.link.name), mend, f.where("M2MLinkModelName"), g.where("M2MLinkModelName"))
}

// setLinkColumns sets the columns of the link table of one end. What it does not name itself it has from the other end.
func (b *bootstrap) setLinkColumns(f *Field, ends []*Field) bool {
	ours, theirs := f.params.M2MOurField, f.params.M2MTheirField
	for _, g := range ends {
		if g.model == f.relation && (g.model != g.relation || g != f) {
			ours, theirs = cmp.Or(ours, g.params.M2MTheirField), cmp.Or(theirs, g.params.M2MOurField)
		}
	}
	if f.model == f.relation && (ours == "" || theirs == "" || ours == theirs) {
		b.failField(f, "M2MOurField", `set both, as in M2MOurField: "Parent", M2MTheirField: "Child"`,
			"ambiguous many2many: it points at its own model and needs different M2MOurField and M2MTheirField")
		return false
	}
	if f.link.model != nil {
		our, ok := b.linkField(f, "M2MOurField", ours, f.model)
		if !ok {
			return false
		}
		their, ok := b.linkField(f, "M2MTheirField", theirs, f.relation)
		if !ok {
			return false
		}
		f.link.ourColumn, f.link.theirColumn = our, their
		return true
	}
	f.link.ourColumn = jsonName(cmp.Or(ours, f.model.name), fieldtype.Many2One)
	f.link.theirColumn = jsonName(cmp.Or(theirs, f.relation.name), fieldtype.Many2One)
	return true
}

// linkField returns the column of the intermediate model's field that points at one of the linked models.
func (b *bootstrap) linkField(f *Field, param, name string, to *Model) (string, bool) {
	through := f.link.model
	if name != "" {
		switch fk := through.byName[name]; {
		case fk == nil:
			b.failField(f, param, "name a Many2One field of "+through.name+" that points at "+to.name, "%s %q: model %s has no such field", param, name, through.name)
		case fk.kind != fieldtype.Many2One || fk.relation != to || fk.column == "":
			b.failField(f, param, "name a Many2One field of "+through.name+" that points at "+to.name, "%s %q: field %s is no stored Many2One that points at %s", param, name, fk.label(), to.name)
		default:
			return fk.column, true
		}
		return "", false
	}
	var found []*Field
	for _, fk := range through.ordered {
		if fk.kind == fieldtype.Many2One && fk.relation == to && fk.column != "" {
			found = append(found, fk)
		}
	}
	switch len(found) {
	case 1:
		return found[0].column, true
	case 0:
		b.failField(f, "M2MLinkModelName", "add one to "+through.name, "intermediate model %s has no Many2One field that points at %s", through.name, to.name)
	default:
		b.failField(f, "M2MLinkModelName", "set "+param, "ambiguous many2many: intermediate model %s has several Many2One fields that point at %s", through.name, to.name)
	}
	return "", false
}
