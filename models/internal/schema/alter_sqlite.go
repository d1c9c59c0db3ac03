package schema

import (
	"fmt"
	"strings"
)

// change is how a table of SQLite changes: by adding columns, or by a new
// table in its place.
type change struct {
	reasons     []string // for a new table
	destructive bool
	added       []*Column // columns that can simply be added
	items       []string  // of the new table
	columns     []string  // of the new table that get values
	values      []string  // SQL of these values
}

func (c *change) because(format string, args ...any) {
	c.reasons = append(c.reasons, fmt.Sprintf(format, args...))
}

// copy has a column of the new table take the value of an expression.
func (c *change) copy(column, value string) {
	c.columns, c.values = append(c.columns, column), append(c.values, value)
}

// alterTable plans the changes of a table that exists.
func (p *sqlitePlanner) alterTable(t *Table, have *liveTable) error {
	c := &change{}
	for i := range t.Columns {
		var err error
		if h := have.column(t.Columns[i].Name); h == nil {
			err = p.newColumn(t, &t.Columns[i], c)
		} else {
			err = p.oldColumn(t, &t.Columns[i], h, c)
		}
		if err != nil {
			return err
		}
	}
	for _, h := range have.columns {
		if t.column(h.name) == nil {
			p.unknownColumn(t, h, c)
		}
	}
	if key := t.primaryKey(); !sameNames(key, have.primaryKey) {
		c.because("its primary key is (%s)", strings.Join(have.primaryKey, ", "))
	}
	p.constraints(t, have, c)
	if len(c.reasons) > 0 {
		p.replace(t, have, c)
		return nil
	}
	for _, col := range c.added {
		p.add(phaseColumns, "new column "+t.Name+"."+col.Name,
			"ALTER TABLE "+p.d.Quote(t.Name)+" ADD COLUMN "+p.columnSQL(t, col, false, p.d.TypeName(col.Type)))
	}
	p.indexes(t, have)
	return nil
}

// newColumn plans a column the table does not have.
func (p *sqlitePlanner) newColumn(t *Table, col *Column, c *change) error {
	required := t.required(col)
	name := p.d.Quote(col.Name)
	if required && !col.Identity && col.fill() == "" {
		rows, err := p.exists(t.Name, "")
		if err != nil {
			return err
		}
		if rows {
			required = false
			p.skip(t.Name, col.Name, "it stays nullable: the table has rows, and there is neither Backfill nor Default")
		}
	}
	if required || col.Default != "" || col.Backfill != "" || col.Identity {
		c.because("new column %s", col.Name)
	} else {
		c.added = append(c.added, col)
	}
	if col.fill() != "" && !col.Identity {
		c.copy(name, col.fill())
	}
	c.items = append(c.items, p.columnSQL(t, col, required, p.d.TypeName(col.Type)))
	return nil
}

// oldColumn plans a column the table has.
func (p *sqlitePlanner) oldColumn(t *Table, col *Column, have *liveColumn, c *change) error {
	name, want := p.d.Quote(col.Name), p.d.TypeName(col.Type)
	typ, required, value := want, t.required(col), name
	switch compareTypes(have.typ, want) {
	case typeWider:
		c.because("type of %s, was %s", col.Name, have.typ)
	case typeNarrow:
		if p.opts.AllowDestructive {
			c.because("type of %s, was %s", col.Name, have.typ)
			c.destructive = true
			value = "CAST(" + name + " AS " + want + ")"
		} else {
			typ = have.typ
			p.skip(t.Name, col.Name, fmt.Sprintf("it stays %s: turning it into %s may lose values", have.typ, want))
		}
	}
	if !col.Identity && squeeze(bare(col.Default)) != squeeze(bare(have.def)) {
		c.because("default of %s", col.Name)
	}
	if required != have.notNull && required {
		nulls, err := p.exists(t.Name, name+" IS NULL")
		if err != nil {
			return err
		}
		if nulls && col.fill() == "" {
			required = false
			p.skip(t.Name, col.Name, "it stays nullable: rows have no value, and there is neither Backfill nor Default")
		} else if nulls {
			value = "coalesce(" + value + ", " + col.fill() + ")"
		}
	}
	if required != have.notNull {
		c.because("%s required: %v", col.Name, required)
	}
	c.items = append(c.items, p.columnSQL(t, col, required, typ))
	c.copy(name, value)
	return nil
}

// unknownColumn keeps a column the schema does not know, but lets rows be
// written without it.
func (p *sqlitePlanner) unknownColumn(t *Table, have *liveColumn, c *change) {
	if p.opts.AllowDestructive {
		c.because("column %s is not in the schema", have.name)
		c.destructive = true
		return
	}
	required := have.notNull && have.def != ""
	if have.notNull && !required {
		c.because("column %s is not in the schema and must not be required", have.name)
	}
	p.skip(t.Name, have.name, "the column is not in the schema; it is kept")
	kept := &Column{Name: have.name, Default: have.def}
	c.items = append(c.items, p.columnSQL(t, kept, required, have.typ))
	c.copy(p.d.Quote(have.name), p.d.Quote(have.name))
}

// constraints compares the named constraints by their text.
func (p *sqlitePlanner) constraints(t *Table, have *liveTable, c *change) {
	old := map[string]bool{}
	for _, h := range have.constraints {
		old[squeeze(h.def)] = true
	}
	items := p.constraintItems(t)
	for _, item := range items {
		if !old[squeeze(item)] {
			name, _ := cutName(strings.TrimSpace(strings.TrimPrefix(item, "CONSTRAINT")))
			c.because("constraint %s", name)
		}
		delete(old, squeeze(item))
	}
	for _, h := range have.constraints {
		if old[squeeze(h.def)] && !declares(t, h.name) {
			c.because("constraint %s is no longer wanted", h.name)
		}
	}
	c.items = append(append(c.items, items...), have.unnamed...)
}

// declares tells whether a table wants a constraint of a name.
func declares(t *Table, name string) bool {
	for _, c := range t.Constraints {
		if c.Name == name {
			return true
		}
	}
	for _, k := range t.ForeignKeys {
		if k.Name == name {
			return true
		}
	}
	return name == keyName(t) && t.identity() == nil && len(t.PrimaryKey) > 0
}

// indexes plans the indexes of a table that stays.
func (p *sqlitePlanner) indexes(t *Table, have *liveTable) {
	wanted := map[string]bool{}
	for i := range t.Indexes {
		x := &t.Indexes[i]
		wanted[x.Name] = true
		sql := p.indexSQL(t, x)
		h := have.index(x.Name)
		if h != nil && sameIndex(h.sql, sql) {
			continue
		}
		p.dropIndex(t, h)
		p.add(phaseIndexes, "index "+x.Name+" of "+t.Name, sql)
	}
	for _, h := range have.indexes {
		if !wanted[h.name] && h.mark != "" {
			p.dropIndex(t, h)
		}
	}
}

func sameIndex(a, b string) bool {
	return squeeze(strings.Replace(a, indexMark, "", 1)) == squeeze(strings.Replace(b, indexMark, "", 1))
}

func (p *sqlitePlanner) dropIndex(t *Table, h *liveIndex) {
	if h != nil {
		p.add(phaseDrop, "index "+h.name+" of "+t.Name+" is no longer wanted", "DROP INDEX "+p.d.Quote(h.name))
	}
}

// replace plans a new table in the place of the old one: the way the SQLite
// documentation tells, with foreign keys off.
func (p *sqlitePlanner) replace(t *Table, have *liveTable, c *change) {
	comment := "table " + t.Name + " anew: " + strings.Join(c.reasons, "; ")
	name, old, fresh := "hexgen_new_"+t.Name, p.d.Quote(t.Name), p.d.Quote("hexgen_new_"+t.Name)
	add := func(sql string) {
		p.steps[phaseColumns] = append(p.steps[phaseColumns], Statement{SQL: sql, Comment: comment, Destructive: c.destructive})
	}
	add(p.tableSQL(name, c.items))
	if len(c.columns) > 0 {
		add("INSERT INTO " + fresh + " (" + strings.Join(c.columns, ", ") + ")\nSELECT " + strings.Join(c.values, ", ") + " FROM " + old)
	}
	if t.identity() != nil {
		// ids of deleted rows must not be given again
		add("DELETE FROM sqlite_sequence WHERE name = " + p.d.Literal(name))
		add("INSERT INTO sqlite_sequence (name, seq) SELECT " + p.d.Literal(name) + ", max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = " +
			p.d.Literal(t.Name) + "), 0), coalesce((SELECT max(" + p.d.Quote(t.identity().Name) + ") FROM " + fresh + "), 0))")
	}
	add("DROP TABLE " + old)
	add("ALTER TABLE " + fresh + " RENAME TO " + old)
	wanted := map[string]bool{}
	for i := range t.Indexes {
		wanted[t.Indexes[i].Name] = true
		add(p.indexSQL(t, &t.Indexes[i]))
	}
	for _, h := range have.indexes {
		if !wanted[h.name] && h.mark == "" && h.sql != "" {
			add(h.sql)
		}
	}
	for _, trigger := range have.triggers {
		add(trigger)
	}
}
