package schema

import (
	"context"
	"errors"
	"fmt"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// Options are the options of planning.
type Options struct {
	// AllowDestructive lets the plan drop columns the schema does not know and
	// narrow types. Tables are never dropped.
	AllowDestructive bool
}

// Statement is one step of a plan.
type Statement struct {
	SQL string
	// Comment says why, for people.
	Comment string
	// Destructive is true if rows or values may be lost.
	Destructive bool
	// Alone is true if the statement runs outside the transaction, after it.
	Alone bool
}

// Skip is a difference the plan leaves as it is.
type Skip struct {
	Table, Object, Reason string
}

// String returns the skip in words.
func (s Skip) String() string { return s.Table + "." + s.Object + ": " + s.Reason }

// Plan is what brings a database in line with a schema.
type Plan struct {
	// Skipped are the differences left as they are, with reasons.
	Skipped []Skip

	statements []Statement
	db         *sqldb.DB
	want       *Schema
	opts       Options
}

// ApplyError is a statement of a plan that failed. Nothing of the plan is in
// the database then, unless the statement is one that runs alone.
type ApplyError struct {
	Statement Statement
	Err       error
}

// Error returns the message with the statement.
func (e *ApplyError) Error() string {
	return fmt.Sprintf("schema: %s: %v", e.Statement.Comment, e.Err)
}

// Unwrap returns the error of the database.
func (e *ApplyError) Unwrap() error { return e.Err }

// Statements returns the statements in the order in which they are applied.
func (p *Plan) Statements() []Statement { return append([]Statement(nil), p.statements...) }

// Empty tells whether there is nothing to do.
func (p *Plan) Empty() bool { return len(p.statements) == 0 }

// New computes the plan for a database. It changes nothing.
func New(ctx context.Context, db *sqldb.DB, want *Schema, opts Options) (*Plan, error) {
	if err := want.Validate(); err != nil {
		return nil, err
	}
	// probing expressions writes scratch tables on PostgreSQL
	tx, err := db.Begin(ctx, sqldb.Options{ReadCommitted: true, ReadOnly: db.Dialect() == sqldb.SQLite})
	if err != nil {
		return nil, err
	}
	plan, err := compute(ctx, tx, want, opts)
	if rollbackErr := tx.Rollback(ctx); err == nil {
		err = rollbackErr
	}
	if err != nil {
		return nil, err
	}
	return plan, nil
}

// compute plans within a transaction.
func compute(ctx context.Context, tx *sqldb.Tx, want *Schema, opts Options) (*Plan, error) {
	b := &builder{ctx: ctx, tx: tx, want: want, opts: opts, d: tx.DB().Dialect()}
	var err error
	if b.d == sqldb.Postgres {
		if b.found, err = inspectPostgres(ctx, tx); err == nil {
			err = (&postgresPlanner{builder: b}).plan()
		}
	} else {
		if b.found, err = inspectSQLite(ctx, tx); err == nil {
			err = (&sqlitePlanner{builder: b}).plan()
		}
	}
	if err != nil {
		return nil, err
	}
	return &Plan{Skipped: b.skipped, statements: b.statements(), db: tx.DB(), want: want, opts: opts}, nil
}

// lockKey is the advisory lock of PostgreSQL that one applying process holds.
const lockKey = 0x68657867656e // "hexgen"

// Apply brings the database in line with the schema, in one transaction and
// under a lock, so that processes starting at once do not collide. The plan is
// computed anew under the lock, because another process may have applied it in
// the meantime; Statements and Skipped are what was done thereafter.
func (p *Plan) Apply(ctx context.Context) error {
	opts := sqldb.Options{ReadCommitted: true, Write: true, AlterTables: true}
	err := p.db.InTx(ctx, opts, func(tx *sqldb.Tx) error {
		if p.db.Dialect() == sqldb.Postgres {
			if err := tx.ExecScript(ctx, fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", int64(lockKey))); err != nil {
				return err
			}
		}
		fresh, err := compute(ctx, tx, p.want, p.opts)
		if err != nil {
			return err
		}
		p.statements, p.Skipped = fresh.statements, fresh.Skipped
		for _, s := range p.statements {
			if s.Alone {
				continue
			}
			if err := tx.ExecScript(ctx, s.SQL); err != nil {
				return &ApplyError{Statement: s, Err: err}
			}
		}
		if p.db.Dialect() == sqldb.SQLite && len(p.statements) > 0 {
			return checkForeignKeys(ctx, tx)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.applyAlone(ctx)
}

// applyAlone runs the statements that cannot run in a transaction.
func (p *Plan) applyAlone(ctx context.Context) error {
	var errs []error
	for _, s := range p.statements {
		if !s.Alone {
			continue
		}
		if err := p.db.ExecAlone(ctx, s.SQL); err != nil {
			errs = append(errs, &ApplyError{Statement: s, Err: err})
		}
	}
	return errors.Join(errs...)
}

// checkForeignKeys makes sure that no row refers to nothing, since the foreign
// keys of SQLite are off while tables are replaced.
func checkForeignKeys(ctx context.Context, tx *sqldb.Tx) error {
	rows, err := query(ctx, tx, `SELECT "table", "parent", count(*) FROM pragma_foreign_key_check GROUP BY 1, 2`)
	if err != nil || len(rows) == 0 {
		return err
	}
	r := rows[0]
	return &sqldb.Error{Kind: sqldb.ForeignKeyViolation, Table: r.text(0),
		Err: fmt.Errorf("schema: %d rows of %s refer to rows of %s that do not exist; mend them first", r.integer(2), r.text(0), r.text(1))}
}
