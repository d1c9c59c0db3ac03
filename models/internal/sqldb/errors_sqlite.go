package sqldb

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
)

// Result codes of SQLite; the low byte is the primary code.
const (
	sqliteBusy            = 5
	sqliteLocked          = 6
	sqliteInterrupt       = 9
	sqliteConstraint      = 19
	sqliteBusySnapshot    = 517
	sqliteCheck           = 275
	sqliteForeignKey      = 787
	sqliteNotNull         = 1299
	sqlitePrimaryKey      = 1555
	sqliteUnique          = 2067
	sqliteRowID           = 2579
	sqliteCantOpen        = 14
	sqliteNotADatabase    = 26
	sqliteConstraintLabel = " constraint failed: "
)

// Classify reads the result code and the message of modernc.org/sqlite and of
// mattn/go-sqlite3.
func (sqlite) Classify(err error) *Error {
	if known := asClassified(err); known != nil || err == nil {
		return known
	}
	e := &Error{Err: err}
	code, ok := sqliteCode(err)
	if !ok {
		classifyConnection(e)
		return e
	}
	e.Code, e.fromServer = strconv.Itoa(code), true
	message := err.Error()
	switch {
	case code == sqliteBusySnapshot:
		e.Kind = SerializationFailure
	case code&0xff == sqliteBusy, code&0xff == sqliteLocked:
		e.Kind = LockTimeout
	case code == sqliteInterrupt:
		e.Kind = Canceled
	case code == sqliteUnique, code == sqlitePrimaryKey, code == sqliteRowID,
		code&0xff == sqliteConstraint && strings.Contains(message, "UNIQUE"+sqliteConstraintLabel):
		e.Kind = UniqueViolation
		e.setColumns(constraintSubject(message))
	case code == sqliteNotNull, code&0xff == sqliteConstraint && strings.Contains(message, "NOT NULL"+sqliteConstraintLabel):
		e.Kind = NotNullViolation
		e.setColumns(constraintSubject(message))
	case code == sqliteForeignKey, code&0xff == sqliteConstraint && strings.Contains(message, "FOREIGN KEY constraint"):
		e.Kind = ForeignKeyViolation
	case code == sqliteCheck, code&0xff == sqliteConstraint && strings.Contains(message, "CHECK"+sqliteConstraintLabel):
		e.Kind = CheckViolation
		e.Constraint = constraintSubject(message)
	}
	return e
}

// constraintSubject returns what follows "... constraint failed: ", without
// the code modernc appends.
func constraintSubject(message string) string {
	i := strings.LastIndex(message, sqliteConstraintLabel)
	if i < 0 {
		return ""
	}
	subject := message[i+len(sqliteConstraintLabel):]
	if n := strings.LastIndex(subject, " ("); n >= 0 && strings.HasSuffix(subject, ")") {
		if _, err := strconv.Atoi(subject[n+2 : len(subject)-1]); err == nil {
			subject = subject[:n]
		}
	}
	return subject
}

// setColumns reads "partner.email, partner.company_id" or "index 'name'".
func (e *Error) setColumns(subject string) {
	if name, ok := strings.CutPrefix(subject, "index '"); ok {
		e.Constraint = strings.TrimSuffix(name, "'")
		return
	}
	for name := range strings.SplitSeq(subject, ", ") {
		table, column, ok := strings.Cut(name, ".")
		if !ok {
			return
		}
		e.Table = table
		e.Columns = append(e.Columns, column)
	}
}

// sqliteCode returns the extended result code: the method Code of modernc, or
// the fields of mattn's error, which this package does not import.
func sqliteCode(err error) (int, bool) {
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		return coded.Code(), true
	}
	for ; err != nil; err = errors.Unwrap(err) {
		v := reflect.Indirect(reflect.ValueOf(err))
		if v.Kind() != reflect.Struct || !strings.HasSuffix(v.Type().PkgPath(), "go-sqlite3") {
			continue
		}
		if f := v.FieldByName("ExtendedCode"); f.IsValid() && f.CanInt() {
			return int(f.Int()), true
		}
	}
	return 0, false
}
