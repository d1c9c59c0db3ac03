package models

import (
	"bytes"
	"database/sql/driver"
	"fmt"

	"github.com/google/uuid"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// uuidCodec is for UUIDs: of type uuid on PostgreSQL, and their text in lower case on SQLite.
var uuidCodec = &codec[uuid.UUID]{
	decode: decodeUUID,
	encode: func(_ sqldb.Dialect, v uuid.UUID) (driver.Value, error) { return v.String(), nil },
	array: func(d sqldb.Dialect, vals []uuid.UUID, rows []int32, null []bool) (driver.Value, error) {
		out := make([]string, len(rows))
		for i, r := range rows {
			out[i] = vals[r].String()
		}
		return d.Array(out, null)
	},
	equal:  func(a, b uuid.UUID) bool { return a == b },
	less:   func(a, b uuid.UUID) bool { return bytes.Compare(a[:], b[:]) < 0 },
	isNull: func(v uuid.UUID) bool { return v == uuid.Nil },
	coerce: coerceUUID,
}

func decodeUUID(dst *uuid.UUID, src driver.Value) (err error) {
	switch v := src.(type) {
	case []byte:
		if len(v) == len(dst) {
			copy(dst[:], v)
			return nil
		}
		*dst, err = uuid.ParseBytes(v)
	case string:
		*dst, err = uuid.Parse(v)
	default:
		return fmt.Errorf("cannot read %T as a UUID", src)
	}
	return err
}

// coerceUUID takes a UUID as such, as its 16 bytes, or as text; an empty text is none.
func coerceUUID(v any) (id uuid.UUID, ok bool) {
	switch v := v.(type) {
	case uuid.UUID:
		return v, true
	case [16]byte:
		return v, true
	case string:
		if v == "" {
			return uuid.Nil, true
		}
		return id, decodeUUID(&id, v) == nil
	case []byte:
		return id, decodeUUID(&id, v) == nil
	case fmt.Stringer: // a type of UUIDs of another package
		return id, decodeUUID(&id, v.String()) == nil
	}
	return id, false
}
