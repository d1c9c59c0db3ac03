package schema

import (
	"fmt"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// postgresPlanner plans for PostgreSQL.
type postgresPlanner struct {
	*builder
	// defaults are the wanted ones of the present table, as the server prints
	// them.
	defaults map[string]string
}

func (p *postgresPlanner) plan() error {
	for _, s := range p.want.Sequences {
		p.sequence(s)
	}
	for i := range p.want.Tables {
		t := &p.want.Tables[i]
		have := p.found.tables[t.Name]
		if have == nil {
			p.createTable(t)
			continue
		}
		if err := p.alterTable(t, have); err != nil {
			return err
		}
	}
	return nil
}

func (p *postgresPlanner) sequence(s Sequence) {
	have, ok := p.found.sequences[s.Name]
	switch {
	case !ok:
		p.add(phaseSequences, "new sequence "+s.Name, sqldb.PostgresSequence(s.Name, s.increment(), s.start()))
	case have.increment != s.increment():
		p.add(phaseSequences, "step of sequence "+s.Name, fmt.Sprintf("ALTER SEQUENCE %s INCREMENT BY %d", p.d.Quote(s.Name), s.increment()))
	}
}

// createTable plans a new table. Its constraints follow, so that every one of
// them carries the mark.
func (p *postgresPlanner) createTable(t *Table) {
	lines := make([]string, 0, len(t.Columns)+1)
	for i := range t.Columns {
		lines = append(lines, p.columnSQL(t, &t.Columns[i]))
	}
	if key := t.primaryKey(); len(key) > 0 {
		lines = append(lines, "CONSTRAINT "+p.d.Quote(keyName(t))+" PRIMARY KEY ("+p.quoteList(key)+")")
	}
	if id := t.identity(); id != nil {
		p.idSequence(t, id, phaseTables)
	}
	p.add(phaseTables, "new table "+t.Name, "CREATE TABLE "+p.d.Quote(t.Name)+" (\n  "+strings.Join(lines, ",\n  ")+"\n)")
	if id := t.identity(); id != nil {
		p.ownSequence(t, id, phaseTables)
	}
	p.comment(t, nil)
	for _, c := range t.Constraints {
		p.addConstraint(t, c)
	}
	for i := range t.Indexes {
		p.addIndex(t, &t.Indexes[i], false)
	}
	for i := range t.ForeignKeys {
		p.addForeignKey(t, &t.ForeignKeys[i])
	}
}

// keyName is the name PostgreSQL gives a primary key itself.
func keyName(t *Table) string {
	const suffix = "_pkey"
	return t.Name[:min(len(t.Name), maxIdentifier-len(suffix))] + suffix
}

// idSequenceName is <table>_id_seq; a longer name is cut by the server
// wherever it is written.
func idSequenceName(t *Table) string {
	name := t.Name + "_id_seq"
	return name[:min(len(name), maxIdentifier)]
}

func (p *postgresPlanner) idSequence(t *Table, id *Column, at phase) {
	if _, ok := p.found.sequences[idSequenceName(t)]; !ok {
		p.add(at, "ids of "+t.Name, "CREATE SEQUENCE "+p.d.Quote(idSequenceName(t))+" AS bigint")
	}
}

func (p *postgresPlanner) ownSequence(t *Table, id *Column, at phase) {
	p.add(at, "ids of "+t.Name, "ALTER SEQUENCE "+p.d.Quote(idSequenceName(t))+" OWNED BY "+p.d.Quote(t.Name)+"."+p.d.Quote(id.Name))
}

// columnSQL is the definition of a column of a new table.
func (p *postgresPlanner) columnSQL(t *Table, c *Column) string {
	sql := p.d.Quote(c.Name) + " " + p.d.TypeName(c.Type)
	if def := p.columnDefault(t, c); def != "" {
		sql += " DEFAULT " + def
	}
	if t.required(c) {
		sql += " NOT NULL"
	}
	return sql
}

func (p *postgresPlanner) columnDefault(t *Table, c *Column) string {
	if c.Identity {
		return "nextval(" + p.d.Literal(p.d.Quote(idSequenceName(t))) + "::regclass)"
	}
	return c.Default
}

func (p *postgresPlanner) addConstraint(t *Table, c Constraint) {
	p.add(phaseConstraints, "constraint "+c.Name+" of "+t.Name,
		"ALTER TABLE "+p.d.Quote(t.Name)+" ADD CONSTRAINT "+p.d.Quote(c.Name)+" "+strings.TrimSpace(c.SQL))
	p.markConstraint(phaseConstraints, t, c.Name, markOf(c.SQL))
}

func (p *postgresPlanner) addForeignKey(t *Table, k *ForeignKey) {
	p.add(phaseForeignKeys, "foreign key "+k.Name+" of "+t.Name, "ALTER TABLE "+p.d.Quote(t.Name)+" ADD "+p.foreignKeySQL(k))
	p.markConstraint(phaseForeignKeys, t, k.Name, mark)
}

func (p *postgresPlanner) markConstraint(at phase, t *Table, name, mark string) {
	p.add(at, "mark of "+name, "COMMENT ON CONSTRAINT "+p.d.Quote(name)+" ON "+p.d.Quote(t.Name)+" IS "+p.d.Literal(mark))
}

func (p *postgresPlanner) addIndex(t *Table, x *Index, exists bool) {
	create, at := "CREATE ", phaseIndexes
	if x.Unique {
		create += "UNIQUE "
	}
	create += "INDEX "
	if x.Concurrently && exists {
		create += "CONCURRENTLY "
		at = phaseAlone
	}
	create += p.d.Quote(x.Name) + " ON " + p.d.Quote(t.Name) + " (" + p.quoteList(x.Columns) + ")"
	if x.Where != "" {
		create += " WHERE " + x.Where
	}
	p.add(at, "index "+x.Name+" of "+t.Name, create)
	p.add(at, "mark of "+x.Name, "COMMENT ON INDEX "+p.d.Quote(x.Name)+" IS "+p.d.Literal(markOf(x.Where)))
}

// comment plans the comments that differ.
func (p *postgresPlanner) comment(t *Table, have *liveTable) {
	old := ""
	if have != nil {
		old = have.comment
	}
	if t.Comment != old {
		p.add(phaseComments, "comment of "+t.Name, "COMMENT ON TABLE "+p.d.Quote(t.Name)+" IS "+p.commentText(t.Comment))
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		old = ""
		if have != nil {
			if h := have.column(c.Name); h != nil {
				old = h.comment
			}
		}
		if c.Comment != old {
			p.add(phaseComments, "comment of "+t.Name+"."+c.Name,
				"COMMENT ON COLUMN "+p.d.Quote(t.Name)+"."+p.d.Quote(c.Name)+" IS "+p.commentText(c.Comment))
		}
	}
}

func (p *postgresPlanner) commentText(s string) string {
	if s == "" {
		return "NULL"
	}
	return strings.TrimSpace(p.d.Literal(s))
}
