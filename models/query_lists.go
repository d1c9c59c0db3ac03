package models

import (
	"database/sql/driver"
	"fmt"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// valueList is what In compares a field with.
type valueList struct {
	values any // a slice of a type that a dialect makes an array of
	n      int // its length
	kind   sqldb.Kind
	// zero: the zero value of the field's type is among the values, so that NULL matches.
	zero bool
}

// listOf reads the values that In is given: a slice of the field's Go type, or of anything that fits it.
func (w *sqlWriter) listOf(f *Field, values any) (valueList, error) {
	if f.params.GoType == nil {
		if l, ok := commonList(f, values, w.pg); ok {
			l.kind = f.sqlKind()
			return l, nil
		}
	}
	switch values.(type) {
	case nil:
		return valueList{}, nil
	case RecordSet:
		if f.index == FieldID {
			t, err := w.targetsOf(f, f.model, values, false)
			return valueList{values: t.ids, n: len(t.ids), kind: sqldb.KindBigInt}, err
		}
	}
	v := reflect.ValueOf(values)
	if v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
		return valueList{}, fieldError(f.model.name, f.name, ErrWrongType,
			fmt.Sprintf("the condition compares with a list, and is given a %T", values),
			"give a slice")
	}
	encoded := make([]driver.Value, 0, v.Len())
	l := valueList{kind: f.sqlKind()}
	for i := range v.Len() {
		e, err := encodeValue(w.d, f, v.Index(i).Interface())
		if err != nil {
			return valueList{}, err
		}
		l.zero = l.zero || isZeroValue(f, e)
		if e != nil {
			encoded = append(encoded, e)
		}
	}
	l.n = len(encoded)
	l.values = unboxed(f, w.pg, encoded)
	return l, nil
}

// commonList reads the slices that fields without a GoType are compared with.
func commonList(f *Field, values any, pg bool) (valueList, bool) {
	l := valueList{}
	switch v := values.(type) {
	case []int64:
		for _, i := range v {
			l.zero = l.zero || i == 0
		}
		l.values, l.n = v, len(v)
		return l, f.kind == fieldtype.Integer
	case []string:
		if pg && slices.ContainsFunc(v, isNotStorable) {
			v = slices.DeleteFunc(slices.Clone(v), isNotStorable)
		}
		for _, s := range v {
			l.zero = l.zero || s == ""
		}
		l.values, l.n = v, len(v)
		return l, f.kind.IsText()
	case []float64:
		rounded := make([]float64, 0, len(v))
		for _, x := range v {
			x = f.params.Digits.Round(x)
			l.zero = l.zero || x == 0
			if pg || !math.IsNaN(x) { // SQLite has no NaN
				rounded = append(rounded, x)
			}
		}
		l.values, l.n = rounded, len(rounded)
		return l, f.kind == fieldtype.Float
	case []Date:
		days := make(sqldb.Days, 0, len(v))
		for _, d := range v {
			if d.IsZero() {
				l.zero = true
			} else {
				days = append(days, d.Time().Unix()/86400)
			}
		}
		l.values, l.n = days, len(days)
		return l, f.kind == fieldtype.Date
	case []DateTime:
		micros := make(sqldb.Micros, 0, len(v))
		for _, t := range v {
			if t.IsZero() {
				l.zero = true
			} else {
				micros = append(micros, t.UnixMicro())
			}
		}
		l.values, l.n = micros, len(micros)
		return l, f.kind == fieldtype.DateTime
	}
	return l, false
}

// unboxed returns encoded values as a slice of their type.
func unboxed(f *Field, pg bool, values []driver.Value) any {
	if len(values) == 0 {
		return nil
	}
	switch values[0].(type) {
	case int64:
		switch {
		case !pg:
		case f.kind == fieldtype.Date:
			return sqldb.Days(unbox[int64](values))
		case f.kind == fieldtype.DateTime:
			return sqldb.Micros(unbox[int64](values))
		}
		return unbox[int64](values)
	case float64:
		return unbox[float64](values)
	case bool:
		return unbox[bool](values)
	case []byte:
		return unbox[[]byte](values)
	case time.Time:
		return unbox[time.Time](values)
	}
	return unbox[string](values)
}

// inList writes that an expression is in a list of at least one value, or that it is not.
func (w *sqlWriter) inList(b, x []byte, l valueList, not bool) []byte {
	if !w.pg && !isExactJSON(l.values) {
		return w.inPlaceholders(b, x, l, not)
	}
	return w.inArray(b, x, l.values, l.kind, not)
}

// inArray writes a comparison with a list that is one parameter.
func (w *sqlWriter) inArray(b, x []byte, values any, kind sqldb.Kind, not bool) []byte {
	v, err := w.d.Array(values, nil)
	if err != nil {
		w.fail(err)
		return b
	}
	b = append(b, x...)
	if w.pg {
		if not {
			b = append(b, " <> ALL("...)
		} else {
			b = append(b, " = ANY("...)
		}
		b = append(w.bind(b, v), "::"...)
		return append(append(b, w.d.CastName(kind)...), "[])"...)
	}
	b = append(b, inOrNot(not)...)
	if kind == sqldb.KindBytes {
		b = append(b, "(SELECT unhex(value) FROM json_each("...)
	} else {
		b = append(b, "(SELECT value FROM json_each("...)
	}
	return append(w.bind(b, v), "))"...)
}

// isExactJSON tells whether a list comes through the JSON of SQLite unchanged. Texts must be valid UTF-8 without NUL.
func isExactJSON(values any) bool {
	texts, _ := values.([]string)
	return !slices.ContainsFunc(texts, isNotStorable)
}

// maxPlaceholders is how many parameters of a list SQLite takes, which allows for 32 766 in a statement.
const maxPlaceholders = 30000

// inPlaceholders writes a comparison with a list of one parameter each. It is for texts that no array takes.
func (w *sqlWriter) inPlaceholders(b, x []byte, l valueList, not bool) []byte {
	texts, _ := l.values.([]string)
	if len(texts) > maxPlaceholders {
		return w.inArray(b, x, l.values, l.kind, not)
	}
	b = append(append(append(b, x...), inOrNot(not)...), '(')
	for i, s := range texts {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = w.bind(b, s)
	}
	return append(b, ')')
}
