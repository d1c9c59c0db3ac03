package types

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"testing"
)

// typeError returns the *ContextTypeError that f panics with, or nil.
func typeError(f func()) (res *ContextTypeError) {
	defer func() {
		if err, ok := recover().(error); ok {
			errors.As(err, &res)
		}
	}()
	f()
	return nil
}

func TestContextGetters(t *testing.T) {
	type name string
	type count uint8
	ctx := NewContext(map[string]interface{}{
		"string": "abc", "named": name("n"), "int": 3, "int8": int8(-3), "count": count(7), "int64": int64(1) << 60,
		"uint64": uint64(math.MaxUint64), "whole": 4.0, "half": 4.5, "huge": 1e30, "nan": math.NaN(),
		"number": json.Number("12"), "bool": true, "nil": nil,
		"strings": []string{"a", "b"}, "anyStrings": []interface{}{"a", "b"}, "ints": []int{1, 2},
		"anyInts": []interface{}{1, int64(2), 3.0}, "floats": []float32{0.5}, "mixed": []interface{}{"a", 1},
		"empty": []interface{}{},
	})
	var missing interface{} = "panic"
	tests := []struct {
		key                            string
		str, integer, float            interface{}
		strings, integers, floatsSlice interface{}
	}{
		{"none", "", int64(0), 0.0, []string(nil), []int64(nil), []float64(nil)},
		{"nil", "", int64(0), 0.0, []string(nil), []int64(nil), []float64(nil)},
		{"string", "abc", missing, missing, missing, missing, missing},
		{"named", "n", missing, missing, missing, missing, missing},
		{"int", missing, int64(3), 3.0, missing, missing, missing},
		{"int8", missing, int64(-3), -3.0, missing, missing, missing},
		{"count", missing, int64(7), 7.0, missing, missing, missing},
		{"int64", missing, int64(1) << 60, float64(1 << 60), missing, missing, missing},
		{"uint64", missing, missing, float64(math.MaxUint64), missing, missing, missing},
		{"whole", missing, int64(4), 4.0, missing, missing, missing},
		{"half", missing, missing, 4.5, missing, missing, missing},
		{"huge", missing, missing, 1e30, missing, missing, missing},
		{"number", missing, int64(12), 12.0, missing, missing, missing},
		{"bool", missing, missing, missing, missing, missing, missing},
		{"strings", missing, missing, missing, []string{"a", "b"}, missing, missing},
		{"anyStrings", missing, missing, missing, []string{"a", "b"}, missing, missing},
		{"ints", missing, missing, missing, missing, []int64{1, 2}, []float64{1, 2}},
		{"anyInts", missing, missing, missing, missing, []int64{1, 2, 3}, []float64{1, 2, 3}},
		{"floats", missing, missing, missing, missing, missing, []float64{0.5}},
		{"mixed", missing, missing, missing, missing, missing, missing},
		{"empty", missing, missing, missing, []string{}, []int64{}, []float64{}},
	}
	for _, tt := range tests {
		for _, get := range []struct {
			name string
			call func() interface{}
			want interface{}
		}{
			{"GetString", func() interface{} { return ctx.GetString(tt.key) }, tt.str},
			{"GetInteger", func() interface{} { return ctx.GetInteger(tt.key) }, tt.integer},
			{"GetFloat", func() interface{} { return ctx.GetFloat(tt.key) }, tt.float},
			{"GetStringSlice", func() interface{} { return ctx.GetStringSlice(tt.key) }, tt.strings},
			{"GetIntegerSlice", func() interface{} { return ctx.GetIntegerSlice(tt.key) }, tt.integers},
			{"GetFloatSlice", func() interface{} { return ctx.GetFloatSlice(tt.key) }, tt.floatsSlice},
		} {
			var got interface{}
			err := typeError(func() { got = get.call() })
			switch {
			case get.want == missing && err == nil:
				t.Errorf("%s(%q) = %v, want a panic", get.name, tt.key, got)
			case get.want == missing && err.Key != tt.key:
				t.Errorf("%s(%q) panics about %q", get.name, tt.key, err.Key)
			case get.want != missing && (err != nil || !reflect.DeepEqual(got, get.want)):
				t.Errorf("%s(%q) = %#v (panic %v), want %#v", get.name, tt.key, got, err, get.want)
			}
		}
	}
	if typeError(func() { ctx.GetInteger("nan") }) == nil {
		t.Error("NaN is an integer")
	}
	want := `context: key "string" holds abc of type string, which is no int64`
	if err := typeError(func() { ctx.GetInteger("string") }); err == nil || err.Error() != want {
		t.Errorf("message %v", err)
	}
}

func TestContextIsImmutable(t *testing.T) {
	entries := map[string]interface{}{"a": 1, "s": []string{"x"}}
	base := NewContext(entries)
	entries["a"] = 2
	one := base.SetEntry("b", 1)
	two := base.SetEntry("b", 2)
	base.ToMap()["c"] = 1
	base.GetStringSlice("s")[0] = "y"
	if base.GetInteger("a") != 1 || base.HasKey("b") || base.HasKey("c") || base.GetStringSlice("s")[0] != "x" {
		t.Errorf("the context changed: %v", base.ToMap())
	}
	if one.GetInteger("b") != 1 || two.GetInteger("b") != 2 || two.GetInteger("a") != 1 {
		t.Error("the copies do not have their own entries")
	}
	if got := one.Keys(); !reflect.DeepEqual(got, []string{"a", "b", "s"}) {
		t.Errorf("Keys() = %v", got)
	}
}

func TestContextEmpty(t *testing.T) {
	for name, c := range map[string]*Context{"nil": nil, "new": NewContext(), "zero": {}} {
		if !c.IsEmpty() || c.HasKey("x") || c.Get("x") != nil || c.GetString("x") != "" || len(c.Keys()) != 0 {
			t.Errorf("%s: not an empty context", name)
		}
		if m := c.ToMap(); m == nil || len(m) != 0 {
			t.Errorf("%s: ToMap() = %v", name, m)
		}
		if got := c.SetEntry("x", "y"); got.GetString("x") != "y" || !c.IsEmpty() {
			t.Errorf("%s: SetEntry = %v", name, got)
		}
	}
	merged := NewContext(map[string]interface{}{"a": 1, "b": 1}, nil, map[string]interface{}{"b": 2})
	if merged.GetInteger("a") != 1 || merged.GetInteger("b") != 2 {
		t.Errorf("merged: %v", merged.ToMap())
	}
}

func TestContextJSON(t *testing.T) {
	text := `{"big":9007199254740993,"deep":{"n":[1,2.5]},"f":1.5,"ids":[1,2],"s":"x"}`
	var c Context
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	if got := c.GetInteger("big"); got != 9007199254740993 {
		t.Errorf("a large integer is read as %d", got)
	}
	if got := c.GetIntegerSlice("ids"); !reflect.DeepEqual(got, []int64{1, 2}) {
		t.Errorf("ids = %v", got)
	}
	if out, err := json.Marshal(&c); err != nil || string(out) != text {
		t.Errorf("written as %s, %v", out, err)
	}
	kept := c
	if err := json.Unmarshal([]byte("null"), &c); err != nil || c.HasKey("s") && !kept.HasKey("s") {
		t.Errorf("null: %v, %v", c.ToMap(), err)
	}
	if err := json.Unmarshal([]byte("[1]"), &c); err == nil {
		t.Error("a list is read as a context")
	}
	if out, err := json.Marshal(NewContext()); err != nil || string(out) != "{}" {
		t.Errorf("an empty context is written as %s, %v", out, err)
	}
}
