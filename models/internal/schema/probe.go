package schema

import (
	"errors"
	"strconv"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

const readDefault = `SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = $1::regclass AND a.attname = $2`

// probeDefaults asks the server how it writes the wanted defaults of a table
// that do not read like the present ones, on a temporary table of the same
// columns that is gone when the function returns. A default missing in the
// answer could not be set on the column as it is now.
func (p *postgresPlanner) probeDefaults(t *Table, have *liveTable) (map[string]string, error) {
	var columns []*Column
	for i := range t.Columns {
		c := &t.Columns[i]
		h := have.column(c.Name)
		if h != nil && !c.Identity && c.Default != "" && h.def != "" && !sameDefault(h.def, c.Default) {
			columns = append(columns, c)
		}
	}
	if len(columns) == 0 {
		return nil, nil
	}
	const outer = "hexgen_probe"
	if err := p.tx.Savepoint(p.ctx, outer); err != nil {
		return nil, err
	}
	if err := p.tx.ExecScript(p.ctx, "CREATE TEMPORARY TABLE "+p.d.Quote(t.Name)+" (LIKE "+p.d.Quote(t.Name)+")"); err != nil {
		return nil, err
	}
	defaults := make(map[string]string, len(columns))
	for _, c := range columns {
		def, err := p.probeDefault("pg_temp."+p.d.Quote(t.Name), c)
		if err != nil {
			return nil, err
		}
		defaults[c.Name] = def
	}
	if err := p.tx.RollbackTo(p.ctx, outer); err != nil {
		return nil, err
	}
	return defaults, p.tx.Release(p.ctx, outer)
}

// probeDefault asks about one default; "" if it cannot be set.
func (p *postgresPlanner) probeDefault(table string, c *Column) (string, error) {
	const inner = "hexgen_question"
	if err := p.tx.Savepoint(p.ctx, inner); err != nil {
		return "", err
	}
	err := p.tx.ExecScript(p.ctx, "ALTER TABLE "+table+" ALTER COLUMN "+p.d.Quote(c.Name)+" SET DEFAULT "+c.Default)
	var dberr *sqldb.Error
	if errors.As(err, &dberr) && dberr.Kind == sqldb.Other {
		// of a type to come, or wrong SQL: then applying it will tell
		return "", p.tx.RollbackTo(p.ctx, inner)
	}
	if err != nil {
		return "", err
	}
	rows, err := query(p.ctx, p.tx, readDefault, table, c.Name)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].text(0), nil
}

// sameDefault tells whether a default as the server prints it is plainly the
// wanted one: the same text, keywords in any case, or the same literal with a
// cast.
func sameDefault(have, want string) bool {
	have, want = plainDefault(have), strings.TrimSpace(want)
	switch {
	case have == want:
		return true
	case strings.ContainsRune(want, '\''):
		return false
	}
	if _, err := strconv.ParseFloat(want, 64); err == nil {
		return strings.Trim(have, "'()") == want
	}
	return strings.EqualFold(have, want)
}

// plainDefault takes the cast off a literal: 'x'::character varying.
func plainDefault(def string) string {
	i := strings.LastIndex(def, "'::")
	if i >= 0 && strings.HasPrefix(def, "'") && !strings.ContainsAny(def[i+3:], "'|") && !strings.Contains(def[:i], "'::") {
		return def[:i+1]
	}
	return def
}
