package models

import (
	"testing"
	"time"
)

func TestTimeZones(t *testing.T) {
	declare := func(r *Registry) {
		r.Model("Event").DeclareModel().AddFields(map[string]FieldDefinition{"At": DateTimeField{}, "Size": IntegerField{}})
	}
	// midnights in these zones: an hour that is twice, one that is missing, and ordinary ones before and after 1970
	moments := []string{"2024-03-30 23:30:00", "2024-03-31 21:59:59", "2024-03-31 22:00:00", "2024-10-26 22:30:00", "2024-10-27 22:59:59",
		"2024-10-27 23:00:00", "2024-12-31 23:30:00", "1971-06-01 23:30:00", "2018-11-04 02:59:59", "2018-11-04 03:00:00", "2024-11-03 04:30:00", "2024-11-03 05:30:00"}
	eachDatabase(t, declare, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			for _, m := range moments {
				at, err := ParseDateTime(m)
				if err != nil {
					t.Fatal(err)
				}
				create(env, "Event", "At", at, "Size", 1)
			}
			create(env, "Event", "Size", 1)
		})
		in(t, db, func(env Environment) {
			for _, zone := range []string{"", "UTC", "Europe/Paris", "America/Sao_Paulo", "America/Havana", "Asia/Kolkata", "America/New_York"} {
				events := CallSearchAll(NewSet(env, "Event").WithContext("tz", zone))
				loc := events.Env().Location()
				for part, start := range map[string]func(DateTime) DateTime{"day": DateTime.StartOfDay, "week": DateTime.StartOfWeek, "month": DateTime.StartOfMonth,
					"quarter": DateTime.StartOfQuarter, "year": DateTime.StartOfYear} {
					count := map[string]int{}
					for _, e := range events.Records() {
						if at := get(e, "At").(DateTime); at.IsZero() {
							count[""]++
						} else {
							check(t, "UTC", at.Time().Location(), time.UTC)
							count[start(at.In(loc)).Format(DateLayout)]++
						}
					}
					name := "At:" + part
					for _, row := range events.GroupBy(DatePart(FieldName("At"), part)).Aggregates(FieldName("Size")) {
						day := ""
						if v := row.Values[name].(DateTime); !v.IsZero() {
							day = v.In(loc).Format(DateLayout)
						}
						check(t, zone+" "+part+" "+day, row.Count, count[day])
						check(t, "records of "+zone+" "+part+" "+day, CallSearch(NewSet(env, "Event"), row.Condition).Len(), row.Count)
						delete(count, day)
					}
					check(t, "groups missing in "+zone, len(count), 0)
				}
			}
			tokyo := NewSet(env, "Event").WithContext("tz", "Asia/Tokyo").Env()
			at, err := tokyo.ParseDateTime("2024-01-02 08:00:00")
			check(t, "parsed", err == nil && at == NewDateTime(2024, 1, 1, 23, 0, 0), true)
			check(t, "formatted", tokyo.FormatDateTime(at)+tokyo.FormatDateTime(at, " 15h")+tokyo.FormatDateTime(DateTime{}), "2024-01-02 08:00:00 08h")
			at, err = tokyo.ParseDateTime("2024-01-02T08:00:00Z")
			check(t, "with an offset", err == nil && at == NewDateTime(2024, 1, 2, 8, 0, 0), true)
			_, err = tokyo.ParseDateTime("soon")
			check(t, "no moment", err != nil, true)
			check(t, "today", tokyo.Today(), tokyo.Now().ToDate())
			check(t, "now", tokyo.Now().Sub(Now()) < time.Minute, true)
			for _, bad := range []any{"Mars/Base", "Local", 7} {
				err := env.Savepoint(func() { NewSet(env, "Event").WithContext("tz", bad).Env().Location() })
				check(t, "unknown zone", err != nil, true)
			}
		})
	})
}
