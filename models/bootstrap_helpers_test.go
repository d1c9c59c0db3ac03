package models

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// upToDate gives the registry generated code that knows all that is declared.
func upToDate(r *Registry) {
	views := map[string]*View{}
	r.views = func(name string) *View {
		if views[name] == nil {
			views[name] = r.models[name].declaredView()
		}
		return views[name]
	}
}

// bootstrapped returns a registry with what declare declares. The test fails if there is an error in it.
func bootstrapped(t *testing.T, declare func(*Registry)) *Registry {
	t.Helper()
	r := NewRegistry()
	upToDate(r)
	declare(r)
	if err := r.Bootstrap(); err != nil {
		t.Fatalf("Bootstrap:\n%v", err)
	}
	return r
}

// field returns a field as "Model.Field" names it.
func field(t *testing.T, r *Registry, label string) *Field {
	t.Helper()
	model, name, _ := strings.Cut(label, ".")
	m, ok := r.Get(model)
	if !ok {
		t.Fatalf("no model %s", model)
	}
	f, ok := m.GetField(name)
	if !ok {
		t.Fatalf("no field %s", label)
	}
	return f
}

// place matches a position in a test file of this package.
var place = regexp.MustCompile(`\S*?([a-z_]+_test\.go):(\d+)`)

// marked returns the text of an error in which positions are replaced by the marker of their line, a comment such as
// "// @A".
func marked(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	return place.ReplaceAllStringFunc(err.Error(), func(match string) string {
		parts := place.FindStringSubmatch(match)
		source, err := os.ReadFile(filepath.Base(parts[1]))
		if err != nil {
			t.Fatal(err)
		}
		line, err := strconv.Atoi(parts[2])
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Split(string(source), "\n")[line-1]
		if i := strings.Index(text, "// @"); i >= 0 {
			return text[i+3:]
		}
		return match
	})
}

// errorsOf returns the single errors of Bootstrap.
func errorsOf(t *testing.T, err error) DeclarationErrors {
	t.Helper()
	var list DeclarationErrors
	if err != nil && !errors.As(err, &list) {
		t.Fatalf("got a %T: %v", err, err)
	}
	return list
}

// layers in their erased form, for methods of tests.
var (
	computes = func(*Core) *Data { return nil }
	checks   = func(*Core) {}
)

// method declares a method of the model called name and returns it.
func method(r *Registry, model, name string, layer any) *Method {
	return r.Model(model).Method(name).Declare("", layer)
}
