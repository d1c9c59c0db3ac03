package schema

import (
	"context"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// separator keeps lists of names apart in the answers of queries.
const separator = "\x1f"

const (
	postgresColumns = `SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull,
  CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
  col_description(c.oid, a.attnum), obj_description(c.oid, 'pg_class')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p') ORDER BY c.relname, a.attnum`

	postgresConstraints = `SELECT c.relname::text, k.conname::text, k.contype::text, pg_get_constraintdef(k.oid),
  coalesce(obj_description(k.oid, 'pg_constraint'), ''),
  coalesce((SELECT string_agg(a.attname, chr(31) ORDER BY u.ord) FROM unnest(k.conkey) WITH ORDINALITY u(num, ord)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num), ''),
  coalesce(r.relname::text, ''),
  coalesce((SELECT string_agg(a.attname, chr(31) ORDER BY u.ord) FROM unnest(k.confkey) WITH ORDINALITY u(num, ord)
    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num), ''),
  k.confdeltype::text, k.condeferred
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
LEFT JOIN pg_class r ON r.oid = k.confrelid
WHERE k.contype IN ('c', 'f', 'u', 'x', 'p') ORDER BY c.relname, k.conname`

	postgresIndexes = `SELECT c.relname::text, x.relname::text, i.indisunique, i.indisvalid,
  coalesce(pg_get_expr(i.indpred, i.indrelid), ''), coalesce(obj_description(x.oid, 'pg_class'), ''),
  coalesce((SELECT string_agg(coalesce(a.attname, ''), chr(31) ORDER BY u.ord)
    FROM unnest(i.indkey::smallint[]) WITH ORDINALITY u(num, ord)
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num AND u.num > 0), '')
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY c.relname, x.relname`

	postgresSequences = `SELECT c.relname::text, s.seqincrement FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()`
)

// inspectPostgres reads the current schema of a PostgreSQL database.
func inspectPostgres(ctx context.Context, tx *sqldb.Tx) (*live, error) {
	found := &live{tables: map[string]*liveTable{}, sequences: map[string]liveSequence{}}
	rows, err := query(ctx, tx, postgresColumns)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		t := found.tables[r.text(0)]
		if t == nil {
			t = &liveTable{name: r.text(0), comment: r.text(6)}
			found.tables[t.name] = t
		}
		if name := r.text(1); name != "" {
			t.columns = append(t.columns, &liveColumn{name: name, typ: r.text(2), notNull: r.flag(3), def: r.text(4), comment: r.text(5)})
		}
	}
	if rows, err = query(ctx, tx, postgresConstraints); err != nil {
		return nil, err
	}
	for _, r := range rows {
		found.tables[r.text(0)].addConstraint(r)
	}
	if rows, err = query(ctx, tx, postgresIndexes); err != nil {
		return nil, err
	}
	for _, r := range rows {
		t := found.tables[r.text(0)]
		if t == nil { // of a materialized view
			continue
		}
		t.indexes = append(t.indexes, &liveIndex{name: r.text(1), unique: r.flag(2), valid: r.flag(3), where: r.text(4),
			mark: markIn(r.text(5)), columns: strings.Split(r.text(6), separator)})
	}
	if rows, err = query(ctx, tx, postgresSequences); err != nil {
		return nil, err
	}
	for _, r := range rows {
		found.sequences[r.text(0)] = liveSequence{increment: r.integer(1)}
	}
	return found, nil
}

// addConstraint notes a row of postgresConstraints.
func (t *liveTable) addConstraint(r record) {
	if t == nil {
		return
	}
	if r.text(2) == "p" {
		t.primaryKey = strings.Split(r.text(5), separator)
		return
	}
	c := &liveConstraint{name: r.text(1), kind: r.text(2), def: r.text(3), mark: markIn(r.text(4)), column: r.text(5),
		refTable: r.text(6), refColumn: r.text(7), deferred: r.flag(9)}
	switch r.text(8) {
	case "c":
		c.onDelete = Cascade
	case "n":
		c.onDelete = SetNull
	case "r":
		c.onDelete = Restrict
	case "d":
		c.onDelete = "SET DEFAULT"
	}
	t.constraints = append(t.constraints, c)
}
