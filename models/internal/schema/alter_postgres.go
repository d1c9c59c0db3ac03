package schema

import (
	"fmt"
	"strings"
)

// alterTable plans the changes of a table that exists.
func (p *postgresPlanner) alterTable(t *Table, have *liveTable) error {
	var err error
	if p.defaults, err = p.probeDefaults(t, have); err != nil {
		return err
	}
	p.constraints(t, have)
	for i := range t.Columns {
		c := &t.Columns[i]
		if h := have.column(c.Name); h == nil {
			err = p.addColumn(t, c)
		} else {
			err = p.alterColumn(t, c, h)
		}
		if err != nil {
			return err
		}
	}
	for _, h := range have.columns {
		if t.column(h.name) == nil {
			p.unknownColumn(t, h)
		}
	}
	if key := t.primaryKey(); len(key) > 0 && len(have.primaryKey) == 0 {
		p.add(phaseConstraints, "primary key of "+t.Name,
			"ALTER TABLE "+p.d.Quote(t.Name)+" ADD CONSTRAINT "+p.d.Quote(keyName(t))+" PRIMARY KEY ("+p.quoteList(key)+")")
	} else if !sameNames(key, have.primaryKey) {
		p.skip(t.Name, "PRIMARY KEY", fmt.Sprintf("it is (%s) and not (%s); change it by hand",
			strings.Join(have.primaryKey, ", "), strings.Join(key, ", ")))
	}
	p.comment(t, have)
	return nil
}

// alter is the start of a statement about a column.
func (p *postgresPlanner) alter(t *Table, column string) string {
	return "ALTER TABLE " + p.d.Quote(t.Name) + " ALTER COLUMN " + p.d.Quote(column) + " "
}

func (p *postgresPlanner) addColumn(t *Table, c *Column) error {
	sql := "ALTER TABLE " + p.d.Quote(t.Name) + " ADD COLUMN " + p.d.Quote(c.Name) + " " + p.d.TypeName(c.Type)
	if c.Identity {
		p.idSequence(t, c, phaseColumns)
	}
	name := t.Name + "." + c.Name
	def := p.columnDefault(t, c)
	if c.Backfill == "" || c.Identity {
		if def != "" {
			sql += " DEFAULT " + def
		}
		required, err := p.mayRequire(t, c, def)
		if err != nil {
			return err
		}
		if required {
			sql += " NOT NULL"
		}
		p.add(phaseColumns, "new column "+name, sql)
	} else {
		p.add(phaseColumns, "new column "+name, sql)
		p.add(phaseColumns, "values of "+name, "UPDATE "+p.d.Quote(t.Name)+" SET "+p.d.Quote(c.Name)+" = "+c.Backfill)
		if def != "" {
			p.add(phaseColumns, "default of "+name, p.alter(t, c.Name)+"SET DEFAULT "+def)
		}
		if t.required(c) {
			p.add(phaseColumns, name+" is required", p.alter(t, c.Name)+"SET NOT NULL")
		}
	}
	if c.Identity {
		p.ownSequence(t, c, phaseColumns)
	}
	return nil
}

// mayRequire tells whether a new column can be NOT NULL at once.
func (p *postgresPlanner) mayRequire(t *Table, c *Column, def string) (bool, error) {
	if !t.required(c) || def != "" {
		return t.required(c), nil
	}
	rows, err := p.exists(t.Name, "")
	if err != nil {
		return false, err
	}
	if rows {
		p.skip(t.Name, c.Name, "it stays nullable: the table has rows, and there is neither Backfill nor Default")
	}
	return !rows, nil
}

func (p *postgresPlanner) alterColumn(t *Table, c *Column, have *liveColumn) error {
	name := t.Name + "." + c.Name
	p.alterType(t, c, have)
	if p.defaultChanged(t, c, have) {
		if c.Identity {
			p.restoreIDs(t, c)
		} else if c.Default == "" {
			p.add(phaseColumns, name+" has no default any more", p.alter(t, c.Name)+"DROP DEFAULT")
		} else {
			p.add(phaseColumns, "default of "+name, p.alter(t, c.Name)+"SET DEFAULT "+c.Default)
		}
	}
	switch required := t.required(c); {
	case required && !have.notNull:
		return p.require(t, c)
	case !required && have.notNull:
		p.add(phaseColumns, name+" is not required any more", p.alter(t, c.Name)+"DROP NOT NULL")
	}
	return nil
}

// restoreIDs plans the sequence of a table whose ids have none.
func (p *postgresPlanner) restoreIDs(t *Table, id *Column) {
	p.idSequence(t, id, phaseColumns)
	p.add(phaseColumns, "ids of "+t.Name, "SELECT setval("+p.d.Literal(p.d.Quote(idSequenceName(t)))+"::regclass, coalesce(max("+
		p.d.Quote(id.Name)+"), 0) + 1, false) FROM "+p.d.Quote(t.Name))
	p.add(phaseColumns, "ids of "+t.Name, p.alter(t, id.Name)+"SET DEFAULT "+p.columnDefault(t, id))
	p.ownSequence(t, id, phaseColumns)
}

// defaultChanged compares a default with what the server makes of the wanted
// one.
func (p *postgresPlanner) defaultChanged(t *Table, c *Column, have *liveColumn) bool {
	switch {
	case c.Identity:
		// nextval, or an identity column of the database with our sequence
		_, ok := p.found.sequences[idSequenceName(t)]
		return !ok
	case c.Default == "" || have.def == "":
		return c.Default != have.def
	case sameDefault(have.def, c.Default):
		return false
	}
	return p.defaults[c.Name] != have.def
}

func (p *postgresPlanner) alterType(t *Table, c *Column, have *liveColumn) {
	want := postgresTypeName(c.Type)
	change := compareTypes(have.typ, want)
	if change == typeSame {
		return
	}
	comment := fmt.Sprintf("type of %s.%s, was %s", t.Name, c.Name, have.typ)
	sql := p.alter(t, c.Name) + "TYPE " + want + " USING " + p.d.Quote(c.Name) + "::" + want
	switch {
	case change == typeWider:
		p.add(phaseColumns, comment, sql)
		if have.def != "" && c.Default != "" {
			// in the form it has for the new type
			p.add(phaseColumns, comment, p.alter(t, c.Name)+"SET DEFAULT "+c.Default)
		}
	case p.opts.AllowDestructive:
		if have.def != "" && !c.Identity {
			// the old default may have no cast to the new type
			p.add(phaseColumns, comment, p.alter(t, c.Name)+"DROP DEFAULT")
		}
		p.addDestructive(phaseColumns, comment, sql)
		if have.def != "" && c.Default != "" {
			p.add(phaseColumns, comment, p.alter(t, c.Name)+"SET DEFAULT "+c.Default)
		}
	default:
		p.skip(t.Name, c.Name, fmt.Sprintf("it stays %s: turning it into %s may lose values", have.typ, want))
	}
}

// require plans that an existing column becomes NOT NULL.
func (p *postgresPlanner) require(t *Table, c *Column) error {
	name, null := t.Name+"."+c.Name, p.d.Quote(c.Name)+" IS NULL"
	nulls, err := p.exists(t.Name, null)
	if err != nil {
		return err
	}
	if nulls && c.fill() == "" {
		p.skip(t.Name, c.Name, "it stays nullable: rows have no value, and there is neither Backfill nor Default")
		return nil
	}
	if nulls {
		p.add(phaseColumns, "values of "+name, "UPDATE "+p.d.Quote(t.Name)+" SET "+p.d.Quote(c.Name)+" = "+c.fill()+" WHERE "+null)
	}
	p.add(phaseColumns, name+" is required", p.alter(t, c.Name)+"SET NOT NULL")
	return nil
}

// unknownColumn keeps a column the schema does not know, but lets rows be
// written without it.
func (p *postgresPlanner) unknownColumn(t *Table, have *liveColumn) {
	name := t.Name + "." + have.name
	if p.opts.AllowDestructive {
		p.addDestructive(phaseColumns, "column "+name+" is not in the schema",
			"ALTER TABLE "+p.d.Quote(t.Name)+" DROP COLUMN "+p.d.Quote(have.name))
		return
	}
	if have.notNull && have.def == "" {
		p.add(phaseColumns, "column "+name+" is not in the schema and must not be required", p.alter(t, have.name)+"DROP NOT NULL")
	}
	p.skip(t.Name, have.name, "the column is not in the schema; it is kept")
}

// constraints plans constraints, foreign keys and indexes.
func (p *postgresPlanner) constraints(t *Table, have *liveTable) {
	wanted := map[string]bool{}
	for _, c := range t.Constraints {
		wanted[c.Name] = true
		h := have.constraint(c.Name)
		if h != nil && h.mark == markOf(c.SQL) {
			continue
		}
		p.dropConstraint(t, h)
		p.addConstraint(t, c)
	}
	for i := range t.ForeignKeys {
		k := &t.ForeignKeys[i]
		wanted[k.Name] = true
		h := have.constraint(k.Name)
		if h != nil && h.kind == "f" && h.column == k.Column && h.refTable == k.RefTable && h.refColumn == k.RefColumn &&
			h.onDelete == k.OnDelete && h.deferred == k.Deferred {
			continue
		}
		p.dropConstraint(t, h)
		p.addForeignKey(t, k)
	}
	for _, h := range have.constraints {
		switch {
		case wanted[h.name]:
		case h.mark != "":
			p.dropConstraint(t, h)
		default:
			p.skip(t.Name, h.name, "the constraint was not made here; it is kept: "+h.def)
		}
	}
	p.indexes(t, have)
}

func (p *postgresPlanner) dropConstraint(t *Table, h *liveConstraint) {
	if h != nil {
		p.add(phaseDrop, "constraint "+h.name+" of "+t.Name+" is no longer wanted",
			"ALTER TABLE "+p.d.Quote(t.Name)+" DROP CONSTRAINT "+p.d.Quote(h.name))
	}
}

func (p *postgresPlanner) indexes(t *Table, have *liveTable) {
	wanted := map[string]bool{}
	for i := range t.Indexes {
		x := &t.Indexes[i]
		wanted[x.Name] = true
		h := have.index(x.Name)
		if h != nil && h.valid && h.unique == x.Unique && sameNames(h.columns, x.Columns) &&
			(h.mark == markOf(x.Where) || x.Where == "" && h.where == "") {
			continue
		}
		p.dropIndex(t, h)
		p.addIndex(t, x, true)
	}
	for _, h := range have.indexes {
		if !wanted[h.name] && h.mark != "" {
			p.dropIndex(t, h)
		}
	}
}

func (p *postgresPlanner) dropIndex(t *Table, h *liveIndex) {
	if h != nil {
		p.add(phaseDrop, "index "+h.name+" of "+t.Name+" is no longer wanted", "DROP INDEX "+p.d.Quote(h.name))
	}
}
