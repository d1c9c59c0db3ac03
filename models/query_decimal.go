package models

import (
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// Exact numbers on SQLite. Its own numbers are exact up to 15 digits, which is enough for a column with Digits of so
// many; sums of them are not, so that they are made in Go. Numbers of columns with more digits, or without a limit, are
// kept as text: with a sign, without leading zeros and without zeros at the end of the fraction. Equal numbers are then
// equal texts. In order of size, numbers are first those of the sign, then of the length of the part before the point,
// which both are in one number that decimalLength makes; and among those that agree in it, texts are in the order of the
// numbers if they are positive and in the opposite order if they are negative. No function of ours is needed in SQLite.
//
// PostgreSQL does all of this by itself.

// averagePlaces is the least number of digits after the point of an average.
const averagePlaces = 16

// encodeDecimal turns a number of any type into what both databases compare exact numbers with.
func (f *Field) encodeDecimal(v any) (driver.Value, error) {
	d, ok := coerceDecimal(v)
	if !ok {
		return nil, f.valueError(v)
	}
	if clean := f.decimals().clean; clean != nil {
		d = clean(d)
	}
	return d.String(), nil
}

// isDecimalText tells whether SQLite holds the field as the text of an exact number.
func (f *Field) isDecimalText() bool {
	s := f.params.Digits.Scale
	return f.kind.IsDecimal() && (s == 0 || s > sqliteExactDigits)
}

// sqliteExactDigits is how many digits the numbers of SQLite have without loss. Columns of more digits are text there.
const sqliteExactDigits = 15

// decimalLength is the SQL of the length of the part before the point of the number in x, negative for negative ones.
func decimalLength(x []byte) []byte {
	return fmt.Appendf(nil, "CASE WHEN %[1]s < '0' THEN -instr(%[1]s || '.', '.') ELSE instr(%[1]s || '.', '.') END", x)
}

// orderedDecimal writes a comparison by order with an exact number that SQLite holds as text.
func (r *tableRef) orderedDecimal(b []byte, x []byte, sign string, v string) []byte {
	w := r.src.w
	number, _, _ := strings.Cut(v, ".")
	length := len(number) + 1
	b = append(append(b, '('), decimalLength(x)...)
	b = append(b, ", "...)
	if strings.HasPrefix(v, "-") {
		b = append(w.bind(b, v), ')')
		b = fmt.Appendf(append(b, sign...), "(%d, ", -length)
		return append(append(b, x...), ')')
	}
	b = append(append(b, x...), ')')
	b = fmt.Appendf(append(b, sign...), "(%d, ", length)
	return append(w.bind(b, v), ')')
}

// decimalOrder calls term with the expressions to order exact numbers by that SQLite holds as text, and whether their
// direction is turned round.
func decimalOrder(x []byte, term func(x []byte, opposite bool)) {
	term(decimalLength(x), false)
	term(fmt.Appendf(nil, "CASE WHEN %[1]s < '0' THEN %[1]s END", x), true)
	term(x, false)
}

// isExact tells whether the aggregate is of exact numbers, and not one that the database can compute as it stands.
func (a aggregateTerm) isExact() bool {
	f := a.field()
	return f.kind.IsDecimal() && f.params.GoType == nil && (a.op == "sum" || a.op == "avg" || a.op == "min" || a.op == "max")
}

// aggregateDecimal writes an aggregate of exact numbers: on SQLite the list of them, which aggregatedDecimal adds up.
func (w *sqlWriter) aggregateDecimal(b, x []byte, f *Field, op string) []byte {
	switch {
	case (op == "min" || op == "max") && (w.pg || !f.isDecimalText()), op == "sum" && w.pg:
		return fmt.Appendf(b, "%s(%s)", strings.ToUpper(op), x)
	case w.pg:
		return fmt.Appendf(b, "SUM(%[1]s)::text || '/' || COUNT(%[1]s)", x)
	}
	return fmt.Appendf(b, "group_concat(%s, ' ')", x)
}

// aggregatedDecimal reads what aggregateDecimal selects.
func (a aggregateTerm) aggregatedDecimal(v driver.Value) (decimal.Decimal, error) {
	var text string
	if v == nil {
		return decimal.Decimal{}, nil
	}
	if err := decodeString(&text, v); err != nil {
		return decimal.Decimal{}, err
	}
	if sum, count, ok := strings.Cut(text, "/"); ok {
		var s, n decimal.Decimal
		if err := decodeDecimal(&s, sum); err != nil {
			return s, err
		}
		if err := decodeDecimal(&n, count); err != nil {
			return n, err
		}
		return a.average(s, n), nil
	}
	var res decimal.Decimal
	n := int64(0)
	for item := range strings.SplitSeq(text, " ") {
		var d decimal.Decimal
		if err := decodeDecimal(&d, item); err != nil {
			return d, err
		}
		switch {
		case n == 0, a.op == "min" && d.LessThan(res), a.op == "max" && d.GreaterThan(res):
			res = d
		case a.op == "sum", a.op == "avg":
			res = res.Add(d)
		}
		n++
	}
	if a.op == "avg" {
		res = a.average(res, decimal.NewFromInt(n))
	}
	return res, nil
}

func (a aggregateTerm) average(sum, count decimal.Decimal) decimal.Decimal {
	if count.IsZero() {
		return decimal.Decimal{}
	}
	return sum.DivRound(count, int32(max(averagePlaces, a.field().params.Digits.Precision)))
}
