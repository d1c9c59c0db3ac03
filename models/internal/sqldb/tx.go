package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"
)

// writerWait bounds how long a transaction of SQLite waits for its turn to
// write, in case the one before it never ends (or waits for this one).
const writerWait = 60 * time.Second

// Options are the options of a transaction.
type Options struct {
	// ReadOnly refuses statements that write.
	ReadOnly bool
	// Write makes an SQLite transaction a writing one from the start, so that
	// it cannot fail for having read before another one wrote. Set it when a
	// function runs again after a SerializationFailure.
	Write bool
	// NoWait makes a transaction of SQLite fail with ErrTurnTaken where it
	// would wait for another transaction of this process that writes.
	NoWait bool
	// ReadCommitted begins a PostgreSQL transaction with READ COMMITTED
	// instead of REPEATABLE READ. SQLite has snapshots always.
	ReadCommitted bool
	// AlterTables switches the foreign keys of SQLite off for the transaction,
	// and the rewriting of references by ALTER TABLE, so that tables can be
	// replaced by new ones. PostgreSQL needs nothing of the kind.
	AlterTables bool
}

// Tx is a transaction. It belongs to one goroutine at a time. Nothing is sent
// and no connection is taken before its first statement.
type Tx struct {
	db    *DB
	ctx   context.Context
	opts  Options
	c     *conn     // nil before the first statement
	begun driver.Tx // PostgreSQL
	state txState
	// writer is true while the transaction has the turn to write of SQLite.
	writer bool
	// inUse is true while a statement runs.
	inUse bool
	count int
}

// txState is how far a transaction has come.
type txState uint8

const (
	txOpen     txState = iota
	txAborted          // a statement failed; only a rollback is possible
	txFinished         // committed or rolled back
)

// Begin begins a transaction. When ctx ends, the statement that runs is
// canceled and the transaction can only be rolled back.
func (db *DB) Begin(ctx context.Context, opts Options) (*Tx, error) {
	if err := ctx.Err(); err != nil {
		return nil, db.dialect.Classify(err)
	}
	if opts.ReadOnly && opts.Write {
		return nil, fmt.Errorf("sqldb: a transaction is either ReadOnly or Write")
	}
	if db.pool.isClosed() {
		return nil, ErrClosed
	}
	return &Tx{db: db, ctx: ctx, opts: opts}, nil
}

// DB returns the database of the transaction.
func (tx *Tx) DB() *DB { return tx.db }

// Count returns the number of data statements sent, without BEGIN, COMMIT and
// savepoints.
func (tx *Tx) Count() int { return tx.count }

// Writes tells whether the transaction has the turn to write of SQLite.
func (tx *Tx) Writes() bool { return tx.writer }

// ready makes the transaction ready for a statement that writes or not, and
// returns the context for the driver. done must be called after it.
// Without a text nothing is written.
func (tx *Tx) ready(ctx context.Context, text string) (context.Context, error) {
	if err := tx.usable(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, tx.db.dialect.Classify(err)
	}
	if err := tx.ensureBegun(ctx, tx.db.dialect == SQLite && text != "" && isWrite(text)); err != nil {
		return nil, err
	}
	if tx.db.watches && ctx.Done() == tx.ctx.Done() {
		// the driver watches this context already, since BEGIN; to watch it
		// again costs a goroutine for every statement
		ctx = context.Background()
	}
	tx.inUse = true
	return ctx, nil
}

func (tx *Tx) usable() error {
	switch {
	case tx.state == txFinished:
		return ErrFinished
	case tx.inUse:
		return ErrBusy
	case tx.state == txAborted:
		return ErrAborted
	}
	return nil
}

// ensureBegun sends BEGIN if that has not been done, and takes the turn to
// write if this is needed.
func (tx *Tx) ensureBegun(ctx context.Context, write bool) error {
	if write && tx.opts.ReadOnly {
		return ErrReadOnly
	}
	if tx.c == nil {
		return tx.begin(ctx, write || tx.opts.Write)
	}
	if write && !tx.writer {
		return tx.takeWriter(ctx)
	}
	return nil
}

// begin takes a connection and sends BEGIN. A connection out of the free list
// may have died there; then the next one is tried.
func (tx *Tx) begin(ctx context.Context, write bool) error {
	if write && tx.db.dialect == SQLite {
		if err := tx.takeWriter(ctx); err != nil {
			return err
		}
	}
	for {
		c, err := tx.db.pool.get(ctx)
		if err != nil {
			tx.giveWriter()
			return tx.db.dialect.Classify(err)
		}
		err = tx.beginOn(ctx, c)
		if err == nil {
			tx.c = c
			return nil
		}
		again := c.lost && c.reused && ctx.Err() == nil
		if putErr := tx.db.pool.put(c, false); putErr != nil && !again {
			err = joinErrors(err, putErr)
		}
		if !again {
			tx.giveWriter()
			return err
		}
	}
}

// beginOn sends BEGIN on a connection, in one round trip.
func (tx *Tx) beginOn(ctx context.Context, c *conn) error {
	start := tx.db.traceStart()
	var text string
	var err error
	if tx.db.dialect == SQLite {
		text = "BEGIN"
		if tx.writer {
			text = "BEGIN IMMEDIATE"
		}
		if tx.opts.AlterTables {
			err = c.control(ctx, "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON")
		}
		if err == nil {
			_, err = c.exec(ctx, text, nil)
		}
	} else {
		text, err = tx.beginPostgres(c)
	}
	tx.db.trace(ctx, start, text, nil, 0, err)
	return err
}

func (tx *Tx) beginPostgres(c *conn) (string, error) {
	opts := driver.TxOptions{Isolation: driver.IsolationLevel(sql.LevelRepeatableRead), ReadOnly: tx.opts.ReadOnly}
	text := "BEGIN ISOLATION LEVEL REPEATABLE READ"
	if tx.opts.ReadCommitted {
		opts.Isolation = driver.IsolationLevel(sql.LevelReadCommitted)
		text = "BEGIN ISOLATION LEVEL READ COMMITTED"
	}
	if opts.ReadOnly {
		text += " READ ONLY"
	}
	err := c.raw(func(dc driver.Conn) error {
		b, ok := dc.(driver.ConnBeginTx)
		if !ok {
			return fmt.Errorf("sqldb: the driver %T has no BeginTx", dc)
		}
		var err error
		tx.begun, err = b.BeginTx(tx.ctx, opts)
		return err
	})
	if err != nil {
		return text, c.failed(text, err)
	}
	return text, nil
}

// takeWriter waits for the turn to write.
func (tx *Tx) takeWriter(ctx context.Context) error {
	select {
	case tx.db.writer <- struct{}{}:
		tx.writer = true
		return nil
	default:
	}
	if tx.opts.NoWait {
		return ErrTurnTaken
	}
	timer := time.NewTimer(writerWait)
	defer timer.Stop()
	select {
	case tx.db.writer <- struct{}{}:
		tx.writer = true
		return nil
	case <-ctx.Done():
		return tx.db.dialect.Classify(ctx.Err())
	case <-timer.C:
		return &Error{Kind: LockTimeout, Err: fmt.Errorf("sqldb: no turn to write within %s; another transaction stays open", writerWait)}
	}
}

func (tx *Tx) giveWriter() {
	if tx.writer {
		tx.writer = false
		<-tx.db.writer
	}
}

// failed notes an error of a statement: the transaction is aborted if the
// error came from the database, the connection or the context. A SQLite
// transaction that cannot become a writing one is to be run again.
func (tx *Tx) failed(ctx context.Context, text string, err error) error {
	e := asClassified(err)
	if e == nil {
		return err
	}
	if e.fromServer || e.Kind != Other {
		tx.state = txAborted
	}
	cause := ctx.Err()
	if cause == nil {
		cause = tx.ctx.Err()
	}
	if cause != nil && !errors.Is(e.Err, cause) {
		e = &Error{Kind: Canceled, Code: e.Code, SQL: text, Err: fmt.Errorf("%w: %w", cause, e.Err)}
	}
	if e.Kind == LockTimeout && tx.db.dialect == SQLite && e.Code != "" {
		e.Kind = SerializationFailure
	}
	return e
}
