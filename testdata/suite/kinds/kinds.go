// Package kinds holds the Go types of fields in the suite. They live apart from the modules, since the generated
// packages import them.
package kinds

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// Settings is kept as JSON.
type Settings struct {
	Theme string
	Sizes map[string]int `json:",omitempty"`
}

// Money is an amount in cents, stored as an integer.
type Money struct{ Cents int64 }

// Value returns the cents.
func (m Money) Value() (driver.Value, error) { return m.Cents, nil }

// Scan reads the cents.
func (m *Money) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*m = Money{}
	case int64:
		m.Cents = v
	default:
		return fmt.Errorf("kinds: no money: %T", src)
	}
	return nil
}

// Address is stored as JSON in a text column.
type Address struct {
	Street string
	Lines  []string `json:",omitempty"`
}

// Value returns the address as JSON, and NULL for an empty one.
func (a Address) Value() (driver.Value, error) {
	if a.Street == "" && a.Lines == nil {
		return nil, nil
	}
	b, err := json.Marshal(a)
	return string(b), err
}

// Scan reads what Value gave.
func (a *Address) Scan(src any) error {
	*a = Address{}
	switch v := src.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(v), a)
	case []byte:
		return json.Unmarshal(v, a)
	}
	return fmt.Errorf("kinds: no address: %T", src)
}
