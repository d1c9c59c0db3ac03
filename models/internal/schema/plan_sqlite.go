package schema

import (
	"fmt"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// indexMark marks an index made here, within its text, which SQLite keeps.
const indexMark = "/* " + mark + " */"

// sqlitePlanner plans for SQLite. Comments are left out: SQLite has none.
type sqlitePlanner struct {
	*builder
}

func (p *sqlitePlanner) plan() error {
	p.sequences()
	for i := range p.want.Tables {
		t := &p.want.Tables[i]
		have := p.found.tables[t.Name]
		if have == nil {
			p.add(phaseTables, "new table "+t.Name, p.tableSQL(t.Name, p.items(t, nil)))
			for i := range t.Indexes {
				p.add(phaseIndexes, "index "+t.Indexes[i].Name+" of "+t.Name, p.indexSQL(t, &t.Indexes[i]))
			}
			continue
		}
		if err := p.alterTable(t, have); err != nil {
			return err
		}
	}
	return nil
}

// sequences plans rows of the table of sequences.
func (p *sqlitePlanner) sequences() {
	table := p.d.Quote(sqldb.SequenceTable)
	if len(p.want.Sequences) > 0 && p.found.tables[sqldb.SequenceTable] == nil {
		p.add(phaseSequences, "table of sequences", "CREATE TABLE "+table+sqldb.SequenceColumns)
	}
	for _, s := range p.want.Sequences {
		have, ok := p.found.sequences[s.Name]
		switch {
		case !ok:
			p.add(phaseSequences, "new sequence "+s.Name, fmt.Sprintf("INSERT INTO %s (name, value, step) VALUES (%s, %d, %d)",
				table, p.d.Literal(s.Name), s.start()-s.increment(), s.increment()))
		case have.increment != s.increment():
			p.add(phaseSequences, "step of sequence "+s.Name, fmt.Sprintf("UPDATE %s SET step = %d WHERE name = %s",
				table, s.increment(), p.d.Literal(s.Name)))
		}
	}
}

func (p *sqlitePlanner) tableSQL(name string, items []string) string {
	return "CREATE TABLE " + p.d.Quote(name) + " (\n  " + strings.Join(items, ",\n  ") + "\n)"
}

// items are the columns and constraints of a table; extra are columns of the
// database to keep.
func (p *sqlitePlanner) items(t *Table, extra []string) []string {
	var items []string
	for i := range t.Columns {
		items = append(items, p.columnSQL(t, &t.Columns[i], t.required(&t.Columns[i]), p.d.TypeName(t.Columns[i].Type)))
	}
	items = append(items, extra...)
	return append(items, p.constraintItems(t)...)
}

// constraintItems are the named constraints of a table.
func (p *sqlitePlanner) constraintItems(t *Table) []string {
	var items []string
	if len(t.PrimaryKey) > 0 && t.identity() == nil {
		items = append(items, "CONSTRAINT "+p.d.Quote(keyName(t))+" PRIMARY KEY ("+p.quoteList(t.PrimaryKey)+")")
	}
	for _, c := range t.Constraints {
		items = append(items, "CONSTRAINT "+p.d.Quote(c.Name)+" "+strings.TrimSpace(c.SQL))
	}
	for i := range t.ForeignKeys {
		items = append(items, p.foreignKeySQL(&t.ForeignKeys[i]))
	}
	return items
}

func (p *sqlitePlanner) columnSQL(t *Table, c *Column, required bool, typ string) string {
	if c.Identity {
		return p.d.Quote(c.Name) + " INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
	}
	sql := p.d.Quote(c.Name) + " " + typ
	if required {
		sql += " NOT NULL"
	}
	if c.Default != "" {
		sql += " DEFAULT (" + c.Default + ")"
	}
	return sql
}

func (p *sqlitePlanner) indexSQL(t *Table, x *Index) string {
	create := "CREATE "
	if x.Unique {
		create += "UNIQUE "
	}
	create += "INDEX " + p.d.Quote(x.Name) + " " + indexMark + " ON " + p.d.Quote(t.Name) + " (" + p.quoteList(x.Columns) + ")"
	if x.Where != "" {
		create += " WHERE " + strings.TrimSpace(x.Where)
	}
	return create
}
