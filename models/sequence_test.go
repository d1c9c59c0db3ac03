package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hexgen/hexgen/models/security"
)

// sequenceModels declares sequences, and a model whose records are sequences.
func sequenceModels(r *Registry) {
	r.NewSequence("MySequence")
	r.NewSequence("Invoice", 5, 100)
	r.NewSequence("Countdown", -1, 10)
	r.Model("Numbers").DeclareModel().AddFields(map[string]FieldDefinition{
		"Prefix": CharField{}, "Suffix": CharField{}, "Padding": IntegerField{}, "NumberNext": IntegerField{Required: true}, "NumberIncrement": IntegerField{},
	})
	r.Model("Plain").DeclareModel().AddFields(map[string]FieldDefinition{"Name": CharField{}})
}

func sequence(t *testing.T, db *Database, name string) *Sequence {
	t.Helper()
	s, err := db.Sequence(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSequences(t *testing.T) {
	eachDatabase(t, sequenceModels, func(t *testing.T, db *Database) {
		my, invoice := sequence(t, db, "MySequence"), sequence(t, db, "Invoice")
		var got []int64
		for range 3 {
			got = append(got, my.NextValue(), invoice.NextValue())
		}
		check(t, "values", fmt.Sprint(got), "[1 100 2 105 3 110]")
		check(t, "never reset", db.SyncDatabase(), nil)
		check(t, "after a sync", my.NextValue(), int64(4))
		down := sequence(t, db, "Countdown")
		check(t, "down", fmt.Sprint(down.NextValue(), down.NextValue()), "10 9")

		lost := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
			check(t, "in a transaction", my.NextValueIn(env), int64(5))
			panic(UserErrorf("rolled back"))
		})
		check(t, "rolled back", lost != nil, true)
		check(t, "never given back", my.NextValue(), int64(6))
	})
}

// TestSequenceBesideTransactions takes values where an environment has a transaction open, which has read, or written.
func TestSequenceBesideTransactions(t *testing.T) {
	eachDatabase(t, sequenceModels, func(t *testing.T, db *Database) {
		my, down := sequence(t, db, "MySequence"), sequence(t, db, "Countdown")
		begun := time.Now()
		in(t, db, func(env Environment) {
			create(env, "Plain", "Name", "a")
			env.Flush()
			check(t, "own transaction", fmt.Sprint(my.NextValue(), my.NextValue(), down.NextValue()), "1 2 10")
			check(t, "in the transaction", fmt.Sprint(my.NextValueIn(env), down.NextValueIn(env)), "3 9")
			check(t, "and beside it again", fmt.Sprint(my.NextValue(), down.NextValue()), "4 8")
		})
		check(t, "after the commit", fmt.Sprint(my.NextValue(), down.NextValue()), "5 7")
		_ = db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
			create(env, "Plain", "Name", "b")
			env.Flush()
			check(t, "before a rollback", fmt.Sprint(my.NextValue(), my.NextValueIn(env), my.NextValue()), "6 7 8")
			panic("no")
		})
		db.sequences.forget(my.dbName) // as a new process
		check(t, "after a rollback", my.NextValue(), int64(9))
		runs := 0
		var values []int64
		in(t, db, func(env Environment) {
			runs++
			CallSearchCount(NewSet(env, "Plain"))
			values = append(values, my.NextValue())
			create(env, "Plain", "Name", "c")
		})
		check(t, "read, took a value, wrote", slices.IsSorted(values) && len(slices.Compact(values)) == runs, true)
		if d := time.Since(begun); d > 20*time.Second {
			t.Errorf("somebody waited: %v", d)
		}
	})
}

func TestSequenceOfManyAtOnce(t *testing.T) {
	eachDatabase(t, sequenceModels, func(t *testing.T, db *Database) {
		my := sequence(t, db, "MySequence")
		var mu sync.Mutex
		seen := map[int64]int{}
		note := func(v int64) {
			mu.Lock()
			defer mu.Unlock()
			seen[v]++
		}
		var wg sync.WaitGroup
		for g := range 4 {
			wg.Go(func() {
				for i := range 10 {
					if (g+i)%2 == 0 {
						note(my.NextValue())
						continue
					}
					err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
						create(env, "Plain", "Name", "x")
						note(my.NextValueIn(env))
						env.Flush()
						note(my.NextValue())
						if i%3 == 0 {
							panic("no")
						}
					})
					if err != nil && i%3 != 0 {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		for v, n := range seen {
			if n > 1 {
				t.Errorf("%d was given %d times", v, n)
			}
		}
		db.sequences.forget(my.dbName)
		if next := my.NextValue(); seen[next] > 0 {
			t.Errorf("%d was given again", next)
		}
	})
}

func TestSequencesMadeAtRunTime(t *testing.T) {
	eachDatabase(t, func(r *Registry) { r.Model("Plain").DeclareModel() }, func(t *testing.T, db *Database) {
		ctx := t.Context()
		s, err := db.CreateSequence(ctx, "Ticket 2026", 10, 7)
		if err != nil {
			t.Fatal(err)
		}
		check(t, "values", fmt.Sprint(s.NextValue(), s.NextValue()), "7 17")
		if _, err := db.CreateSequence(ctx, "Ticket 2026"); err == nil || !strings.Contains(err.Error(), "exists already") {
			t.Errorf("created twice: %v", err)
		}
		check(t, "survives a sync", db.SyncDatabase(), nil)
		found := sequence(t, db, "Ticket 2026")
		check(t, "found", fmt.Sprint(found.Increment(), found.NextValue()), "10 27")
		check(t, "altered", found.Alter(0, 0), nil)
		check(t, "not changed", found.NextValue(), int64(37))
		check(t, "altered", found.Alter(2, 0), nil)
		check(t, "by two", found.NextValue(), int64(39))
		check(t, "restarted", found.Alter(-1, 5), nil)
		check(t, "down from five", fmt.Sprint(found.NextValue(), found.NextValue()), "5 4")
		check(t, "restarted below", found.Alter(1, -3), nil)
		check(t, "from -3", found.NextValue(), int64(-3))
		check(t, "dropped", found.Drop(), nil)
		if _, err := db.Sequence(ctx, "Ticket 2026"); err == nil {
			t.Error("found after Drop")
		}
		if _, err := found.NextValueContext(ctx); err == nil || !strings.Contains(err.Error(), "Ticket 2026") {
			t.Errorf("value of a dropped sequence: %v", err)
		}
		check(t, "no such sequence", found.Drop() != nil && found.Alter(1, 1) != nil, true)
		if _, err := db.CreateSequence(ctx, "Still", 0); err == nil {
			t.Error("increment 0")
		}
		in(t, db, func(env Environment) {
			s := CreateSequenceIn(env, "Within")
			check(t, "within", s.NextValueIn(env), int64(1))
			s.AlterIn(env, 3, 0)
			check(t, "by three", s.NextValueIn(env), int64(4))
			CreateSequenceIn(env, "Short").DropIn(env)
		})
		check(t, "committed", sequence(t, db, "Within").NextValue(), int64(7))
		err = db.SimulateInNewEnvironment(security.SuperUserID, func(env Environment) { CreateSequenceIn(env, "Gone").NextValueIn(env) })
		check(t, "simulated", err, nil)
		var ue *UsageError
		_, err = db.Sequence(ctx, "Gone")
		check(t, "rolled back", errors.As(err, &ue), true)
	})
}

func TestSequenceDeclarations(t *testing.T) {
	r := NewRegistry()
	r.NewSequence("Invoice")
	r.NewSequence("Invoice")
	r.NewSequence("invoice")
	r.NewSequence("Zero", 0)
	r.NewSequence("")
	err := r.Bootstrap()
	for _, want := range []string{"sequence Invoice is declared twice", "sequences invoice and Invoice are both called invoice_manseq", `sequence "Zero" has the increment 0`, "a sequence has no name"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in:\n%v", want, err)
		}
	}
	long := makeSequence(strings.Repeat("Long", 40), nil)
	check(t, "length of the name", len(long.dbName), 63)
}

// TestDefaultSequence is the example of seed 004, section 5.
func TestDefaultSequence(t *testing.T) {
	r := NewRegistry()
	upToDate(r)
	defer SetDefaultRegistry(SetDefaultRegistry(r))
	seq := NewSequence("MySequence")
	if seq2 := MustGetSequence("MySequence"); seq2 != seq {
		t.Error("another sequence")
	}
	if _, err := GetSequence("Unknown"); err == nil {
		t.Error("unknown sequence without a database")
	}
	if err := errors.Join(Bootstrap(), Connect("sqlite::memory:"), SyncDatabase()); err != nil {
		t.Fatal(err)
	}
	defer func() { check(t, "disconnected", Disconnect(), nil) }()
	seq2 := MustGetSequence("MySequence")
	for i := range 10 {
		check(t, "value", seq2.NextValue(), int64(i+1))
	}
	late := NewSequence("Late", 2)
	check(t, "late", fmt.Sprint(late.NextValue(), MustGetSequence("Late").NextValue()), "1 3")
	defer func() {
		if recover() == nil {
			t.Error("unknown sequence")
		}
	}()
	MustGetSequence("Unknown")
}

func TestNumbering(t *testing.T) {
	at := time.Date(2026, time.March, 5, 14, 7, 9, 0, time.UTC)
	for _, c := range []struct {
		prefix, suffix string
		padding        int
		value          int64
		want           string
	}{
		{"INV/%(year)s/", "", 5, 12, "INV/2026/00012"},
		{"", "/%(month)s-%(day)s", 0, 7, "7/03-05"},
		{"%(y)s%(doy)s W%(woy)s D%(weekday)s ", "", 1, 123456, "26064 W10 D3 123456"},
		{"%(h24)s:%(min)s:%(sec)s %(h12)s ", " 100%%", 3, -4, "14:07:09 02 -004 100%"},
	} {
		got, err := FormatNumber(c.prefix, c.suffix, c.padding, c.value, at)
		if got != c.want || err != nil {
			t.Errorf("%q %q: %q, %v, want %q", c.prefix, c.suffix, got, err, c.want)
		}
	}
	for _, bad := range []string{"%(nope)s", "%d", "%", "%(year", "%(year)d", "%year)s"} {
		if got, err := FormatNumber(bad, "", 0, 1, at); err == nil {
			t.Errorf("%q: %q", bad, got)
		}
	}
	eachDatabase(t, sequenceModels, func(t *testing.T, db *Database) {
		n := Numbering{Sequence: sequence(t, db, "Invoice"), Prefix: "INV/%(year)s/", Padding: 5}
		in(t, db, func(env Environment) {
			year := env.s.now.Format("2006")
			check(t, "first", n.Next(env), "INV/"+year+"/00100")
			tz := NewSet(env, "Plain").WithContext("tz", "Asia/Tokyo").Env()
			check(t, "second", n.Next(tz), "INV/"+tz.localNow().Format("2006")+"/00105")
			check(t, "zone", tz.localNow().Location().String(), "Asia/Tokyo")
		})
		for _, bad := range []Numbering{{}, {Sequence: n.Sequence, Suffix: "%"}} {
			if err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) { bad.Next(env) }); err == nil {
				t.Errorf("%+v", bad)
			}
		}
		check(t, "no value lost", n.Sequence.NextValue(), int64(110))
	})
}

// TestNumbersOfRecords counts with a record, without gaps.
func TestNumbersOfRecords(t *testing.T) {
	eachDatabase(t, sequenceModels, func(t *testing.T, db *Database) {
		var id int64
		in(t, db, func(env Environment) {
			c := create(env, "Numbers", "Prefix", "A", "Suffix", "Z", "Padding", 3, "NumberNext", 5, "NumberIncrement", 2)
			check(t, "of a new record", NextNumber(c)+NextNumber(c), "A005ZA007Z")
			id = c.ID()
		})
		one := func(env Environment) string { return NextNumber(CallBrowseOne(NewSet(env, "Numbers"), id)) }
		_ = db.SimulateInNewEnvironment(security.SuperUserID, func(env Environment) { check(t, "simulated", one(env), "A009Z") })
		var mu sync.Mutex
		var all []string
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				var mine string
				if err := db.ExecuteInNewEnvironmentContext(context.Background(), security.SuperUserID, func(env Environment) { mine = one(env) }); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				all = append(all, mine)
			})
		}
		wg.Wait()
		slices.Sort(all)
		check(t, "no gap", fmt.Sprint(all), "[A009Z A011Z A013Z]")
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) { NextNumber(create(env, "Plain")) })
		var ue *UsageError
		check(t, "no such field", errors.As(err, &ue), true)
	})
}
