package models

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// resolveReverses finds the foreign keys that one2many and rev2one fields are the other end of, and the foreign keys
// that point at each model.
func (b *bootstrap) resolveReverses() {
	b.each(func(m *Model) {
		m.referencedBy = nil
		for _, f := range m.ordered {
			f.reverse, f.reverseOf, f.link, f.twin = nil, nil, nil, nil
		}
	})
	b.eachField(func(f *Field) {
		switch {
		case f.kind.HasForeignKey() && f.column != "" && f.relation != nil && f.model.kind != manualModel:
			f.relation.referencedBy = append(f.relation.referencedBy, f)
		case f.kind.IsReverse() && f.params.Compute == nil && f.params.Related == "" && f.relation != nil:
			b.resolveReverse(f)
		}
	})
}

// resolveReverse finds the foreign key of one field.
func (b *bootstrap) resolveReverse(f *Field) {
	name, kind := f.params.ReverseFK, fieldtype.Many2One
	if f.kind == fieldtype.Rev2One {
		kind = fieldtype.One2One
	}
	if name == "" {
		b.failField(f, "ReverseFK", b.suggestReverse(f, kind), "it has no ReverseFK")
		return
	}
	fk := f.relation.byName[name]
	switch {
	case fk == nil:
		b.failField(f, "ReverseFK", b.suggestReverse(f, kind), "ReverseFK %q: model %s has no such field", name, f.relation.name)
	case fk.kind != kind:
		b.failField(f, "ReverseFK", b.suggestReverse(f, kind), "ReverseFK %q: field %s is of kind %s, not %s", name, fk.label(), fk.kind, kind)
	case fk.relation == nil:
		return // reported
	case fk.relation != f.model:
		b.failField(f, "ReverseFK", b.suggestReverse(f, kind), "ReverseFK %q: field %s points at %s, not %s", name, fk.label(), fk.relation.name, f.model.name)
	case fk.column == "":
		b.failField(f, "ReverseFK", "set Stored on "+fk.label(), "ReverseFK %q: field %s is not stored", name, fk.label())
	default:
		f.reverse = fk
		fk.reverseOf = append(fk.reverseOf, f)
	}
}

// suggestReverse tells how to mend the ReverseFK of a field.
func (b *bootstrap) suggestReverse(f *Field, kind fieldtype.Type) string {
	var fits []string
	for _, fk := range f.relation.ordered {
		if fk.kind == kind && fk.relation == f.model && fk.column != "" {
			fits = append(fits, fk.name)
		}
	}
	switch len(fits) {
	case 0:
		return "add a " + kind.String() + " field to " + f.relation.name + " that points at " + f.model.name + ", and name it"
	case 1:
		return "did you mean " + fits[0] + "?"
	default:
		return "name the " + kind.String() + " field of " + f.relation.name + " that is the other end"
	}
}

// resolveDefaultOrder parses the default order of a model, or that of its nearest mixin.
func (b *bootstrap) resolveDefaultOrder(m *Model) {
	m.order = nil
	if m.kind == mixinModel {
		return
	}
	for _, from := range m.lineage() {
		if len(from.decl.order) > 0 {
			for _, text := range from.decl.order {
				if term, ok := b.orderTerm(m, text, from.decl.orderPos); ok {
					m.order = append(m.order, term)
				}
			}
			return
		}
	}
	m.order = []orderTerm{{path: []*Field{m.fields[FieldID]}}}
}

// orderTerm parses a term such as "Partner.Name DESC".
func (b *bootstrap) orderTerm(m *Model, text string, pos Position) (orderTerm, bool) {
	fail := func(mend, format string, args ...any) {
		b.fail("model "+m.name+": default order "+fmt.Sprintf(format, args...), mend, pos)
	}
	name, desc, ok := cutDirection(text)
	if !ok {
		fail(`write it as in "Name ASC"`, "%q is no field with a direction", text)
		return orderTerm{}, false
	}
	steps := b.path(m, name, fail)
	if steps == nil {
		return orderTerm{}, false
	}
	for _, f := range flatten(steps) {
		if f.kind.IsToMany() || f.kind == fieldtype.Rev2One || f.column == "" {
			fail("order by stored fields", "%q: field %s is not in the database", text, f.label())
			return orderTerm{}, false
		}
	}
	return orderTerm{path: steps, desc: desc}, true
}

// cutDirection splits "Name DESC" into the path and the direction, which is ascending if none is given.
func cutDirection(text string) (path string, desc, ok bool) {
	words := strings.Fields(text)
	switch len(words) {
	case 1:
		return words[0], false, true
	case 2:
		desc = strings.EqualFold(words[1], "DESC")
		return words[0], desc, desc || strings.EqualFold(words[1], "ASC")
	}
	return "", false, false
}

// collectConstraints sets the SQL constraints of a model from its own and those of its mixins.
func (b *bootstrap) collectConstraints(m *Model) {
	m.sqlConstraints = nil
	for _, from := range slices.Backward(m.lineage()) {
		declared := map[string]Position{}
		for _, c := range from.decl.constraints {
			i := slices.IndexFunc(m.sqlConstraints, func(o sqlConstraint) bool { return o.name == c.name })
			if c.sql == "" {
				if i < 0 {
					b.fail("SQL constraint "+c.name+" of model "+from.name+" is removed but was not added", "check the name", c.pos)
					continue
				}
				m.sqlConstraints = slices.Delete(m.sqlConstraints, i, i+1)
				delete(declared, c.name)
				continue
			}
			if pos, ok := declared[c.name]; ok {
				b.fail("SQL constraint "+c.name+" of model "+from.name+" is added twice", "give it another name, or remove the first with RemoveSQLConstraint", c.pos, pos)
			}
			declared[c.name] = c.pos
			c.dbName = shortened(c.name + "_" + m.table + "_mancon")
			if i >= 0 {
				m.sqlConstraints[i] = c
			} else {
				m.sqlConstraints = append(m.sqlConstraints, c)
			}
		}
	}
}

// collectRules sets the record rules of a model from its own and those of its mixins.
func (b *bootstrap) collectRules(m *Model) {
	m.recordRules = nil
	for _, from := range slices.Backward(m.lineage()) {
		for _, d := range from.decl.rules {
			i := slices.IndexFunc(m.recordRules, func(r *RecordRule) bool { return r.Name == d.name })
			switch {
			case d.rule == nil && i < 0:
				b.fail("record rule "+d.name+" of model "+from.name+" is removed but was not added", "check the name", d.pos)
			case d.rule == nil:
				m.recordRules = slices.Delete(m.recordRules, i, i+1)
			case i >= 0:
				m.recordRules[i] = d.rule
			default:
				m.recordRules = append(m.recordRules, d.rule)
			}
		}
	}
}
