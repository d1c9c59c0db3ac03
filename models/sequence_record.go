package models

import (
	"database/sql/driver"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// The fields of a record that NextNumber counts with.
const (
	numberNextField      = "NumberNext"      // Integer, required
	numberIncrementField = "NumberIncrement" // Integer; without it, or if it is 0, the increment is 1
	numberPrefixField    = "Prefix"          // Char
	numberSuffixField    = "Suffix"          // Char
	numberPaddingField   = "Padding"         // Integer
)

// NextNumber returns the next number of a record that is a sequence of its own, and counts it on: it is written with
// the record's fields Prefix, Suffix and Padding as FormatNumber does, from NumberNext, which grows by NumberIncrement.
// All fields but NumberNext can be missing.
//
// Unlike a Sequence it leaves no gaps: the number is given back if the transaction is rolled back. Transactions that
// want a number of one record wait for each other, or run again. The record is written as the super user, since who may
// use a number need not be able to change the record. NextNumber panics with a typed error unless rs is one record with
// the field NumberNext, and if a prefix or suffix cannot be read.
func NextNumber(rs RecordSet) string {
	c := rs.Underlying()
	c.EnsureOne()
	next := c.numberField(numberNextField, fieldtype.Integer)
	if next == nil {
		panic(&UsageError{Model: c.model().name, What: "the model has no Integer field NumberNext", Mend: "add it, or use a Sequence"})
	}
	record := c.Sudo()
	record.lock()
	value := record.integer(next)
	step := record.integer(c.numberField(numberIncrementField, fieldtype.Integer))
	if step == 0 {
		step = 1
	}
	text, err := FormatNumber(record.text(numberPrefixField), record.text(numberSuffixField),
		int(record.integer(c.numberField(numberPaddingField, fieldtype.Integer))), value, c.env.localNow())
	if err != nil {
		panic(err)
	}
	CallWrite(record, record.NewData().put(next.index, value+step))
	return text
}

// lock keeps other transactions from changing the record until the end of this one, and reads it again.
func (c *Core) lock() {
	s := c.env.session()
	if c.tbl.state[c.row]&(rowMemory|rowNew) != 0 {
		return
	}
	s.flush()
	if d := s.db.sql.Dialect(); d == sqldb.Postgres { // SQLite has one writer; if it was another one, the write fails and all is run again
		s.query("SELECT 1 FROM "+d.Quote(c.model().table)+" WHERE "+d.Quote("id")+" = "+d.Placeholder(1)+" FOR UPDATE",
			[]driver.Value{c.ID()}, func([]driver.Value) error { return nil })
	}
	c.ForceLoad()
}

// numberField returns a field of the model by name, nil if there is none of that kind.
func (c *Core) numberField(name string, kind fieldtype.Type) *Field {
	if f := c.model().byName[name]; f != nil && f.kind == kind {
		return f
	}
	return nil
}

// integer returns the value of an Integer field of any Go type, 0 without a field.
func (c *Core) integer(f *Field) int64 {
	if f == nil {
		return 0
	}
	n, ok := coerceInt(c.value(f))
	if !ok {
		panic(f.typeMismatch())
	}
	return n
}

// text returns the value of a Char field, "" if the model has no such field.
func (c *Core) text(name string) string {
	f := c.numberField(name, fieldtype.Char)
	if f == nil {
		return ""
	}
	s, ok := coerceString(c.value(f))
	if !ok {
		panic(f.typeMismatch())
	}
	return s
}
