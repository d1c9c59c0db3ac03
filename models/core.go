package models

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"
)

// RecordSet is implemented by the record sets of all models.
type RecordSet interface {
	// ModelName returns the name of the model.
	ModelName() string
	// Ids returns the ids of the records, querying the database if that was not done yet.
	Ids() []int64
	// Env returns the environment.
	Env() Environment
	// Len returns the number of records.
	Len() int
	// IsEmpty tells whether there are no records.
	IsEmpty() bool
	// Underlying returns the untyped record set; nil if the set is nil.
	Underlying() *Core
}

// Core is a record set of any model: what the generated record set types of package m are made of. A Core is an
// immutable value; nil is a usable empty set without an environment. Programs use the generated types; Core is for
// code that handles records of any model.
type Core struct {
	env Environment
	tbl *table
	// row is the first record: rowEmpty if there is none, rowLazy if the list was not queried yet.
	row   int32
	super bool
	// guarded: getters must not take a value from the cache at once; see Model.isSlow.
	guarded bool
	// list holds the records; nil if there is none but row.
	list *list
	// group are the records that are loaded together with those of the set.
	group *list
}

// Values of Core.row that are no row.
const (
	rowEmpty int32 = -1
	rowLazy  int32 = -2
	// rowBlank is for sets that NewSet makes: empty, but a search in them is one of all records.
	rowBlank int32 = -3
)

var _ RecordSet = (*Core)(nil)

// NewSet returns an empty record set of the model called name.
func NewSet(env Environment, name string) *Core {
	c := env.session().table(env.model(name)).empty(env)
	c.row = rowBlank
	return c
}

// EmptySet returns an empty record set of the model of a view. Generated code calls it.
func EmptySet(env Environment, v *View) *Core {
	return NewSet(env, v.name)
}

func (t *table) empty(env Environment) *Core {
	return &Core{env: env, tbl: t, row: rowEmpty, guarded: t.model.isSlow(env)}
}

// one returns the set of one record.
func (t *table) one(env Environment, row int32, group *list) *Core {
	return &Core{env: env, tbl: t, row: row, group: group, guarded: t.model.isSlow(env)}
}

// set returns the set of records that are known. It takes over rows, which must not have duplicates.
func (t *table) set(env Environment, rows []int32) *Core {
	return t.setIn(env, rows, nil)
}

// setIn is set with the list to load together; nil stands for the records themselves.
func (t *table) setIn(env Environment, rows []int32, group *list) *Core {
	switch len(rows) {
	case 0:
		return t.empty(env)
	case 1:
		return t.one(env, rows[0], group)
	}
	l := &list{tbl: t, rows: rows}
	if group == nil {
		group = l
	}
	return &Core{env: env, tbl: t, row: rows[0], list: l, group: group, guarded: t.model.isSlow(env)}
}

// lazy returns the set of the records that a query finds, once it is asked for.
func (t *table) lazy(env Environment, q *query) *Core {
	l := &list{tbl: t, q: q, env: env}
	return &Core{env: env, tbl: t, row: rowLazy, list: l, group: l, guarded: t.model.isSlow(env)}
}

// model returns the model of the records.
func (c *Core) model() *Model { return c.tbl.model }

// in returns the set in another environment of the same transaction. Records not yet queried are queried there.
func (c *Core) in(env Environment) *Core {
	if c.list != nil && c.list.q != nil && c.env.lang() != env.lang() && c.row != rowBlank && c.list.q.readsTranslations() {
		c.members() // which records they are is decided by the language that they were looked for in
	}
	n := *c
	n.env = env
	n.super = false
	n.guarded = c.tbl.model.isSlow(env)
	if c.list != nil && c.list.q != nil {
		n.list = &list{tbl: c.tbl, q: c.list.q, env: env}
		n.group = n.list
		if c.row != rowBlank {
			n.row = rowLazy
		}
	}
	return &n
}

// members returns the rows of the set, running its query if needed. The slice must not be changed.
func (c *Core) members() []int32 {
	if c == nil || c.row == rowBlank {
		return nil
	}
	if c.list != nil {
		if c.list.q != nil {
			c.list.run(nil)
		}
		c.settle()
		return c.list.rows
	}
	if c.row < 0 {
		return nil
	}
	return unsafe.Slice(&c.row, 1)
}

// settle sets the first record once the list is known.
func (c *Core) settle() {
	if c.row == rowLazy {
		c.row = rowEmpty
		if len(c.list.rows) > 0 {
			c.row = c.list.rows[0]
		}
	}
}

// Underlying returns the set itself.
func (c *Core) Underlying() *Core { return c }

// ModelName returns the name of the model, "" of a nil set.
func (c *Core) ModelName() string {
	if c == nil || c.tbl == nil {
		return ""
	}
	return c.tbl.model.name
}

// Env returns the environment.
func (c *Core) Env() Environment {
	if c == nil {
		return Environment{}
	}
	return c.env
}

// Ids returns the ids of the records in order.
func (c *Core) Ids() []int64 {
	rows := c.members()
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = c.tbl.ids[r]
	}
	return ids
}

// ID returns the id of the first record, 0 of an empty set.
func (c *Core) ID() int64 {
	if c == nil {
		return 0
	}
	if c.row == rowLazy {
		c.members()
	}
	if c.row < 0 {
		return 0
	}
	return c.tbl.ids[c.row]
}

// Len returns the number of records. A set that was not queried yet is read with its fields; SearchCount only counts.
func (c *Core) Len() int { return len(c.loaded()) }

// loaded is members for callers that are going to read fields: the query, if it was not run yet, reads them too.
func (c *Core) loaded() []int32 {
	if c != nil && c.row == rowLazy {
		c.resolveFor(c.tbl.field(FieldCreateDate))
	}
	return c.members()
}

// IsEmpty tells whether there are no records.
func (c *Core) IsEmpty() bool { return c.Len() == 0 }

// IsNotEmpty tells whether there are records.
func (c *Core) IsNotEmpty() bool { return c.Len() > 0 }

// EnsureOne panics with a typed error unless the set has exactly one record.
func (c *Core) EnsureOne() {
	if n := c.Len(); n != 1 {
		panic(&UserError{Message: fmt.Sprintf("expected exactly one record of %s, got %d", c.ModelName(), n)})
	}
}

// String returns the model and the ids, for messages.
func (c *Core) String() string {
	if c == nil || c.tbl == nil {
		return "(empty set)"
	}
	if c.list != nil && c.list.q != nil {
		return c.tbl.model.name + "(not queried)"
	}
	var b strings.Builder
	b.WriteString(c.tbl.model.name)
	b.WriteByte('(')
	for i, id := range c.Ids() {
		if i > 0 {
			b.WriteByte(',')
		}
		if i == 20 {
			b.WriteString("…")
			break
		}
		fmt.Fprint(&b, id)
	}
	b.WriteByte(')')
	return b.String()
}

// Records returns one set for each record.
func (c *Core) Records() []*Core {
	rows := c.loaded()
	sets := make([]Core, len(rows))
	out := make([]*Core, len(rows))
	for i, r := range rows {
		sets[i] = Core{env: c.env, tbl: c.tbl, row: r, group: c.group, guarded: c.guarded}
		out[i] = &sets[i]
	}
	return out
}

// Super returns the set with the mark that the next call of a method runs the layer below the current one.
func (c *Core) Super() *Core {
	if c == nil {
		return nil
	}
	n := *c
	n.super = true
	return &n
}

// WithEnv returns the set in another environment. An environment of another transaction gives a set of the same ids
// there.
func (c *Core) WithEnv(env Environment) *Core {
	if c == nil {
		return nil
	}
	if env.s == c.env.s {
		return c.in(env)
	}
	t := env.session().table(c.tbl.model)
	rows := make([]int32, 0, c.Len())
	for _, id := range c.Ids() {
		rows = append(rows, t.row(id))
	}
	return t.set(env, rows)
}

// CastSlice converts record sets of one model to the generated type, or data to the generated type. S is Core or Data;
// D must be a type made of S. Generated code calls it.
func CastSlice[D, S any](in []*S) []*D {
	return unsafe.Slice((**D)(unsafe.Pointer(unsafe.SliceData(in))), len(in))
}

// unique removes repeated rows in place, keeping the first of each.
func unique(rows []int32) []int32 {
	if len(rows) < 2 {
		return rows
	}
	if len(rows) <= 16 {
		out := rows[:0]
		for _, r := range rows {
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
		return out
	}
	seen := make(map[int32]struct{}, len(rows))
	out := rows[:0]
	for _, r := range rows {
		if _, dup := seen[r]; !dup {
			seen[r] = struct{}{}
			out = append(out, r)
		}
	}
	return out
}
