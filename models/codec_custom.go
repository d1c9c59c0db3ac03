package models

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math"
	"time"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// ColumnOf makes the storage of a field whose GoType is T. T is a basic Go type (any integer or floating point type,
// string, bool, []byte, time.Time) or implements driver.Valuer, with *T implementing sql.Scanner. Generated code calls
// it.
func ColumnOf[T any]() Column {
	return &column[T]{codec: &codec[T]{
		decode: decodeCustom[T],
		encode: func(d sqldb.Dialect, v T) (driver.Value, error) { return customValue(d, any(v)) },
		array:  customArray[T],
		equal:  equalCustom[T],
		less:   lessCustom[T],
		coerce: coerceCustom[T],
	}}
}

// decodeCustom reads a value of the database into a GoType.
func decodeCustom[T any](dst *T, src driver.Value) error {
	if s, ok := any(dst).(sql.Scanner); ok {
		return s.Scan(src)
	}
	var i int64
	var f float64
	var err error
	switch p := any(dst).(type) {
	case *string:
		return decodeString(p, src)
	case *[]byte:
		var s string
		err = decodeString(&s, src)
		*p = []byte(s)
	case *bool:
		return decodeBool(p, src)
	case *float64:
		return decodeFloat(p, src)
	case *float32:
		err = decodeFloat(&f, src)
		*p = float32(f)
	case *int64:
		return decodeInt(p, src)
	case *int:
		err = decodeInt(&i, src)
		*p = int(i)
	case *int32:
		err = decodeRange(&i, src, math.MinInt32, math.MaxInt32)
		*p = int32(i)
	case *int16:
		err = decodeRange(&i, src, math.MinInt16, math.MaxInt16)
		*p = int16(i)
	case *int8:
		err = decodeRange(&i, src, math.MinInt8, math.MaxInt8)
		*p = int8(i)
	case *uint:
		err = decodeRange(&i, src, 0, math.MaxInt64)
		*p = uint(i)
	case *uint64:
		err = decodeRange(&i, src, 0, math.MaxInt64)
		*p = uint64(i)
	case *uint32:
		err = decodeRange(&i, src, 0, math.MaxUint32)
		*p = uint32(i)
	case *uint16:
		err = decodeRange(&i, src, 0, math.MaxUint16)
		*p = uint16(i)
	case *uint8:
		err = decodeRange(&i, src, 0, math.MaxUint8)
		*p = uint8(i)
	case *time.Time:
		var d DateTime
		err = d.Scan(src)
		*p = d.Time()
	default:
		return fmt.Errorf("type %T is not a basic type and has no method Scan(any) error", *dst)
	}
	return err
}

func decodeRange(dst *int64, src driver.Value, low, high int64) error {
	if err := decodeInt(dst, src); err != nil {
		return err
	}
	if *dst < low || *dst > high {
		return fmt.Errorf("value %d is out of the range %d to %d of the field's Go type", *dst, low, high)
	}
	return nil
}

// customValue turns a GoType into what a driver takes.
func customValue(d sqldb.Dialect, v any) (driver.Value, error) {
	switch v := v.(type) {
	case driver.Valuer:
		out, err := v.Value()
		if t, ok := out.(time.Time); ok && d == sqldb.SQLite {
			return t.UnixMicro(), err
		}
		return out, err
	case string:
		return v, nil
	case []byte:
		return v, nil
	case bool:
		return v, nil
	case float32:
		return float64(v), nil
	case float64:
		return v, nil
	case time.Time:
		return encodeDateTime(d, DateTime(v))
	}
	if i, ok := coerceInt(v); ok {
		return i, nil
	}
	return nil, fmt.Errorf("type %T is not a basic type and has no method Value() (driver.Value, error)", v)
}

// customArray gathers the values of a GoType in the slice of the type that they have in the database.
func customArray[T any](d sqldb.Dialect, vals []T, rows []int32, null []bool) (driver.Value, error) {
	out := make([]driver.Value, len(rows))
	var sample driver.Value
	for i, r := range rows {
		if null != nil && null[i] {
			continue
		}
		v, err := customValue(d, any(vals[r]))
		if err != nil {
			return nil, err
		}
		out[i] = v
		if v != nil {
			sample = v
		}
	}
	if null == nil {
		null = make([]bool, len(rows))
	}
	for i, v := range out {
		null[i] = v == nil
	}
	switch sample.(type) {
	case int64:
		return d.Array(unbox[int64](out), null)
	case float64:
		return d.Array(unbox[float64](out), null)
	case bool:
		return d.Array(unbox[bool](out), null)
	case []byte:
		return d.Array(unbox[[]byte](out), null)
	case time.Time:
		return d.Array(unbox[time.Time](out), null)
	}
	return d.Array(unbox[string](out), null)
}

// unbox leaves the zero value where v is NULL or of another type.
func unbox[T any](vals []driver.Value) []T {
	out := make([]T, len(vals))
	for i, v := range vals {
		if t, ok := v.(T); ok {
			out[i] = t
		}
	}
	return out
}

// equalCustom compares as the database would: by the values written.
func equalCustom[T any](a, b T) bool {
	switch a := any(a).(type) {
	case int:
		return a == any(b).(int)
	case int16:
		return a == any(b).(int16)
	case int32:
		return a == any(b).(int32)
	case string:
		return a == any(b).(string)
	}
	va, errA := customValue(sqldb.Postgres, any(a))
	vb, errB := customValue(sqldb.Postgres, any(b))
	return errA == nil && errB == nil && sameValue(va, vb)
}

func sameValue(a, b driver.Value) bool {
	if x, ok := a.([]byte); ok {
		y, ok := b.([]byte)
		return ok && string(x) == string(y)
	}
	if x, ok := a.(time.Time); ok {
		y, ok := b.(time.Time)
		return ok && x.Equal(y)
	}
	if _, ok := b.([]byte); ok {
		return false
	}
	return a == b
}

func lessCustom[T any](a, b T) bool {
	va, _ := customValue(sqldb.Postgres, any(a))
	vb, _ := customValue(sqldb.Postgres, any(b))
	switch x := va.(type) {
	case int64:
		y, ok := vb.(int64)
		return ok && x < y
	case float64:
		y, ok := vb.(float64)
		return ok && x < y
	case string:
		y, ok := vb.(string)
		return ok && x < y
	case bool:
		y, ok := vb.(bool)
		return ok && !x && y
	case time.Time:
		y, ok := vb.(time.Time)
		return ok && x.Before(y)
	}
	return va == nil && vb != nil
}

// coerceCustom takes the value that a GoType has in the database, so that untyped callers (CSV, JSON) can set it.
func coerceCustom[T any](v any) (T, bool) {
	var out T
	var src driver.Value = v
	if i, ok := coerceInt(v); ok {
		src = i
	}
	return out, decodeCustom(&out, src) == nil
}
