package models

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Numbering writes the values of a sequence as the numbers of documents: "INV/2026/00012". Prefix and Suffix can hold
// the date, in the words that FormatNumber knows.
type Numbering struct {
	Sequence *Sequence
	Prefix   string
	Suffix   string
	Padding  int // least number of digits
}

// Next takes the next value of the sequence in the transaction of an environment, and returns it with the date of the
// transaction in the time zone of the context (key "tz"; UTC without it). It panics with a typed error if the numbering
// is wrong or the database fails.
func (n Numbering) Next(env Environment) string {
	if n.Sequence == nil {
		panic(&UsageError{What: "a Numbering without a sequence", Mend: "set its field Sequence"})
	}
	if err := n.Check(); err != nil { // before a value is lost
		panic(err)
	}
	text, err := n.Format(n.Sequence.NextValueIn(env), env.localNow())
	if err != nil {
		panic(err)
	}
	return text
}

// Format returns a value as text, with the date at.
func (n Numbering) Format(value int64, at time.Time) (string, error) {
	return FormatNumber(n.Prefix, n.Suffix, n.Padding, value, at)
}

// Check returns an error if prefix or suffix cannot be read.
func (n Numbering) Check() error {
	_, err := n.Format(0, time.Time{})
	return err
}

// localNow is the time of the transaction in the time zone of the user.
func (e Environment) localNow() time.Time {
	return e.session().now.Time().In(e.Location())
}

// FormatNumber returns value with at least padding digits between a prefix and a suffix, in which these words stand for
// the date at: %(year)s, %(y)s (two digits), %(month)s, %(day)s, %(doy)s (day of the year), %(woy)s (week of the year,
// ISO), %(weekday)s (0 is Monday), %(h24)s, %(h12)s, %(min)s and %(sec)s. %% is a percent sign.
func FormatNumber(prefix, suffix string, padding int, value int64, at time.Time) (string, error) {
	head, err := dated(prefix, at)
	if err != nil {
		return "", fmt.Errorf("prefix: %w", err)
	}
	tail, err := dated(suffix, at)
	if err != nil {
		return "", fmt.Errorf("suffix: %w", err)
	}
	sign, digits := "", strconv.FormatInt(value, 10)
	if value < 0 {
		sign, digits = "-", digits[1:]
	}
	return head + sign + strings.Repeat("0", max(0, padding-len(digits))) + digits + tail, nil
}

// dated replaces the words for the date.
func dated(text string, at time.Time) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "%")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		if strings.HasPrefix(rest, "%") {
			b.WriteByte('%')
			text = rest[1:]
			continue
		}
		word, after, closed := strings.Cut(rest, ")s")
		value, known := datePart(strings.TrimPrefix(word, "("), at)
		if !closed || !known || !strings.HasPrefix(rest, "(") {
			return "", &UserError{Message: fmt.Sprintf("cannot read %q: write %%(year)s, %%(month)s, %%(day)s, %%(y)s or another word of FormatNumber, and %%%% for a percent sign", "%"+rest)}
		}
		b.WriteString(value)
		text = after
	}
}

// datePart returns what a word stands for.
func datePart(word string, at time.Time) (string, bool) {
	switch word {
	case "year":
		return at.Format("2006"), true
	case "y":
		return at.Format("06"), true
	case "month":
		return at.Format("01"), true
	case "day":
		return at.Format("02"), true
	case "doy":
		return fmt.Sprintf("%03d", at.YearDay()), true
	case "woy":
		_, week := at.ISOWeek()
		return fmt.Sprintf("%02d", week), true
	case "weekday":
		return strconv.Itoa((int(at.Weekday()) + 6) % 7), true
	case "h24":
		return at.Format("15"), true
	case "h12":
		return at.Format("03"), true
	case "min":
		return at.Format("04"), true
	case "sec":
		return at.Format("05"), true
	}
	return "", false
}
