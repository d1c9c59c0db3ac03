package models

import (
	"cmp"
	"slices"
	"strings"
)

// DeclarationError tells what is wrong with a declaration, where it is and how to mend it.
type DeclarationError struct {
	What  string
	Where []Position // the place, and others that have part in it
	Mend  string
}

// Error returns "file:line: what: how to mend it".
func (e *DeclarationError) Error() string {
	var b strings.Builder
	if len(e.Where) > 0 && e.Where[0].IsKnown() {
		b.WriteString(e.Where[0].String())
		b.WriteString(": ")
	}
	b.WriteString(e.What)
	for i, p := range e.Where {
		if i > 0 && p.IsKnown() {
			b.WriteString(", see ")
			b.WriteString(p.String())
		}
	}
	if e.Mend != "" {
		b.WriteString(": ")
		b.WriteString(e.Mend)
	}
	return b.String()
}

// position returns the place of the error.
func (e *DeclarationError) position() Position {
	if len(e.Where) == 0 {
		return Position{}
	}
	return e.Where[0]
}

// DeclarationErrors are all errors that Bootstrap found, sorted by place.
type DeclarationErrors []*DeclarationError

// Error returns one line an error.
func (e DeclarationErrors) Error() string {
	lines := make([]string, len(e))
	for i, err := range e {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the single errors.
func (e DeclarationErrors) Unwrap() []error {
	res := make([]error, len(e))
	for i, err := range e {
		res[i] = err
	}
	return res
}

// sorted returns the errors by place and text, each text once.
func (e DeclarationErrors) sorted() DeclarationErrors {
	res := slices.Clone(e)
	slices.SortStableFunc(res, func(a, b *DeclarationError) int {
		p, q := a.position(), b.position()
		return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(a.Error(), b.Error()))
	})
	return slices.CompactFunc(res, func(a, b *DeclarationError) bool { return a.Error() == b.Error() })
}
