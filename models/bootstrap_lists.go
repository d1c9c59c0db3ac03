package models

import "slices"

// listUse says that a relation to many, or a Rev2One, reads a field of the records that it holds: for their order or
// for its filter.
type listUse struct {
	list *Field
	// direct: the field is of the records themselves, else of records that these point at.
	direct bool
}

// resolveLists sets which relations to many read a field.
func (b *bootstrap) resolveLists() {
	b.eachField(func(f *Field) { f.lists, f.linkOf = nil, nil })
	b.eachField(func(x *Field) {
		if x.link != nil && x.link.model != nil {
			for _, end := range x.link.ends() {
				if end != nil { // else reported
					end.linkOf = append(end.linkOf, x)
				}
			}
		}
		if x.reverse == nil && x.link == nil {
			return
		}
		for _, term := range x.relation.order {
			x.readBy(flatten(term.path))
		}
		for _, path := range x.filterPaths() {
			x.readBy(path)
		}
	})
}

// readBy notes that the list x reads the fields of a path from its records.
func (x *Field) readBy(path []*Field) {
	for i, f := range path {
		if use := (listUse{x, i == 0}); f.index != FieldID && !slices.Contains(f.lists, use) {
			f.lists = append(f.lists, use)
		}
	}
}

// filterPaths returns the paths from the records of a relation that its filter reads.
func (x *Field) filterPaths() [][]*Field {
	if x.params.Filter == nil || x.relation == nil {
		return nil
	}
	return conditionPaths(x.relation, nil, x.params.Filter.Underlying())
}

// conditionPaths returns the paths that a condition reads, each after the fields in before. Unknown fields are left to
// those who make the SQL.
func conditionPaths(m *Model, before []*Field, cond *Condition) [][]*Field {
	var out [][]*Field
	for link := cond; !link.IsEmpty(); link = link.prev {
		path, at := slices.Clone(before), m
		for _, name := range link.pred.path {
			var f *Field
			if at != nil {
				f = at.byName[name]
			}
			if f == nil {
				break
			}
			path, at = append(path, flatten([]*Field{f})...), f.relation
		}
		if len(path) > len(before) {
			out = append(out, path)
		}
		if link.pred.nested != nil && at != nil {
			out = append(out, conditionPaths(at, path, link.pred.nested)...)
		}
	}
	return out
}

// resolveDownstream sets which columns must not be read as they are while it is not known yet what has to be computed
// again for a change of a field: those of all computed fields that follow from it, and of the lists that read these.
func (b *bootstrap) resolveDownstream() {
	b.eachField(func(f *Field) {
		f.downstream = nil
		met := map[*Field]bool{}
		add := func(x *Field) bool {
			if met[x] {
				return false
			}
			met[x] = true
			f.downstream = append(f.downstream, x)
			return true
		}
		var walk func(from *Field)
		walk = func(from *Field) {
			for _, use := range from.lists {
				add(use.list)
			}
			for _, t := range from.triggers {
				if add(t.target) {
					walk(t.target)
				}
			}
		}
		if add(f) {
			walk(f)
		}
	})
}
