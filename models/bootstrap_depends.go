package models

import (
	"slices"
	"strings"
)

// resolveDepends sets the triggers of fields: which computed fields must be computed again when they change.
func (b *bootstrap) resolveDepends() {
	b.each(func(m *Model) {
		for _, f := range m.ordered {
			f.triggers = nil
		}
	})
	b.eachField(func(f *Field) {
		if f.params.Related != "" {
			if f.params.Stored && f.related != nil {
				f.dependOn(f.related)
			}
			return
		}
		if f.params.Compute == nil && !f.isVirtual() {
			return
		}
		for _, text := range f.params.Depends {
			b.resolveDepend(f, strings.TrimSpace(text))
		}
	})
}

// resolveDepend makes the field depend on the fields of a path.
func (b *bootstrap) resolveDepend(f *Field, text string) {
	fail := func(mend, format string, args ...any) {
		b.failField(f, "Depends", mend, "Depends "+format, args...)
	}
	steps := b.path(f.model, text, fail)
	if steps == nil {
		return
	}
	for _, path := range expandVirtual(steps) {
		for _, step := range path[:len(path)-1] {
			if step.compute != nil && !step.params.Stored {
				fail("store it", "%q: the path goes through field %s, which is computed and not stored", text, step.label())
				return
			}
		}
		f.dependOn(path)
	}
}

// expandVirtual returns the paths to real fields that a path stands for: related fields are replaced by their own
// paths, a display name by the name and the last update by the dates that it comes from.
func expandVirtual(steps []*Field) [][]*Field {
	path := flatten(steps)
	last, before := path[len(path)-1], path[:len(path)-1]
	ending := func(fields ...*Field) [][]*Field {
		var res [][]*Field
		for _, f := range fields {
			if f != nil {
				res = append(res, flatten(append(slices.Clone(before), f)))
			}
		}
		return res
	}
	switch {
	case last.index == FieldLastUpdate:
		return ending(last.model.byName["CreateDate"], last.model.byName["WriteDate"])
	case last.index == FieldDisplayName && len(last.params.Depends) == 0:
		return ending(last.model.nameField)
	}
	return [][]*Field{path}
}

// dependOn sets triggers for f on all fields of a path, and on the foreign keys behind its one2many steps, and on what
// the filters of its steps read.
func (f *Field) dependOn(steps []*Field) {
	path := flatten(steps)
	for i, step := range path {
		step.trigger(f, path[:i])
		if step.reverse != nil {
			step.reverse.trigger(f, path[:i+1])
		}
		for _, filter := range step.filterPaths() { // decides which records the step leads to
			before := slices.Concat(path[:i+1], filter)
			for j, x := range filter {
				x.trigger(f, before[:i+1+j])
				if x.reverse != nil {
					x.reverse.trigger(f, before[:i+2+j])
				}
			}
		}
	}
}

// trigger notes that target, from which path leads to the model of f, depends on f.
func (f *Field) trigger(target *Field, path []*Field) {
	if slices.ContainsFunc(f.triggers, func(t trigger) bool { return t.target == target && slices.Equal(t.path, path) }) {
		return
	}
	f.triggers = append(f.triggers, trigger{target: target, path: slices.Clone(path)})
}
