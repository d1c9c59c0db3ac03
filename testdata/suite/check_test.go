package suite_test

import (
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models"
	"hexgen.test/suite/trace"
)

// equal checks a value.
func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s = %v, want %v", what, show(got), show(want))
	}
}

// same checks a slice, map or struct.
func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s = %v, want %v", what, show(got), show(want))
	}
}

func show(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprint(v)
}

// costs checks how many statements fn sends to the database.
func costs(t testing.TB, env models.Environment, what string, want int, fn func()) {
	t.Helper()
	if got := statements(env, fn); got != want {
		t.Errorf("%s costs %d statements, want %d", what, got, want)
	}
}

// costsAtMost is costs with an upper limit.
func costsAtMost(t testing.TB, env models.Environment, what string, limit int, fn func()) {
	t.Helper()
	if got := statements(env, fn); got > limit {
		t.Errorf("%s costs %d statements, want at most %d", what, got, limit)
	}
}

// statements counts the statements that fn sends to the database.
func statements(env models.Environment, fn func()) int {
	before := env.StatementCount()
	fn()
	return env.StatementCount() - before
}

// namesOf joins the names of records.
func namesOf[S interface{ Name() string }](records []S) string {
	names := make([]string, len(records))
	for i, r := range records {
		names[i] = r.Name()
	}
	return strings.Join(names, ",")
}

// step runs a part of a test; if it panics, the test goes on with the next one.
func step(t *testing.T, name string, fn func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if r := recover(); r != nil {
			t.Errorf("%s: panic: %v\n%s", name, r, debug.Stack())
		}
	}()
	fn()
}

// panics checks that fn panics with an error of type E, and returns it.
func panics[E error](t testing.TB, what string, fn func()) (cause E) {
	t.Helper()
	defer func() {
		t.Helper()
		switch r := recover().(type) {
		case nil:
			t.Errorf("%s does not panic", what)
		case error:
			if !errors.As(r, &cause) {
				t.Errorf("%s panics with %T: %v, want a %T", what, r, r, cause)
			}
		default:
			t.Errorf("%s panics with %v, want a %T", what, r, cause)
		}
	}()
	fn()
	return cause
}

// wantError checks that err has an error of type E in its chain, and returns it.
func wantError[E error](t testing.TB, err error) (cause E) {
	t.Helper()
	if !errors.As(err, &cause) {
		t.Fatalf("error is %T: %v, want a %T", err, err, cause)
	}
	return cause
}

// wantText checks that text has all the parts.
func wantText(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q has no %q", text, part)
		}
	}
}

// withStack adds the stack of a panic in an environment to its error.
func withStack(err error) string {
	var te *models.TransactionError
	if errors.As(err, &te) && len(te.Stack) > 0 {
		return fmt.Sprintf("%v\n%s", err, te.Stack)
	}
	return err.Error()
}

// traced checks the events of a log, which a test puts into the context of a set:
//
//	log := new(trace.Log)
//	rs.WithContext(trace.Key, log).Method()
func traced(t testing.TB, what string, log *trace.Log, want ...string) {
	t.Helper()
	if got := log.Take(); !reflect.DeepEqual(got, want) && len(got)+len(want) > 0 {
		t.Errorf("%s calls %v, want %v", what, got, want)
	}
}
