package models

import (
	"context"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/internal/schema"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// SyncDatabase creates and alters tables, constraints, indexes and sequences so that the database fits the models. It
// never drops a table or a column and never narrows a type. A stored computed field that is added to a table with rows is
// computed for them. Two processes that start at once wait for each other.
func (db *Database) SyncDatabase() error { return db.SyncDatabaseContext(context.Background()) }

// SyncDatabaseContext is SyncDatabase with a context.
func (db *Database) SyncDatabaseContext(ctx context.Context) error {
	if err := db.registry.ready(); err != nil {
		return err
	}
	plan, err := schema.New(ctx, db.sql, wantedSchema(db.registry), schema.Options{})
	if err != nil {
		return db.typed(err)
	}
	before, err := db.columns(ctx)
	if err != nil {
		return err
	}
	if err := plan.Apply(ctx); err != nil {
		return db.typed(err)
	}
	return db.computeAdded(ctx, before)
}

// Plan returns the SQL statements that SyncDatabase would run, without running them.
func (db *Database) Plan(ctx context.Context) ([]string, error) {
	if err := db.registry.ready(); err != nil {
		return nil, err
	}
	plan, err := schema.New(ctx, db.sql, wantedSchema(db.registry), schema.Options{})
	if err != nil {
		return nil, db.typed(err)
	}
	var out []string
	for _, s := range plan.Statements() {
		out = append(out, s.SQL)
	}
	return out, nil
}

// wantedSchema describes the tables of all models of a registry.
func wantedSchema(r *Registry) *schema.Schema {
	s := &schema.Schema{}
	for _, q := range r.declaredSequences() {
		s.Sequences = append(s.Sequences, schema.Sequence{Name: q.dbName, Start: q.start, Increment: q.increment})
	}
	links := make(map[string]bool)
	var pure []schema.Table
	for _, m := range r.Models() {
		if m.kind != regularModel && m.kind != transientModel {
			continue
		}
		s.Tables = append(s.Tables, wantedTable(m))
		for _, f := range m.ordered {
			if f.link != nil && f.link.model == nil && !links[f.link.name] {
				links[f.link.name] = true
				pure = append(pure, wantedLink(f))
			}
		}
	}
	s.Tables = append(s.Tables, pure...)
	return s
}

func wantedTable(m *Model) schema.Table {
	t := schema.Table{Name: m.table, Comment: m.name}
	for _, f := range m.stored {
		c := schema.Column{Name: f.column, Type: sqlType(f), Comment: f.label()}
		switch {
		case f.index == FieldID:
			c.Identity, c.NotNull, c.Comment = true, true, ""
		case f.params.Required && f.index >= BaseFieldCount:
			c.NotNull = true
			c.Backfill = f.backfill()
		}
		if !c.Identity && c.Backfill == "" && f.kind != fieldtype.Many2One && f.kind != fieldtype.One2One {
			switch c.Type.Kind { // unset values of these are stored as zero
			case sqldb.KindBigInt, sqldb.KindDouble, sqldb.KindNumeric:
				c.Backfill = "0"
			case sqldb.KindBoolean:
				c.Backfill = "false"
			}
		}
		t.Columns = append(t.Columns, c)
		if f.kind.HasForeignKey() && f.relation.kind != manualModel {
			t.ForeignKeys = append(t.ForeignKeys, schema.ForeignKey{Name: shortened(m.table + "_" + f.column + "_fkey"), Column: f.column,
				RefTable: f.relation.table, RefColumn: "id", OnDelete: onDelete(f)})
		}
		switch {
		case f.params.Unique || f.kind == fieldtype.One2One:
			t.Indexes = append(t.Indexes, schema.Index{Name: shortened(m.table + "_" + f.column + "_key"), Columns: []string{f.column}, Unique: true})
		case f.params.Index || f.kind == fieldtype.Many2One:
			t.Indexes = append(t.Indexes, schema.Index{Name: shortened(m.table + "_" + f.column + "_index"), Columns: []string{f.column}})
		}
	}
	for _, c := range m.sqlConstraints {
		t.Constraints = append(t.Constraints, schema.Constraint{Name: c.dbName, SQL: c.sql})
	}
	return t
}

// backfill is the SQL of the value that existing rows get when a required column is added.
func (f *Field) backfill() string {
	if f.kind.HasForeignKey() {
		return ""
	}
	switch f.sqlKind() {
	case sqldb.KindBigInt, sqldb.KindDouble, sqldb.KindNumeric:
		return "0"
	case sqldb.KindBoolean:
		return "false"
	case sqldb.KindText:
		return "''"
	}
	return ""
}

func onDelete(f *Field) schema.Action {
	switch f.params.OnDelete {
	case Cascade:
		return schema.Cascade
	case Restrict: // NO ACTION, so that records that point at each other can be deleted by one statement
		return schema.NoAction
	}
	if f.params.Required {
		return schema.NoAction
	}
	return schema.SetNull
}

// wantedLink describes the table behind a many2many field.
func wantedLink(f *Field) schema.Table {
	l := f.link
	key := func(column, table string) schema.ForeignKey {
		return schema.ForeignKey{Name: shortened(l.name + "_" + column + "_fkey"), Column: column, RefTable: table, RefColumn: "id", OnDelete: schema.Cascade}
	}
	id := sqldb.Type{Kind: sqldb.KindBigInt}
	return schema.Table{
		Name:    l.name,
		Comment: f.model.name + "." + f.name,
		Columns: []schema.Column{{Name: l.ourColumn, Type: id, NotNull: true}, {Name: l.theirColumn, Type: id, NotNull: true}},
		// The primary key serves one direction, the index the other one.
		PrimaryKey:  []string{l.ourColumn, l.theirColumn},
		ForeignKeys: []schema.ForeignKey{key(l.ourColumn, f.model.table), key(l.theirColumn, f.relation.table)},
		Indexes:     []schema.Index{{Name: shortened(l.name + "_" + l.theirColumn + "_index"), Columns: []string{l.theirColumn}}},
	}
}

// sqlType is the type of the field's column.
func sqlType(f *Field) sqldb.Type {
	t := sqldb.Type{Kind: f.sqlKind()}
	switch {
	case t.Kind == sqldb.KindNumeric:
		t.Precision, t.Scale = f.params.Digits.Scale, f.params.Digits.Precision
	case t.Kind == sqldb.KindText && f.params.Size > 0:
		t.Kind, t.Size = sqldb.KindVarchar, f.params.Size
	}
	return t
}
