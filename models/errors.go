package models

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// What was wrong with the use of a field, for errors.Is on a FieldError.
var (
	// ErrUnknownField is the reason when a model has no field of that name.
	ErrUnknownField = errors.New("unknown field")
	// ErrNotLoaded is the reason when the value of a field cannot be known without the database.
	ErrNotLoaded = errors.New("value is not loaded")
	// ErrNotSearchable is the reason when a condition or an order is on a field that the database does not hold.
	ErrNotSearchable = errors.New("cannot be searched")
	// ErrNotWritable is the reason when a field is set that only the program itself may set.
	ErrNotWritable = errors.New("cannot be set")
	// ErrWrongType is the reason when a value is not of the Go type of its field.
	ErrWrongType = errors.New("wrong type of value")
	// ErrOutOfRange is the reason when a value does not fit into its field.
	ErrOutOfRange = errors.New("value out of range")
)

// UserError is a message for the user of the application: what he asked for cannot be done.
type UserError struct {
	Message string
	Err     error
}

// UserErrorf returns a UserError with a formatted message. An argument of a %w verb becomes its cause.
func UserErrorf(format string, args ...any) *UserError {
	err := fmt.Errorf(format, args...)
	return &UserError{Message: err.Error(), Err: errors.Unwrap(err)}
}

// Error returns the message.
func (e *UserError) Error() string { return e.Message }

// Unwrap returns the cause, or nil.
func (e *UserError) Unwrap() error { return e.Err }

// ValidationError tells that the values of records break a rule of their model.
type ValidationError struct {
	Model   string
	Field   string
	IDs     []int64
	Message string
	Err     error
}

// Error returns the message with the place that it is about.
func (e *ValidationError) Error() string {
	return placed(e.Model, e.Field, e.IDs, e.Message)
}

// Unwrap returns the cause, or nil.
func (e *ValidationError) Unwrap() error { return e.Err }

// AccessError tells that a user may not do what was asked for.
type AccessError struct {
	Model     string
	IDs       []int64
	Operation string // the method that was called
	UID       int64
	Message   string
}

// Error names the user, the operation and the records.
func (e *AccessError) Error() string {
	res := "user " + strconv.FormatInt(e.UID, 10) + " may not call " + e.Operation + " on " + records(e.Model, e.IDs)
	if e.Message != "" {
		res += ": " + e.Message
	}
	return res
}

// ConstraintError tells that the database refused values because of a constraint.
type ConstraintError struct {
	Constraint string // name in the database
	Table      string
	Message    string // the errorString of AddSQLConstraint, or the text of the database
	Err        error  // the error of the database driver
}

// Error returns the message that was declared with the constraint.
func (e *ConstraintError) Error() string {
	if e.Message != "" {
		return e.Message
	}
	if e.Err == nil || e.Constraint != "" {
		return fmt.Sprintf("constraint %q of table %q is violated", e.Constraint, e.Table)
	}
	return e.Err.Error()
}

// Unwrap returns the error of the database driver.
func (e *ConstraintError) Unwrap() error { return e.Err }

// MissingRecordError tells that records do not exist, or no longer.
type MissingRecordError struct {
	Model string
	IDs   []int64
}

// Error names the missing records.
func (e *MissingRecordError) Error() string { return records(e.Model, e.IDs) + " does not exist" }

// ConcurrencyError tells that a transaction was lost to another one, also after it was tried again.
type ConcurrencyError struct {
	Message string
	Err     error
}

// Error returns the message.
func (e *ConcurrencyError) Error() string {
	if e.Message != "" {
		return e.Message
	}
	if e.Err == nil {
		return "concurrent update"
	}
	return "concurrent update: " + e.Err.Error()
}

// Unwrap returns the error of the database driver.
func (e *ConcurrencyError) Unwrap() error { return e.Err }

// FieldError tells that a field was used in a way that it cannot be used. Its reason is one of ErrUnknownField,
// ErrNotLoaded and so on.
type FieldError struct {
	Model   string
	Field   string
	Reason  error
	Message string // more about it, "" for nothing
}

// Error names the field and the reason.
func (e *FieldError) Error() string {
	res := e.Model + "." + e.Field
	if e.Reason != nil {
		res += ": " + e.Reason.Error()
	}
	if e.Message != "" {
		res += ": " + e.Message
	}
	return res
}

// Unwrap returns the reason.
func (e *FieldError) Unwrap() error { return e.Reason }

// SetterOnEmptySet tells that a setter was called on a set without records.
type SetterOnEmptySet struct {
	Model string
	Field string
}

// Error names the setter.
func (e *SetterOnEmptySet) Error() string {
	return e.Model + ".Set" + e.Field + ": the set is empty: set values on records, or use Write, which accepts an empty set"
}

// TransactionError is what ended a transaction: the error or panic of the function that ran in it.
type TransactionError struct {
	Cause      error // the error that was panicked with or returned, nil if the panic value is no error
	PanicValue any   // what was panicked with, nil if nothing was
	Stack      []byte
}

// Error returns the message of what ended the transaction.
func (e *TransactionError) Error() string {
	if e.Cause != nil {
		return e.Cause.Error()
	}
	return fmt.Sprint(e.PanicValue)
}

// Unwrap returns the cause.
func (e *TransactionError) Unwrap() error { return e.Cause }

// Format writes the message, and for the verb %+v also the violated constraint, if any, and the stack of the panic.
func (e *TransactionError) Format(f fmt.State, verb rune) {
	switch verb {
	case 'q':
		fmt.Fprintf(f, "%q", e.Error())
		return
	case 'x', 'X':
		fmt.Fprintf(f, fmt.FormatString(f, verb), e.Error())
		return
	}
	fmt.Fprint(f, e.Error())
	if verb != 'v' || !f.Flag('+') {
		return
	}
	var c *ConstraintError
	if errors.As(e.Cause, &c) {
		fmt.Fprintf(f, " (constraint %q of table %q: %v)", c.Constraint, c.Table, c.Err)
	}
	if len(e.Stack) > 0 {
		fmt.Fprintf(f, "\n%s", e.Stack)
	}
}

// placed returns "Model(ids).Field: message" with the parts that are known.
func placed(model, field string, ids []int64, message string) string {
	if model == "" {
		return message
	}
	res := model
	if len(ids) > 0 {
		res = records(model, ids)
	}
	if field != "" {
		res += "." + field
	}
	return res + ": " + message
}

// records returns "Model(1, 2)"; of many ids only the first ones are named.
func records(model string, ids []int64) string {
	const shown = 10
	var b strings.Builder
	b.WriteString(model)
	b.WriteByte('(')
	for i, id := range ids {
		if i > 0 {
			b.WriteString(", ")
		}
		if i == shown {
			fmt.Fprintf(&b, "... %d in all", len(ids))
			break
		}
		b.WriteString(strconv.FormatInt(id, 10))
	}
	b.WriteByte(')')
	return b.String()
}
