package models

import (
	"fmt"
	"strings"

	"github.com/hexgen/hexgen/models/operator"
)

// fieldError tells what is wrong with the use of a field in a query, and how to mend it.
func fieldError(model, field string, reason error, what, mend string) *FieldError {
	return &FieldError{Model: model, Field: field, Reason: reason, Message: what + ": " + mend}
}

// notSearchable is the error of a condition, order or group on a field that the database does not hold.
func notSearchable(f *Field) error {
	what, mend := "the database does not hold this field", "store it, or use fields that are stored"
	if f.isComputed() {
		what = "the field is computed and not stored, so that the database cannot search, sort or group by it"
		mend = "declare it with Stored: true and Depends, or use the fields that it depends on"
		if len(f.params.Depends) > 0 {
			mend += " (" + strings.Join(f.params.Depends, ", ") + ")"
		}
	}
	return fieldError(f.model.name, f.name, ErrNotSearchable, what, mend)
}

// notSortable is the error of an order by a relation to many.
func notSortable(f *Field) error {
	return fieldError(f.model.name, f.name, ErrNotSearchable,
		"records cannot be sorted by a relation to many records",
		"sort by a stored computed field, such as the number of records")
}

// wrongOperator is the error of an operator that makes no sense for the kind of a field.
func wrongOperator(f *Field, op operator.Operator) error {
	what := fmt.Sprintf("the operator %q makes no sense for a field of kind %s", string(op), f.kind)
	if !op.Valid() {
		what = fmt.Sprintf("%q is no operator", string(op))
	}
	return fieldError(f.model.name, f.name, ErrWrongType, what,
		"use an operator of package models/operator that fits the kind of the field")
}

// quoted shortens and quotes a text for messages.
func quoted(s string) string {
	if len(s) > 60 {
		s = s[:60] + "…"
	}
	return `"` + strings.ReplaceAll(s, "\n", " ") + `"`
}
