package sqldb

import (
	"context"
	"database/sql/driver"
	"time"
)

// Event is one statement that was sent.
type Event struct {
	// SQL is the text as sent, and Args its parameters. Args are valid only
	// until the tracer returns.
	SQL  string
	Args []driver.Value
	// Duration is the time until the last row was read, with the scanning.
	Duration time.Duration
	// Rows is the number of rows read, or else affected.
	Rows int64
	// Err is the error of the statement.
	Err error
}

// Tracer is told of every statement, also of BEGIN, COMMIT and savepoints. It
// may be called from several goroutines at once.
type Tracer func(ctx context.Context, event Event)

// SetTracer sets the tracer; nil removes it.
func (db *DB) SetTracer(t Tracer) {
	if t == nil {
		db.tracer.Store(nil)
		return
	}
	db.tracer.Store(&t)
}

// traceStart returns the time a statement starts, or zero without a tracer.
func (db *DB) traceStart() time.Time {
	if db.tracer.Load() == nil {
		return time.Time{}
	}
	return time.Now()
}

// trace reports a statement to the tracer, if there is one.
func (db *DB) trace(ctx context.Context, start time.Time, sql string, args []driver.Value, rows int64, err error) {
	if t := db.tracer.Load(); t != nil && !start.IsZero() {
		(*t)(ctx, Event{SQL: sql, Args: args, Duration: time.Since(start), Rows: rows, Err: err})
	}
}
