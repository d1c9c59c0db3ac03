package sqldb

import (
	"context"
	"database/sql/driver"
	"fmt"
)

// SequenceTable is the table that holds the sequences on SQLite: name, the
// last value given, and the step.
const SequenceTable = "hexgen_sequence"

// SequenceColumns are the columns of SequenceTable.
const SequenceColumns = " (name TEXT PRIMARY KEY, value INTEGER NOT NULL, step INTEGER NOT NULL)"

// SequenceState is what a database knows of a sequence.
type SequenceState struct {
	Step int64
	// Value is the last value given, on SQLite; on PostgreSQL it is not read.
	Value int64
}

// PostgresSequence is the statement that makes a sequence of any step and
// start.
func PostgresSequence(name string, step, start int64) string {
	return fmt.Sprintf("CREATE SEQUENCE %s INCREMENT BY %d START WITH %d%s", Postgres.Quote(name), step, start, postgresRange(step, start))
}

// postgresRange are the limits of a sequence that can start anywhere.
func postgresRange(step, start int64) string {
	if step < 0 {
		return fmt.Sprintf(" MINVALUE -9223372036854775808 MAXVALUE %d", max(start, -1))
	}
	return fmt.Sprintf(" MINVALUE %d NO MAXVALUE", min(start, 1))
}

// NextValues takes n values of a sequence that package schema made.
func (tx *Tx) NextValues(ctx context.Context, sequence string, n int) ([]int64, error) {
	if n <= 0 {
		return nil, nil
	}
	if tx.db.dialect == Postgres {
		return tx.int64s(ctx, "SELECT nextval(quote_ident($1)::regclass) FROM generate_series(1, $2::bigint)", []driver.Value{sequence, int64(n)}, n)
	}
	last, err := tx.BumpSequence(ctx, sequence, n)
	if err != nil {
		return nil, err
	}
	return block([]int64{last.Value}, n, last.Step)
}

// BumpSequence takes n values of a sequence of SQLite and returns its state
// after that.
func (tx *Tx) BumpSequence(ctx context.Context, name string, n int) (SequenceState, error) {
	const bump = "UPDATE " + SequenceTable + " SET value = value + step * ?2 WHERE name = ?1 RETURNING value, step"
	states, err := tx.states(ctx, bump, []driver.Value{name, int64(n)})
	if err != nil {
		return SequenceState{}, err
	}
	if len(states) == 0 {
		return SequenceState{}, fmt.Errorf("sqldb: no sequence %s; synchronize the database", name)
	}
	return states[0], nil
}

// AdvanceSequence makes value the last one that a sequence of SQLite has
// given, unless it is past it.
func (tx *Tx) AdvanceSequence(ctx context.Context, name string, value int64) error {
	_, err := tx.Exec(ctx, "UPDATE "+SequenceTable+" SET value = ?2 WHERE name = ?1 AND (?2 - value) * step > 0", []driver.Value{name, value})
	return err
}

// FindSequence returns what the database knows of a sequence, nil if there is
// none.
func (tx *Tx) FindSequence(ctx context.Context, name string) (*SequenceState, error) {
	find := "SELECT 0::bigint, seqincrement FROM pg_sequence WHERE seqrelid = to_regclass(quote_ident($1))"
	if tx.db.dialect == SQLite {
		tables, err := tx.int64s(ctx, "SELECT count(*) FROM sqlite_master WHERE name = ?1", []driver.Value{SequenceTable}, 1)
		if err != nil || tables[0] == 0 {
			return nil, err
		}
		find = "SELECT value, step FROM " + SequenceTable + " WHERE name = ?1"
	}
	states, err := tx.states(ctx, find, []driver.Value{name})
	if err != nil || len(states) == 0 {
		return nil, err
	}
	return &states[0], nil
}

// CreateSequence makes a sequence whose first value is start. It fails if
// there is one of that name.
func (tx *Tx) CreateSequence(ctx context.Context, name string, step, start int64) error {
	if tx.db.dialect == Postgres {
		_, err := tx.Exec(ctx, PostgresSequence(name, step, start), nil)
		return err
	}
	if _, err := tx.Exec(ctx, "CREATE TABLE IF NOT EXISTS "+SequenceTable+SequenceColumns, nil); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "INSERT INTO "+SequenceTable+" (name, value, step) VALUES (?1, ?2, ?3)", []driver.Value{name, start - step, step})
	return err
}

// AlterSequence changes the step of a sequence, and if restart is not nil, the
// value that it gives next.
func (tx *Tx) AlterSequence(ctx context.Context, name string, step int64, restart *int64) error {
	if tx.db.dialect == Postgres {
		change := fmt.Sprintf("ALTER SEQUENCE %s INCREMENT BY %d", Postgres.Quote(name), step)
		if restart != nil {
			change += fmt.Sprintf("%s START WITH %d RESTART WITH %d", postgresRange(step, *restart), *restart, *restart)
		}
		_, err := tx.Exec(ctx, change, nil)
		return err
	}
	change, args := "UPDATE "+SequenceTable+" SET step = ?2 WHERE name = ?1", []driver.Value{name, step}
	if restart != nil {
		change, args = "UPDATE "+SequenceTable+" SET step = ?2, value = ?3 WHERE name = ?1", append(args, *restart-step)
	}
	return tx.one(ctx, name, change, args)
}

// DropSequence removes a sequence.
func (tx *Tx) DropSequence(ctx context.Context, name string) error {
	if tx.db.dialect == Postgres {
		_, err := tx.Exec(ctx, "DROP SEQUENCE "+Postgres.Quote(name), nil)
		return err
	}
	return tx.one(ctx, name, "DELETE FROM "+SequenceTable+" WHERE name = ?1", []driver.Value{name})
}

// one runs a statement that must change the row of one sequence.
func (tx *Tx) one(ctx context.Context, name, sql string, args []driver.Value) error {
	n, err := tx.Exec(ctx, sql, args)
	if err == nil && n != 1 {
		err = fmt.Errorf("sqldb: no sequence %s", name)
	}
	return err
}

// states reads rows of a value and a step.
func (tx *Tx) states(ctx context.Context, sql string, args []driver.Value) ([]SequenceState, error) {
	var states []SequenceState
	err := tx.Query(ctx, sql, args, func(row []driver.Value) error {
		v, ok := row[0].(int64)
		s, ok2 := row[1].(int64)
		if !ok || !ok2 {
			return fmt.Errorf("sqldb: a sequence holds %T and %T", row[0], row[1])
		}
		states = append(states, SequenceState{Value: v, Step: s})
		return nil
	})
	return states, err
}
