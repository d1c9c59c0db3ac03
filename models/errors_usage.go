package models

import (
	"errors"
	"fmt"
	"strings"
)

// UsageError tells that the program uses the ORM in a way that it cannot be used: a record set without environment, a
// field that the program's modules do not declare, Super() where no layer is left.
type UsageError struct {
	Model string // may be empty
	Field string // the field or method, may be empty
	What  string
	Mend  string
}

// Error says where, what, and how to mend it.
func (e *UsageError) Error() string {
	msg := e.What
	switch {
	case e.Model != "" && e.Field != "":
		msg = e.Model + "." + e.Field + ": " + msg
	case e.Model != "":
		msg = e.Model + ": " + msg
	}
	if e.Mend != "" {
		msg += "; " + e.Mend
	}
	return msg
}

// valueError is the error of a value of a wrong type given to a field by an untyped caller.
func (f *Field) valueError(v any) error {
	return &FieldError{Model: f.model.name, Field: f.name, Reason: ErrWrongType, Message: fmt.Sprintf("got %T for a field of kind %s", v, f.kind)}
}

// codecError says of an error of reading or writing a value which field it is in.
func (f *Field) codecError(err error) error {
	res := &FieldError{Model: f.model.name, Field: f.name, Reason: err}
	for _, reason := range []error{ErrOutOfRange, ErrWrongType} {
		if errors.Is(err, reason) {
			res.Reason, res.Message = reason, strings.TrimPrefix(err.Error(), reason.Error()+": ")
		}
	}
	return res
}

// lookup returns a declared model by name, nil if there is none.
func (r *Registry) lookup(name string) *Model {
	m, _ := r.Get(name)
	return m
}

// ready returns an error unless Bootstrap succeeded.
func (r *Registry) ready() error {
	if !r.IsSealed() {
		return &UsageError{What: "the models are not complete", Mend: "call models.Bootstrap first, after all init functions have run"}
	}
	return r.err
}
