package models

import (
	"fmt"
	"time"
)

// Moments are kept and returned in UTC: what a getter of a DateTime field gives is a moment in UTC, whatever the context
// says. The key "tz" of the context is the name of the user's time zone, for showing moments to him, for reading what
// he writes, and for telling which day it is where he is.

// Location returns the time zone of the context's key "tz", such as "Europe/Paris"; UTC if there is none. It panics with
// a typed error if the zone is not known. Programs that run where there is no database of time zones import
// time/tzdata.
func (e Environment) Location() *time.Location {
	name := e.Context().Get("tz")
	if name == nil || name == "" || name == false {
		return time.UTC
	}
	zone, ok := name.(string)
	if ok && zone != "Local" { // which would depend on the machine
		if loc, err := time.LoadLocation(zone); err == nil {
			return loc
		}
	}
	panic(&UsageError{What: fmt.Sprintf("the time zone %v of the context is not known", name),
		Mend: `set the key "tz" to a name such as "Europe/Paris", and import time/tzdata if the machine knows no time zones`})
}

// Now returns the current moment in the time zone of the context.
func (e Environment) Now() DateTime { return Now().In(e.Location()) }

// Today returns the current day in the time zone of the context.
func (e Environment) Today() Date { return Today(e.Location()) }

// Local returns a moment as it is shown in the time zone of the context.
func (e Environment) Local(t DateTime) DateTime { return t.In(e.Location()) }

// FormatDateTime returns a moment as text in the time zone of the context, in a layout of package time, which is
// DateTimeLayout if none is given. An unset moment gives "".
func (e Environment) FormatDateTime(t DateTime, layout ...string) string {
	if t.IsZero() {
		return ""
	}
	if len(layout) == 0 {
		layout = []string{DateTimeLayout}
	}
	return e.Local(t).Format(layout[0])
}

// ParseDateTime reads a moment in the forms of the function ParseDateTime. Where the text has no offset from UTC, it is
// taken for the time in the time zone of the context. The moment returned is in UTC.
func (e Environment) ParseDateTime(value string) (DateTime, error) {
	loc := e.Location()
	for _, layout := range momentLayouts {
		if t, err := time.ParseInLocation(layout, value, loc); err == nil {
			return DateTime(t).normalise(), nil
		}
	}
	return ParseDateTime(value) // which tells what is wrong
}
