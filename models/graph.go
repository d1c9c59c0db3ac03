package models

import (
	"slices"
)

// cyclesOf returns the groups of nodes 0 to n-1 of a graph that can all be reached from each other, each as a cycle
// that starts at its lowest node and visits the nodes in order of the edges as far as it can. Groups are in order of
// their lowest node.
func cyclesOf(n int, edges func(int) []int) [][]int {
	var res [][]int
	for _, group := range components(n, edges) {
		slices.Sort(group)
		if len(group) > 1 || slices.Contains(edges(group[0]), group[0]) {
			res = append(res, walk(group, edges))
		}
	}
	slices.SortFunc(res, func(a, b []int) int { return a[0] - b[0] })
	return res
}

// walk returns the shortest cycle within a group through its lowest node.
func walk(group []int, edges func(int) []int) []int {
	start := group[0]
	from := map[int]int{}
	queue := []int{start}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		for _, next := range edges(node) {
			if next == start {
				path := []int{node}
				for node != start {
					node = from[node]
					path = append(path, node)
				}
				slices.Reverse(path)
				return path
			}
			if _, seen := from[next]; !seen && slices.Contains(group, next) {
				from[next] = node
				queue = append(queue, next)
			}
		}
	}
	return group
}

// components returns the strongly connected components of a graph (Tarjan).
func components(n int, edges func(int) []int) [][]int {
	t := &tarjan{edges: edges, index: make([]int, n), low: make([]int, n), onStack: make([]bool, n)}
	for node := range n {
		if t.index[node] == 0 {
			t.visit(node)
		}
	}
	return t.found
}

type tarjan struct {
	edges   func(int) []int
	index   []int // order of visits from 1, 0 if not visited
	low     []int
	onStack []bool
	stack   []int
	visits  int
	found   [][]int
}

func (t *tarjan) visit(node int) {
	t.visits++
	t.index[node], t.low[node] = t.visits, t.visits
	t.stack = append(t.stack, node)
	t.onStack[node] = true
	for _, next := range t.edges(node) {
		if t.index[next] == 0 {
			t.visit(next)
			t.low[node] = min(t.low[node], t.low[next])
		} else if t.onStack[next] {
			t.low[node] = min(t.low[node], t.index[next])
		}
	}
	if t.low[node] != t.index[node] {
		return
	}
	at := slices.Index(t.stack, node)
	group := slices.Clone(t.stack[at:])
	for _, member := range group {
		t.onStack[member] = false
	}
	t.stack = t.stack[:at]
	t.found = append(t.found, group)
}
