package load

import (
	"container/heap"

	"golang.org/x/tools/go/packages"
)

// order sets the places of packages in the order of initialisation. A program initialises the package whose import
// path comes first among those that have all their imports initialised, and so on. Layers of methods are registered
// in that order.
func (s *selection) order(roots []*packages.Package) {
	waiting := map[*packages.Package]int{}
	importers := map[*packages.Package][]*packages.Package{}
	ready := &byPath{}
	packages.Visit(roots, nil, func(p *packages.Package) {
		if p.ID != p.PkgPath {
			return
		}
		n := 0
		for _, dep := range p.Imports {
			if dep.ID == dep.PkgPath {
				n++
				importers[dep] = append(importers[dep], p)
			}
		}
		waiting[p] = n
		if n == 0 {
			*ready = append(*ready, p)
		}
	})
	heap.Init(ready)
	for n := 1; ready.Len() > 0; n++ {
		p := heap.Pop(ready).(*packages.Package)
		if made, ok := s.made[p]; ok && made != nil {
			made.Order = n
		}
		for _, importer := range importers[p] {
			if waiting[importer]--; waiting[importer] == 0 {
				heap.Push(ready, importer)
			}
		}
	}
}

// byPath is a heap of packages by import path.
type byPath []*packages.Package

func (h byPath) Len() int           { return len(h) }
func (h byPath) Less(i, j int) bool { return h[i].PkgPath < h[j].PkgPath }
func (h byPath) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push adds a package.
func (h *byPath) Push(x any) { *h = append(*h, x.(*packages.Package)) }

// Pop takes the last package.
func (h *byPath) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
