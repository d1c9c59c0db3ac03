package models

import (
	"encoding/json"
	"testing"
	"time"
)

func TestDateTimeFromTime(t *testing.T) {
	moment := time.Date(2024, 2, 29, 23, 30, 15, 123456789, newYork)
	d := DateTime(moment)
	if got := d.String(); got != "2024-02-29 23:30:15" {
		t.Errorf("String() = %s", got)
	}
	want := DateTime(time.Date(2024, 3, 1, 4, 30, 15, 123456000, time.UTC))
	if d.normalise() != want {
		t.Errorf("normalise() = %#v", d.normalise())
	}
	if !d.Equal(want) {
		t.Error("a difference under a microsecond counts")
	}
	if d.UTC() != want || d.ToDateTime() != want {
		t.Error("UTC() and ToDateTime() do not normalise")
	}
	if got := d.ToDate(); got != NewDate(2024, 2, 29) {
		t.Errorf("ToDate() = %s, the day in its own location is 2024-02-29", got)
	}
	if n := Now(); n != n.normalise() {
		t.Error("Now() is not normalised")
	}
	if d.Hour() != 23 || d.Minute() != 30 || d.Second() != 15 || d.Microsecond() != 123456 {
		t.Error("the parts of the time are wrong")
	}
	if got := want.In(newYork).Hour(); got != 23 {
		t.Errorf("In(New York).Hour() = %d", got)
	}
}

func TestParseDateTime(t *testing.T) {
	whole := NewDateTime(2024, 2, 29, 10, 20, 30)
	micros := whole.Add(123456 * time.Microsecond)
	tests := []struct {
		text string
		want DateTime
		ok   bool
	}{
		{"2024-02-29 10:20:30", whole, true},
		{"2024-02-29T10:20:30", whole, true},
		{"2024-02-29T10:20:30Z", whole, true},
		{"2024-02-29 12:20:30+02", whole, true},
		{"2024-02-29 12:20:30+02:00", whole, true},
		{"2024-02-29T05:20:30-05:00", whole, true},
		{"2024-02-29 10:20:30.123456", micros, true},
		{"2024-02-29 10:20:30.123456789", micros, true},
		{"2024-02-29 11:20:30.123456+01", micros, true},
		{"2024-02-29", NewDateTime(2024, 2, 29, 0, 0, 0), true},
		{"2023-02-29 10:20:30", DateTime{}, false},
		{"2024-02-29 25:20:30", DateTime{}, false},
		{"10:20:30", DateTime{}, false},
		{"", DateTime{}, false},
	}
	for _, tt := range tests {
		got, err := ParseDateTime(tt.text)
		if (err == nil) != tt.ok || got != tt.want {
			t.Errorf("ParseDateTime(%q) = %v, %v", tt.text, got, err)
		}
	}
}

func TestDateTimeArithmetic(t *testing.T) {
	moment := DateTime(time.Date(2024, 8, 15, 13, 14, 15, 16000, paris)) // a Thursday
	tests := []struct {
		name string
		got  DateTime
		want string
	}{
		{"Add", moment.Add(11 * time.Hour), "2024-08-16T00:14:15.000016+01:00"},
		{"AddDate", moment.AddDate(0, 1, 0), "2024-09-15T13:14:15.000016+01:00"},
		{"StartOfDay", moment.StartOfDay(), "2024-08-15T00:00:00+01:00"},
		{"StartOfWeek", moment.StartOfWeek(), "2024-08-12T00:00:00+01:00"},
		{"StartOfMonth", moment.StartOfMonth(), "2024-08-01T00:00:00+01:00"},
		{"StartOfQuarter", moment.StartOfQuarter(), "2024-07-01T00:00:00+01:00"},
		{"StartOfYear", moment.StartOfYear(), "2024-01-01T00:00:00+01:00"},
	}
	for _, tt := range tests {
		if got := tt.got.Format(time.RFC3339Nano); got != tt.want {
			t.Errorf("%s = %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := moment.Sub(moment.UTC().Add(-time.Minute)); got != time.Minute {
		t.Errorf("Sub = %s", got)
	}
	later := moment.In(newYork).Add(time.Microsecond)
	if moment.Compare(later) != -1 || !moment.Before(later) || !later.After(moment) ||
		!later.Greater(moment) || !moment.Lower(later) ||
		!moment.GreaterEqual(moment.UTC()) || !moment.LowerEqual(moment.UTC()) {
		t.Error("the order of moments is wrong")
	}
}

func TestDateTimeScanAndValue(t *testing.T) {
	moment := NewDateTime(2024, 2, 29, 10, 20, 30).Add(5 * time.Microsecond)
	tests := []struct {
		name string
		src  any
		want DateTime
		ok   bool
	}{
		{"nil", nil, DateTime{}, true},
		{"time", moment.In(newYork).Time(), moment, true},
		{"text", "2024-02-29 10:20:30.000005", moment, true},
		{"bytes", []byte("2024-02-29T11:20:30.000005+01:00"), moment, true},
		{"empty text", "", DateTime{}, true},
		{"microseconds", moment.UnixMicro(), moment, true},
		{"before 1970", int64(-1), DateTime(time.Date(1969, 12, 31, 23, 59, 59, 999999000, time.UTC)), true},
		{"bad text", "now", DateTime{}, false},
		{"bad type", true, DateTime{}, false},
	}
	for _, tt := range tests {
		var got DateTime
		if err := got.Scan(tt.src); (err == nil) != tt.ok || got != tt.want {
			t.Errorf("%s: Scan = %v, %v", tt.name, got, err)
		}
	}
	if v, err := moment.In(paris).Value(); err != nil || v != moment.Time() {
		t.Errorf("Value() = %v, %v", v, err)
	}
	if v, err := (DateTime{}).Value(); err != nil || v != nil {
		t.Errorf("Value() of an unset moment = %v, %v", v, err)
	}
	if !DateTime(time.Time{}.In(paris)).IsZero() {
		t.Error("an unset moment in Paris is not unset")
	}
}

func TestDateTimeJSON(t *testing.T) {
	type doc struct{ D DateTime }
	whole := NewDateTime(2024, 2, 29, 10, 20, 30)
	tests := []struct {
		in, out string
		want    DateTime
		ok      bool
	}{
		{`{"D":"2024-02-29 10:20:30"}`, `{"D":"2024-02-29 10:20:30"}`, whole, true},
		{`{"D":"2024-02-29T11:20:30+01:00"}`, `{"D":"2024-02-29 10:20:30"}`, whole, true},
		{`{"D":"2024-02-29 10:20:30.5"}`, `{"D":"2024-02-29 10:20:30.5"}`, whole.Add(time.Second / 2), true},
		{`{"D":null}`, `{"D":null}`, DateTime{}, true},
		{`{"D":false}`, `{"D":null}`, DateTime{}, true},
		{`{"D":""}`, `{"D":null}`, DateTime{}, true},
		{`{"D":"soon"}`, "", DateTime{}, false},
		{`{"D":[]}`, "", DateTime{}, false},
	}
	for _, tt := range tests {
		var got doc
		err := json.Unmarshal([]byte(tt.in), &got)
		if (err == nil) != tt.ok || got.D != tt.want {
			t.Errorf("%s read as %v, %v", tt.in, got.D, err)
		}
		if !tt.ok {
			continue
		}
		if out, err := json.Marshal(got); err != nil || string(out) != tt.out {
			t.Errorf("%s written as %s, %v", tt.in, out, err)
		}
	}
	if _, err := json.Marshal(NewDateTime(-1, 1, 1, 0, 0, 0)); err == nil {
		t.Error("a year before 0 was written")
	}
}

func FuzzParseDateTime(f *testing.F) {
	for _, s := range []string{
		"2024-02-29 10:20:30", "2024-02-29T10:20:30.123456789-05:00", "0000-01-01 00:00:00",
		"9999-12-31 23:59:59.999999", "2024-02-29", "2024-02-29 24:00:00", "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDateTime(text)
		if err != nil {
			return
		}
		if d != d.normalise() {
			t.Errorf("%q is parsed to a moment that is not normalised", text)
		}
		var micros DateTime
		if err := micros.Scan(d.UnixMicro()); err != nil || micros != d {
			t.Errorf("%q comes back from its microseconds as %q, %v", text, micros, err)
		}
		if checkYear(d.Year()) != nil {
			return // an offset took it over the edge
		}
		out, err := d.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back DateTime
		if err := back.UnmarshalText(out); err != nil || back != d {
			t.Errorf("%q is written as %q and read back as %q, %v", text, out, back, err)
		}
	})
}
