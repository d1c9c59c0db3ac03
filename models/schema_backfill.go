package models

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/hexgen/hexgen/models/internal/sqldb"
	"github.com/hexgen/hexgen/models/security"
)

// backfillBatch is how many records get a new stored computed field at once.
const backfillBatch = 1000

// columns returns the names of the columns that the database has, by table.
func (db *Database) columns(ctx context.Context) (map[string]map[string]bool, error) {
	text := `SELECT m.name, p.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p WHERE m.type = 'table'`
	if db.sql.Dialect() == sqldb.Postgres {
		text = `SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()`
	}
	res := make(map[string]map[string]bool)
	err := db.sql.InTx(ctx, sqldb.Options{ReadOnly: true}, func(tx *sqldb.Tx) error {
		return tx.Query(ctx, text, nil, func(row []driver.Value) error {
			var table, column string
			if err := decodeString(&table, row[0]); err != nil {
				return err
			}
			if err := decodeString(&column, row[1]); err != nil {
				return err
			}
			if res[table] == nil {
				res[table] = make(map[string]bool)
			}
			res[table][column] = true
			return nil
		})
	})
	return res, db.typed(err)
}

// computeAdded computes the stored computed fields whose columns are new in tables that were there before.
func (db *Database) computeAdded(ctx context.Context, before map[string]map[string]bool) error {
	added := make(map[*Model][]*Field)
	var order []*Model
	for _, m := range db.registry.Models() {
		known := before[m.table]
		if known == nil || m.kind != regularModel && m.kind != transientModel {
			continue
		}
		for _, f := range m.stored {
			if (f.isComputed() || f.related != nil) && !known[f.column] {
				if added[m] == nil {
					order = append(order, m)
				}
				added[m] = append(added[m], f)
			}
		}
	}
	if len(order) == 0 {
		return nil
	}
	err := db.ExecuteInNewEnvironmentContext(ctx, security.SuperUserID, func(env Environment) {
		for _, m := range order {
			env.computeAll(m, added[m])
		}
	})
	if err != nil {
		return fmt.Errorf("the columns of new stored fields were added, but not computed: %w", err)
	}
	return nil
}

// computeAll computes stored fields of all records of a model.
func (e Environment) computeAll(m *Model, fields []*Field) {
	s := e.session()
	t := s.table(m)
	for last := int64(0); ; {
		q := &query{model: m, cond: Where().Field("ID").Greater(last), order: []orderTerm{{path: []*Field{m.fields[FieldID]}}}, limit: backfillBatch}
		rows := t.runQuery(s.sudo, q, t.lightFields(s.sudo))
		if len(rows) == 0 {
			return
		}
		last = t.ids[rows[len(rows)-1]]
		for _, f := range fields {
			s.outdate(t, f, rows)
		}
		s.flush()
	}
}
