package models

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/hexgen/hexgen/models/internal/sqldb"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// session is the state of one transaction: its connection, its cache of records and the writes that wait.
type session struct {
	db     *Database
	tx     *sqldb.Tx
	ctx    context.Context
	tables map[*Model]*table
	list   []*table // in order of first use, so that all work is deterministic
	sudo   Environment
	now    DateTime // of the transaction, for the dates of creation and change

	pending []pendingTrigger
	pendIdx map[pendKey]int
	// suspended are the columns that must not be read before pending triggers are resolved.
	suspended []*columnBase
	todo      []Column // columns with rows to compute
	links     []*linkChange
	linkIdx   map[linkKey]*linkChange

	isolated      bool // all is rolled back at the end: see OnChange
	flushing      bool
	window        int // how many records are read together at most, 0 for no limit; see minWindow
	computing     int // methods of computed fields that are running
	done          bool
	savepoints    int
	circles       int // how often records to delete were reached again by what they cascade to
	used          int // written without lock by every slow operation: lets the race detector see a shared environment
	afterCommit   []func()
	afterRollback []func()
}

func newSession(ctx context.Context, db *Database, tx *sqldb.Tx) *session {
	s := &session{db: db, tx: tx, ctx: ctx, tables: make(map[*Model]*table), now: Now(),
		pendIdx: make(map[pendKey]int), linkIdx: make(map[linkKey]*linkChange)}
	s.sudo = Environment{s: s, v: &envView{uid: security.SuperUserID, ctx: types.NewContext()}}
	return s
}

// table returns the cache of a model's records.
func (s *session) table(m *Model) *table {
	if t := s.tables[m]; t != nil {
		return t
	}
	t := newTable(s, m)
	s.tables[m] = t
	s.list = append(s.list, t)
	return t
}

// fail panics with a typed error if err is not nil.
func (s *session) fail(err error) {
	if err != nil {
		panic(s.db.typed(err))
	}
}

// query runs a statement that returns rows.
func (s *session) query(sql string, args []driver.Value, scan func(row []driver.Value) error) {
	s.used++
	s.fail(s.tx.Query(s.ctx, sql, args, scan))
}

// exec runs a statement and returns how many rows it changed.
func (s *session) exec(sql string, args []driver.Value) int64 {
	s.used++
	n, err := s.tx.Exec(s.ctx, sql, args)
	s.fail(err)
	return n
}

// invalidate forgets everything read from the database.
func (s *session) invalidate() {
	s.window = minWindow
	s.forgetAccess()
	for _, t := range s.list {
		t.invalidate()
	}
}

// discard forgets everything, pending writes too, after the database went back to an earlier state.
func (s *session) discard() {
	s.window = minWindow
	s.forgetAccess()
	for _, t := range s.list {
		t.discard()
	}
	for _, b := range s.suspended {
		b.suspended = false
	}
	s.pending, s.todo, s.links, s.suspended = nil, nil, nil, nil
	clear(s.pendIdx)
	clear(s.linkIdx)
}

// minWindow is how many records a getter reads at most right after the cache was emptied. A program that goes through
// many records with a savepoint or direct SQL for each would read all of them again each time; so reading starts small,
// and doubles with each query.
const minWindow = 32

// widen lets the next query read more records.
func (s *session) widen() {
	if s.window *= 2; s.window > 1<<15 {
		s.window = 0
	}
}

// savepoint runs fn between SAVEPOINT and RELEASE, or ROLLBACK TO if it panics.
func (s *session) savepoint(fn func()) (err error) {
	s.flush()
	outdated := s.outdated()
	s.savepoints++
	name := fmt.Sprintf("hexgen_%d", s.savepoints)
	s.fail(s.tx.Savepoint(s.ctx, name))
	commits, rollbacks := len(s.afterCommit), len(s.afterRollback)
	defer func() {
		s.savepoints--
	}()
	err = s.db.protect(func() {
		fn()
		s.flush()
	})
	if err == nil {
		s.fail(s.tx.Release(s.ctx, name))
		return nil
	}
	if isRetryable(err) {
		panic(err) // the whole transaction must run again
	}
	s.afterCommit = s.afterCommit[:commits]
	undone := s.afterRollback[rollbacks:]
	s.afterRollback = s.afterRollback[:rollbacks:rollbacks]
	s.fail(s.tx.RollbackTo(s.ctx, name))
	s.fail(s.tx.Release(s.ctx, name))
	s.discard()
	for _, o := range outdated {
		s.outdate(s.table(o.field.model), o.field, o.rows)
	}
	for _, hook := range undone {
		hook()
	}
	return err
}

// outdated returns what is marked to be computed, and is not computed by a flush: while another computation runs.
func (s *session) outdated() []outdatedRows {
	var out []outdatedRows
	for _, c := range s.todo {
		b := c.base()
		o := outdatedRows{field: b.field}
		for _, r := range b.todo.rows {
			if b.state[r]&stTodo != 0 {
				o.rows = append(o.rows, r)
			}
		}
		out = append(out, o)
	}
	return out
}
