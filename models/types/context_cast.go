package types

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
)

// A ContextTypeError is what the typed getters of a Context panic with when the
// value of a key is of another type than the one asked for.
type ContextTypeError struct {
	// Key is the key that was asked for.
	Key string
	// Want is the Go type that was asked for.
	Want string
	// Value is what the Context holds.
	Value interface{}
}

// Error says which key holds what, and what was expected.
func (e *ContextTypeError) Error() string {
	return fmt.Sprintf("context: key %q holds %v of type %T, which is no %s", e.Key, e.Value, e.Value, e.Want)
}

// single reads one value with cast. A key without a value, or with a nil one,
// gives the zero value.
func single[T any](c *Context, key, want string, cast func(interface{}) (T, bool)) T {
	value := c.Get(key)
	if value == nil {
		var zero T
		return zero
	}
	res, ok := cast(value)
	if !ok {
		panic(&ContextTypeError{Key: key, Want: want, Value: value})
	}
	return res
}

// slice reads a slice of any element type, each element with cast.
func slice[T any](c *Context, key, want string, cast func(interface{}) (T, bool)) []T {
	value := c.Get(key)
	switch v := value.(type) {
	case nil:
		return nil
	case []T:
		return slices.Clone(v)
	}
	rv := reflect.ValueOf(value)
	if rv.Kind() != reflect.Slice && rv.Kind() != reflect.Array {
		panic(&ContextTypeError{Key: key, Want: want, Value: value})
	}
	res := make([]T, rv.Len())
	for i := range res {
		elem, ok := cast(rv.Index(i).Interface())
		if !ok {
			panic(&ContextTypeError{Key: key, Want: want, Value: value})
		}
		res[i] = elem
	}
	return res
}

func toString(value interface{}) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case json.Number:
		return "", false
	}
	if rv := reflect.ValueOf(value); rv.Kind() == reflect.String {
		return rv.String(), true
	}
	return "", false
}

func toInteger(value interface{}) (int64, bool) {
	switch v := value.(type) {
	case int64:
		return v, true
	case int:
		return int64(v), true
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i, true
		}
		f, err := v.Float64()
		if err != nil {
			return 0, false
		}
		return integral(f)
	}
	rv := reflect.ValueOf(value)
	switch {
	case rv.CanInt():
		return rv.Int(), true
	case rv.CanUint():
		u := rv.Uint()
		return int64(u), u <= math.MaxInt64
	case rv.CanFloat():
		return integral(rv.Float())
	}
	return 0, false
}

// integral converts f if it is a whole number in the range of an int64. The
// upper limit itself, 2^63, is beyond it.
func integral(f float64) (int64, bool) {
	if f != math.Trunc(f) || f < math.MinInt64 || f >= math.MaxInt64 {
		return 0, false
	}
	return int64(f), true
}

func toFloat(value interface{}) (float64, bool) {
	switch v := value.(type) {
	case float64:
		return v, true
	case json.Number:
		f, err := v.Float64()
		return f, err == nil
	}
	rv := reflect.ValueOf(value)
	switch {
	case rv.CanFloat():
		return rv.Float(), true
	case rv.CanInt():
		return float64(rv.Int()), true
	case rv.CanUint():
		return float64(rv.Uint()), true
	}
	return 0, false
}
