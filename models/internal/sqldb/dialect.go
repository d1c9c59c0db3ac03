package sqldb

import "database/sql/driver"

// Dialect is what differs between the databases. [Postgres] and [SQLite] are
// its two values.
type Dialect interface {
	// Name is "postgres" or "sqlite".
	Name() string
	// Quote returns an identifier quoted.
	Quote(identifier string) string
	// Literal returns a string literal, quoted.
	Literal(s string) string
	// Placeholder returns the mark of the n-th parameter, from 1. The same
	// number may be used several times in a statement.
	Placeholder(n int) string
	// Bool returns the literal of a boolean.
	Bool(b bool) string
	// TypeName returns the type of a column in DDL.
	TypeName(t Type) string
	// CastName returns the type without limits, as written after a cast or
	// before [] in an array type.
	CastName(k Kind) string
	// InArray returns the condition that expr is among the elements of the
	// array bound as parameter n (see Array).
	InArray(expr string, n int, k Kind) string
	// Array turns a slice into one bound parameter: []int64, []int, []string,
	// []float64, []bool, [][]byte, []time.Time, [Days], [Micros]. Where null
	// is not nil, elements with a true flag are NULL. PostgreSQL takes an array
	// literal; SQLite JSON for json_each, in which integers are exact, times
	// are microseconds, and bytes are hexadecimal (unhex(value)).
	Array(values any, null []bool) (driver.Value, error)
	// Rebind translates SQL of a user: every ? outside quotes and comments
	// becomes a numbered placeholder, a slice argument becomes a list, ??
	// becomes the operator ?. SQL with the placeholders of the database itself
	// ($1, ?1) passes unchanged.
	Rebind(query string, args []any) (string, []any, error)
	// Classify returns err with its kind; an error that is an *Error already is
	// returned as it is. Nil gives nil.
	Classify(err error) *Error
}

// The two dialects.
var (
	Postgres Dialect = postgres{}
	SQLite   Dialect = sqlite{}
)
