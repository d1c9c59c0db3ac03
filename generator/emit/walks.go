package emit

import "github.com/hexgen/hexgen/generator/graph"

// fewWalks is the number of pairs of models, one reached over relations from the other, up to which conditions walk
// everywhere. Each pair costs every package that imports m a little time to compile.
const fewWalks = 1500

// WalksAreFew tells whether conditions may walk on over all relations. Otherwise they do where the source does.
func WalksAreFew(g *graph.Graph) bool {
	pairs := 0
	for _, root := range g.Models {
		seen := map[*graph.Model]bool{}
		next := []*graph.Model{root}
		for len(next) > 0 {
			m := next[0]
			next = next[1:]
			for _, f := range m.Fields {
				if f.Relation != nil && !seen[f.Relation] {
					seen[f.Relation] = true
					next = append(next, f.Relation)
				}
			}
		}
		if pairs += len(seen); pairs > fewWalks {
			return false
		}
	}
	return true
}
