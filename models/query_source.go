package models

import (
	"database/sql/driver"
	"strconv"
	"strings"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// sqlWriter writes one statement. Text and parameters appear in the same order, since nothing but conditions has
// parameters.
type sqlWriter struct {
	d       sqldb.Dialect
	pg      bool
	env     Environment // of the search, for record sets that are not queried yet
	lang    string      // of translated fields
	args    []driver.Value
	aliases int
	err     error // the first one
}

func newSQLWriter(env Environment, d sqldb.Dialect) *sqlWriter {
	return &sqlWriter{d: d, pg: d == sqldb.Postgres, env: env, lang: env.lang()}
}

// done returns the finished statement.
func (w *sqlWriter) done(text []byte) (string, []driver.Value, error) {
	if w.err != nil {
		return "", nil, w.err
	}
	return string(text), w.args, nil
}

// fail keeps the first error.
func (w *sqlWriter) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// alias returns the next name of a table, quoted.
func (w *sqlWriter) alias() string {
	w.aliases++
	if w.aliases == 1 {
		return `"t"`
	}
	return `"t` + strconv.Itoa(w.aliases-1) + `"`
}

// bind writes a placeholder for a value.
func (w *sqlWriter) bind(b []byte, v driver.Value) []byte {
	w.args = append(w.args, v)
	if w.pg {
		b = append(b, '$')
	} else {
		b = append(b, '?')
	}
	return strconv.AppendInt(b, int64(len(w.args)), 10)
}

// ident writes a quoted identifier.
func (w *sqlWriter) ident(b []byte, name string) []byte {
	if strings.ContainsAny(name, "\"\x00") {
		return append(b, w.d.Quote(name)...)
	}
	b = append(append(b, '"'), name...)
	return append(b, '"')
}

// source is a FROM clause: a table and those joined to it.
type source struct {
	w    *sqlWriter
	text []byte
	root *tableRef
}

// tableRef is a table that columns are taken from. A table at the end of a foreign key is joined only when another
// column than its id is asked for.
type tableRef struct {
	src    *source
	model  *Model
	alias  string // quoted; "" as long as it is not joined
	idText string // expression of the id of the record
	// nullable: there may be no record, so that all columns are NULL.
	nullable bool
	joined   []joinedRef
}

// joinedRef is a table that a relation field points at.
type joinedRef struct {
	field *Field
	ref   *tableRef
}

// from starts a FROM clause with the table of a model.
func (w *sqlWriter) from(m *Model) *source {
	s := &source{w: w}
	r := &tableRef{src: s, model: m, alias: w.alias()}
	r.idText = string(w.ident(append([]byte(r.alias), '.'), m.idColumn()))
	s.root = r
	s.text = w.table(nil, m.table, r.alias)
	return s
}

// fromLink starts a FROM clause with the link table of a many2many field. The root is the record at the other end; it
// is joined when needed. our is the column that points at the records with the field.
func (w *sqlWriter) fromLink(f *Field) (s *source, our []byte) {
	s = &source{w: w}
	alias := w.alias()
	s.text = w.table(nil, f.link.name, alias)
	their := w.ident(append([]byte(alias), '.'), f.link.theirColumn)
	s.root = &tableRef{src: s, model: f.relation, idText: string(their)}
	return s, w.ident(append([]byte(alias), '.'), f.link.ourColumn)
}

func (w *sqlWriter) table(b []byte, name, alias string) []byte {
	b = w.ident(b, name)
	return append(append(b, " AS "...), alias...)
}

// idColumn returns the column of the id.
func (m *Model) idColumn() string {
	if FieldID < len(m.fields) && m.fields[FieldID] != nil && m.fields[FieldID].column != "" {
		return m.fields[FieldID].column
	}
	return "id"
}

// id returns the expression of the id of the record.
func (r *tableRef) id() string { return r.idText }

// join puts the table into the FROM clause if it is not there yet.
func (r *tableRef) join() {
	if r.alias != "" {
		return
	}
	s := r.src
	r.alias = s.w.alias()
	s.text = s.w.table(append(s.text, " LEFT JOIN "...), r.model.table, r.alias)
	s.text = append(append(s.text, " ON "...), r.alias...)
	s.text = s.w.ident(append(s.text, '.'), r.model.idColumn())
	s.text = append(append(s.text, " = "...), r.idText...)
}

// to returns the table that a relation to one points at. The same field gives the same table.
func (r *tableRef) to(f *Field) *tableRef {
	for _, j := range r.joined {
		if j.field == f {
			return j.ref
		}
	}
	n := &tableRef{src: r.src, model: f.relation, nullable: true}
	if f.kind.HasForeignKey() {
		n.idText = string(r.column(nil, f))
	} else { // the record of a one2one that points here
		s, w := r.src, r.src.w
		n.alias = w.alias()
		n.idText = string(w.ident(append([]byte(n.alias), '.'), f.relation.idColumn()))
		s.text = w.table(append(s.text, " LEFT JOIN "...), f.relation.table, n.alias)
		s.text = append(append(s.text, " ON "...), n.alias...)
		s.text = w.ident(append(s.text, '.'), f.reverse.column)
		s.text = append(append(s.text, " = "...), r.id()...)
	}
	r.joined = append(r.joined, joinedRef{f, n})
	return n
}

// isToOne tells whether the field leads to at most one record, so that its table can be joined.
func (f *Field) isToOne() bool {
	if f.kind == fieldtype.Rev2One {
		return f.reverse != nil && f.reverse.kind == fieldtype.One2One && f.reverse.column != ""
	}
	return f.kind.HasForeignKey()
}

// column writes the expression of a field of the table.
func (r *tableRef) column(b []byte, f *Field) []byte {
	if f.index == FieldID {
		return append(b, r.idText...)
	}
	r.join()
	if f.index == FieldLastUpdate && f.column == "" {
		b = r.plain(append(b, "COALESCE("...), f.model.fields[FieldWriteDate].column)
		return append(r.plain(append(b, ", "...), f.model.fields[FieldCreateDate].column), ')')
	}
	if f.column == "" {
		r.src.w.fail(notSearchable(f))
		return append(b, "NULL"...)
	}
	if f.translations != nil && r.src.w.lang != "" {
		return r.translated(b, f)
	}
	if !r.src.w.pg && f.isSQLiteDecimalText() {
		b = r.plain(append(b, "CAST("...), f.column)
		return append(b, " AS REAL)"...)
	}
	return r.plain(b, f.column)
}

// stored writes the column of a field as it is, for reading its value.
func (r *tableRef) stored(b []byte, f *Field) []byte {
	if f.index == FieldID {
		return append(b, r.idText...)
	}
	if f.column == "" {
		r.src.w.fail(notSearchable(f))
		return append(b, "NULL"...)
	}
	r.join()
	return r.plain(b, f.column)
}

// plain writes a column of the joined table.
func (r *tableRef) plain(b []byte, column string) []byte {
	return r.src.w.ident(append(append(b, r.alias...), '.'), column)
}

// isSQLiteDecimalText tells whether SQLite holds the field as text, because it has more digits than a number can have.
func (f *Field) isSQLiteDecimalText() bool {
	return f.kind == fieldtype.Float && f.params.Digits.Scale > 15
}

// mayBeNull tells whether the field can be NULL in the table: because there is no record, because nothing was given,
// or because the table is not ours.
func (r *tableRef) mayBeNull(f *Field) bool {
	if r.nullable {
		return true
	}
	if f.index == FieldID {
		return false
	}
	switch f.kind {
	case fieldtype.Boolean, fieldtype.Integer, fieldtype.Float, fieldtype.Decimal, fieldtype.Monetary:
		return r.model.kind == manualModel || f.params.GoType != nil
	}
	return true
}
