package models

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// Columns of JSON fields hold beside each value the document that it was read from, or that it is written as. The
// document decides whether a value that is set differs from the one before, also if the program changed the value that
// a getter gave it; and a value that is set is read back from its document, so that it is the same before and after it
// went through the database, and independent of the variables of the caller.

// jsonCodec returns the codec of a JSON document of type T.
func jsonCodec[T any]() *codec[T] {
	return &codec[T]{
		json:     true,
		nullable: true,
		decode: func(dst *T, src driver.Value) error {
			var doc string
			if err := decodeString(&doc, src); err != nil {
				return err
			}
			return decodeJSON(dst, doc)
		},
		coerce: coerceJSON[T],
	}
}

// rawJSONCodec is for JSON fields without a GoType.
var rawJSONCodec = jsonCodec[json.RawMessage]()

// decodeJSON reads a document into a value that has nothing of the former one.
func decodeJSON[T any](dst *T, doc string) error {
	var v T
	if err := json.Unmarshal([]byte(doc), &v); err != nil {
		return err
	}
	*dst = v
	return nil
}

// encodeJSON writes a value as a document, "" if it is null.
func encodeJSON(v any) (string, error) {
	if raw, ok := v.(json.RawMessage); ok && len(raw) == 0 {
		return "", nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", err
	}
	doc := strings.TrimSuffix(b.String(), "\n")
	if doc == "null" {
		return "", nil
	}
	return doc, nil
}

// coerceJSON takes a document as text, and values of other types that have the same document.
func coerceJSON[T any](v any) (T, bool) {
	var out T
	var doc string
	switch v := v.(type) {
	case string:
		doc = v
	case []byte:
		doc = string(v)
	default:
		text, err := encodeJSON(v)
		if err != nil {
			return out, false
		}
		doc = text
	}
	if doc == "" {
		return out, true
	}
	return out, decodeJSON(&out, doc) == nil
}

// sameJSON tells whether two documents have the same members and elements.
func sameJSON(a, b string) bool {
	return a == b || a != "" && b != "" && normalJSON(a) == normalJSON(b)
}

// normalJSON returns a document without spaces and with members in order, or as it is if it is no valid one.
func normalJSON(doc string) string {
	dec := json.NewDecoder(strings.NewReader(doc))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil {
		return doc
	}
	text, err := encodeJSON(v)
	if err != nil {
		return doc
	}
	return text
}

// asJSON returns an empty column of JSON documents of the same Go type.
func (c *column[T]) asJSON() Column { return &column[T]{codec: jsonCodec[T]()} }

// scanJSON keeps the document that a value was read from.
func (c *column[T]) scanJSON(row int32, src driver.Value) error {
	var doc string
	if err := decodeString(&doc, src); err != nil {
		return err
	}
	if err := decodeJSON(&c.vals[row], doc); err != nil {
		return err
	}
	c.docs[row], c.state[row] = doc, stLoaded
	if doc == "null" {
		c.state[row] |= stNull
	}
	return nil
}

// putJSON is put for JSON documents.
func (c *column[T]) putJSON(row int32, v T) bool {
	doc, err := encodeJSON(v)
	if err == nil && doc != "" {
		err = decodeJSON(&v, doc)
	}
	if err != nil {
		panic(c.wrap(fmt.Errorf("%w: %w", ErrWrongType, err)))
	}
	if err := checkDocument(doc); err != nil {
		panic(c.wrap(err))
	}
	if doc == "" {
		return c.putNull(row)
	}
	c.grow(int(row) + 1)
	st := c.state[row]
	if st&(stLoaded|stKept) != 0 && st&stNull == 0 && sameJSON(c.docs[row], doc) {
		c.vals[row] = v // the one before may have been changed in place
		c.state[row] = st&^(stTodo|stKept|stBusy) | stLoaded
		return false
	}
	c.vals[row], c.docs[row] = v, doc
	c.state[row] = st&stDirty | stLoaded
	return true
}

// holdsJSON tells whether the row already has the document of v.
func (c *column[T]) holdsJSON(row int32, v T) bool {
	doc, err := encodeJSON(v)
	if err != nil {
		return false
	}
	if doc == "" {
		return c.state[row]&stNull != 0
	}
	return c.state[row]&stNull == 0 && sameJSON(c.docs[row], doc)
}

// arrayJSON gathers documents.
func (c *column[T]) arrayJSON(d sqldb.Dialect, rows []int32, null []bool) (driver.Value, error) {
	return d.Array(pick(c.docs, rows), null)
}
