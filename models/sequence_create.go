package models

import (
	"context"
	"fmt"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// CreateSequence creates a sequence in the database that Connect opened, while the program runs. MustGetSequence finds
// it from then on, after a restart too. incrementAndStart are as for NewSequence.
func CreateSequence(name string, incrementAndStart ...int64) (*Sequence, error) {
	db, err := DB()
	if err != nil {
		return nil, err
	}
	s, err := db.CreateSequence(context.Background(), name, incrementAndStart...)
	if err == nil {
		s.db = nil
	}
	return s, err
}

// CreateSequence creates a sequence in the database, in a transaction of its own. On SQLite it waits for a transaction
// that writes: within an environment, use CreateSequenceIn.
func (db *Database) CreateSequence(ctx context.Context, name string, incrementAndStart ...int64) (*Sequence, error) {
	s := makeSequence(name, incrementAndStart).In(db)
	return s, s.run(ctx, func(tx *sqldb.Tx) error { return s.create(ctx, tx) })
}

// CreateSequenceIn creates a sequence in the transaction of an environment: it is gone if the transaction is rolled
// back. It panics with the error of the database.
func CreateSequenceIn(env Environment, name string, incrementAndStart ...int64) *Sequence {
	t := env.session()
	s := makeSequence(name, incrementAndStart).In(t.db)
	s.runIn(env, func(tx *sqldb.Tx) error { return s.create(t.ctx, tx) })
	return s
}

func (s *Sequence) create(ctx context.Context, tx *sqldb.Tx) error {
	if what, mend := s.problem(); what != "" {
		return &UsageError{What: what, Mend: mend}
	}
	if known, err := tx.FindSequence(ctx, s.dbName); err != nil {
		return err
	} else if known != nil {
		return &UsageError{What: "it exists already", Mend: "use MustGetSequence"}
	}
	return tx.CreateSequence(ctx, s.dbName, s.increment, s.start)
}

// Alter changes the increment of the sequence (0: as it was) and, if restart is not 0, the value that it gives next, in
// a transaction of its own. It does not change the declaration: SyncDatabase sets a declared increment again.
func (s *Sequence) Alter(increment, restart int64) error {
	ctx := context.Background()
	return s.run(ctx, func(tx *sqldb.Tx) error { return s.alter(ctx, tx, increment, restart) })
}

// AlterIn is Alter in the transaction of an environment. On SQLite it is undone by a rollback, on PostgreSQL too. It
// panics with the error of the database.
func (s *Sequence) AlterIn(env Environment, increment, restart int64) {
	s.runIn(env, func(tx *sqldb.Tx) error { return s.alter(env.Ctx(), tx, increment, restart) })
}

func (s *Sequence) alter(ctx context.Context, tx *sqldb.Tx, increment, restart int64) error {
	known, err := tx.FindSequence(ctx, s.dbName)
	switch {
	case err != nil:
		return err
	case known == nil:
		return fmt.Errorf("the database has no sequence %s", s.dbName)
	case increment == 0:
		increment = known.Step
	}
	var from *int64
	if restart != 0 {
		from = &restart
	}
	if err := tx.AlterSequence(ctx, s.dbName, increment, from); err != nil {
		return err
	}
	s.increment = increment
	return nil
}

// Drop removes the sequence from the database, in a transaction of its own. SyncDatabase creates a declared one again.
func (s *Sequence) Drop() error {
	ctx := context.Background()
	return s.run(ctx, func(tx *sqldb.Tx) error { return tx.DropSequence(ctx, s.dbName) })
}

// DropIn is Drop in the transaction of an environment. It panics with the error of the database.
func (s *Sequence) DropIn(env Environment) {
	s.runIn(env, func(tx *sqldb.Tx) error { return tx.DropSequence(env.Ctx(), s.dbName) })
}

// run changes the sequence in a transaction of its own.
func (s *Sequence) run(ctx context.Context, fn func(tx *sqldb.Tx) error) error {
	db, err := s.database()
	if err != nil {
		return err
	}
	err = db.sql.InTx(ctx, sqldb.Options{Write: true}, fn)
	if err != nil {
		return fmt.Errorf("sequence %s: %w", s.name, db.typed(err))
	}
	db.sequences.forget(s.dbName)
	return nil
}

// runIn changes the sequence in the transaction of an environment.
func (s *Sequence) runIn(env Environment, fn func(tx *sqldb.Tx) error) {
	t := env.session()
	t.used++
	if err := fn(t.tx); err != nil {
		panic(fmt.Errorf("sequence %s: %w", s.name, t.db.typed(err)))
	}
	t.db.sequences.forget(s.dbName)
	t.afterRollback = append(t.afterRollback, func() { t.db.sequences.forget(s.dbName) })
}

// findSequence returns the increment of a sequence of the database, 0 if there is none of that name.
func (db *Database) findSequence(ctx context.Context, dbName string) (int64, error) {
	var step int64
	err := db.sql.InTx(ctx, sqldb.Options{ReadOnly: true}, func(tx *sqldb.Tx) error {
		known, err := tx.FindSequence(ctx, dbName)
		if known != nil {
			step = known.Step
		}
		return err
	})
	return step, db.typed(err)
}
