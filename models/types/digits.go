package types

import (
	"math"
	"strconv"
)

// Digits is the precision of a number that is stored as a decimal: Scale is the
// number of all its digits, Precision the number of those after the point.
type Digits struct {
	Scale     int
	Precision int
}

// IsZero tells whether no precision is set, in which case numbers are kept as
// they are.
func (d Digits) IsZero() bool {
	return d == Digits{}
}

// Valid tells whether a decimal column can have these digits.
func (d Digits) Valid() bool {
	return d.Scale > 0 && d.Precision >= 0 && d.Precision <= d.Scale
}

// Round returns value with Precision digits after the point. Halves are rounded
// away from zero, judged on the decimal text of value: with two digits 1.005
// gives 1.01, as a decimal column does. Values that are no finite number, and
// all values when no digits are set, come back unchanged.
func (d Digits) Round(value float64) float64 {
	if d.IsZero() || d.Precision < 0 || math.IsNaN(value) || math.IsInf(value, 0) {
		return value
	}
	// The shortest text of the number is what a database receives. It is
	// rounded as text, digit by digit, since value*10^n would bring in a
	// binary error of its own.
	text := strconv.FormatFloat(math.Abs(value), 'f', -1, 64)
	point := len(text)
	for i := range text {
		if text[i] == '.' {
			point = i
			break
		}
	}
	cut := point + 1 + d.Precision
	if cut >= len(text) {
		return value
	}
	res, err := strconv.ParseFloat(roundedText(text[:cut], text[cut] >= '5'), 64)
	if err != nil {
		return value
	}
	if res == 0 {
		return 0
	}
	return math.Copysign(res, value)
}

// roundedText adds one to the last digit of the decimal text if up is set.
func roundedText(text string, up bool) string {
	if !up {
		return text
	}
	digits := []byte(text)
	for i := len(digits) - 1; i >= 0; i-- {
		switch digits[i] {
		case '.':
		case '9':
			digits[i] = '0'
		default:
			digits[i]++
			return string(digits)
		}
	}
	return "1" + string(digits)
}

// String returns the digits as in an SQL type: "(10,2)".
func (d Digits) String() string {
	return "(" + strconv.Itoa(d.Scale) + "," + strconv.Itoa(d.Precision) + ")"
}
