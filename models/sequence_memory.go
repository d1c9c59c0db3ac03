package models

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// sequenceMemory is what a process knows of the sequences of an SQLite database beyond what is committed.
type sequenceMemory struct {
	mu    sync.Mutex
	given map[string]*givenValue
}

// givenValue is the last value given of a sequence.
type givenValue struct {
	value, step int64
	owed        bool // it may be ahead of the row of the sequence
}

// raise notes that the row of a sequence is at a state, and returns what is known of it then. The caller holds the lock.
func (m *sequenceMemory) raise(name string, row sqldb.SequenceState) *givenValue {
	g := m.given[name]
	if g == nil {
		g = &givenValue{value: row.Value}
		if m.given == nil {
			m.given = make(map[string]*givenValue)
		}
		m.given[name] = g
	}
	g.step = row.Step
	if row.Step > 0 && row.Value > g.value || row.Step < 0 && row.Value < g.value {
		g.value = row.Value
	}
	return g
}

// take takes a value in a transaction, which has or takes the turn to write.
func (m *sequenceMemory) take(ctx context.Context, tx *sqldb.Tx, name string) (int64, error) {
	row, err := tx.BumpSequence(ctx, name, 1)
	if err != nil {
		return 0, err
	}
	m.mu.Lock()
	before := row
	before.Value -= row.Step
	g := m.raise(name, before)
	g.value += g.step
	g.owed = true // until the transaction is committed
	v := g.value
	m.mu.Unlock()
	if v == row.Value {
		return v, nil
	}
	return v, tx.AdvanceSequence(ctx, name, v)
}

// next takes a value in a transaction of its own, or in memory if another one is writing.
func (m *sequenceMemory) next(ctx context.Context, db *sqldb.DB, name string) (int64, error) {
	var v int64
	err := db.InTx(ctx, sqldb.Options{Write: true, NoWait: true}, func(tx *sqldb.Tx) (err error) {
		v, err = m.take(ctx, tx, name)
		return err
	})
	if err == nil {
		m.paid(map[string]int64{name: v})
	}
	if !errors.Is(err, sqldb.ErrTurnTaken) {
		return v, err
	}
	var row *sqldb.SequenceState
	err = db.InTx(ctx, sqldb.Options{ReadOnly: true}, func(tx *sqldb.Tx) (err error) {
		row, err = tx.FindSequence(ctx, name)
		return err
	})
	if err == nil && row == nil {
		err = fmt.Errorf("the database has no sequence %s", name)
	}
	if err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	g := m.raise(name, *row)
	g.value += g.step
	g.owed = true
	return g.value, nil
}

// forget drops what is known of a sequence after it was altered or dropped.
func (m *sequenceMemory) forget(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.given, name)
}

// debts returns the values that rows of sequences may be behind of.
func (m *sequenceMemory) debts() map[string]int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	var owed map[string]int64
	for name, g := range m.given {
		if g.owed {
			if owed == nil {
				owed = make(map[string]int64)
			}
			owed[name] = g.value
		}
	}
	return owed
}

// pay brings the rows of sequences up to date in a transaction that writes.
func (m *sequenceMemory) pay(ctx context.Context, tx *sqldb.Tx, owed map[string]int64) error {
	for name, v := range owed {
		if err := tx.AdvanceSequence(ctx, name, v); err != nil {
			return err
		}
	}
	return nil
}

// paid notes that a transaction that paid is committed.
func (m *sequenceMemory) paid(owed map[string]int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name, v := range owed {
		if g := m.given[name]; g != nil && g.value == v {
			g.owed = false
		}
	}
}

// settle pays what is owed in a transaction of its own. If another one is writing, that one will do it.
func (m *sequenceMemory) settle(ctx context.Context, db *sqldb.DB) error {
	owed := m.debts()
	if owed == nil {
		return nil
	}
	err := db.InTx(ctx, sqldb.Options{Write: true, NoWait: true}, func(tx *sqldb.Tx) error { return m.pay(ctx, tx, owed) })
	if errors.Is(err, sqldb.ErrTurnTaken) {
		return nil
	}
	if err == nil {
		m.paid(owed)
	}
	return err
}

// paySequences brings the rows of sequences up to date before the commit of a transaction that writes, and returns what
// was paid.
func (s *session) paySequences() map[string]int64 {
	if s.db.sql.Dialect() != sqldb.SQLite || !s.tx.Writes() {
		return nil
	}
	owed := s.db.sequences.debts()
	s.fail(s.db.sequences.pay(s.ctx, s.tx, owed))
	return owed
}

// settleSequences brings the rows of sequences up to date after the end of a transaction.
func (db *Database) settleSequences(ctx context.Context) error {
	if db.sql.Dialect() != sqldb.SQLite {
		return nil
	}
	if err := db.sequences.settle(context.WithoutCancel(ctx), db.sql); err != nil {
		return fmt.Errorf("saving the values that sequences have given: %w", db.typed(err))
	}
	return nil
}
