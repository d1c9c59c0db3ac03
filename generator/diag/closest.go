package diag

import "strings"

// Closest returns the name that is spelled most like the given one, and "" if none is near.
func Closest(name string, names []string) string {
	best, limit := "", max(2, len(name)/3)+1
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return n
		}
		if d := distance(name, n); d < limit && d < max(len(n), len(name)) {
			best, limit = n, d
		}
	}
	return best
}

// DidYouMean returns a hint at the name spelled most like the given one, or otherwise the fallback.
func DidYouMean(name string, names []string, fallback string) string {
	if near := Closest(name, names); near != "" {
		return "did you mean " + near + "?"
	}
	return fallback
}

// distance is the number of letters to insert, remove, replace or swap to get from a to b.
func distance(a, b string) int {
	s, t := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	before, prev, cur := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range s {
		cur[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			cur[j+1] = min(prev[j+1]+1, cur[j]+1, prev[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				cur[j+1] = min(cur[j+1], before[j-1]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(t)]
}
