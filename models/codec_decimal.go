package models

import (
	"database/sql/driver"
	"fmt"
	"math"

	"github.com/shopspring/decimal"

	"github.com/hexgen/hexgen/models/internal/sqldb"
	"github.com/hexgen/hexgen/models/types"
)

// Exact numbers. PostgreSQL holds them as numeric. SQLite has numbers of at most 15 digits in a NUMERIC column, where they
// come back as they were; others are the canonical text of the number in a TEXT column (see query_decimal.go).

// decimalCodec returns the codec of an exact number with the given digits.
func decimalCodec(digits types.Digits) *codec[decimal.Decimal] {
	c := &codec[decimal.Decimal]{
		decode: decodeDecimal,
		encode: func(_ sqldb.Dialect, v decimal.Decimal) (driver.Value, error) {
			return v.String(), checkDigits(v, digits)
		},
		array: func(d sqldb.Dialect, vals []decimal.Decimal, rows []int32, null []bool) (driver.Value, error) {
			out := make([]string, len(rows))
			for i, r := range rows {
				if err := checkDigits(vals[r], digits); err != nil {
					return nil, err
				}
				out[i] = vals[r].String()
			}
			return d.Array(out, null)
		},
		equal:  decimal.Decimal.Equal,
		less:   decimal.Decimal.LessThan,
		coerce: coerceDecimal,
	}
	if !digits.IsZero() {
		c.clean = func(v decimal.Decimal) decimal.Decimal { return v.Round(int32(digits.Precision)) }
	}
	return c
}

// decimals returns the codec of a field of exact numbers.
func (f *Field) decimals() *codec[decimal.Decimal] {
	if f.params.Digits.IsZero() {
		return plainDecimals
	}
	return decimalCodec(f.params.Digits)
}

// plainDecimals is for numbers without limits.
var plainDecimals = decimalCodec(types.Digits{})

// checkDigits returns an error if a number has more digits before the point than its column.
func checkDigits(v decimal.Decimal, digits types.Digits) error {
	if !isSized(v) {
		return fmt.Errorf("%w: the number has more digits than a database holds", ErrOutOfRange)
	}
	if digits.IsZero() || v.IsZero() {
		return nil
	}
	if before := v.NumDigits() + int(v.Exponent()); before > digits.Scale-digits.Precision {
		return fmt.Errorf("%w: %s has more than %d digits before the point", ErrOutOfRange, v, digits.Scale-digits.Precision)
	}
	return nil
}

// isSized tells whether PostgreSQL can hold a number. Others, such as 1e1000000000, take all memory once they are
// written.
func isSized(v decimal.Decimal) bool {
	const before, after = 131072, 16383 // digits
	return v.Exponent() >= -after && v.NumDigits()+int(v.Exponent()) <= before
}

func decodeDecimal(dst *decimal.Decimal, src driver.Value) (err error) {
	switch v := src.(type) {
	case []byte:
		*dst, err = decimal.NewFromString(string(v))
	case string:
		*dst, err = decimal.NewFromString(v)
	case int64:
		*dst = decimal.NewFromInt(v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("cannot read %v as a decimal number", v)
		}
		*dst = decimal.NewFromFloat(v)
	default:
		return fmt.Errorf("cannot read %T as a decimal number", src)
	}
	return err
}

// coerceDecimal takes any number, and texts of numbers.
func coerceDecimal(v any) (decimal.Decimal, bool) {
	switch v := v.(type) {
	case decimal.Decimal:
		return v, isSized(v)
	case string:
		d, err := decimal.NewFromString(v)
		return d, err == nil && isSized(d)
	case float32:
		return decimal.NewFromFloat32(v), !math.IsNaN(float64(v)) && !math.IsInf(float64(v), 0)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return decimal.Decimal{}, false
		}
		return decimal.NewFromFloat(v), true
	case fmt.Stringer: // a type of decimals of another package, or json.Number
		d, err := decimal.NewFromString(v.String())
		return d, err == nil && isSized(d)
	}
	i, ok := coerceInt(v)
	return decimal.NewFromInt(i), ok
}
