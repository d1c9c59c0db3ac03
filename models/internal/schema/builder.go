package schema

import (
	"context"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// phase orders the statements of a plan: what depends on what.
type phase uint8

const (
	phaseDrop        phase = iota // constraints and indexes no longer wanted
	phaseSequences                // before the tables whose defaults use them
	phaseTables                   // new tables
	phaseColumns                  // columns of existing tables
	phaseConstraints              // once all columns are there
	phaseIndexes
	phaseForeignKeys // once all tables and keys are there
	phaseComments
	phaseAlone // outside the transaction
	phases
)

// builder collects the statements of a plan.
type builder struct {
	ctx     context.Context
	tx      *sqldb.Tx
	d       sqldb.Dialect
	want    *Schema
	opts    Options
	found   *live
	steps   [phases][]Statement
	skipped []Skip
}

func (b *builder) add(p phase, comment, sql string) {
	b.steps[p] = append(b.steps[p], Statement{SQL: sql, Comment: comment, Alone: p == phaseAlone})
}

func (b *builder) addDestructive(p phase, comment, sql string) {
	b.steps[p] = append(b.steps[p], Statement{SQL: sql, Comment: comment, Destructive: true})
}

func (b *builder) skip(table, object, reason string) {
	b.skipped = append(b.skipped, Skip{Table: table, Object: object, Reason: reason})
}

func (b *builder) statements() []Statement {
	var all []Statement
	for _, s := range b.steps {
		all = append(all, s...)
	}
	return all
}

// exists tells whether a table has a row on which a condition holds.
func (b *builder) exists(table, condition string) (bool, error) {
	sql := "SELECT count(*) FROM (SELECT 1 FROM " + b.d.Quote(table)
	if condition != "" {
		sql += " WHERE " + condition
	}
	rows, err := query(b.ctx, b.tx, sql+" LIMIT 1) AS found")
	if err != nil {
		return false, err
	}
	return len(rows) == 1 && rows[0].integer(0) > 0, nil
}

// quoteList quotes names and joins them with commas.
func (b *builder) quoteList(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = b.d.Quote(n)
	}
	return strings.Join(quoted, ", ")
}

// foreignKeySQL is the definition of a foreign key with its name.
func (b *builder) foreignKeySQL(k *ForeignKey) string {
	sql := "CONSTRAINT " + b.d.Quote(k.Name) + " FOREIGN KEY (" + b.d.Quote(k.Column) + ") REFERENCES " +
		b.d.Quote(k.RefTable) + " (" + b.d.Quote(k.RefColumn) + ")"
	if k.OnDelete != NoAction {
		sql += " ON DELETE " + string(k.OnDelete)
	}
	if k.Deferred {
		sql += " DEFERRABLE INITIALLY DEFERRED"
	}
	return sql
}

// squeeze makes runs of white space one blank, outside of quotes or not: it is
// used only to compare.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// bare takes away parentheses that enclose the whole text.
func bare(s string) string {
	s = strings.TrimSpace(s)
	for len(s) > 1 && s[0] == '(' && s[len(s)-1] == ')' {
		depth := 0
		for i := range len(s) - 1 {
			switch s[i] {
			case '(':
				depth++
			case ')':
				depth--
			}
			if depth == 0 {
				return s
			}
		}
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}

func sameNames(a, b []string) bool { return strings.Join(a, separator) == strings.Join(b, separator) }
