// Package sqldb is the seam between the ORM engine and the drivers of
// database/sql. It knows two databases, PostgreSQL and SQLite, and hides from
// the engine what differs between them: identifiers, placeholders, column
// types, arrays of parameters, errors, and the way transactions begin.
//
// Statements of the engine go through [Tx.Query] and [Tx.Exec] straight to the
// prepared statements of the driver (sql.Conn.Raw), without reflection and
// without the conversions of database/sql. SQL written by users goes through
// [Tx.Get], [Tx.Select] and [Tx.ExecResult] of sqlx, in the same transaction.
//
// # Values
//
// The values a scan function sees depend on the driver, within these bounds:
//
//	integers, ids    int64
//	booleans         PostgreSQL bool; SQLite int64 0 or 1 (declared INTEGER)
//	double           float64
//	numeric          PostgreSQL []byte or string; SQLite up to 15 digits
//	                 int64 or float64, beyond that string
//	text, varchar    string, or []byte
//	date             PostgreSQL time.Time; SQLite int64 days since 1970-01-01
//	timestamp        PostgreSQL time.Time; SQLite int64 microseconds since
//	                 1970-01-01 00:00 UTC
//	bytes            []byte
//	jsonb, uuid      []byte or string
//
// Dates and booleans are INTEGER columns on SQLite because both SQLite drivers
// guess a Go type from declarations such as DATE, DATETIME and BOOLEAN, which
// is slower and not exact. A []byte, and the row itself, are valid only until
// the scan function returns.
//
// # Transactions
//
// A [Tx] sends nothing before its first statement. On PostgreSQL it is
// REPEATABLE READ by default. On SQLite it is a deferred transaction until the
// first statement that writes; writers of one [DB] queue for their turn. After
// a failed statement a transaction accepts only [Tx.RollbackTo] and
// [Tx.Rollback] on both databases, as PostgreSQL has it.
package sqldb
