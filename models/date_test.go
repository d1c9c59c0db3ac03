package models

import (
	"encoding/json"
	"testing"
	"time"
)

var (
	paris   = time.FixedZone("Paris", 3600)
	newYork = time.FixedZone("New York", -5*3600)
)

func mustDate(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDateFromTime(t *testing.T) {
	moment := time.Date(2024, 2, 29, 23, 30, 15, 999, newYork)
	d := Date(moment)
	if got := d.String(); got != "2024-02-29" {
		t.Errorf("String() = %s, the day in its own location is 2024-02-29", got)
	}
	if d.normalise() != NewDate(2024, 2, 29) {
		t.Errorf("normalise() = %#v", d.normalise())
	}
	if !d.Equal(NewDate(2024, 2, 29)) {
		t.Error("a plain conversion does not equal the same day")
	}
	if got := d.YearDay(); got != 60 {
		t.Errorf("YearDay() = %d", got)
	}
	if Date(time.Now()).normalise() != Date(time.Now().Round(0)).normalise() {
		t.Error("the monotonic clock reading makes a difference")
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct {
		text string
		want Date
		ok   bool
	}{
		{"2024-02-29", NewDate(2024, 2, 29), true},
		{"0001-01-01", Date{}, true},
		{"9999-12-31", NewDate(9999, 12, 31), true},
		{"2023-02-29", Date{}, false},
		{"2024-2-9", Date{}, false},
		{"2024-02-29 10:00:00", Date{}, false},
		{"29/02/2024", Date{}, false},
		{"", Date{}, false},
	}
	for _, tt := range tests {
		got, err := ParseDate(tt.text)
		if (err == nil) != tt.ok || got != tt.want {
			t.Errorf("ParseDate(%q) = %v, %v", tt.text, got, err)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	d := mustDate(t, "2024-08-15") // a Thursday
	tests := []struct {
		name string
		got  Date
		want string
	}{
		{"AddDate", d.AddDate(0, 0, 17), "2024-09-01"},
		{"AddDate back", d.AddDate(-1, -8, 0), "2022-12-15"},
		{"StartOfWeek", d.StartOfWeek(), "2024-08-12"},
		{"StartOfWeek of a Monday", mustDate(t, "2024-08-12").StartOfWeek(), "2024-08-12"},
		{"StartOfWeek of a Sunday", mustDate(t, "2024-08-18").StartOfWeek(), "2024-08-12"},
		{"StartOfMonth", d.StartOfMonth(), "2024-08-01"},
		{"StartOfQuarter", d.StartOfQuarter(), "2024-07-01"},
		{"StartOfYear", d.StartOfYear(), "2024-01-01"},
	}
	for _, tt := range tests {
		if tt.got != mustDate(t, tt.want) {
			t.Errorf("%s = %s, want %s", tt.name, tt.got, tt.want)
		}
	}
	if got := d.DaysSince(mustDate(t, "2023-08-15")); got != 366 {
		t.Errorf("DaysSince = %d", got)
	}
	if got := d.Sub(mustDate(t, "2024-08-14")); got != 24*time.Hour {
		t.Errorf("Sub = %s", got)
	}
	if got := NewDate(9000, 1, 1).DaysSince(NewDate(1, 1, 1)); got != 3286817 {
		t.Errorf("DaysSince over centuries = %d", got)
	}
}

func TestDateCompare(t *testing.T) {
	early := Date(time.Date(2024, 5, 1, 23, 0, 0, 0, newYork)) // already May 2nd in UTC
	late := Date(time.Date(2024, 5, 2, 0, 30, 0, 0, paris))    // still May 1st in UTC
	if early.Compare(late) != -1 || late.Compare(early) != 1 || early.Compare(early) != 0 {
		t.Error("Compare does not go by the days shown")
	}
	if !early.Before(late) || !late.After(early) || !late.Greater(early) || !early.Lower(late) {
		t.Error("order by Before, After, Greater and Lower is wrong")
	}
	if early.Before(early) || early.After(early) || !early.GreaterEqual(early) || !early.LowerEqual(early) {
		t.Error("a day compares wrongly with itself")
	}
}

func TestDateIn(t *testing.T) {
	d := NewDate(2024, 5, 2)
	if got := d.In(paris).UTC().String(); got != "2024-05-01 23:00:00" {
		t.Errorf("the day begins in Paris at %s UTC", got)
	}
	if got := d.In(newYork).ToDate(); got != d {
		t.Errorf("In and back = %s", got)
	}
	if got := d.ToDateTime().String(); got != "2024-05-02 00:00:00" {
		t.Errorf("ToDateTime() = %s", got)
	}
	if d.Unix() != 1714608000 {
		t.Errorf("Unix() = %d", d.Unix())
	}
}

func TestToday(t *testing.T) {
	before := time.Now()
	utc, far := Today(), Today(time.FixedZone("far", 14*3600))
	after := time.Now()
	within := func(d Date, loc *time.Location) bool {
		return !d.Before(Date(before.In(loc))) && !d.After(Date(after.In(loc)))
	}
	if !within(utc, time.UTC) || !within(far, time.FixedZone("far", 14*3600)) {
		t.Errorf("Today() = %s, in the far east %s", utc, far)
	}
}

func TestDateScanAndValue(t *testing.T) {
	day := NewDate(2024, 2, 29)
	tests := []struct {
		name string
		src  any
		want Date
		ok   bool
	}{
		{"nil", nil, Date{}, true},
		{"time", time.Date(2024, 2, 29, 23, 59, 0, 0, newYork), day, true},
		{"text", "2024-02-29", day, true},
		{"bytes", []byte("2024-02-29"), day, true},
		{"empty text", "", Date{}, true},
		{"moment", "2024-02-29T23:30:00-05:00", day, true},
		{"days", int64(19782), day, true},
		{"days before 1970", int64(-1), NewDate(1969, 12, 31), true},
		{"bad text", "yesterday", Date{}, false},
		{"bad type", 3.5, Date{}, false},
	}
	for _, tt := range tests {
		var got Date
		if err := got.Scan(tt.src); (err == nil) != tt.ok || got != tt.want {
			t.Errorf("%s: Scan = %v, %v", tt.name, got, err)
		}
	}
	if v, err := day.Value(); err != nil || v != day.Time() {
		t.Errorf("Value() = %v, %v", v, err)
	}
	if v, err := (Date{}).Value(); err != nil || v != nil {
		t.Errorf("Value() of an unset date = %v, %v", v, err)
	}
	for _, d := range []Date{day, {}, NewDate(1969, 12, 31), NewDate(1, 1, 2), NewDate(9999, 12, 31)} {
		if got := dateFromEpochDays(d.epochDays()); got != d {
			t.Errorf("%s comes back from its number of days as %s", d, got)
		}
	}
}

func TestDateJSON(t *testing.T) {
	type doc struct{ D Date }
	tests := []struct {
		in, out string
		want    Date
		ok      bool
	}{
		{`{"D":"2024-02-29"}`, `{"D":"2024-02-29"}`, NewDate(2024, 2, 29), true},
		{`{"D":null}`, `{"D":null}`, Date{}, true},
		{`{"D":false}`, `{"D":null}`, Date{}, true},
		{`{"D":""}`, `{"D":null}`, Date{}, true},
		{`{"D":"soon"}`, "", Date{}, false},
		{`{"D":12}`, "", Date{}, false},
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
	if _, err := json.Marshal(NewDate(10000, 1, 1)); err == nil {
		t.Error("a year of five digits was written")
	}
	byDay := map[Date]int{NewDate(2024, 2, 29): 1}
	if out, err := json.Marshal(byDay); err != nil || string(out) != `{"2024-02-29":1}` {
		t.Errorf("as a key of a map: %s, %v", out, err)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024-02-29", "0000-01-01", "9999-12-31", "2024-13-01", "", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDate(text)
		if err != nil {
			return
		}
		if d.String() != text {
			t.Errorf("%q is written back as %q", text, d)
		}
		if d != d.normalise() {
			t.Errorf("%q is parsed to a date that is not normalised", text)
		}
		if back := dateFromEpochDays(d.epochDays()); back != d {
			t.Errorf("%q comes back from its number of days as %q", text, back)
		}
		var scanned Date
		if err := scanned.Scan(text); err != nil || scanned != d {
			t.Errorf("%q is scanned as %q, %v", text, scanned, err)
		}
	})
}
