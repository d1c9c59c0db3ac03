package csvdata

import (
	"fmt"
	"strings"
)

// Error tells what is wrong with a file, and where.
type Error struct {
	File string
	// Line is the line in the file, 0 if the error is about all of it. LastLine
	// is set if the place is only known as a range of lines.
	Line, LastLine int
	// Column is the name of the column, "" if the error is about the row.
	Column string
	Err    error
}

// Error returns "file:line: column: what: how to mend it".
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if e.LastLine > e.Line {
		fmt.Fprintf(&b, "-%d", e.LastLine)
	}
	b.WriteString(": ")
	if e.Column != "" {
		fmt.Fprintf(&b, "column %s: ", e.Column)
	}
	b.WriteString(e.Err.Error())
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// maxErrors is the number of errors after which the rest of a file is not
// checked any more.
const maxErrors = 20

// Errors are all errors that were found in the rows of a file.
type Errors []*Error

// Error returns one line an error.
func (e Errors) Error() string {
	lines := make([]string, 0, len(e)+1)
	for _, err := range e {
		lines = append(lines, err.Error())
	}
	if len(e) >= maxErrors {
		lines = append(lines, "too many errors, the rest of the file was not checked")
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the single errors.
func (e Errors) Unwrap() []error {
	errs := make([]error, len(e))
	for i, err := range e {
		errs[i] = err
	}
	return errs
}
