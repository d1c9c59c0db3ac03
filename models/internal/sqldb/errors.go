package sqldb

import (
	"errors"
	"strings"
)

// ErrorKind says what went wrong, in the words both databases share.
type ErrorKind uint8

// The kinds of errors.
const (
	// Other is everything not listed below.
	Other ErrorKind = iota
	// SerializationFailure asks to run the whole transaction again.
	SerializationFailure
	// Deadlock asks to run the whole transaction again.
	Deadlock
	// LockTimeout is a lock not obtained in time.
	LockTimeout
	// UniqueViolation, ForeignKeyViolation, NotNullViolation and
	// CheckViolation are constraints of the schema.
	UniqueViolation
	ForeignKeyViolation
	NotNullViolation
	CheckViolation
	// ConnectionLost is a connection that is gone, with its transaction.
	ConnectionLost
	// Canceled is a statement stopped by its context or by the server.
	Canceled
)

var errorKindNames = [...]string{"database error", "serialization failure", "deadlock", "lock timeout", "unique violation",
	"foreign key violation", "not null violation", "check violation", "connection lost", "canceled"}

// String returns the kind in words.
func (k ErrorKind) String() string {
	if int(k) < len(errorKindNames) {
		return errorKindNames[k]
	}
	return errorKindNames[Other]
}

// Error is an error of a database with its kind and, as far as the driver
// tells, where it comes from. It wraps the error of the driver.
type Error struct {
	Kind ErrorKind
	// Constraint is the name of the violated constraint or index. SQLite names
	// only CHECK constraints; for a unique one look at Table and Columns.
	Constraint string
	// Table is the table of the violated constraint, if known.
	Table string
	// Columns are the columns of the violated constraint, if known.
	Columns []string
	// Code is the SQLSTATE, or the extended result code of SQLite.
	Code string
	// SQL is the text of the failed statement, if there is one.
	SQL string
	// Err is the error of the driver.
	Err error

	// fromServer is true if the database itself reported the error.
	fromServer bool
}

// Error returns the message of the driver and the statement.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Kind.String())
	b.WriteString(": ")
	b.WriteString(e.Err.Error())
	if e.SQL != "" {
		b.WriteString(" in: ")
		b.WriteString(shorten(e.SQL, 500))
	}
	return b.String()
}

// Unwrap returns the error of the driver.
func (e *Error) Unwrap() error { return e.Err }

// Column returns the column of the violated constraint if it is one.
func (e *Error) Column() string {
	if len(e.Columns) == 1 {
		return e.Columns[0]
	}
	return ""
}

// Retryable tells whether running the whole transaction again may succeed.
func (e *Error) Retryable() bool { return e.Kind == SerializationFailure || e.Kind == Deadlock }

// KindOf returns the kind of the *Error in the chain of err, or Other.
func KindOf(err error) ErrorKind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Other
}

// IsRetryable tells whether running the whole transaction again may succeed.
func IsRetryable(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Retryable()
}

// Errors of using a transaction wrongly.
var (
	// ErrFinished is a use of a transaction after its commit or rollback.
	ErrFinished = errors.New("sqldb: the transaction is finished")
	// ErrAborted is a statement or a commit after a failed statement; only
	// RollbackTo and Rollback are possible.
	ErrAborted = errors.New("sqldb: the transaction is aborted by an earlier error; roll back to a savepoint, or altogether")
	// ErrBusy is a statement sent while the rows of another are read.
	ErrBusy = errors.New("sqldb: the transaction is reading the rows of another statement")
	// ErrTurnTaken is a statement that writes, of a transaction with NoWait,
	// while another transaction of this process has the turn to write.
	ErrTurnTaken = errors.New("sqldb: another transaction is writing")
	// ErrReadOnly is a statement that writes in a read-only transaction.
	ErrReadOnly = errors.New("sqldb: the transaction is read-only")
	// ErrClosed is a use of a closed database.
	ErrClosed = errors.New("sqldb: the database is closed")
)

func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + " ..."
}
