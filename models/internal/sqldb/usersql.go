package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/jmoiron/sqlx"
)

// Get runs SQL of a user in the transaction and scans one row into dest, as
// sqlx.Get does; sql.ErrNoRows if there is none. Placeholders are those of
// Dialect.Rebind.
func (tx *Tx) Get(ctx context.Context, dest any, query string, args ...any) error {
	return tx.user(ctx, query, args, func(ctx context.Context, query string, args []any) (int64, error) {
		return 1, sqlx.GetContext(ctx, tx.c.sqlx, dest, query, args...)
	})
}

// Select runs SQL of a user in the transaction and scans all rows into the
// slice dest points to, as sqlx.Select does.
func (tx *Tx) Select(ctx context.Context, dest any, query string, args ...any) error {
	return tx.user(ctx, query, args, func(ctx context.Context, query string, args []any) (int64, error) {
		return 0, sqlx.SelectContext(ctx, tx.c.sqlx, dest, query, args...)
	})
}

// ExecResult runs SQL of a user in the transaction.
func (tx *Tx) ExecResult(ctx context.Context, query string, args ...any) (sql.Result, error) {
	var result sql.Result
	err := tx.user(ctx, query, args, func(ctx context.Context, query string, args []any) (int64, error) {
		var err error
		if result, err = tx.c.sqlx.ExecContext(ctx, query, args...); err != nil {
			return 0, err
		}
		n, err := result.RowsAffected()
		if err != nil {
			n = 0 // a statement that affects no rows by its nature
		}
		return n, nil
	})
	return result, err
}

// Rows runs SQL of a user in the transaction and calls scan for every row,
// with the rows positioned on it.
func (tx *Tx) Rows(ctx context.Context, scan func(rows *sqlx.Rows) error, query string, args ...any) error {
	return tx.user(ctx, query, args, func(ctx context.Context, query string, args []any) (n int64, err error) {
		rows, err := tx.c.sqlx.QueryxContext(ctx, query, args...)
		if err != nil {
			return 0, err
		}
		defer func() { err = joinErrors(err, rows.Close()) }()
		for rows.Next() {
			n++
			if err := scan(rows); err != nil {
				return n, err
			}
		}
		return n, rows.Err()
	})
}

// user runs SQL through sqlx on the connection of the transaction.
func (tx *Tx) user(ctx context.Context, query string, args []any, run func(context.Context, string, []any) (int64, error)) error {
	query, args, err := tx.db.dialect.Rebind(query, args)
	if err != nil {
		return err
	}
	dctx, err := tx.ready(ctx, query)
	if err != nil {
		return err
	}
	defer tx.done()
	tx.count++
	start := tx.db.traceStart()
	n, err := run(dctx, query, args)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		err = tx.userFailed(ctx, query, err)
	}
	if !start.IsZero() {
		tx.db.trace(ctx, start, query, traced(args), n, err)
	}
	return err
}

// userFailed classifies an error of the database; an error of scanning the
// rows stays what it is.
func (tx *Tx) userFailed(ctx context.Context, query string, err error) error {
	e := tx.db.dialect.Classify(err)
	if !e.fromServer && e.Kind == Other {
		return err
	}
	return tx.failed(ctx, query, tx.c.failed(query, err))
}

func traced(args []any) []driver.Value {
	values := make([]driver.Value, len(args))
	for i, a := range args {
		values[i] = a
	}
	return values
}
