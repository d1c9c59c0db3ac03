package models

import (
	"maps"
	"slices"
	"strings"
)

// path resolves a path of field names from model m, as the parameter param of f gives it. It reports what is wrong and
// returns nil then, and also if a step is of a field that has been reported before.
func (b *bootstrap) path(m *Model, text string, fail func(mend, format string, args ...any)) []*Field {
	names := strings.Split(text, ".")
	steps := make([]*Field, 0, len(names))
	for i, name := range names {
		f, ok := m.byName[name]
		if !ok {
			f, ok = m.byJSON[name]
		}
		if !ok {
			mend := "name a field of " + m.name
			if near := closest(name, slices.Sorted(maps.Keys(m.byName))); near != "" {
				mend = "did you mean " + near + "?"
			}
			fail(mend, "%q: model %s has no field %q", text, m.name, name)
			return nil
		}
		steps = append(steps, f)
		if i == len(names)-1 {
			break
		}
		if !f.kind.IsRelation() {
			fail("end the path at "+name, "%q: field %s.%s is no relation", text, m.name, name)
			return nil
		}
		if m = f.relation; m == nil {
			return nil
		}
	}
	return steps
}

// isAlias tells whether the field only shows another one, at the end of its path.
func (f *Field) isAlias() bool { return f.params.Related != "" && !f.params.Stored }

// flatten replaces the related fields on a path that are not stored by their own paths, which must be resolved.
func flatten(steps []*Field) []*Field {
	var res []*Field
	for _, f := range steps {
		if f.isAlias() {
			res = append(res, flatten(f.related)...)
		} else {
			res = append(res, f)
		}
	}
	return res
}

// resolveRelated finds the paths of related fields.
func (b *bootstrap) resolveRelated() {
	r := &relatedResolver{b: b, state: map[*Field]visit{}}
	b.eachField(func(f *Field) { r.resolve(f) })
}

// visit tells how far the resolution of a field is.
type visit uint8

const (
	unseen visit = iota
	resolving
	resolved
)

// relatedResolver resolves related fields whose paths may go through others.
type relatedResolver struct {
	b     *bootstrap
	state map[*Field]visit
}

// resolve sets the path of a related field. It returns false if the field stands for itself in the end, which is
// reported.
func (r *relatedResolver) resolve(f *Field) bool {
	if f.params.Related == "" {
		return true
	}
	switch r.state[f] {
	case resolving:
		return false
	case resolved:
		return true
	}
	r.state[f] = resolving
	defer func() { r.state[f] = resolved }()
	f.related = nil
	fail := func(mend, format string, args ...any) {
		r.b.failField(f, "Related", mend, "Related "+format, args...)
	}
	steps := r.b.path(f.model, f.params.Related, fail)
	if steps == nil {
		return true
	}
	for _, step := range steps {
		if !r.resolve(step) {
			fail("name another field", "%q: the field is related to itself", f.params.Related)
			return true
		}
		if step.params.Related != "" && step.related == nil {
			return true // reported
		}
	}
	for _, step := range steps[:len(steps)-1] {
		if step.kind.IsToMany() {
			fail("use a Compute method instead", "%q: field %s.%s points at several records", f.params.Related, step.model.name, step.name)
			return true
		}
	}
	r.adopt(f, steps[len(steps)-1], fail)
	f.related = steps
	return true
}

// adopt compares a related field with its target, and gives it the parameters of it that are not set.
func (r *relatedResolver) adopt(f, target *Field, fail func(mend, format string, args ...any)) {
	switch {
	case f.kind != target.kind:
		fail("declare it as "+target.kind.String()+"Field", "%q: field %s.%s is of kind %s, not %s",
			f.params.Related, target.model.name, target.name, target.kind, f.kind)
	case f.kind.IsRelation() && (f.relation == nil || target.relation == nil):
		return // reported
	case f.relation != target.relation:
		fail("set RelationModel to h."+target.relation.name+"()", "%q: field %s.%s points at %s, not %s",
			f.params.Related, target.model.name, target.name, target.relation.name, f.relation.name)
	case !f.kind.IsRelation() && f.goType() != target.goType():
		fail("give both the same GoType", "%q: the values of field %s.%s are of type %s, not %s",
			f.params.Related, target.model.name, target.name, target.goType(), f.goType())
	}
	if f.params.Selection == nil {
		f.params.Selection = target.params.Selection
	}
	if f.params.Digits.IsZero() {
		f.params.Digits = target.params.Digits
	}
	if f.params.Help == "" {
		f.params.Help = target.params.Help
	}
}
