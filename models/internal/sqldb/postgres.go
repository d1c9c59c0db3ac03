package sqldb

import (
	"strconv"
	"strings"
)

// postgres is the dialect of PostgreSQL 12 and later.
type postgres struct{}

func (postgres) Name() string { return "postgres" }

func (postgres) Quote(identifier string) string { return quoteIdentifier(identifier) }

func (postgres) Literal(s string) string {
	if strings.ContainsRune(s, '\\') {
		return ` E'` + strings.NewReplacer(`'`, `''`, `\`, `\\`).Replace(s) + `'`
	}
	return `'` + strings.ReplaceAll(s, `'`, `''`) + `'`
}

func (postgres) Placeholder(n int) string { return "$" + strconv.Itoa(n) }

func (postgres) Bool(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}

func (p postgres) TypeName(t Type) string {
	switch {
	case t.Kind == KindVarchar && t.Size > 0:
		return "varchar(" + strconv.Itoa(t.Size) + ")"
	case t.Kind == KindNumeric && t.Precision > 0:
		return "numeric(" + strconv.Itoa(t.Precision) + "," + strconv.Itoa(t.Scale) + ")"
	}
	return p.CastName(t.Kind)
}

func (postgres) CastName(k Kind) string {
	switch k {
	case KindBigInt:
		return "bigint"
	case KindInteger:
		return "integer"
	case KindBoolean:
		return "boolean"
	case KindVarchar:
		return "varchar"
	case KindDouble:
		return "double precision"
	case KindNumeric:
		return "numeric"
	case KindDate:
		return "date"
	case KindTimestamp:
		return "timestamp"
	case KindBytes:
		return "bytea"
	case KindJSON:
		return "jsonb"
	case KindUUID:
		return "uuid"
	default:
		return "text"
	}
}

func (p postgres) InArray(expr string, n int, k Kind) string {
	return expr + " = ANY(" + p.Placeholder(n) + "::" + p.CastName(k) + "[])"
}

// quoteIdentifier puts an identifier in double quotes, as both databases do.
func quoteIdentifier(identifier string) string {
	if !strings.ContainsAny(identifier, "\"\x00") {
		return `"` + identifier + `"`
	}
	return `"` + strings.NewReplacer(`"`, `""`, "\x00", "").Replace(identifier) + `"`
}
