package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"reflect"
	"strings"

	"github.com/lib/pq"
)

// Classify reads the SQLSTATE of lib/pq, of pgx, and of whatever has the
// method SQLState.
func (postgres) Classify(err error) *Error {
	if known := asClassified(err); known != nil || err == nil {
		return known
	}
	e := &Error{Err: err}
	var state interface{ SQLState() string }
	if !errors.As(err, &state) {
		classifyConnection(e)
		return e
	}
	e.Code, e.fromServer = state.SQLState(), true
	var message, detail string
	var perr *pq.Error
	if errors.As(err, &perr) {
		e.Constraint, e.Table, message, detail = perr.Constraint, perr.Table, perr.Message, perr.Detail
		e.Columns = oneColumn(perr.Column)
	} else {
		e.Constraint, e.Table = stringField(state, "ConstraintName"), stringField(state, "TableName")
		e.Columns = oneColumn(stringField(state, "ColumnName"))
		message, detail = stringField(state, "Message"), stringField(state, "Detail")
	}
	e.Kind = postgresKind(e.Code, message)
	if e.Columns == nil && (e.Kind == UniqueViolation || e.Kind == ForeignKeyViolation) {
		e.Columns = detailColumns(detail)
	}
	return e
}

// postgresKind maps a SQLSTATE.
func postgresKind(code, message string) ErrorKind {
	switch code {
	case "40001":
		return SerializationFailure
	case "0A000":
		// another process altered a table under a prepared statement; it is
		// prepared anew when the transaction runs again
		if strings.Contains(message, "cached plan must not change result type") {
			return SerializationFailure
		}
	case "26000": // a prepared statement dropped by DEALLOCATE or DISCARD
		return SerializationFailure
	case "40P01":
		return Deadlock
	case "55P03":
		return LockTimeout
	case "23505", "23P01":
		return UniqueViolation
	case "23503", "23001":
		return ForeignKeyViolation
	case "23502":
		return NotNullViolation
	case "23514":
		return CheckViolation
	case "57014":
		return Canceled
	case "57P01", "57P02", "57P03", "57P05", "25P03":
		return ConnectionLost
	}
	if strings.HasPrefix(code, "08") {
		return ConnectionLost
	}
	return Other
}

// detailColumns reads the columns of `Key (a, b)=(1, 2) already exists.`
func detailColumns(detail string) []string {
	const start = "Key ("
	i := strings.Index(detail, start)
	if i < 0 {
		return nil
	}
	list, _, ok := strings.Cut(detail[i+len(start):], ")=(")
	if !ok {
		return nil
	}
	columns := strings.Split(list, ", ")
	for i, c := range columns {
		columns[i] = strings.Trim(c, `"`)
	}
	return columns
}

func oneColumn(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

// stringField reads a field of an error type this package does not import.
func stringField(v any, name string) string {
	r := reflect.Indirect(reflect.ValueOf(v))
	if r.Kind() != reflect.Struct {
		return ""
	}
	if f := r.FieldByName(name); f.IsValid() && f.Kind() == reflect.String {
		return f.String()
	}
	return ""
}

// asClassified returns the *Error in the chain of err.
func asClassified(err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	return nil
}

// classifyConnection tells errors of contexts and connections from the rest.
func classifyConnection(e *Error) {
	var nerr net.Error
	switch {
	case errors.Is(e.Err, context.Canceled), errors.Is(e.Err, context.DeadlineExceeded):
		e.Kind = Canceled
	case errors.Is(e.Err, driver.ErrBadConn), errors.Is(e.Err, sql.ErrConnDone), errors.Is(e.Err, io.EOF),
		errors.Is(e.Err, io.ErrUnexpectedEOF), errors.Is(e.Err, net.ErrClosed), errors.As(e.Err, &nerr):
		e.Kind = ConnectionLost
	}
}
