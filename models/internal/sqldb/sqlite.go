package sqldb

import (
	"strconv"
	"strings"
)

// sqliteExactDigits is the number of decimal digits the NUMERIC affinity of
// SQLite keeps without loss.
const sqliteExactDigits = 15

// sqlite is the dialect of SQLite 3.35 and later.
type sqlite struct{}

func (sqlite) Name() string { return "sqlite" }

func (sqlite) Quote(identifier string) string { return quoteIdentifier(identifier) }

func (sqlite) Literal(s string) string { return `'` + strings.ReplaceAll(s, `'`, `''`) + `'` }

func (sqlite) Placeholder(n int) string { return "?" + strconv.Itoa(n) }

func (sqlite) Bool(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// TypeName declares dates, timestamps and booleans INTEGER (see the package
// documentation), and decimals of more than 15 digits TEXT, because NUMERIC
// would turn them into floating point.
func (s sqlite) TypeName(t Type) string {
	switch {
	case t.Kind == KindVarchar && t.Size > 0:
		return "VARCHAR(" + strconv.Itoa(t.Size) + ")"
	case t.Kind == KindNumeric && (t.Precision == 0 || t.Precision > sqliteExactDigits):
		return "TEXT"
	case t.Kind == KindNumeric:
		return "NUMERIC(" + strconv.Itoa(t.Precision) + "," + strconv.Itoa(t.Scale) + ")"
	}
	return s.CastName(t.Kind)
}

func (sqlite) CastName(k Kind) string {
	switch k {
	case KindBigInt, KindInteger, KindBoolean, KindDate, KindTimestamp:
		return "INTEGER"
	case KindDouble:
		return "REAL"
	case KindNumeric:
		return "NUMERIC"
	case KindBytes:
		return "BLOB"
	default:
		return "TEXT"
	}
}

func (s sqlite) InArray(expr string, n int, k Kind) string {
	value := "value"
	if k == KindBytes {
		value = "unhex(value)"
	}
	return expr + " IN (SELECT " + value + " FROM json_each(" + s.Placeholder(n) + "))"
}
