package schema

import (
	"context"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// inspectSQLite reads an SQLite database.
func inspectSQLite(ctx context.Context, tx *sqldb.Tx) (*live, error) {
	found := &live{tables: map[string]*liveTable{}, sequences: map[string]liveSequence{}}
	rows, err := query(ctx, tx, `SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY type = 'table' DESC, name`)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		t := found.tables[r.text(2)]
		switch {
		case r.text(0) == "table":
			t = &liveTable{name: r.text(1), sql: r.text(3)}
			t.readItems()
			found.tables[t.name] = t
		case t == nil: // a view
		case r.text(0) == "index":
			x := &liveIndex{name: r.text(1), sql: r.text(3), valid: true}
			if strings.Contains(x.sql, indexMark) {
				x.mark = mark
			}
			t.indexes = append(t.indexes, x)
		case r.text(0) == "trigger":
			t.triggers = append(t.triggers, r.text(3))
		}
	}
	rows, err = query(ctx, tx, `SELECT t.name, c.name, c.type, c."notnull", coalesce(c.dflt_value, ''), c.pk
FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid`)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		t := found.tables[r.text(0)]
		if t == nil {
			continue
		}
		t.columns = append(t.columns, &liveColumn{name: r.text(1), typ: r.text(2), notNull: r.flag(3), def: r.text(4)})
		if n := int(r.integer(5)); n > 0 {
			for len(t.primaryKey) < n {
				t.primaryKey = append(t.primaryKey, "")
			}
			t.primaryKey[n-1] = r.text(1)
		}
	}
	if found.tables[sqldb.SequenceTable] == nil {
		return found, nil
	}
	rows, err = query(ctx, tx, "SELECT name, step FROM "+sqldb.SequenceTable)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		found.sequences[r.text(0)] = liveSequence{increment: r.integer(1)}
	}
	return found, nil
}

// readItems reads the constraints of a table out of the text it was made by.
func (t *liveTable) readItems() {
	for _, item := range splitItems(t.sql) {
		rest, named := cutWord(item, "CONSTRAINT")
		if named {
			name, _ := cutName(rest)
			t.constraints = append(t.constraints, &liveConstraint{name: name, def: item, mark: mark})
			continue
		}
		for _, word := range []string{"CHECK", "UNIQUE", "FOREIGN"} {
			if _, ok := cutWord(item, word); ok {
				t.unnamed = append(t.unnamed, item)
			}
		}
	}
}
