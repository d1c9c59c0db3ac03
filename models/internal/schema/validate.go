package schema

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// maxIdentifier is the length of an identifier in PostgreSQL, in bytes.
const maxIdentifier = 63

// InvalidError says what is wrong with a wanted schema.
type InvalidError struct {
	Table, Object, Problem string
}

// Error returns the message.
func (e *InvalidError) Error() string {
	name := e.Table
	if e.Object != "" {
		name += "." + e.Object
	}
	return fmt.Sprintf("schema: %s: %s", name, e.Problem)
}

// Validate reports everything wrong with a schema that can be told without a
// database.
func (s *Schema) Validate() error {
	v := validator{relations: map[string]bool{}, tables: map[string]*Table{}}
	for i := range s.Tables {
		v.tables[s.Tables[i].Name] = &s.Tables[i]
	}
	for i := range s.Tables {
		v.table(&s.Tables[i])
	}
	for _, q := range s.Sequences {
		v.relation(q.Name, "")
	}
	return errors.Join(v.errs...)
}

type validator struct {
	tables    map[string]*Table
	relations map[string]bool // tables, indexes and sequences share their names
	errs      []error
}

func (v *validator) fail(table, object, format string, args ...any) {
	v.errs = append(v.errs, &InvalidError{Table: table, Object: object, Problem: fmt.Sprintf(format, args...)})
}

func (v *validator) relation(name, table string) {
	v.name(name, table)
	if v.relations[name] {
		v.fail(table, name, "there are two tables, indexes or sequences of this name")
	}
	v.relations[name] = true
}

func (v *validator) name(name, table string) {
	switch {
	case name == "":
		v.fail(table, "", "something has no name")
	case len(name) > maxIdentifier:
		v.fail(table, name, "the name has %d bytes; databases take %d", len(name), maxIdentifier)
	case strings.ContainsRune(name, 0):
		v.fail(table, name, "the name holds a NUL")
	}
}

func (v *validator) table(t *Table) {
	v.relation(t.Name, t.Name)
	seen := map[string]bool{}
	for i := range t.Columns {
		c := &t.Columns[i]
		v.name(c.Name, t.Name)
		if seen[c.Name] {
			v.fail(t.Name, c.Name, "there are two columns of this name")
		}
		seen[c.Name] = true
		v.column(t, c)
	}
	v.columns(t, "PRIMARY KEY", t.PrimaryKey)
	names := map[string]bool{}
	constraint := func(name string) {
		v.name(name, t.Name)
		if names[name] {
			v.fail(t.Name, name, "there are two constraints of this name")
		}
		names[name] = true
	}
	for _, k := range t.ForeignKeys {
		constraint(k.Name)
		v.columns(t, k.Name, []string{k.Column})
		if ref := v.tables[k.RefTable]; ref != nil && ref.column(k.RefColumn) == nil {
			v.fail(t.Name, k.Name, "the table %s has no column %q", k.RefTable, k.RefColumn)
		}
	}
	for _, c := range t.Constraints {
		constraint(c.Name)
		if strings.TrimSpace(c.SQL) == "" {
			v.fail(t.Name, c.Name, "the constraint has no SQL")
		}
	}
	for _, x := range t.Indexes {
		v.relation(x.Name, t.Name)
		if len(x.Columns) == 0 {
			v.fail(t.Name, x.Name, "the index has no columns")
		}
		v.columns(t, x.Name, x.Columns)
	}
}

func (v *validator) column(t *Table, c *Column) {
	switch {
	case c.Type.Kind == sqldb.KindInvalid:
		v.fail(t.Name, c.Name, "the column has no type")
	case c.Identity && c.Type.Kind != sqldb.KindBigInt:
		v.fail(t.Name, c.Name, "an identity is a bigint")
	case c.Identity && t.identity() != c:
		v.fail(t.Name, c.Name, "there are two identities")
	case c.Identity && len(t.PrimaryKey) > 0 && (len(t.PrimaryKey) > 1 || t.PrimaryKey[0] != c.Name):
		v.fail(t.Name, c.Name, "the identity is not the primary key")
	case c.Type.Kind == sqldb.KindNumeric && (c.Type.Precision < 0 || c.Type.Scale < 0 || c.Type.Scale > c.Type.Precision):
		v.fail(t.Name, c.Name, "numeric(%d,%d) does not exist", c.Type.Precision, c.Type.Scale)
	}
}

func (v *validator) columns(t *Table, object string, names []string) {
	for _, name := range names {
		if t.column(name) == nil {
			v.fail(t.Name, object, "there is no column %q", name)
		}
	}
}
