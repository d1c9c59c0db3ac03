package sqldb

import (
	"context"
	"database/sql/driver"
	"fmt"
)

// NextIDs reserves n ids of a table in one statement. PostgreSQL takes them
// from the sequence <table>_id_seq, and they need not follow each other; SQLite
// takes them from its AUTOINCREMENT counter, and writes. Ids reserved and then
// rolled back are lost on PostgreSQL and given again on SQLite.
func (tx *Tx) NextIDs(ctx context.Context, table string, n int) ([]int64, error) {
	if n <= 0 {
		return nil, nil
	}
	if tx.db.dialect == Postgres {
		return tx.NextValues(ctx, table+"_id_seq", n)
	}
	const bump = "UPDATE sqlite_sequence SET seq = seq + ?2 WHERE name = ?1 RETURNING seq"
	args := []driver.Value{table, int64(n)}
	last, err := tx.int64s(ctx, bump, args, 1)
	if err == nil && len(last) == 0 {
		first := "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, coalesce(max(id), 0) + ?2 FROM " + SQLite.Quote(table) + " RETURNING seq"
		last, err = tx.int64s(ctx, first, args, 1)
	}
	if err != nil {
		return nil, err
	}
	return block(last, n, 1)
}

// block lists the n values that end with the last one.
func block(last []int64, n int, step int64) ([]int64, error) {
	if len(last) != 1 {
		return nil, fmt.Errorf("sqldb: %d counters where one was expected", len(last))
	}
	values := make([]int64, n)
	for i := range values {
		values[i] = last[0] - int64(n-1-i)*step
	}
	return values, nil
}

// int64s runs a query of one integer column.
func (tx *Tx) int64s(ctx context.Context, sql string, args []driver.Value, room int) ([]int64, error) {
	values := make([]int64, 0, room)
	err := tx.Query(ctx, sql, args, func(row []driver.Value) error {
		v, ok := row[0].(int64)
		if !ok {
			return fmt.Errorf("sqldb: an integer was expected and a %T came", row[0])
		}
		values = append(values, v)
		return nil
	})
	return values, err
}
