package models

import (
	"database/sql/driver"
	"fmt"
	"time"
)

const (
	// DateTimeLayout is the layout of a DateTime as text, to the second.
	DateTimeLayout = "2006-01-02 15:04:05"

	// dateTimeExactLayout has the microseconds too, unless they are zero.
	dateTimeExactLayout = "2006-01-02 15:04:05.999999"
)

// A DateTime is a moment, to the microsecond. Any time.Time converts to one with
// a plain DateTime(t).
//
// DateTimes from Now, ParseDateTime, Scan, UTC and ToDateTime are in UTC and can
// be compared with ==. Equal and Compare also work on others: a DateTime keeps
// the location that it was converted or moved to, for display.
type DateTime time.Time

// Now returns the current moment in UTC.
func Now() DateTime { return DateTime(time.Now()).normalise() }

// NewDateTime returns the moment of the given day and time in UTC.
func NewDateTime(year int, month time.Month, day, hour, minute, second int) DateTime {
	return DateTime(time.Date(year, month, day, hour, minute, second, 0, time.UTC))
}

// ParseDateTime reads a moment written as "2006-01-02 15:04:05", which is taken
// for UTC. It may have a fraction of a second, a T in the place of the space, and
// an offset from UTC as in "2006-01-02T15:04:05+02:00" or Z; a day alone is its
// midnight.
func ParseDateTime(value string) (DateTime, error) {
	t, err := parseMoment(value)
	if err != nil {
		return DateTime{}, err
	}
	return DateTime(t).normalise(), nil
}

// momentLayouts are the forms that ParseDateTime reads, the usual one first.
var momentLayouts = [...]string{
	DateTimeLayout,
	"2006-01-02T15:04:05Z07:00",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05Z07",
	"2006-01-02T15:04:05",
	DateLayout,
}

// parseMoment is ParseDateTime that keeps the offset of the text.
func parseMoment(value string) (time.Time, error) {
	var first error
	for _, layout := range momentLayouts {
		t, err := time.Parse(layout, value)
		if err == nil {
			return t, nil
		}
		if first == nil {
			first = err
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date and time such as 2006-01-02 15:04:05: %w", value, first)
}

// normalise returns the moment in UTC, cut to the microsecond and without a
// monotonic clock reading, which makes equal moments equal values.
func (t DateTime) normalise() DateTime {
	return DateTime(time.Time(t).UTC().Truncate(time.Microsecond))
}

// Time returns the moment as a time.Time in its location.
func (t DateTime) Time() time.Time { return time.Time(t) }

// IsZero tells whether t is unset.
func (t DateTime) IsZero() bool { return time.Time(t.normalise()).IsZero() }

// String returns the moment as "2006-01-02 15:04:05" in its location.
func (t DateTime) String() string { return time.Time(t).Format(DateTimeLayout) }

// Format returns the moment in a layout of package time.
func (t DateTime) Format(layout string) string { return time.Time(t).Format(layout) }

// Year returns the year of the moment in its location.
func (t DateTime) Year() int { return time.Time(t).Year() }

// Month returns the month of the moment in its location.
func (t DateTime) Month() time.Month { return time.Time(t).Month() }

// Day returns the day of the month of the moment in its location.
func (t DateTime) Day() int { return time.Time(t).Day() }

// Weekday returns the day of the week of the moment in its location.
func (t DateTime) Weekday() time.Weekday { return time.Time(t).Weekday() }

// YearDay returns the day of the year, from 1, of the moment in its location.
func (t DateTime) YearDay() int { return time.Time(t).YearDay() }

// ISOWeek returns the ISO 8601 year and week of the moment in its location.
func (t DateTime) ISOWeek() (year, week int) { return time.Time(t).ISOWeek() }

// Hour returns the hour of the moment in its location.
func (t DateTime) Hour() int { return time.Time(t).Hour() }

// Minute returns the minute of the moment in its location.
func (t DateTime) Minute() int { return time.Time(t).Minute() }

// Second returns the second of the moment.
func (t DateTime) Second() int { return time.Time(t).Second() }

// Microsecond returns the microseconds of the moment within its second.
func (t DateTime) Microsecond() int {
	return time.Time(t).Nanosecond() / int(time.Microsecond)
}

// Add returns the moment a duration later.
func (t DateTime) Add(d time.Duration) DateTime { return DateTime(time.Time(t).Add(d)) }

// AddDate returns the same time of day so many years, months and days later.
func (t DateTime) AddDate(years, months, days int) DateTime {
	return DateTime(time.Time(t).AddDate(years, months, days))
}

// Sub returns the time from other to t.
func (t DateTime) Sub(other DateTime) time.Duration {
	return time.Time(t.normalise()).Sub(time.Time(other.normalise()))
}

// Compare returns -1 if t is before other, 1 if it is after it, and 0 if both
// are the same moment to the microsecond.
func (t DateTime) Compare(other DateTime) int {
	return time.Time(t.normalise()).Compare(time.Time(other.normalise()))
}

// Equal tells whether t and other are the same moment to the microsecond.
func (t DateTime) Equal(other DateTime) bool { return t.Compare(other) == 0 }

// Before tells whether t is earlier than other.
func (t DateTime) Before(other DateTime) bool { return t.Compare(other) < 0 }

// After tells whether t is later than other.
func (t DateTime) After(other DateTime) bool { return t.Compare(other) > 0 }

// Greater tells whether t is later than other.
func (t DateTime) Greater(other DateTime) bool { return t.Compare(other) > 0 }

// GreaterEqual tells whether t is other or later.
func (t DateTime) GreaterEqual(other DateTime) bool { return t.Compare(other) >= 0 }

// Lower tells whether t is earlier than other.
func (t DateTime) Lower(other DateTime) bool { return t.Compare(other) < 0 }

// LowerEqual tells whether t is other or earlier.
func (t DateTime) LowerEqual(other DateTime) bool { return t.Compare(other) <= 0 }

// In returns the same moment as it is shown in the given location.
func (t DateTime) In(loc *time.Location) DateTime { return DateTime(time.Time(t).In(loc)) }

// UTC returns the same moment in UTC.
func (t DateTime) UTC() DateTime { return t.normalise() }

// ToDateTime returns the same moment in UTC.
func (t DateTime) ToDateTime() DateTime { return t.normalise() }

// ToDate returns the day of the moment in its location.
func (t DateTime) ToDate() Date { return Date(t).normalise() }

// Unix returns the moment as seconds since 1970.
func (t DateTime) Unix() int64 { return time.Time(t).Unix() }

// UnixMicro returns the moment as microseconds since 1970.
func (t DateTime) UnixMicro() int64 { return time.Time(t).UnixMicro() }

// StartOfDay returns the first moment of the day of t in its location.
func (t DateTime) StartOfDay() DateTime {
	y, m, d := time.Time(t).Date()
	return t.startOf(y, m, d)
}

// StartOfWeek returns the first moment of the Monday of the week of t in its
// location.
func (t DateTime) StartOfWeek() DateTime {
	y, m, d := time.Time(t).Date()
	return t.startOf(y, m, d-(int(t.Weekday())+6)%7)
}

// StartOfMonth returns the first moment of the month of t in its location.
func (t DateTime) StartOfMonth() DateTime { return t.startOf(t.Year(), t.Month(), 1) }

// StartOfQuarter returns the first moment of the quarter of t in its location.
func (t DateTime) StartOfQuarter() DateTime {
	return t.startOf(t.Year(), quarterStart(t.Month()), 1)
}

// StartOfYear returns the first moment of the year of t in its location.
func (t DateTime) StartOfYear() DateTime { return t.startOf(t.Year(), time.January, 1) }

// startOf returns the first moment of a day in the location of t.
func (t DateTime) startOf(year int, month time.Month, day int) DateTime {
	return startOfDay(year, month, day, time.Time(t).Location())
}

// startOfDay returns the first moment of a day, which is not midnight where clocks are changed at midnight.
func startOfDay(year int, month time.Month, day int, loc *time.Location) DateTime {
	start := time.Date(year, month, day, 0, 0, 0, 0, loc)
	begin, end := start.ZoneBounds()
	if !end.IsZero() && start.Day() != NewDate(year, month, day).Day() {
		return DateTime(end) // clocks go forward over midnight
	}
	if !begin.IsZero() { // clocks may go back over midnight, which is then twice
		_, before := begin.Add(-1).Zone()
		_, now := start.Zone()
		if first := start.Add(time.Duration(now-before) * time.Second); first.Before(begin) {
			return DateTime(first)
		}
	}
	return DateTime(start)
}

// MarshalText writes the moment in UTC as "2006-01-02 15:04:05", with its
// microseconds if it has any, and an unset one as "".
func (t DateTime) MarshalText() ([]byte, error) {
	n := t.normalise()
	if n.IsZero() {
		return []byte{}, nil
	}
	if err := checkYear(n.Year()); err != nil {
		return nil, err
	}
	return []byte(n.Format(dateTimeExactLayout)), nil
}

// UnmarshalText reads what MarshalText writes and all that ParseDateTime does.
func (t *DateTime) UnmarshalText(text []byte) error {
	return scanText(t, string(text), ParseDateTime)
}

// MarshalJSON writes the moment as a string, see MarshalText, and an unset one
// as null.
func (t DateTime) MarshalJSON() ([]byte, error) {
	return marshalJSON(t.IsZero(), t.MarshalText)
}

// UnmarshalJSON reads what MarshalJSON writes and all that ParseDateTime does.
// Also "" and false, by which clients of Odoo say that there is no value, leave
// the moment unset.
func (t *DateTime) UnmarshalJSON(data []byte) error {
	return unmarshalJSON(t, data, ParseDateTime)
}

// Value gives the database the moment in UTC, and NULL for an unset one.
func (t DateTime) Value() (driver.Value, error) {
	if t.IsZero() {
		return nil, nil
	}
	return time.Time(t.normalise()), nil
}

// Scan reads a moment from the database: a time, a text that ParseDateTime
// reads, or the number of microseconds since 1970. NULL gives an unset moment.
func (t *DateTime) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*t = DateTime{}
	case time.Time:
		*t = DateTime(v).normalise()
	case int64:
		*t = DateTime(time.UnixMicro(v)).normalise()
	case string:
		return scanText(t, v, ParseDateTime)
	case []byte:
		return scanText(t, string(v), ParseDateTime)
	default:
		return fmt.Errorf("cannot read a %T as a date and time", src)
	}
	return nil
}
