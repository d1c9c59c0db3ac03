package models

import (
	"database/sql/driver"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// encodeValue turns a Go value into what the driver of a database takes for a field. Nil and unset dates and relations
// give nil. Numbers of fields with Digits are rounded.
func encodeValue(d sqldb.Dialect, f *Field, v any) (driver.Value, error) {
	if v == nil {
		return nil, nil
	}
	if f.params.GoType == nil {
		switch v := v.(type) {
		case string:
			if f.kind.IsText() {
				return v, nil
			}
		case int64:
			if f.kind == fieldtype.Integer {
				return v, nil
			}
		case bool:
			if f.kind == fieldtype.Boolean {
				return v, nil
			}
		case float64:
			if f.kind == fieldtype.Float {
				return f.params.Digits.Round(v), nil
			}
		}
	}
	if f.kind.IsDecimal() && f.params.GoType == nil {
		return f.encodeDecimal(v)
	}
	if s, ok := v.(string); ok && f.params.GoType == nil {
		parsed, err := parseDateValue(f, s)
		if err != nil {
			return nil, err
		}
		v = parsed
	}
	c := f.column1()
	if _, err := c.set(0, v); err != nil {
		return nil, err
	}
	return c.encode(d, 0)
}

// parseDateValue reads a text that is given for a date.
func parseDateValue(f *Field, s string) (any, error) {
	var v any = s
	var err error
	switch {
	case f.kind == fieldtype.Date && s == "":
		v = Date{}
	case f.kind == fieldtype.Date:
		v, err = ParseDate(s)
	case f.kind == fieldtype.DateTime && s == "":
		v = DateTime{}
	case f.kind == fieldtype.DateTime:
		v, err = ParseDateTime(s)
	}
	if err != nil {
		return nil, fieldError(f.model.name, f.name, ErrWrongType,
			fmt.Sprintf("%s is no %s", quoted(s), f.kind),
			"give a Date, a DateTime or a text such as 2026-01-31")
	}
	return v, nil
}

// column1 makes the storage of one value of the field, which knows how it meets the database.
func (f *Field) column1() Column {
	c := f.makeColumn()
	c.grow(1)
	return c
}

// encodeZero returns the zero value of a field itself, where encodeValue gives NULL: for comparisons by order.
func encodeZero(d sqldb.Dialect, f *Field) (driver.Value, error) {
	switch f.kind {
	case fieldtype.Date:
		return encodeDate(d, Date{})
	case fieldtype.DateTime:
		return encodeDateTime(d, DateTime{})
	case fieldtype.Integer, fieldtype.Many2One, fieldtype.One2One:
		return int64(0), nil
	case fieldtype.Float:
		return float64(0), nil
	case fieldtype.Decimal, fieldtype.Monetary:
		return "0", nil
	case fieldtype.UUID:
		return uuid.Nil.String(), nil
	}
	return "", nil
}

// isZeroValue tells whether an encoded value is what a NULL in the field reads as.
func isZeroValue(f *Field, v driver.Value) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == "" || v == "0" && f.kind.IsDecimal()
	case []byte:
		return len(v) == 0
	case bool:
		return !v
	case int64:
		return v == 0 && f.kind != fieldtype.Date && f.kind != fieldtype.DateTime
	case float64:
		return v == 0 || math.IsNaN(v)
	}
	return false
}

// isStorable tells whether PostgreSQL can hold a value at all: it refuses texts with a NUL or with invalid UTF-8, also as
// parameters. No record has such a value.
func isStorable(v driver.Value) bool {
	s, ok := v.(string)
	return !ok || utf8.ValidString(s) && strings.IndexByte(s, 0) < 0
}

func isNotStorable(s string) bool { return !isStorable(s) }

// sqlKind is the kind of the field's column.
func (f *Field) sqlKind() sqldb.Kind {
	switch f.kind {
	case fieldtype.Boolean:
		return sqldb.KindBoolean
	case fieldtype.Integer, fieldtype.Many2One, fieldtype.One2One:
		return sqldb.KindBigInt
	case fieldtype.Float:
		if !f.params.Digits.IsZero() {
			return sqldb.KindNumeric
		}
		return sqldb.KindDouble
	case fieldtype.Decimal, fieldtype.Monetary:
		return sqldb.KindNumeric
	case fieldtype.JSON:
		return sqldb.KindJSON
	case fieldtype.UUID:
		return sqldb.KindUUID
	case fieldtype.Date:
		return sqldb.KindDate
	case fieldtype.DateTime:
		return sqldb.KindTimestamp
	case fieldtype.Binary:
		return sqldb.KindBytes
	}
	return sqldb.KindText
}
