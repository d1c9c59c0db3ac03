package models

import (
	"context"
	"fmt"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// On PostgreSQL a sequence is never rolled back. On SQLite it is a row, and only one transaction can write at a time:
// a value is taken in a short transaction of its own if nobody in this process is writing. Else it is counted on in
// memory, and whoever is writing brings the row up to date at its commit, or after its end. So NextValue never waits
// for the transaction of an environment that it is called from. Several processes on one file are safe as long as
// NextValueIn is used where transactions write.

// NextValue returns the next value, in the database that Connect opened or the one given with In. It is not part of any
// transaction. It panics with the error of the database. Within an environment prefer NextValueIn: it needs no other
// connection, and no second run on SQLite if the environment has read before and writes later.
func (s *Sequence) NextValue() int64 {
	v, err := s.NextValueContext(context.Background())
	if err != nil {
		panic(err)
	}
	return v
}

// NextValueContext is NextValue with a context that returns the error.
func (s *Sequence) NextValueContext(ctx context.Context) (int64, error) {
	db, err := s.database()
	if err != nil {
		return 0, err
	}
	var v int64
	if db.sql.Dialect() == sqldb.SQLite {
		v, err = db.sequences.next(ctx, db.sql, s.dbName)
	} else {
		err = db.sql.InTx(ctx, sqldb.Options{ReadCommitted: true}, func(tx *sqldb.Tx) (err error) {
			v, err = nextValue(ctx, tx, s.dbName)
			return err
		})
	}
	if err != nil {
		return 0, s.failed(db.typed(err))
	}
	return v, nil
}

// NextValueIn returns the next value, taken in the transaction of an environment. Nobody else gets the value, also if
// the transaction is rolled back; on SQLite the transaction becomes a writing one. It panics with the error of the
// database.
func (s *Sequence) NextValueIn(env Environment) int64 {
	t := env.session()
	t.used++
	var v int64
	var err error
	if t.db.sql.Dialect() == sqldb.SQLite {
		v, err = t.db.sequences.take(t.ctx, t.tx, s.dbName)
	} else {
		v, err = nextValue(t.ctx, t.tx, s.dbName)
	}
	if err != nil {
		panic(s.failed(t.db.typed(err)))
	}
	return v
}

// nextValue takes a value of a sequence of PostgreSQL.
func nextValue(ctx context.Context, tx *sqldb.Tx, name string) (int64, error) {
	values, err := tx.NextValues(ctx, name, 1)
	if err != nil {
		return 0, err
	}
	return values[0], nil
}

// failed says which sequence an error is about.
func (s *Sequence) failed(err error) error {
	return fmt.Errorf("sequence %s (has SyncDatabase created it?): %w", s.name, err)
}
