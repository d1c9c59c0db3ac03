package models

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// DateLayout is the layout of a Date as text.
const DateLayout = "2006-01-02"

// A Date is a calendar day without a time of day. Any time.Time converts to one
// with a plain Date(t), which means the day that t shows in its own location.
//
// Dates from Today, ParseDate, the methods of this package and the database
// are at midnight UTC and can be compared with ==. Equal and Compare also work
// on plain conversions.
type Date time.Time

// Today returns the current day in UTC, or in the given location.
func Today(loc ...*time.Location) Date {
	now := time.Now().UTC()
	if len(loc) > 0 && loc[0] != nil {
		now = now.In(loc[0])
	}
	return Date(now).normalise()
}

// NewDate returns the given day. Values out of range are carried over as
// time.Date does: the 0th of March is the last of February.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// ParseDate reads a day written as "2006-01-02".
func ParseDate(value string) (Date, error) {
	t, err := time.Parse(DateLayout, value)
	if err != nil {
		return Date{}, fmt.Errorf("%q is no date such as 2006-01-02: %w", value, err)
	}
	return Date(t), nil
}

// normalise returns midnight UTC of the day that d shows in its own location,
// which makes equal days equal values.
func (d Date) normalise() Date {
	return NewDate(time.Time(d).Date())
}

// Time returns midnight UTC of the day.
func (d Date) Time() time.Time { return time.Time(d.normalise()) }

// IsZero tells whether d is unset.
func (d Date) IsZero() bool { return d.Time().IsZero() }

// String returns the day as "2006-01-02".
func (d Date) String() string { return time.Time(d).Format(DateLayout) }

// Format returns the day in a layout of package time.
func (d Date) Format(layout string) string { return d.Time().Format(layout) }

// Year returns the year of the day.
func (d Date) Year() int { return time.Time(d).Year() }

// Month returns the month of the day.
func (d Date) Month() time.Month { return time.Time(d).Month() }

// Day returns the day of the month.
func (d Date) Day() int { return time.Time(d).Day() }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return time.Time(d).Weekday() }

// YearDay returns the day of the year, from 1.
func (d Date) YearDay() int { return time.Time(d).YearDay() }

// ISOWeek returns the ISO 8601 year and week that the day is in.
func (d Date) ISOWeek() (year, week int) { return time.Time(d).ISOWeek() }

// AddDate returns the day so many years, months and days later.
func (d Date) AddDate(years, months, days int) Date {
	return Date(d.Time().AddDate(years, months, days))
}

// Sub returns the time from other to d, in whole days of 24 hours. See DaysSince
// for spans of centuries, which a time.Duration cannot hold.
func (d Date) Sub(other Date) time.Duration { return d.Time().Sub(other.Time()) }

// DaysSince returns the number of days from other to d.
func (d Date) DaysSince(other Date) int { return int(d.epochDays() - other.epochDays()) }

// Compare returns -1 if d is before other, 1 if it is after it, and 0 if both
// are the same day.
func (d Date) Compare(other Date) int { return d.Time().Compare(other.Time()) }

// Equal tells whether d and other are the same day.
func (d Date) Equal(other Date) bool { return d.Compare(other) == 0 }

// Before tells whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After tells whether d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Greater tells whether d is later than other.
func (d Date) Greater(other Date) bool { return d.Compare(other) > 0 }

// GreaterEqual tells whether d is other or later.
func (d Date) GreaterEqual(other Date) bool { return d.Compare(other) >= 0 }

// Lower tells whether d is earlier than other.
func (d Date) Lower(other Date) bool { return d.Compare(other) < 0 }

// LowerEqual tells whether d is other or earlier.
func (d Date) LowerEqual(other Date) bool { return d.Compare(other) <= 0 }

// In returns the moment at which the day begins in the given location.
func (d Date) In(loc *time.Location) DateTime {
	y, m, day := time.Time(d).Date()
	return startOfDay(y, m, day, loc)
}

// UTC returns the moment at which the day begins in UTC.
func (d Date) UTC() DateTime { return DateTime(d.Time()) }

// ToDateTime returns the moment at which the day begins in UTC.
func (d Date) ToDateTime() DateTime { return d.UTC() }

// ToDate returns d itself, normalised.
func (d Date) ToDate() Date { return d.normalise() }

// Unix returns the start of the day in UTC as seconds since 1970.
func (d Date) Unix() int64 { return d.Time().Unix() }

// StartOfWeek returns the Monday of the week of d.
func (d Date) StartOfWeek() Date {
	return d.AddDate(0, 0, -(int(d.Weekday())+6)%7)
}

// StartOfMonth returns the first day of the month of d.
func (d Date) StartOfMonth() Date { return NewDate(d.Year(), d.Month(), 1) }

// StartOfQuarter returns the first day of the quarter of d.
func (d Date) StartOfQuarter() Date {
	return NewDate(d.Year(), quarterStart(d.Month()), 1)
}

// StartOfYear returns the first of January of the year of d.
func (d Date) StartOfYear() Date { return NewDate(d.Year(), time.January, 1) }

// quarterStart returns the first month of the quarter that month is in.
func quarterStart(month time.Month) time.Month {
	return (month-1)/3*3 + 1
}

const secondsPerDay = 24 * 60 * 60

// epochDays returns the number of days since 1970-01-01, negative before it.
func (d Date) epochDays() int64 {
	seconds := d.Unix()
	days := seconds / secondsPerDay
	if seconds%secondsPerDay < 0 {
		days--
	}
	return days
}

// dateFromEpochDays is the inverse of epochDays.
func dateFromEpochDays(days int64) Date {
	return Date(time.Unix(days*secondsPerDay, 0).UTC())
}

// MarshalText writes the day as "2006-01-02", and an unset one as "".
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return []byte{}, nil
	}
	if err := checkYear(d.Year()); err != nil {
		return nil, err
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) error {
	return scanText(d, string(text), ParseDate)
}

// MarshalJSON writes the day as a string "2006-01-02", and an unset one as null.
func (d Date) MarshalJSON() ([]byte, error) {
	return marshalJSON(d.IsZero(), d.MarshalText)
}

// UnmarshalJSON reads what MarshalJSON writes. Also "" and false, by which
// clients of Odoo say that there is no date, leave the date unset.
func (d *Date) UnmarshalJSON(data []byte) error {
	return unmarshalJSON(d, data, ParseDate)
}

// Value gives the database midnight UTC of the day, and NULL for an unset date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.Time(), nil
}

// Scan reads a day from the database: a time, whose day in its own location
// counts, the text of a day or of a moment, or the number of days since
// 1970-01-01. NULL gives an unset date.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		*d = Date(v).normalise()
	case int64:
		*d = dateFromEpochDays(v)
	case string:
		return scanText(d, v, parseAnyDate)
	case []byte:
		return scanText(d, string(v), parseAnyDate)
	default:
		return fmt.Errorf("cannot read a %T as a date", src)
	}
	return nil
}

// parseAnyDate reads a day, or the day of a moment in the moment's own location.
func parseAnyDate(value string) (Date, error) {
	d, err := ParseDate(value)
	if err == nil {
		return d, nil
	}
	t, terr := parseMoment(value)
	if terr != nil {
		return Date{}, err
	}
	return Date(t).normalise(), nil
}
