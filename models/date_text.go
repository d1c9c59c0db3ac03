package models

import (
	"encoding/json"
	"fmt"
)

// checkYear refuses the years that the four digits of the text forms cannot
// hold.
func checkYear(year int) error {
	if year < 0 || year > 9999 {
		return fmt.Errorf("the year %d is outside 0 to 9999 and cannot be written as text", year)
	}
	return nil
}

// marshalJSON quotes the text of a date, or writes null for an unset one.
func marshalJSON(unset bool, text func() ([]byte, error)) ([]byte, error) {
	if unset {
		return []byte("null"), nil
	}
	b, err := text()
	if err != nil {
		return nil, err
	}
	return json.Marshal(string(b))
}

// unmarshalJSON reads a string with parse; null, false and "" give T's zero
// value.
func unmarshalJSON[T any](dest *T, data []byte, parse func(string) (T, error)) error {
	if s := string(data); s == "null" || s == "false" {
		var zero T
		*dest = zero
		return nil
	}
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	return scanText(dest, text, parse)
}

// scanText reads a text with parse; an empty one gives T's zero value.
func scanText[T any](dest *T, text string, parse func(string) (T, error)) error {
	var value T
	if text != "" {
		var err error
		if value, err = parse(text); err != nil {
			return err
		}
	}
	*dest = value
	return nil
}
