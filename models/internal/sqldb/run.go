package sqldb

import (
	"context"
	"database/sql/driver"
)

// Query runs a statement that gives rows and calls scan with each. The row and
// the bytes in it are valid only until scan returns; scan must not use the
// transaction. An error of scan ends the reading and is returned as it is.
func (tx *Tx) Query(ctx context.Context, sql string, args []driver.Value, scan func(row []driver.Value) error) error {
	dctx, err := tx.ready(ctx, sql)
	if err != nil {
		return err
	}
	defer tx.done()
	tx.count++
	start := tx.db.traceStart()
	n, err := tx.c.query(dctx, sql, args, scan)
	if err != nil {
		err = tx.failed(ctx, sql, err)
	}
	tx.db.trace(ctx, start, sql, args, n, err)
	return err
}

// Exec runs a statement and returns the number of rows it affected.
func (tx *Tx) Exec(ctx context.Context, sql string, args []driver.Value) (int64, error) {
	dctx, err := tx.ready(ctx, sql)
	if err != nil {
		return 0, err
	}
	defer tx.done()
	tx.count++
	start := tx.db.traceStart()
	n, err := tx.c.exec(dctx, sql, args)
	if err != nil {
		err = tx.failed(ctx, sql, err)
	}
	tx.db.trace(ctx, start, sql, args, n, err)
	return n, err
}

// ExecScript runs one or several statements without parameters, and does not
// prepare them: DDL.
func (tx *Tx) ExecScript(ctx context.Context, sql string) error {
	dctx, err := tx.ready(ctx, sql)
	if err != nil {
		return err
	}
	defer tx.done()
	tx.count++
	return tx.send(ctx, dctx, sql)
}

// send runs a statement that is not prepared and aborts the transaction if it
// fails.
func (tx *Tx) send(ctx, dctx context.Context, sql string) error {
	start := tx.db.traceStart()
	err := tx.c.control(dctx, sql)
	if err != nil {
		err = tx.failed(ctx, sql, err)
	}
	tx.db.trace(ctx, start, sql, nil, 0, err)
	return err
}

// done ends a statement. It is deferred, so that a panic of a scan function
// leaves a transaction that can be rolled back.
func (tx *Tx) done() {
	tx.inUse = false
	if tx.c != nil && tx.c.lost && tx.state == txOpen {
		tx.state = txAborted
	}
}

// Savepoint sets a savepoint.
func (tx *Tx) Savepoint(ctx context.Context, name string) error {
	return tx.savepoint(ctx, "SAVEPOINT "+tx.db.dialect.Quote(name))
}

// Release forgets a savepoint and keeps what was done since.
func (tx *Tx) Release(ctx context.Context, name string) error {
	return tx.savepoint(ctx, "RELEASE SAVEPOINT "+tx.db.dialect.Quote(name))
}

// RollbackTo undoes what was done since a savepoint, which stays. It makes an
// aborted transaction usable again, unless its connection is lost.
func (tx *Tx) RollbackTo(ctx context.Context, name string) error {
	if tx.state == txAborted && tx.c != nil && !tx.c.lost {
		tx.state = txOpen
	}
	err := tx.savepoint(ctx, "ROLLBACK TO SAVEPOINT "+tx.db.dialect.Quote(name))
	if err != nil && tx.state == txOpen {
		tx.state = txAborted
	}
	return err
}

func (tx *Tx) savepoint(ctx context.Context, sql string) error {
	dctx, err := tx.ready(ctx, "")
	if err != nil {
		return err
	}
	defer tx.done()
	return tx.send(ctx, dctx, sql)
}
