package graph

import (
	"slices"
	"strings"

	"github.com/hexgen/hexgen/generator/diag"
)

// edge says that a computed field depends on another, at the end of a path of relations.
type edge struct {
	to   *Field
	path []*Field
}

// checkCycles reports computed fields that depend on themselves. Depending on the same field of other records is fine
// as long as the way there is one and the same relation of the model to itself, such as Parent.
func (b *builder) checkCycles() {
	edges := map[*Field][]edge{}
	var nodes []*Field
	quiet := &diag.List{} // wrong paths are reported elsewhere
	for _, m := range b.Models {
		if m.IsMixin() {
			continue
		}
		for _, f := range m.Fields {
			var texts []string
			switch {
			case f.Params.Related.IsSet():
				texts = []string{f.Params.Related.Value}
			case f.Params.Compute != nil && f.Params.Depends != nil:
				for _, t := range *f.Params.Depends {
					texts = append(texts, strings.TrimSpace(t.Value))
				}
			default:
				continue
			}
			nodes = append(nodes, f)
			for _, text := range texts {
				at := f.Params.Related
				at.Value = text
				steps := b.CheckPath(m, at, "", quiet)
				for i, step := range steps {
					edges[f] = append(edges[f], edge{to: step, path: steps[:i]})
				}
			}
		}
	}
	reported := map[*Field]bool{}
	for _, f := range nodes {
		if reported[f] {
			continue
		}
		cycle := findCycle(f, edges)
		if cycle == nil || alongOne(cycle) {
			continue
		}
		labels, p := []string{}, diag.Problem{Mend: "remove one of the Depends, or compute these fields in one method"}
		for i, e := range cycle {
			reported[e.to] = true
			labels = append(labels, e.to.Label())
			if i > 0 && !slices.Contains(p.Also, e.to.Pos) && e.to.Pos != cycle[0].to.Pos {
				p.Also = append(p.Also, e.to.Pos)
			}
		}
		p.Pos = cycle[0].to.Pos
		p.What = "computed fields depend on each other: " + strings.Join(append(labels, labels[0]), " -> ")
		b.problems.Add(p)
	}
}

// findCycle returns the fields on a way from a field back to itself, starting with it. The edge of an entry leads to
// its field.
func findCycle(start *Field, edges map[*Field][]edge) []edge {
	seen := map[*Field]bool{}
	var walk func(f *Field, path []edge) []edge
	walk = func(f *Field, path []edge) []edge {
		for _, e := range edges[f] {
			if e.to == start {
				return append([]edge{{to: start, path: e.path}}, path...)
			}
			if !seen[e.to] {
				seen[e.to] = true
				if res := walk(e.to, append(slices.Clone(path), e)); res != nil {
					return res
				}
			}
		}
		return nil
	}
	return walk(start, nil)
}

// alongOne tells whether a cycle goes over one relation of a model to itself, and over nothing else.
func alongOne(cycle []edge) bool {
	var along *Field
	for _, e := range cycle {
		for _, step := range e.path {
			if step.Relation != step.Model || along != nil && along != step {
				return false
			}
			along = step
		}
	}
	return along != nil
}
