package security

import "strings"

// A Permission is a set of operations on records, one bit each.
type Permission uint8

// The operations. Creating records is a part of Write.
const (
	// Read is to load and search records.
	Read Permission = 1 << iota
	// Write is to change and create records.
	Write
	// Unlink is to delete records.
	Unlink

	// All is every operation.
	All = Read | Write | Unlink
)

// Has tells whether p allows all of the given operations.
func (p Permission) Has(operations Permission) bool {
	return p&operations == operations
}

// String returns the operations by name: "Read|Write".
func (p Permission) String() string {
	var names []string
	for _, n := range [...]struct {
		bit  Permission
		name string
	}{{Read, "Read"}, {Write, "Write"}, {Unlink, "Unlink"}} {
		if p.Has(n.bit) {
			names = append(names, n.name)
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, "|")
}
