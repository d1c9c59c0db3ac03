package csvdata

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/fieldtype"
)

// errNoText is the cause when a field has no value that a text stands for.
var errNoText = errors.New("the field has no text form")

// ParseValue returns the value of a field that text stands for, in the field's
// Go type. Relation fields have none: their cells hold external ids.
func ParseValue(field *models.Field, text string) (any, error) {
	if !utf8.ValidString(text) {
		return nil, errors.New("the text is not UTF-8: save the file in that encoding")
	}
	switch field.Type() {
	case fieldtype.Char, fieldtype.Text, fieldtype.HTML, fieldtype.Binary:
		return text, nil
	case fieldtype.Selection:
		return parseSelection(field, text)
	case fieldtype.Boolean:
		return parseBool(text)
	case fieldtype.Integer:
		return parseNumber(text, "a whole number", func(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) })
	case fieldtype.Float:
		return parseNumber(text, "a number such as 12.50", func(s string) (float64, error) { return strconv.ParseFloat(s, 64) })
	case fieldtype.Decimal, fieldtype.Monetary:
		return parseNumber(text, "a number such as 12.50", decimal.NewFromString)
	case fieldtype.UUID:
		return parseNumber(text, "a UUID such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8", uuid.Parse)
	case fieldtype.JSON:
		if !json.Valid([]byte(text)) {
			return nil, fmt.Errorf("%q is not a JSON document", text)
		}
		return json.RawMessage(text), nil
	case fieldtype.Date:
		return models.ParseDate(strings.TrimSpace(text))
	case fieldtype.DateTime:
		return models.ParseDateTime(strings.TrimSpace(text))
	}
	return nil, fmt.Errorf("%s field: %w", field.Type(), errNoText)
}

// parseSelection checks that text is one of the allowed values.
func parseSelection(field *models.Field, text string) (any, error) {
	values := field.Selection()
	if values.Has(text) {
		return text, nil
	}
	return nil, fmt.Errorf("%q is none of the values of the field: use one of %s", text, strings.Join(values.Keys(), ", "))
}

// parseBool reads the words that spreadsheets and databases write.
func parseBool(text string) (any, error) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "t", "yes", "y", "1":
		return true, nil
	case "false", "f", "no", "n", "0":
		return false, nil
	}
	return nil, fmt.Errorf("%q is neither true nor false: write one of these", text)
}

// parseNumber reads a number, or the like; want describes it.
func parseNumber[T any](text, want string, parse func(string) (T, error)) (any, error) {
	n, err := parse(strings.TrimSpace(text))
	if errors.Is(err, strconv.ErrRange) {
		return nil, fmt.Errorf("%q is out of range", text)
	}
	if err != nil {
		return nil, fmt.Errorf("%q is not %s", text, want)
	}
	return n, nil
}
