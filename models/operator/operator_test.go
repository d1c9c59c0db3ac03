package operator

import "testing"

func TestOperators(t *testing.T) {
	tests := []struct {
		op              Operator
		multi, negative bool
		positive        Operator
	}{
		{Equals, false, false, Equals},
		{NotEquals, false, true, Equals},
		{Greater, false, false, Greater},
		{GreaterOrEqual, false, false, GreaterOrEqual},
		{Lower, false, false, Lower},
		{LowerOrEqual, false, false, LowerOrEqual},
		{Like, false, false, Like},
		{ILike, false, false, ILike},
		{Contains, false, false, Contains},
		{NotContains, false, true, Contains},
		{IContains, false, false, IContains},
		{NotIContains, false, true, IContains},
		{In, true, false, In},
		{NotIn, true, true, In},
		{ChildOf, false, false, ChildOf},
		{IsNull, false, false, IsNull},
		{IsNotNull, false, false, IsNotNull},
	}
	if len(tests) != len(All()) {
		t.Fatalf("%d operators tested, %d exist", len(tests), len(All()))
	}
	for i, tt := range tests {
		if All()[i] != tt.op {
			t.Errorf("All()[%d] = %q, want %q", i, All()[i], tt.op)
		}
		if !tt.op.Valid() {
			t.Errorf("%q.Valid() = false", tt.op)
		}
		if got := tt.op.IsMulti(); got != tt.multi {
			t.Errorf("%q.IsMulti() = %v", tt.op, got)
		}
		if got := tt.op.IsNegative(); got != tt.negative {
			t.Errorf("%q.IsNegative() = %v", tt.op, got)
		}
		if got := tt.op.Positive(); got != tt.positive {
			t.Errorf("%q.Positive() = %q, want %q", tt.op, got, tt.positive)
		}
		if got := tt.op.String(); got != string(tt.op) {
			t.Errorf("String() = %q, want %q", got, string(tt.op))
		}
	}
	for _, op := range []Operator{"", "==", "LIKE", "not like"} {
		if op.Valid() {
			t.Errorf("%q.Valid() = true", op)
		}
	}
}
