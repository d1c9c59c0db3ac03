package models

import (
	"fmt"
	"sort"
	"sync"
	"time"
)

// Groups by parts of moments in a time zone. The database groups by the time that clocks there show, as PostgreSQL
// computes it by the name of the zone. SQLite knows no time zones: the statement has their offsets from 1970 to the end
// of the century; moments before and after are taken to have the first or last of them.

// zoneStart and zoneEnd are what offsets are known between in SQLite.
var (
	zoneStart = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	zoneEnd   = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
)

// local writes the time that clocks of a zone show at the moment x.
func (w *sqlWriter) local(x []byte, loc *time.Location) []byte {
	if w.pg {
		b := append([]byte("("), x...)
		b = append(b, " AT TIME ZONE 'UTC' AT TIME ZONE "...)
		return append(append(b, w.d.Literal(loc.String())...), ')')
	}
	spans := offsets(loc)
	b := append(append([]byte("("), x...), " + "...)
	return append(w.offset(b, x, spans), ')')
}

// offset writes the offset from UTC at the moment x in microseconds, which it looks for by halves.
func (w *sqlWriter) offset(b, x []byte, spans []zoneSpan) []byte {
	if len(spans) == 1 {
		return fmt.Appendf(b, "%d", spans[0].offset*1_000_000)
	}
	half := len(spans) / 2
	b = fmt.Appendf(append(append(b, "CASE WHEN "...), x...), " < %d THEN ", spans[half].start.UnixMicro())
	b = append(w.offset(b, x, spans[:half]), " ELSE "...)
	return append(w.offset(b, x, spans[half:]), " END"...)
}

// zoneSpan is a time from which on an offset from UTC in seconds holds.
type zoneSpan struct {
	start  time.Time
	offset int
}

// zoneOffsets keeps what offsets found, by name of the zone.
var zoneOffsets sync.Map

// offsets returns the offsets of a zone in order. It looks at each day, since time.Time.ZoneBounds can return a bound
// that is not one, at the end of a year.
func offsets(loc *time.Location) []zoneSpan {
	if known, ok := zoneOffsets.Load(loc.String()); ok {
		return known.([]zoneSpan)
	}
	offset := func(unix int64) int {
		_, offset := time.Unix(unix, 0).In(loc).Zone()
		return offset
	}
	const day = 86400
	last := offset(zoneStart.Unix())
	spans := []zoneSpan{{zoneStart, last}}
	for at := zoneStart.Unix() + day; at < zoneEnd.Unix(); at += day {
		if now := offset(at); now != last {
			back := sort.Search(day, func(i int) bool { return offset(at-day+int64(i)) != last })
			spans = append(spans, zoneSpan{time.Unix(at-day+int64(back), 0), now})
			last = now
		}
	}
	zoneOffsets.Store(loc.String(), spans)
	return spans
}
