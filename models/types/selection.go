package types

import (
	"maps"
	"slices"
)

// Selection is the set of values that a selection field allows: the keys are
// the values as stored, the map's values are their labels.
type Selection map[string]string

// Keys returns the allowed values, sorted.
func (s Selection) Keys() []string {
	return slices.Sorted(maps.Keys(s))
}

// Has tells whether value is allowed.
func (s Selection) Has(value string) bool {
	_, ok := s[value]
	return ok
}

// Merge returns a new Selection with the entries of s and those of others;
// where both have a value, the label of the later one stays.
func (s Selection) Merge(others ...Selection) Selection {
	res := make(Selection, len(s))
	maps.Copy(res, s)
	for _, o := range others {
		maps.Copy(res, o)
	}
	return res
}
