// Package kinds has the types that methods and fields of the modules use.
package kinds

import "database/sql/driver"

// Level is how important somebody is.
type Level int16

// Point is a place.
type Point struct{ X, Y int }

// Value returns the place as text.
func (p Point) Value() (driver.Value, error) { return "", nil }

// Scan reads what Value gave.
func (p *Point) Scan(any) error { return nil }
