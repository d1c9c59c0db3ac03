package models

import "fmt"

// State of a record in a table of the cache, as bits.
const (
	rowNew    uint8 = 1 << iota // waits for its INSERT
	rowDirty                    // is in table.dirty
	rowGone                     // deleted in this transaction, or found missing
	rowMemory                   // made by New, never in the database
	rowDraft                    // of the database, with values that are never written
	rowDoomed                   // being deleted: those that it cascades to go first
)

// table is the cache of the records of one model in a transaction. Every record that was met has a row; the row of an
// id never changes.
type table struct {
	s     *session
	model *Model
	// cols are the columns that getters read without further checks: nil where nothing is known of the field yet, or
	// where pending triggers must be resolved first. store are all columns in use.
	cols    []Column
	store   []Column
	ids     []int64
	rows    map[int64]int32
	state   []uint8
	created []int32  // rows with rowNew, in order of creation; rows deleted since have lost the bit
	dirty   []int32  // rows with rowDirty
	targets []*table // of relation fields, by field index
	// readable says of users whether they may read records, where record rules were checked.
	readable map[int64]map[int32]bool
	// deletions counts how often records were deleted.
	deletions int32
	memory    int64 // last id given to a record in memory, counting down
	inMemory  []int32
	filling   bool  // the last record in memory is being made
	block     int   // ids taken from the sequence in this transaction
	usedID    int64 // on SQLite: ids up to this one were given to records, also to such as were rolled back
	lastID    int64 // on SQLite: last id used, 0 if not known
}

func newTable(s *session, m *Model) *table {
	n := len(m.fields)
	return &table{s: s, model: m, cols: make([]Column, n), store: make([]Column, n),
		rows: make(map[int64]int32), targets: make([]*table, n)}
}

// row returns the row of id, giving it one if it has none.
func (t *table) row(id int64) int32 {
	if r, ok := t.rows[id]; ok {
		return r
	}
	r := int32(len(t.ids))
	t.ids = append(t.ids, id)
	t.state = append(t.state, 0)
	t.rows[id] = r
	return r
}

// col returns the column of a field, making it if needed.
func (t *table) col(f int) Column {
	if c := t.store[f]; c != nil {
		return c
	}
	c := t.field(f).makeColumn()
	t.store[f] = c
	if !c.base().suspended {
		t.cols[f] = c
	}
	return c
}

// room returns the column of a field with space for all rows.
func (t *table) room(f int) Column {
	c := t.col(f)
	c.grow(len(t.ids))
	return c
}

// field returns the definition of a field by its index.
func (t *table) field(f int) *Field {
	if f < len(t.model.fields) {
		if field := t.model.fields[f]; field != nil {
			return field
		}
	}
	name := fmt.Sprintf("#%d", f)
	if v := t.model.view; v != nil && f >= BaseFieldCount && f-BaseFieldCount < len(v.fields) {
		name = v.fields[f-BaseFieldCount].Name
	}
	panic(&UsageError{Model: t.model.name, Field: name,
		What: "the field is in the generated code, but no module of this program declares it",
		Mend: "import the module that declares it, or run go generate if the declaration was removed"})
}

// target returns the table of the records that a relation field points at.
func (t *table) target(f int) *table {
	if r := t.targets[f]; r != nil {
		return r
	}
	if t.s == nil { // of a set without an environment
		return newTable(nil, t.field(f).relation)
	}
	r := t.s.table(t.field(f).relation)
	t.targets[f] = r
	return r
}

// hide makes getters of a column take the slow path, where pending triggers are resolved.
func (t *table) hide(f int) {
	b := t.col(f).base()
	if !b.suspended {
		b.suspended = true
		t.cols[f] = nil
		t.s.suspended = append(t.s.suspended, b)
	}
}

// unsaved tells whether what row is given only lives in memory.
func (t *table) unsaved(row int32) bool { return t.state[row]&(rowMemory|rowDraft) != 0 }

// markDirty notes that a value of row must be written.
func (t *table) markDirty(row int32, b *columnBase) {
	if b.field.column == "" || t.unsaved(row) {
		return
	}
	b.state[row] |= stDirty
	if t.s.db.ruleFields()[b.field] {
		t.s.forgetAccess()
	}
	if t.state[row]&(rowDirty|rowNew) == 0 {
		t.state[row] |= rowDirty
		t.dirty = append(t.dirty, row)
	}
}

// hasPending tells whether records wait to be written.
func (t *table) hasPending() bool { return len(t.created) > 0 || len(t.dirty) > 0 }

// invalidate forgets what was read from the database.
func (t *table) invalidate() {
	for _, c := range t.store {
		if c == nil {
			continue
		}
		b := c.base()
		for i := range b.state {
			if b.state[i]&stDirty == 0 && t.state[i]&(rowMemory|rowNew|rowDraft) == 0 {
				b.state[i] &= stTodo | stBusy
			}
		}
	}
	for i := range t.state {
		t.state[i] &^= rowGone
	}
	t.usedID, t.lastID = max(t.usedID, t.lastID), 0
}

// discard forgets everything but the records in memory.
func (t *table) discard() {
	for f, c := range t.store {
		if c == nil {
			continue
		}
		b := c.base()
		var kept []uint8
		for _, r := range t.inMemory {
			if int(r) < len(b.state) {
				kept = append(kept, b.state[r])
			}
		}
		clear(b.state)
		for i, st := range kept {
			b.state[t.inMemory[i]] = st
		}
		b.todo, b.given = nil, nil
		t.cols[f] = c
	}
	for i := range t.state {
		t.state[i] &= rowMemory
	}
	t.created, t.dirty = nil, nil
}
