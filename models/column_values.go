package models

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"
)

// Values of fields between Go and JSON.

// convert returns v as a value of the column's Go type, false if it is no such value.
func (c *column[T]) convert(v any) (any, bool) {
	t, ok := c.value(v)
	return t, ok
}

// fromJSON reads a value of the column's Go type.
func (c *column[T]) fromJSON(doc []byte) (any, error) {
	var v T
	if !readsJSON(&v) {
		if dst, ok := any(&v).(sql.Scanner); ok {
			src, err := plainJSON(doc)
			if err == nil {
				err = dst.Scan(src)
			}
			return v, err
		}
	}
	err := json.Unmarshal(doc, &v)
	if d, ok := any(v).(decimal.Decimal); ok && err == nil && !isSized(d) {
		err = ErrOutOfRange
	}
	return v, err
}

// readsJSON tells whether a type knows itself how it is read.
func readsJSON(dst any) bool {
	switch dst.(type) {
	case json.Unmarshaler, encoding.TextUnmarshaler:
		return true
	}
	return false
}

// toJSON writes a value of a field: a Go type that only knows the database as what it has there.
func toJSON(v any) ([]byte, error) {
	switch x := v.(type) {
	case json.Marshaler, encoding.TextMarshaler:
	case driver.Valuer:
		var err error
		if v, err = x.Value(); err != nil {
			return nil, err
		}
		if b, ok := v.([]byte); ok {
			v = string(b)
		}
	}
	return json.Marshal(v)
}

// plainJSON reads a number, a text or a boolean as a database driver gives it.
func plainJSON(doc []byte) (driver.Value, error) {
	dec := json.NewDecoder(bytes.NewReader(doc))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	switch x := v.(type) {
	case json.Number:
		if i, err := x.Int64(); err == nil {
			return i, nil
		}
		return x.Float64()
	case string, bool:
		return x, nil
	}
	return nil, fmt.Errorf("got %s for a value", doc)
}
