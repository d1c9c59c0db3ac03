package models

import (
	"database/sql/driver"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// State of one value of a column, as bits.
const (
	stLoaded uint8 = 1 << iota // the value is known
	stDirty                    // the value must be written to the database
	stNull                     // the value is NULL in the database though Go's value cannot tell
	stTodo                     // the value must be computed before it is read
	stKept                     // with stTodo: the former value is still in the column, as it is in the database
	stBusy                     // the value is being computed
)

// Column is the storage of one field for all records of a model in an environment: a slice of values of the field's
// Go type, and one byte of state for each. It is implemented by this package only.
type Column interface {
	base() *columnBase
	grow(n int)
	// scan stores a value read from the database.
	scan(row int32, src driver.Value) error
	// get and set move a value through an interface, for the callers that do not know its type.
	get(row int32) any
	// set reports whether the value differs from the one known before.
	set(row int32, v any) (bool, error)
	// convert returns v as a value of the Go type, false if it is no such value.
	convert(v any) (any, bool)
	// fromJSON reads a value of the Go type, with its UnmarshalJSON, UnmarshalText or Scan if it has one.
	fromJSON(doc []byte) (any, error)
	// invoke calls an inverse method, func(*Core, T), with a value.
	invoke(fn any, rs *Core, v any) bool
	// zero stores the value of a field that was not given any.
	zero(row int32)
	// equal compares two rows as they would be written.
	equal(a, b int32) bool
	// holds tells whether the row already has the value v.
	holds(row int32, v any) bool
	// less compares two rows for sorting.
	less(a, b int32) bool
	encode(d sqldb.Dialect, row int32) (driver.Value, error)
	array(d sqldb.Dialect, rows []int32) (driver.Value, error)
	// asJSON returns an empty column of JSON documents of the same Go type.
	asJSON() Column
}

// columnBase is what columns of all types share.
type columnBase struct {
	state []uint8
	field *Field
	// todo are the rows that were marked to be computed, in order; rows computed since are still in it.
	todo *list
	// checked says of lists when they were last compared with the records that were deleted, see leaveOutGone.
	checked []int32
	// suspended: the column may not be read before pending triggers are resolved.
	suspended bool
	// given are the values that records of the database had before pending changes, of a unique field.
	given map[int32]givenUp
	// view is the environment that values of a field computed on reading were computed for.
	view *envView
}

func (b *columnBase) base() *columnBase { return b }

// wrap says of an error of a value which field it is in.
func (b *columnBase) wrap(err error) error {
	if err == nil || b.field == nil {
		return err
	}
	return b.field.codecError(err)
}

// has tells whether the value of row is known.
func (b *columnBase) has(row int32) bool {
	return uint(row) < uint(len(b.state)) && b.state[row]&stLoaded != 0
}

// is tells whether one of the bits is set for row.
func (b *columnBase) is(row int32, bits uint8) bool {
	return uint(row) < uint(len(b.state)) && b.state[row]&bits != 0
}

// forget drops all values that are not waiting to be written.
func (b *columnBase) forget() {
	for i, s := range b.state {
		if s&stDirty == 0 {
			b.state[i] = 0
		}
	}
}

// column is a Column of values of type T.
type column[T any] struct {
	columnBase
	vals  []T
	codec *codec[T]
	// docs are the JSON documents of the values of a JSON column.
	docs []string
}

// codec knows how values of type T meet the database and untyped callers.
type codec[T any] struct {
	decode func(dst *T, src driver.Value) error // src is never nil
	encode func(d sqldb.Dialect, v T) (driver.Value, error)
	array  func(d sqldb.Dialect, vals []T, rows []int32, null []bool) (driver.Value, error)
	equal  func(a, b T) bool
	less   func(a, b T) bool
	// isNull tells whether a value is written as NULL.
	isNull func(v T) bool
	// nullable: a value that was never given is written as NULL, and an explicit zero value as itself.
	nullable bool
	coerce   func(v any) (T, bool)
	clean    func(v T) T // normal form of a value that is set; nil: as it is
	json     bool        // the values are JSON documents: see column_json.go
}

func (c *column[T]) grow(n int) {
	if n <= len(c.state) {
		return
	}
	if c.codec.json {
		c.docs = append(c.docs, make([]string, n-len(c.docs))...)
	}
	if n <= cap(c.state) && n <= cap(c.vals) {
		c.state, c.vals = c.state[:n], c.vals[:n]
		return
	}
	size := max(n, 2*len(c.state), 8)
	state, vals := make([]uint8, n, size), make([]T, n, size)
	copy(state, c.state)
	copy(vals, c.vals)
	c.state, c.vals = state, vals
}

func (c *column[T]) scan(row int32, src driver.Value) error {
	if src == nil {
		var zero T
		c.vals[row] = zero
		c.state[row] = stLoaded | stNull
		return nil
	}
	if c.codec.json {
		return c.scanJSON(row, src)
	}
	if err := c.codec.decode(&c.vals[row], src); err != nil {
		return err
	}
	c.state[row] = stLoaded
	return nil
}

func (c *column[T]) get(row int32) any {
	if uint(row) >= uint(len(c.vals)) {
		var zero T
		return zero
	}
	return c.vals[row]
}

// put stores a value set by the program and reports whether it differs from the value known before.
func (c *column[T]) put(row int32, v T) bool {
	if c.codec.json {
		return c.putJSON(row, v)
	}
	if c.codec.clean != nil {
		v = c.codec.clean(v)
	}
	c.grow(int(row) + 1)
	st := c.state[row]
	if st&(stLoaded|stKept) != 0 && st&stNull == 0 && c.codec.equal(c.vals[row], v) {
		c.state[row] = st&^(stTodo|stKept|stBusy) | stLoaded
		return false
	}
	c.vals[row] = v
	c.state[row] = st&stDirty | stLoaded
	return true
}

func (c *column[T]) set(row int32, v any) (bool, error) {
	if v == nil {
		if !c.codec.nullable {
			var zero T
			return c.put(row, zero), nil
		}
		return c.putNull(row), nil
	}
	t, ok := c.value(v)
	if !ok {
		return false, c.field.valueError(v)
	}
	return c.put(row, t), nil
}

// putNull takes the value of a row away and reports whether there was one.
func (c *column[T]) putNull(row int32) bool {
	var zero T
	c.grow(int(row) + 1)
	st := c.state[row]
	known := st&(stLoaded|stKept) != 0 && st&stNull != 0
	c.vals[row] = zero
	c.state[row] = st&stDirty | stLoaded | stNull
	return !known
}

// value returns v as a T.
func (c *column[T]) value(v any) (T, bool) {
	if t, ok := v.(T); ok {
		return t, true
	}
	return c.codec.coerce(v)
}

func (c *column[T]) invoke(fn any, rs *Core, v any) bool {
	f, ok := fn.(func(*Core, T))
	if !ok {
		return false
	}
	var t T
	if v != nil {
		if t, ok = c.value(v); !ok {
			panic(c.field.valueError(v))
		}
	}
	f(rs, t)
	return true
}

func (c *column[T]) zero(row int32) {
	var zero T
	c.vals[row] = zero
	c.state[row] = stLoaded
	if c.codec.nullable {
		c.state[row] |= stNull
	}
}

func (c *column[T]) equal(a, b int32) bool {
	if (c.state[a]^c.state[b])&stNull != 0 {
		return false
	}
	if c.codec.json {
		return c.state[a]&stNull != 0 || c.docs[a] == c.docs[b]
	}
	return c.codec.equal(c.vals[a], c.vals[b])
}

func (c *column[T]) holds(row int32, v any) bool {
	if !c.has(row) {
		return false
	}
	if v == nil {
		return c.state[row]&stNull != 0
	}
	t, ok := c.value(v)
	if !ok {
		return false
	}
	if c.codec.json {
		return c.holdsJSON(row, t)
	}
	if c.codec.clean != nil {
		t = c.codec.clean(t)
	}
	return c.state[row]&stNull == 0 && c.codec.equal(c.vals[row], t)
}

func (c *column[T]) less(a, b int32) bool {
	if c.codec.json {
		return c.docs[a] < c.docs[b]
	}
	return c.codec.less(c.vals[a], c.vals[b])
}

func (c *column[T]) encode(d sqldb.Dialect, row int32) (driver.Value, error) {
	if c.isNull(row) {
		return nil, nil
	}
	if c.codec.json {
		return c.docs[row], nil
	}
	v, err := c.codec.encode(d, c.vals[row])
	return v, c.wrap(err)
}

func (c *column[T]) isNull(row int32) bool {
	return c.state[row]&stNull != 0 || c.codec.isNull != nil && c.codec.isNull(c.vals[row])
}

func (c *column[T]) array(d sqldb.Dialect, rows []int32) (driver.Value, error) {
	var null []bool
	for i, r := range rows {
		if c.isNull(r) {
			if null == nil {
				null = make([]bool, len(rows))
			}
			null[i] = true
		}
	}
	if c.codec.json {
		return c.arrayJSON(d, rows, null)
	}
	v, err := c.codec.array(d, c.vals, rows, null)
	return v, c.wrap(err)
}
