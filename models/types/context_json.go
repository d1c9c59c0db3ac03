package types

import (
	"bytes"
	"encoding/json"
	"io"
)

// MarshalJSON writes the entries as a JSON object with sorted keys. A nil
// Context behind a pointer is written as null by encoding/json itself.
func (c *Context) MarshalJSON() ([]byte, error) {
	return json.Marshal(c.ToMap())
}

// UnmarshalJSON reads the entries from a JSON object; null gives none. Whole
// numbers become int64 and all others float64. It fills a Context that is being
// decoded and gives it a map of its own, so that copies made before keep theirs.
func (c *Context) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	values := make(map[string]interface{})
	if err := dec.Decode(&values); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return &json.SyntaxError{Offset: dec.InputOffset()}
	}
	for key, value := range values {
		values[key] = plainNumbers(value)
	}
	if values == nil {
		values = make(map[string]interface{})
	}
	c.values = values
	return nil
}

// plainNumbers replaces each json.Number in value by an int64 or a float64.
func plainNumbers(value interface{}) interface{} {
	switch v := value.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		if f, err := v.Float64(); err == nil {
			return f
		}
	case []interface{}:
		for i := range v {
			v[i] = plainNumbers(v[i])
		}
	case map[string]interface{}:
		for k := range v {
			v[k] = plainNumbers(v[k])
		}
	}
	return value
}
