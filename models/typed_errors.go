package models

import (
	"errors"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// typed turns an error of the database into one of the types of this package. Other errors pass as they are.
func (db *Database) typed(err error) error {
	if err == nil {
		return nil
	}
	var e *sqldb.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Kind {
	case sqldb.SerializationFailure, sqldb.Deadlock:
		return &ConcurrencyError{Err: err}
	case sqldb.UniqueViolation, sqldb.ForeignKeyViolation, sqldb.NotNullViolation, sqldb.CheckViolation:
		return db.constraintError(e, err)
	}
	return err
}

// constraintError finds the declaration behind a violated constraint.
func (db *Database) constraintError(e *sqldb.Error, err error) error {
	res := &ConstraintError{Constraint: e.Constraint, Table: e.Table, Err: err}
	for _, m := range db.registry.Models() {
		for _, c := range m.sqlConstraints {
			if e.Constraint != "" && (e.Constraint == c.dbName || e.Constraint == c.name) && (e.Table == "" || e.Table == m.table) ||
				e.Constraint == "" && e.Table == m.table && sameColumns(c.sql, e.Columns) {
				res.Constraint, res.Table, res.Message = c.name, m.table, c.message
				return res
			}
		}
		if m.table != e.Table {
			continue
		}
		for _, col := range e.Columns {
			if f := m.byJSON[col]; f != nil {
				switch e.Kind {
				case sqldb.UniqueViolation:
					res.Message = "another " + m.name + " has the same " + f.name
				case sqldb.NotNullViolation:
					res.Message = f.name + " of " + m.name + " is required"
				}
			}
		}
	}
	if res.Message == "" && e.Kind == sqldb.ForeignKeyViolation {
		res.Message = "a record points at one that does not exist, or one that is pointed at was deleted"
	}
	return res
}

// sameColumns tells whether a UNIQUE constraint is on the columns that SQLite names in its message.
func sameColumns(sql string, columns []string) bool {
	upper := strings.ToUpper(strings.TrimSpace(sql))
	if !strings.HasPrefix(upper, "UNIQUE") || len(columns) == 0 {
		return false
	}
	open, end := strings.IndexByte(sql, '('), strings.LastIndexByte(sql, ')')
	if open < 0 || end < open {
		return false
	}
	parts := strings.Split(sql[open+1:end], ",")
	if len(parts) != len(columns) {
		return false
	}
	for i, p := range parts {
		if strings.Trim(strings.TrimSpace(p), `"`) != columns[i] {
			return false
		}
	}
	return true
}
