package sqldb

import (
	"context"
	"database/sql/driver"
	"fmt"
)

// Commit commits. Any error means that nothing is committed, except a
// ConnectionLost, after which nobody knows. The transaction is finished in
// every case.
func (tx *Tx) Commit(ctx context.Context) error {
	switch {
	case tx.state == txFinished:
		return ErrFinished
	case tx.inUse:
		return ErrBusy
	case tx.state == txAborted:
		return joinErrors(ErrAborted, tx.Rollback(ctx))
	}
	err := ctx.Err()
	if err == nil {
		err = tx.ctx.Err()
	}
	if err != nil {
		return joinErrors(tx.db.dialect.Classify(fmt.Errorf("sqldb: not committed: %w", err)), tx.Rollback(ctx))
	}
	if tx.c == nil {
		tx.state = txFinished
		return nil
	}
	start := tx.db.traceStart()
	healthy := true
	if tx.db.dialect == SQLite {
		// COMMIT runs to its end whatever the context: interrupted half-way
		// nobody would know its outcome
		_, err = tx.c.exec(context.Background(), "COMMIT", nil)
		if err != nil {
			_, rollbackErr := tx.c.exec(context.Background(), "ROLLBACK", nil)
			healthy = rollbackErr == nil
		}
	} else if err = tx.end(driver.Tx.Commit, "COMMIT"); err != nil {
		healthy = false
	}
	if err != nil {
		err = tx.failed(ctx, "COMMIT", err)
	}
	tx.db.trace(ctx, start, "COMMIT", nil, 0, err)
	return joinErrors(err, tx.finish(healthy))
}

// Rollback undoes everything. It works after ctx has ended. It does nothing to
// a transaction that is finished.
func (tx *Tx) Rollback(ctx context.Context) error {
	switch {
	case tx.state == txFinished:
		return nil
	case tx.inUse:
		return ErrBusy
	case tx.c == nil:
		tx.state = txFinished
		return nil
	case tx.c.lost:
		if tx.begun != nil {
			// ends the watch over the context; that the connection is lost
			// has been reported
			_ = tx.begun.Rollback()
		}
		return tx.finish(false)
	}
	start := tx.db.traceStart()
	var err error
	if tx.db.dialect == SQLite {
		_, err = tx.c.exec(context.Background(), "ROLLBACK", nil)
	} else {
		err = tx.end(driver.Tx.Rollback, "ROLLBACK")
	}
	tx.db.trace(ctx, start, "ROLLBACK", nil, 0, err)
	healthy := err == nil
	if err != nil && (tx.ctx.Err() != nil || tx.state == txAborted) {
		// The end of the context, or the failed statement, took the
		// transaction with it; the connection is closed, which rolls back.
		err = nil
	}
	return joinErrors(err, tx.finish(healthy))
}

// end commits or rolls back by the method of the driver, which checks that
// the server did what it was told.
func (tx *Tx) end(method func(driver.Tx) error, text string) error {
	err := tx.c.raw(func(driver.Conn) error { return method(tx.begun) })
	if err != nil {
		return tx.c.failed(text, err)
	}
	return nil
}

// finish gives the connection and the turn to write back.
func (tx *Tx) finish(healthy bool) error {
	tx.state = txFinished
	c := tx.c
	tx.c, tx.begun = nil, nil
	var err error
	if tx.opts.AlterTables && tx.db.dialect == SQLite && healthy {
		err = c.control(context.Background(), "PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = OFF")
		healthy = err == nil
	}
	err = joinErrors(err, tx.db.pool.put(c, healthy && !c.lost))
	tx.giveWriter()
	return err
}

// InTx runs fn in a transaction: committed if fn returns nil, else rolled
// back, also when fn panics. It does not run fn again.
func (db *DB) InTx(ctx context.Context, opts Options, fn func(tx *Tx) error) error {
	tx, err := db.Begin(ctx, opts)
	if err != nil {
		return err
	}
	returned := false
	defer func() {
		if !returned {
			// the panic of fn goes on, and says more than this error
			_ = tx.Rollback(ctx)
		}
	}()
	err = fn(tx)
	returned = true
	if err != nil {
		return joinErrors(err, tx.Rollback(ctx))
	}
	return tx.Commit(ctx)
}

// ExecAlone runs a statement outside of any transaction, for what cannot run
// in one, such as CREATE INDEX CONCURRENTLY.
func (db *DB) ExecAlone(ctx context.Context, sql string) error {
	c, err := db.pool.get(ctx)
	if err != nil {
		return err
	}
	start := db.traceStart()
	err = c.control(ctx, sql)
	db.trace(ctx, start, sql, nil, 0, err)
	return joinErrors(err, db.pool.put(c, !c.lost))
}
