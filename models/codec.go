package models

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

var (
	textCodec = &codec[string]{
		decode: decodeString, encode: encodeText, array: textArray,
		equal: func(a, b string) bool { return a == b }, less: func(a, b string) bool { return a < b },
		nullable: true, coerce: coerceString,
	}
	binaryCodec = &codec[string]{
		decode: decodeString,
		encode: func(_ sqldb.Dialect, v string) (driver.Value, error) { return []byte(v), nil },
		array:  binaryArray,
		equal:  textCodec.equal, less: textCodec.less, nullable: true, coerce: coerceString,
	}
	boolCodec = &codec[bool]{
		decode: decodeBool,
		encode: func(_ sqldb.Dialect, v bool) (driver.Value, error) { return v, nil },
		array: func(d sqldb.Dialect, vals []bool, rows []int32, null []bool) (driver.Value, error) {
			return d.Array(pick(vals, rows), null)
		},
		equal: func(a, b bool) bool { return a == b }, less: func(a, b bool) bool { return !a && b },
		coerce: func(v any) (bool, bool) { b, ok := v.(bool); return b, ok },
	}
	intCodec = &codec[int64]{
		decode: decodeInt, encode: encodeInt, array: intArray,
		equal: func(a, b int64) bool { return a == b }, less: cmp.Less[int64], coerce: coerceInt,
	}
	// idCodec is for foreign keys: 0 is NULL.
	idCodec = &codec[int64]{
		decode: decodeInt, encode: encodeInt, array: intArray,
		equal: func(a, b int64) bool { return a == b }, less: cmp.Less[int64],
		isNull: func(v int64) bool { return v == 0 },
	}
	floatCodec = &codec[float64]{
		decode: decodeFloat,
		encode: func(_ sqldb.Dialect, v float64) (driver.Value, error) { return v, nil },
		array: func(d sqldb.Dialect, vals []float64, rows []int32, null []bool) (driver.Value, error) {
			return d.Array(pick(vals, rows), null)
		},
		equal: func(a, b float64) bool { return a == b || a != a && b != b }, less: cmp.Less[float64],
		coerce: coerceFloat,
	}
	dateCodec = &codec[Date]{
		decode: func(dst *Date, src driver.Value) error { return dst.Scan(src) },
		encode: encodeDate, array: dateArray,
		equal: func(a, b Date) bool { return a == b }, less: func(a, b Date) bool { return a.Compare(b) < 0 },
		isNull: Date.IsZero, coerce: coerceDate, clean: Date.normalise,
	}
	dateTimeCodec = &codec[DateTime]{
		decode: func(dst *DateTime, src driver.Value) error { return dst.Scan(src) },
		encode: encodeDateTime, array: dateTimeArray,
		equal: func(a, b DateTime) bool { return a == b }, less: func(a, b DateTime) bool { return a.Compare(b) < 0 },
		isNull: DateTime.IsZero, coerce: coerceDateTime, clean: DateTime.normalise,
	}
)

func init() { idCodec.coerce = coerceID } // which, through record sets, reaches all of this package

// makeColumn makes the storage of a field.
func (f *Field) makeColumn() Column {
	var c Column
	switch {
	case f.source != nil:
		c = &column[translations]{codec: translationCodec}
	case f.newColumn == nil:
		c = columnOfKind(f)
	case f.kind == fieldtype.JSON:
		c = f.newColumn().asJSON()
	default:
		c = f.newColumn()
	}
	c.base().field = f
	return c
}

// columnOfKind makes the storage of a field without GoType.
func columnOfKind(f *Field) Column {
	switch f.kind {
	case fieldtype.Boolean:
		return &column[bool]{codec: boolCodec}
	case fieldtype.Integer:
		return &column[int64]{codec: intCodec}
	case fieldtype.Many2One, fieldtype.One2One:
		return &column[int64]{codec: idCodec}
	case fieldtype.Float:
		if d := f.params.Digits; d.Precision > 0 || d.Scale > 0 {
			c := *floatCodec
			c.clean = d.Round
			return &column[float64]{codec: &c}
		}
		return &column[float64]{codec: floatCodec}
	case fieldtype.Decimal, fieldtype.Monetary:
		return &column[decimal.Decimal]{codec: f.decimals()}
	case fieldtype.UUID:
		return &column[uuid.UUID]{codec: uuidCodec}
	case fieldtype.JSON:
		return &column[json.RawMessage]{codec: rawJSONCodec}
	case fieldtype.Date:
		return &column[Date]{codec: dateCodec}
	case fieldtype.DateTime:
		return &column[DateTime]{codec: dateTimeCodec}
	case fieldtype.Binary:
		return &column[string]{codec: binaryCodec}
	case fieldtype.One2Many, fieldtype.Many2Many, fieldtype.Rev2One:
		return &column[[]int32]{codec: rowsCodec}
	}
	return &column[string]{codec: textCodec}
}

// rowsCodec is for relations to many: the rows of the related table, never written by itself.
var rowsCodec = &codec[[]int32]{
	decode: func(*[]int32, driver.Value) error { return fmt.Errorf("a relation to many has no column") },
	equal:  func(a, b []int32) bool { return false },
	less:   func(a, b []int32) bool { return len(a) < len(b) },
	coerce: func(v any) ([]int32, bool) { return nil, false },
}

// pick gathers the values of rows.
func pick[T any](vals []T, rows []int32) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = vals[r]
	}
	return out
}

func decodeString(dst *string, src driver.Value) error {
	switch v := src.(type) {
	case string:
		*dst = v
	case []byte:
		*dst = string(v)
	case int64:
		*dst = strconv.FormatInt(v, 10)
	case float64:
		*dst = strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		*dst = strconv.FormatBool(v)
	default:
		return fmt.Errorf("cannot read %T as text", src)
	}
	return nil
}

func decodeBool(dst *bool, src driver.Value) (err error) {
	switch v := src.(type) {
	case bool:
		*dst = v
	case int64:
		*dst = v != 0
	case []byte:
		*dst, err = strconv.ParseBool(string(v))
	case string:
		*dst, err = strconv.ParseBool(v)
	default:
		return fmt.Errorf("cannot read %T as a boolean", src)
	}
	return err
}

func decodeInt(dst *int64, src driver.Value) (err error) {
	switch v := src.(type) {
	case int64:
		*dst = v
	case []byte:
		*dst, err = strconv.ParseInt(string(v), 10, 64)
	case string:
		*dst, err = strconv.ParseInt(v, 10, 64)
	case float64:
		if v != math.Trunc(v) || math.Abs(v) >= 1<<63 {
			return fmt.Errorf("cannot read %v as an integer", v)
		}
		*dst = int64(v)
	case bool:
		*dst = 0
		if v {
			*dst = 1
		}
	default:
		return fmt.Errorf("cannot read %T as an integer", src)
	}
	return err
}

func decodeFloat(dst *float64, src driver.Value) (err error) {
	switch v := src.(type) {
	case float64:
		*dst = v
	case int64:
		*dst = float64(v)
	case []byte:
		*dst, err = strconv.ParseFloat(string(v), 64)
	case string:
		*dst, err = strconv.ParseFloat(v, 64)
	default:
		return fmt.Errorf("cannot read %T as a number", src)
	}
	return err
}

func encodeInt(_ sqldb.Dialect, v int64) (driver.Value, error) { return v, nil }

func encodeDate(d sqldb.Dialect, v Date) (driver.Value, error) {
	if d == sqldb.SQLite {
		return v.Time().Unix() / 86400, nil
	}
	return v.Time(), nil
}

func encodeDateTime(d sqldb.Dialect, v DateTime) (driver.Value, error) {
	if d == sqldb.SQLite {
		return v.Time().UnixMicro(), nil
	}
	return v.Time(), nil
}

func binaryArray(d sqldb.Dialect, vals []string, rows []int32, null []bool) (driver.Value, error) {
	out := make([][]byte, len(rows))
	for i, r := range rows {
		out[i] = []byte(vals[r])
	}
	return d.Array(out, null)
}

func intArray(d sqldb.Dialect, vals []int64, rows []int32, null []bool) (driver.Value, error) {
	return d.Array(pick(vals, rows), null)
}

func dateArray(d sqldb.Dialect, vals []Date, rows []int32, null []bool) (driver.Value, error) {
	out := make(sqldb.Days, len(rows))
	for i, r := range rows {
		out[i] = vals[r].Time().Unix() / 86400
	}
	return d.Array(out, null)
}

func dateTimeArray(d sqldb.Dialect, vals []DateTime, rows []int32, null []bool) (driver.Value, error) {
	out := make(sqldb.Micros, len(rows))
	for i, r := range rows {
		out[i] = vals[r].Time().UnixMicro()
	}
	return d.Array(out, null)
}

func coerceString(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case []byte:
		return string(v), true
	}
	return "", false
}

func coerceInt(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case int:
		return int64(v), true
	case int32:
		return int64(v), true
	case int16:
		return int64(v), true
	case int8:
		return int64(v), true
	case uint8:
		return int64(v), true
	case uint16:
		return int64(v), true
	case uint32:
		return int64(v), true
	case uint:
		return int64(v), uint64(v) <= math.MaxInt64
	case uint64:
		return int64(v), v <= math.MaxInt64
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) < 1<<63
	}
	return 0, false
}

// coerceID takes a record set or an id.
func coerceID(v any) (int64, bool) {
	if rs, ok := v.(RecordSet); ok {
		c := rs.Underlying()
		if c == nil {
			return 0, true
		}
		return c.ID(), true
	}
	return coerceInt(v)
}

func coerceFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case float32:
		return float64(v), true
	}
	i, ok := coerceInt(v)
	return float64(i), ok
}

func coerceDate(v any) (Date, bool) {
	switch v := v.(type) {
	case Date:
		return v, true
	case DateTime:
		return v.ToDate(), true
	case time.Time:
		return Date(v), true
	}
	return Date{}, false
}

func coerceDateTime(v any) (DateTime, bool) {
	switch v := v.(type) {
	case DateTime:
		return v, true
	case Date:
		return v.ToDateTime(), true
	case time.Time:
		return DateTime(v), true
	}
	return DateTime{}, false
}

// interface checks of the types a GoType may implement.
var (
	_ driver.Valuer = DateTime{}
	_ sql.Scanner   = (*DateTime)(nil)
)
