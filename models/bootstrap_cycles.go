package models

import (
	"slices"
)

// dependency is an edge of the graph of computed fields: a field depends on another at the end of path.
type dependency struct {
	on   int
	path []*Field
}

// checkCycles reports computed fields that depend on themselves. A field may depend on the same field of other records
// of its model as long as the way there is always one and the same relation of the model to itself, such as Parent:
// CheckRecursion keeps the records free of cycles.
func (b *bootstrap) checkCycles() {
	var nodes []*Field
	at := map[*Field]int{}
	b.eachField(func(f *Field) {
		if f.params.Compute != nil || f.params.Related != "" || f.isVirtual() {
			at[f] = len(nodes)
			nodes = append(nodes, f)
		}
	})
	edges := make([][]dependency, len(nodes))
	for i, f := range nodes {
		for _, t := range f.triggers {
			edges[at[t.target]] = append(edges[at[t.target]], dependency{on: i, path: t.path})
		}
	}
	next := func(i int) []int {
		var res []int
		for _, e := range edges[i] {
			res = append(res, e.on)
		}
		return res
	}
	for _, group := range components(len(nodes), next) {
		inside := func(i int) []dependency {
			return slices.DeleteFunc(slices.Clone(edges[i]), func(e dependency) bool { return !slices.Contains(group, e.on) })
		}
		if isRecursion(group, inside) {
			continue
		}
		cycle := cyclesOf(len(nodes), func(i int) []int {
			if !slices.Contains(group, i) {
				return nil
			}
			return next(i)
		})
		for _, c := range cycle {
			b.failCycle(nodes, c)
		}
	}
}

// isRecursion tells whether a group of fields that depend on each other does so along one relation of a model to
// itself only.
func isRecursion(group []int, inside func(int) []dependency) bool {
	var along *Field
	for _, i := range group {
		for _, e := range inside(i) {
			for _, step := range e.path {
				if step.relation != step.model || along != nil && step != along {
					return false
				}
				along = step
			}
		}
	}
	// Without the steps to other records no cycle may be left.
	index := map[int]int{}
	for n, i := range group {
		index[i] = n
	}
	return len(cyclesOf(len(group), func(n int) []int {
		var res []int
		for _, e := range inside(group[n]) {
			if len(e.path) == 0 {
				res = append(res, index[e.on])
			}
		}
		return res
	})) == 0
}

// failCycle reports a cycle of computed fields.
func (b *bootstrap) failCycle(nodes []*Field, cycle []int) {
	text := ""
	var where []Position
	for _, i := range cycle {
		text += nodes[i].label() + " -> "
		pos := nodes[i].where("Depends")
		if !slices.Contains(where, pos) {
			where = append(where, pos)
		}
	}
	b.fail("computed fields depend on each other: "+text+nodes[cycle[0]].label(),
		"remove one of the Depends, or compute these fields in one method", where...)
}
