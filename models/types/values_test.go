package types

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"testing"
)

func TestSelection(t *testing.T) {
	s := Selection{"draft": "Draft", "done": "Done"}
	if got := s.Keys(); !reflect.DeepEqual(got, []string{"done", "draft"}) {
		t.Errorf("Keys() = %v", got)
	}
	if !s.Has("done") || s.Has("Done") || Selection(nil).Has("") {
		t.Error("Has is wrong")
	}
	merged := s.Merge(Selection{"done": "Finished", "late": "Late"})
	if !reflect.DeepEqual(merged, Selection{"draft": "Draft", "done": "Finished", "late": "Late"}) || len(s) != 2 {
		t.Errorf("Merge = %v, from %v", merged, s)
	}
}

func TestDigitsRound(t *testing.T) {
	tests := []struct {
		precision int
		in, want  float64
	}{
		{2, 1.005, 1.01}, {2, -1.005, -1.01}, {2, 1.004999, 1}, {2, 2.675, 2.68}, {2, 0.125, 0.13},
		{2, 999.995, 1000}, {2, 9.99, 9.99}, {0, 0.5, 1}, {0, 1.5, 2}, {0, -0.4, 0}, {0, 99.5, 100},
		{3, 1234567.8915, 1234567.892}, {2, 1e22, 1e22}, {2, 1e-9, 0}, {6, 0.1 + 0.2, 0.3}, {2, 0, 0},
	}
	for _, tt := range tests {
		got := Digits{Scale: 16, Precision: tt.precision}.Round(tt.in)
		if got != tt.want || math.Signbit(got) != math.Signbit(tt.want) {
			t.Errorf("%v to %d digits = %v, want %v", tt.in, tt.precision, got, tt.want)
		}
	}
	if got := (Digits{}).Round(1.23456789); got != 1.23456789 {
		t.Errorf("without digits: %v", got)
	}
	d := Digits{Scale: 10, Precision: 2}
	if got := d.Round(math.Inf(-1)); !math.IsInf(got, -1) {
		t.Errorf("infinity: %v", got)
	}
	if got := d.Round(math.NaN()); !math.IsNaN(got) {
		t.Errorf("NaN: %v", got)
	}
}

func TestDigitsValid(t *testing.T) {
	for d, want := range map[Digits]bool{
		{10, 2}: true, {2, 2}: true, {10, 0}: true, {0, 0}: false, {2, 3}: false, {5, -1}: false, {-5, 0}: false,
	} {
		if d.Valid() != want {
			t.Errorf("%s.Valid() = %v", d, !want)
		}
	}
	if got := (Digits{10, 2}).String(); got != "(10,2)" {
		t.Errorf("String() = %s", got)
	}
}

func FuzzDigitsRound(f *testing.F) {
	f.Add(1.005, uint8(2))
	f.Add(-2.5, uint8(0))
	f.Add(123456.789, uint8(1))
	f.Fuzz(func(t *testing.T, value float64, precision uint8) {
		d := Digits{Scale: 40, Precision: int(precision % 10)}
		got := d.Round(value)
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return
		}
		if d.Round(got) != got {
			t.Errorf("%v rounds to %v and then to %v", value, got, d.Round(got))
		}
		// big.Rat rounds halves away from zero, on the exact decimal text.
		exact, ok := new(big.Rat).SetString(fmt.Sprint(value))
		if !ok {
			t.Fatalf("no number: %v", value)
		}
		want, _ := new(big.Rat).SetString(exact.FloatString(d.Precision))
		if f, _ := want.Float64(); f != got {
			t.Errorf("%v to %d digits = %v, want %v", value, d.Precision, got, f)
		}
	})
}
