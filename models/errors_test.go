package models

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestErrorTexts(t *testing.T) {
	for _, tc := range []struct {
		err  error
		want string
	}{
		{UserErrorf("no %s left", "paper"), "no paper left"},
		{&ValidationError{Message: "too young"}, "too young"},
		{&ValidationError{Model: "Partner", Message: "too young"}, "Partner: too young"},
		{&ValidationError{Model: "Partner", Field: "Age", IDs: []int64{1, 2}, Message: "too young"}, "Partner(1, 2).Age: too young"},
		{&AccessError{Model: "Partner", IDs: []int64{7}, Operation: "Write", UID: 3}, "user 3 may not call Write on Partner(7)"},
		{&AccessError{Model: "Partner", Operation: "Create", UID: 3, Message: "ask an administrator"}, "user 3 may not call Create on Partner(): ask an administrator"},
		{&ConstraintError{Constraint: "age_partner", Table: "partner", Message: "too young"}, "too young"},
		{&ConstraintError{Constraint: "age_partner", Table: "partner"}, `constraint "age_partner" of table "partner" is violated`},
		{&ConstraintError{Err: io.EOF}, "EOF"},
		{&MissingRecordError{Model: "Partner", IDs: []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}},
			"Partner(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ... 12 in all) does not exist"},
		{&ConcurrencyError{Message: "try again"}, "try again"},
		{&ConcurrencyError{Err: io.EOF}, "concurrent update: EOF"},
		{&ConcurrencyError{}, "concurrent update"},
		{&FieldError{Model: "Partner", Field: "Nam", Reason: ErrUnknownField}, "Partner.Nam: unknown field"},
		{&FieldError{Model: "Partner", Field: "Age", Reason: ErrWrongType, Message: "got string"}, "Partner.Age: wrong type of value: got string"},
		{&SetterOnEmptySet{Model: "Partner", Field: "Name"}, "Partner.SetName: the set is empty: set values on records, or use Write, which accepts an empty set"},
		{&TransactionError{Cause: io.EOF}, "EOF"},
		{&TransactionError{PanicValue: 12}, "12"},
		{&DeclarationError{What: "wrong", Mend: "mend it"}, "wrong: mend it"},
		{&DeclarationError{What: "wrong", Where: []Position{{"a.go", 1}, {"b.go", 2}}, Mend: "mend it"}, "a.go:1: wrong, see b.go:2: mend it"},
		{DeclarationErrors{{What: "a"}, {What: "b"}}, "a\nb"},
	} {
		if got := tc.err.Error(); got != tc.want {
			t.Errorf("%T: got %q, want %q", tc.err, got, tc.want)
		}
	}
}

// TestErrorsThroughTransaction: the cause is found through what ExecuteInNewEnvironment returns.
func TestErrorsThroughTransaction(t *testing.T) {
	for _, cause := range []error{
		&UserError{Err: io.EOF}, &ValidationError{Err: io.EOF}, &ConstraintError{Err: io.EOF}, &ConcurrencyError{Err: io.EOF},
		&FieldError{Reason: io.EOF}, UserErrorf("no: %w", io.EOF),
	} {
		err := error(&TransactionError{Cause: fmt.Errorf("in a layer: %w", cause), PanicValue: cause})
		if !errors.Is(err, cause) || !errors.Is(err, io.EOF) {
			t.Errorf("errors.Is does not find %T", cause)
		}
	}
	var missing *MissingRecordError
	if !errors.As(&TransactionError{Cause: &MissingRecordError{Model: "Partner"}}, &missing) || missing.Model != "Partner" {
		t.Error("errors.As does not find a MissingRecordError")
	}
}

func TestDeclarationErrorsAreSorted(t *testing.T) {
	at := func(file string, line int) []Position { return []Position{{file, line}} }
	errs := DeclarationErrors{
		{What: "d", Where: at("b.go", 1)}, {What: "c", Where: at("a.go", 10)}, {What: "b", Where: at("a.go", 2)},
		{What: "a", Where: at("a.go", 2)}, {What: "c", Where: at("a.go", 10)}, {What: "none"},
	}
	want := "none\na.go:2: a\na.go:2: b\na.go:10: c\nb.go:1: d"
	if got := errs.sorted().Error(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if len(errs.sorted().Unwrap()) != 5 {
		t.Error("Unwrap does not return the single errors")
	}
}
