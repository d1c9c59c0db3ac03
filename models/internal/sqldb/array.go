package sqldb

import (
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
	"unsafe"
)

// Days are dates as days since 1970-01-01.
type Days []int64

// Micros are instants as microseconds since 1970-01-01 00:00 UTC.
type Micros []int64

// The layouts of dates and instants in array literals.
const dateLayout, microsLayout = "2006-01-02", "2006-01-02 15:04:05.999999"

// appendArray writes n elements between open and close, with NULL for the
// flagged ones.
func appendArray(n, size int, null []bool, open, end byte, nullText string, element func(b []byte, i int) []byte) (driver.Value, error) {
	if null != nil && len(null) != n {
		return nil, fmt.Errorf("sqldb: array of %d elements with %d NULL flags", n, len(null))
	}
	b := append(make([]byte, 0, 2+n*(size+1)), open)
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		if null != nil && null[i] {
			b = append(b, nullText...)
			continue
		}
		b = element(b, i)
	}
	b = append(b, end)
	return unsafe.String(unsafe.SliceData(b), len(b)), nil
}

func (postgres) Array(values any, null []bool) (driver.Value, error) {
	pg := func(n, size int, element func(b []byte, i int) []byte) (driver.Value, error) {
		return appendArray(n, size, null, '{', '}', "NULL", element)
	}
	switch v := values.(type) {
	case []int64:
		return pg(len(v), 8, func(b []byte, i int) []byte { return strconv.AppendInt(b, v[i], 10) })
	case []int:
		return pg(len(v), 8, func(b []byte, i int) []byte { return strconv.AppendInt(b, int64(v[i]), 10) })
	case []float64:
		return pg(len(v), 12, func(b []byte, i int) []byte { return appendPostgresFloat(b, v[i]) })
	case []bool:
		return pg(len(v), 1, func(b []byte, i int) []byte {
			if v[i] {
				return append(b, 't')
			}
			return append(b, 'f')
		})
	case []string:
		return pg(len(v), stringsSize(v), func(b []byte, i int) []byte { return appendArrayText(b, v[i]) })
	case [][]byte:
		return pg(len(v), 16, func(b []byte, i int) []byte {
			return append(hex.AppendEncode(append(b, `"\\x`...), v[i]), '"')
		})
	case []time.Time:
		return pg(len(v), 28, func(b []byte, i int) []byte { return appendPostgresTime(b, v[i], microsLayout) })
	case Micros:
		return pg(len(v), 28, func(b []byte, i int) []byte {
			return appendPostgresTime(b, time.UnixMicro(v[i]), microsLayout)
		})
	case Days:
		return pg(len(v), 10, func(b []byte, i int) []byte {
			return appendPostgresTime(b, time.Unix(v[i]*86400, 0), dateLayout)
		})
	}
	return nil, fmt.Errorf("sqldb: no array parameter of %T", values)
}

func (sqlite) Array(values any, null []bool) (driver.Value, error) {
	js := func(n, size int, element func(b []byte, i int) []byte) (driver.Value, error) {
		return appendArray(n, size, null, '[', ']', "null", element)
	}
	ints := func(v []int64) (driver.Value, error) {
		return js(len(v), 8, func(b []byte, i int) []byte { return strconv.AppendInt(b, v[i], 10) })
	}
	switch v := values.(type) {
	case []int64:
		return ints(v)
	case Micros:
		return ints(v)
	case Days:
		return ints(v)
	case []int:
		return js(len(v), 8, func(b []byte, i int) []byte { return strconv.AppendInt(b, int64(v[i]), 10) })
	case []float64:
		return js(len(v), 12, func(b []byte, i int) []byte { return appendJSONFloat(b, v[i]) })
	case []bool:
		return js(len(v), 1, func(b []byte, i int) []byte {
			if v[i] {
				return append(b, '1')
			}
			return append(b, '0')
		})
	case []string:
		return js(len(v), stringsSize(v), func(b []byte, i int) []byte { return appendJSONText(b, v[i]) })
	case [][]byte:
		return js(len(v), 16, func(b []byte, i int) []byte {
			return append(hex.AppendEncode(append(b, '"'), v[i]), '"')
		})
	case []time.Time:
		return js(len(v), 16, func(b []byte, i int) []byte { return strconv.AppendInt(b, v[i].UnixMicro(), 10) })
	}
	return nil, fmt.Errorf("sqldb: no array parameter of %T", values)
}

// stringsSize guesses the mean room an element takes.
func stringsSize(v []string) int {
	total := 0
	for _, s := range v {
		total += len(s)
	}
	return 4 + total/max(len(v), 1)
}

// appendArrayText writes a quoted element of an array literal.
func appendArrayText(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			b = append(append(b, s[start:i]...), '\\')
			start = i
		}
	}
	return append(append(b, s[start:]...), '"')
}

func appendPostgresFloat(b []byte, f float64) []byte {
	switch {
	case math.IsInf(f, 1):
		return append(b, "Infinity"...)
	case math.IsInf(f, -1):
		return append(b, "-Infinity"...)
	}
	return strconv.AppendFloat(b, f, 'g', -1, 64)
}

// appendPostgresTime writes a quoted time; years before 1 are BC in
// PostgreSQL.
func appendPostgresTime(b []byte, t time.Time, layout string) []byte {
	t = t.UTC()
	if t.Year() > 0 {
		b = t.AppendFormat(append(b, '"'), layout)
		return append(b, '"')
	}
	b = fmt.Appendf(append(b, '"'), "%04d", 1-t.Year())
	b = t.AppendFormat(b, layout[len("2006"):])
	b = append(b, " BC"...)
	return append(b, '"')
}

// appendJSONFloat writes a number; JSON has no NaN, which becomes null, and
// writes infinity as a number beyond the range.
func appendJSONFloat(b []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(b, "null"...)
	case math.IsInf(f, 1):
		return append(b, "9e999"...)
	case math.IsInf(f, -1):
		return append(b, "-9e999"...)
	}
	mark := len(b)
	b = strconv.AppendFloat(b, f, 'g', -1, 64)
	for _, c := range b[mark:] {
		if c == '.' || c == 'e' {
			return b
		}
	}
	return append(b, ".0"...)
}

// appendJSONText writes a JSON string, quickly where nothing needs an escape.
func appendJSONText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c >= 0x80 {
			quoted, err := json.Marshal(s)
			if err != nil { // a string always marshals
				return append(b, "null"...)
			}
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
