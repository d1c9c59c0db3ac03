package models

import (
	"fmt"
	"strings"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// maxPath bounds paths after expansion. Related fields that point at each other are refused at Bootstrap; this keeps a
// mistake there from running forever.
const maxPath = 64

// resolvePath returns the fields of a path of names, starting at m: relation fields and the last one. Related fields
// that are not stored, and those that Embed makes, are replaced by their paths.
func (m *Model) resolvePath(names []string) ([]*Field, error) {
	res := make([]*Field, 0, len(names)+2)
	at := m
	for i, name := range names {
		if at == nil {
			return nil, fieldError(m.name, strings.Join(names, "."), ErrUnknownField,
				fmt.Sprintf("%s is no relation, so that .%s cannot follow it", strings.Join(names[:i], "."), name),
				"end the path with this field")
		}
		f := at.lookupField(name)
		if f == nil {
			return nil, fieldError(at.name, name, ErrUnknownField,
				pathMessage(m, names, i),
				"check the name of the field, and that the module that declares it is imported")
		}
		var err error
		if res, err = f.expand(res); err != nil {
			return nil, err
		}
		at = f.relation
	}
	return res, nil
}

func pathMessage(m *Model, names []string, i int) string {
	if len(names) == 1 {
		return "the model has no such field"
	}
	return fmt.Sprintf("the model has no such field, in the path %s of %s", strings.Join(names, "."), m.name)
}

// lookupField returns the field of that name or column, nil if there is none.
func (m *Model) lookupField(name string) *Field {
	if f := m.byName[name]; f != nil {
		return f
	}
	return m.byJSON[name]
}

// expandPath replaces the related fields in a path.
func expandPath(path []*Field) ([]*Field, error) {
	res := make([]*Field, 0, len(path)+2)
	var err error
	for _, f := range path {
		if res, err = f.expand(res); err != nil {
			return nil, err
		}
	}
	return res, nil
}

// expand appends the fields that stand for f: itself, if the database holds it, or its related path.
func (f *Field) expand(path []*Field) ([]*Field, error) {
	switch {
	case len(path) > maxPath:
		return nil, fieldError(f.model.name, f.name, ErrNotSearchable,
			"the path of related fields has no end",
			"check the Related parameters on the way")
	case f.isSearchable():
		return append(path, f), nil
	case len(f.related) > 0:
		var err error
		for _, step := range f.related {
			if path, err = step.expand(path); err != nil {
				return nil, err
			}
		}
		return path, nil
	case f.index == FieldDisplayName && f.model.nameField != nil && f.model.nameField != f && !f.model.hasOwnNameGet():
		return f.model.nameField.expand(path)
	}
	return nil, notSearchable(f)
}

// isSearchable tells whether the database knows the field.
func (f *Field) isSearchable() bool {
	switch {
	case f.column != "" || f.index == FieldID || f.index == FieldLastUpdate:
		return true
	case f.compute != nil || len(f.related) > 0:
		return false
	case f.kind == fieldtype.Many2Many:
		return f.link != nil
	case f.kind.IsReverse():
		return f.reverse != nil
	}
	return false
}

// hasOwnNameGet tells whether modules changed what the display name is.
func (m *Model) hasOwnNameGet() bool {
	return MethodNameGet < len(m.methods) && m.methods[MethodNameGet] != nil && m.methods[MethodNameGet].extended
}
