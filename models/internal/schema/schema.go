package schema

import "github.com/hexgen/hexgen/models/internal/sqldb"

// Schema is what a program wants of a database.
type Schema struct {
	// Tables in the order in which they are created.
	Tables []Table
	// Sequences beside those of the ids.
	Sequences []Sequence
}

// Table is a wanted table.
type Table struct {
	Name    string
	Comment string
	Columns []Column
	// PrimaryKey are the columns of the primary key. It may be left empty if a
	// column is an Identity.
	PrimaryKey  []string
	ForeignKeys []ForeignKey
	Indexes     []Index
	Constraints []Constraint
}

// Column is a wanted column.
type Column struct {
	Name    string
	Type    sqldb.Type
	NotNull bool
	// Default is the SQL of the default value; empty is none.
	Default string
	Comment string
	// Identity makes a KindBigInt column the primary key with generated
	// values: from the sequence <table>_id_seq on PostgreSQL, AUTOINCREMENT on
	// SQLite.
	Identity bool
	// Backfill is the SQL of the value that rows get which exist when the
	// column is added, or when it becomes NOT NULL and they have none. Without
	// it they get the Default.
	Backfill string
}

// Action is what a foreign key does when the row it refers to is deleted.
type Action string

// The actions of foreign keys.
const (
	NoAction Action = ""
	Restrict Action = "RESTRICT"
	Cascade  Action = "CASCADE"
	SetNull  Action = "SET NULL"
)

// ForeignKey is a wanted foreign key of one column.
type ForeignKey struct {
	Name, Column, RefTable, RefColumn string
	OnDelete                          Action
	// Deferred checks the key at COMMIT rather than after each statement.
	Deferred bool
}

// Index is a wanted index.
type Index struct {
	Name    string
	Columns []string
	Unique  bool
	// Where is the SQL condition of a partial index.
	Where string
	// Concurrently builds the index of an existing PostgreSQL table without
	// blocking writers, after everything else and outside the transaction.
	Concurrently bool
}

// Constraint is any other constraint of a table in SQL, such as
// `CHECK (age > 0)` or `UNIQUE (a, b)`.
type Constraint struct {
	Name, SQL string
}

// Sequence is a wanted sequence. Zero Start and Increment mean 1.
type Sequence struct {
	Name             string
	Start, Increment int64
}

func (s Sequence) start() int64 {
	if s.Start == 0 {
		return 1
	}
	return s.Start
}

func (s Sequence) increment() int64 {
	if s.Increment == 0 {
		return 1
	}
	return s.Increment
}

// column returns the column of a name.
func (t *Table) column(name string) *Column {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return &t.Columns[i]
		}
	}
	return nil
}

// identity returns the identity column.
func (t *Table) identity() *Column {
	for i := range t.Columns {
		if t.Columns[i].Identity {
			return &t.Columns[i]
		}
	}
	return nil
}

// primaryKey returns the columns of the primary key.
func (t *Table) primaryKey() []string {
	if id := t.identity(); id != nil && len(t.PrimaryKey) == 0 {
		return []string{id.Name}
	}
	return t.PrimaryKey
}

// required tells whether a column may not be NULL.
func (t *Table) required(c *Column) bool {
	if c.NotNull || c.Identity {
		return true
	}
	for _, name := range t.PrimaryKey {
		if name == c.Name {
			return true
		}
	}
	return false
}

// fill returns the SQL that existing rows get in a column, or "".
func (c *Column) fill() string {
	if c.Backfill != "" {
		return c.Backfill
	}
	return c.Default
}
