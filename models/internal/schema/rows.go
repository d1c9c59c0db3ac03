package schema

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// record is a row of an inspection query.
type record []any

func (r record) text(i int) string {
	switch v := r[i].(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	default:
		return fmt.Sprint(v)
	}
}

func (r record) flag(i int) bool {
	switch v := r[i].(type) {
	case bool:
		return v
	case int64:
		return v != 0
	}
	return false
}

func (r record) integer(i int) int64 {
	v, _ := r[i].(int64)
	return v
}

// query reads all rows of a query, so that the next one can run.
func query(ctx context.Context, tx *sqldb.Tx, sql string, args ...driver.Value) ([]record, error) {
	var rows []record
	err := tx.Query(ctx, sql, args, func(row []driver.Value) error {
		r := make(record, len(row))
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				v = string(b)
			}
			r[i] = v
		}
		rows = append(rows, r)
		return nil
	})
	return rows, err
}
