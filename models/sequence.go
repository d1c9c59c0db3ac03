package models

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Sequence gives numbers that no two callers get twice. It is a sequence of the database on PostgreSQL and a row of the
// table hexgen_sequence on SQLite. What it has given is never taken back, also if the transaction that asked is rolled
// back, so there can be gaps (seed 004, section 5).
type Sequence struct {
	name      string
	dbName    string
	increment int64
	start     int64
	pos       Position
	db        *Database // nil: the one that Connect opened
}

// NewSequence declares a sequence, with its increment and its first value if they are not to be 1 (a first value of 0 means 1), and returns it.
// SyncDatabase creates it; it never sets an existing one back. It is called before Bootstrap, in an init function;
// later it creates the sequence at once, like CreateSequence, and panics with the error if that fails.
func NewSequence(name string, incrementAndStart ...int64) *Sequence {
	r := DefaultRegistry()
	if !r.IsSealed() {
		return r.newSequence(name, callerPosition(), incrementAndStart)
	}
	s, err := CreateSequence(name, incrementAndStart...)
	if err != nil {
		panic(err)
	}
	return s
}

// NewSequence declares a sequence of the databases that use the registry. It panics after Bootstrap.
func (r *Registry) NewSequence(name string, incrementAndStart ...int64) *Sequence {
	return r.newSequence(name, callerPosition(), incrementAndStart)
}

func (r *Registry) newSequence(name string, pos Position, params []int64) *Sequence {
	s := makeSequence(name, params)
	s.pos = pos
	r.declare("sequence "+name, pos, func() { r.sequences = append(r.sequences, s) })
	return s
}

// makeSequence returns a sequence with its parameters: the increment and the first value.
func makeSequence(name string, params []int64) *Sequence {
	s := &Sequence{name: name, dbName: shortened(snakeCase(name) + "_manseq"), increment: 1, start: 1}
	if len(params) > 0 {
		s.increment = params[0]
	}
	if len(params) > 1 && params[1] != 0 {
		s.start = params[1]
	}
	if len(params) > 2 {
		panic(&UsageError{What: fmt.Sprintf("sequence %s was given %d numbers", name, len(params)), Mend: "give it at most its increment and its first value"})
	}
	return s
}

// problem says what is wrong with the declaration, "" if nothing is.
func (s *Sequence) problem() (what, mend string) {
	switch {
	case s.name == "":
		return "a sequence has no name", "give it one"
	case s.increment == 0:
		return "sequence " + strconv.Quote(s.name) + " has the increment 0", "give it another one"
	}
	return "", ""
}

// checkSequences reports sequences that cannot be created.
func (b *bootstrap) checkSequences() {
	known := map[string]*Sequence{}
	for _, s := range b.registry.sequences {
		if what, mend := s.problem(); what != "" {
			b.fail(what, mend, s.pos)
			continue
		}
		switch other := known[s.dbName]; {
		case other == nil:
			known[s.dbName] = s
		case other.name == s.name:
			b.fail("sequence "+s.name+" is declared twice", "keep one of the declarations and use MustGetSequence in the other place", s.pos, other.pos)
		default:
			b.fail("sequences "+s.name+" and "+other.name+" are both called "+s.dbName+" in the database", "rename one of them", s.pos, other.pos)
		}
	}
}

// declaredSequences returns the declared sequences by their name in the database.
func (r *Registry) declaredSequences() []*Sequence {
	if !r.IsSealed() {
		r.mu.Lock()
		defer r.mu.Unlock()
	}
	byName := make(map[string]*Sequence, len(r.sequences))
	for _, s := range r.sequences {
		byName[s.dbName] = s
	}
	out := make([]*Sequence, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		out = append(out, byName[name])
	}
	return out
}

// sequence returns a declared sequence by name, nil if there is none.
func (r *Registry) sequence(name string) *Sequence {
	for _, s := range r.declaredSequences() {
		if s.name == name {
			return s
		}
	}
	return nil
}

// GetSequence returns a sequence by name: one that was declared, or one that was created in the database that Connect
// opened. The error says that there is none, or why that cannot be known.
func GetSequence(name string) (*Sequence, error) {
	if s := DefaultRegistry().sequence(name); s != nil {
		return s, nil
	}
	db, err := DB()
	if err != nil {
		return nil, fmt.Errorf("sequence %s is not declared, and cannot be looked for in the database: %w", name, err)
	}
	s, err := db.Sequence(context.Background(), name)
	if err == nil {
		s.db = nil
	}
	return s, err
}

// MustGetSequence is GetSequence that panics with the error.
func MustGetSequence(name string) *Sequence {
	s, err := GetSequence(name)
	if err != nil {
		panic(err)
	}
	return s
}

// Sequence returns a sequence by name, to be used in this database: one that was declared, or one that was created in
// it.
func (db *Database) Sequence(ctx context.Context, name string) (*Sequence, error) {
	if s := db.registry.sequence(name); s != nil {
		return s.In(db), nil
	}
	s := makeSequence(name, nil).In(db)
	increment, err := db.findSequence(ctx, s.dbName)
	if err != nil {
		return nil, err
	}
	if increment == 0 {
		return nil, &UsageError{What: "there is no sequence " + strconv.Quote(name), Mend: "declare it with NewSequence or create it with CreateSequence"}
	}
	s.increment = increment
	return s, nil
}

// In returns the sequence for use in another database than the one that Connect opened.
func (s *Sequence) In(db *Database) *Sequence {
	n := *s
	n.db = db
	return &n
}

// Name returns the name that the sequence was declared with.
func (s *Sequence) Name() string { return s.name }

// Increment returns the difference of a value and the one before.
func (s *Sequence) Increment() int64 { return s.increment }

// database returns the database to use.
func (s *Sequence) database() (*Database, error) {
	if s.db != nil {
		return s.db, nil
	}
	return DB()
}
