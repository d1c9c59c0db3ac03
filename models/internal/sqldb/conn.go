package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/jmoiron/sqlx"
)

// conn is one connection with its prepared statements. One goroutine uses it
// at a time.
type conn struct {
	db     *DB
	sqlx   *sqlx.Conn
	stmts  *statements
	reused bool // it was in the free list before
	lost   bool // the connection is gone

	// args and row are reused from statement to statement.
	args []driver.NamedValue
	row  []driver.Value
}

// newConn makes a connection.
func (db *DB) newConn(ctx context.Context) (*conn, error) {
	handle, err := db.sqlx.Connx(ctx)
	if err != nil {
		return nil, db.dialect.Classify(err)
	}
	c := &conn{db: db, sqlx: handle, stmts: newStatements(db.statements)}
	for _, text := range db.initialize {
		if err := c.control(ctx, text); err != nil {
			return nil, joinErrors(err, c.discard())
		}
	}
	return c, nil
}

// raw calls f with the connection of the driver.
func (c *conn) raw(f func(dc driver.Conn) error) error {
	var ferr error
	returned := false
	// database/sql closes a connection under which f panics
	defer func() { c.lost = c.lost || !returned }()
	err := c.sqlx.Raw(func(x any) error {
		dc, ok := x.(driver.Conn)
		if !ok {
			ferr = fmt.Errorf("sqldb: the driver gives a %T, no driver.Conn", x)
			return ferr
		}
		ferr = f(dc)
		if ferr == nil {
			return nil
		}
		if v, ok := dc.(driver.Validator); ok && !v.IsValid() || errors.Is(ferr, driver.ErrBadConn) {
			c.lost = true
		}
		// the connection is discarded by this package, once its transaction
		// has ended
		return nil
	})
	returned = true
	if ferr != nil {
		return ferr
	}
	if err != nil {
		c.lost = true
	}
	return err
}

// prepare returns the prepared statement of a text.
func (c *conn) prepare(ctx context.Context, dc driver.Conn, text string) (driver.Stmt, error) {
	if st := c.stmts.get(text); st != nil {
		return st, nil
	}
	var st driver.Stmt
	var err error
	if p, ok := dc.(driver.ConnPrepareContext); ok {
		st, err = p.PrepareContext(ctx, text)
	} else {
		st, err = dc.Prepare(text)
	}
	if err != nil {
		return nil, err
	}
	return st, c.stmts.add(text, st)
}

// query runs a statement and calls scan with every row.
func (c *conn) query(ctx context.Context, text string, args []driver.Value, scan func(row []driver.Value) error) (n int64, err error) {
	named := c.named(args)
	defer c.forgetArgs(named)
	var scanErr error
	err = c.raw(func(dc driver.Conn) error {
		rows, err := c.start(ctx, dc, text, named)
		if err != nil {
			return err
		}
		read := false
		defer func() {
			if !read {
				c.abandon(rows)
			}
		}()
		width := len(rows.Columns())
		if cap(c.row) < width {
			c.row = make([]driver.Value, width)
		}
		row := c.row[:width]
		for {
			if err = rows.Next(row); err != nil {
				break
			}
			n++
			if scanErr = scan(row); scanErr != nil {
				break
			}
		}
		if errors.Is(err, io.EOF) {
			err = nil
		}
		read = true
		clear(row)
		// SQLite reports the error of the last step again on Close
		if closeErr := rows.Close(); closeErr != nil && (err == nil || closeErr.Error() != err.Error()) {
			err = joinErrors(err, closeErr)
		}
		return err
	})
	if err != nil {
		return n, c.failed(text, err)
	}
	return n, scanErr
}

// abandon is called when a scan function panics: database/sql is about to close
// the connection, which SQLite delays until its statements are closed. The
// panic goes on and says more than these errors.
func (c *conn) abandon(rows driver.Rows) {
	if c.db.dialect == SQLite {
		_ = rows.Close()
		_ = c.stmts.clear()
	}
	c.stmts.forget()
}

// start sends a query, prepared unless a pooler is between.
func (c *conn) start(ctx context.Context, dc driver.Conn, text string, args []driver.NamedValue) (driver.Rows, error) {
	if c.db.pooler {
		q, ok := dc.(driver.QueryerContext)
		if !ok {
			return nil, fmt.Errorf("sqldb: the driver %T has no QueryContext", dc)
		}
		return q.QueryContext(ctx, text, args)
	}
	st, err := c.prepare(ctx, dc, text)
	if err != nil {
		return nil, err
	}
	q, ok := st.(driver.StmtQueryContext)
	if !ok {
		return nil, fmt.Errorf("sqldb: the driver %T has no QueryContext", st)
	}
	return q.QueryContext(ctx, args)
}

// exec runs a statement and returns the number of rows it affected.
func (c *conn) exec(ctx context.Context, text string, args []driver.Value) (n int64, err error) {
	named := c.named(args)
	defer c.forgetArgs(named)
	err = c.raw(func(dc driver.Conn) error {
		if c.db.pooler {
			n, err = execOn(ctx, dc, text, named)
			return err
		}
		st, err := c.prepare(ctx, dc, text)
		if err != nil {
			return err
		}
		e, ok := st.(driver.StmtExecContext)
		if !ok {
			return fmt.Errorf("sqldb: the driver %T has no ExecContext", st)
		}
		result, err := e.ExecContext(ctx, named)
		if err != nil {
			return err
		}
		n = affected(result)
		return nil
	})
	if err != nil {
		return 0, c.failed(text, err)
	}
	return n, nil
}

// control runs statements without parameters and without preparing them.
func (c *conn) control(ctx context.Context, text string) error {
	err := c.raw(func(dc driver.Conn) error {
		_, err := execOn(ctx, dc, text, nil)
		return err
	})
	if err != nil {
		return c.failed(text, err)
	}
	return nil
}

// execOn runs a statement that is not prepared.
func execOn(ctx context.Context, dc driver.Conn, text string, args []driver.NamedValue) (int64, error) {
	e, ok := dc.(driver.ExecerContext)
	if !ok {
		return 0, fmt.Errorf("sqldb: the driver %T has no ExecContext", dc)
	}
	result, err := e.ExecContext(ctx, text, args)
	if err != nil {
		return 0, err
	}
	return affected(result), nil
}

// affected returns the affected rows; for statements that affect none by
// their nature the drivers give an error instead of zero.
func affected(result driver.Result) int64 {
	if result == nil {
		return 0
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0
	}
	return n
}

// failed classifies an error of a statement, and notes a lost connection.
func (c *conn) failed(text string, err error) error {
	e := *c.db.dialect.Classify(err)
	if e.SQL == "" {
		e.SQL = text
	}
	if e.Kind == ConnectionLost {
		c.lost = true
	}
	if e.Kind == SerializationFailure && (e.Code == "0A000" || e.Code == "26000") && !c.lost {
		// inside the aborted transaction the server closes no statement;
		// the connection goes with its statements
		c.lost = true
	}
	return &e
}

// named turns parameters into the form of the drivers.
func (c *conn) named(args []driver.Value) []driver.NamedValue {
	if cap(c.args) < len(args) {
		c.args = make([]driver.NamedValue, len(args))
	}
	named := c.args[:len(args)]
	for i, v := range args {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	return named
}

func (c *conn) forgetArgs(named []driver.NamedValue) { clear(named) }

// valid asks the driver whether the connection is still good.
func (c *conn) valid() bool {
	ok := true
	err := c.raw(func(dc driver.Conn) error {
		if v, is := dc.(driver.Validator); is {
			ok = v.IsValid()
		}
		return nil
	})
	return ok && err == nil
}

// close closes the statements and gives the connection to database/sql.
func (c *conn) close() error {
	err := c.raw(func(driver.Conn) error { return c.stmts.clear() })
	return joinErrors(err, c.sqlx.Close())
}

// discard closes the connection itself, whatever state it is in.
func (c *conn) discard() error {
	var err error
	rawErr := c.sqlx.Raw(func(any) error {
		if c.db.dialect == SQLite {
			// SQLite keeps a closed connection until its statements are closed
			err = c.stmts.clear()
		} else {
			c.stmts.forget()
		}
		return driver.ErrBadConn
	})
	if rawErr != nil && !errors.Is(rawErr, driver.ErrBadConn) && !errors.Is(rawErr, sql.ErrConnDone) {
		err = joinErrors(err, rawErr)
	}
	return err
}
