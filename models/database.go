package models

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"time"

	"github.com/hexgen/hexgen/models/internal/sqldb"
	"github.com/hexgen/hexgen/models/types"
	"github.com/jmoiron/sqlx"
)

// Database is an open database with the registry of the models that live in it. It is safe for concurrent use; every
// environment has a transaction of its own.
type Database struct {
	sql      *sqldb.DB
	registry *Registry
	ids      idPools

	sequences sequenceMemory

	rulesOnce sync.Once
	rules     map[*Field]bool // see ruleFields
}

// Open opens a database for the models of the default registry: "sqlite://path/file.db", "sqlite::memory:" or
// "postgres://user@host/name?sslmode=disable". Several databases can be open in one process.
func Open(url string) (*Database, error) {
	db, err := sqldb.Open(url)
	if err != nil {
		return nil, err
	}
	return &Database{sql: db, registry: DefaultRegistry()}, nil
}

// OpenDB takes a database that the program opened with a driver of its own.
func OpenDB(db *sqlx.DB) (*Database, error) {
	s, err := sqldb.OpenSQLX(db)
	if err != nil {
		return nil, err
	}
	return &Database{sql: s, registry: DefaultRegistry()}, nil
}

// UseRegistry gives the database the models of another registry than the default one. It must be called before the
// first environment.
func (db *Database) UseRegistry(r *Registry) *Database {
	db.registry = r
	return db
}

// Registry returns the registry of the models of the database.
func (db *Database) Registry() *Registry { return db.registry }

// Dialect returns "sqlite" or "postgres".
func (db *Database) Dialect() string { return db.sql.Dialect().Name() }

// Close closes all connections.
func (db *Database) Close() error { return db.sql.Close() }

// maxAttempts is how often a transaction is run if the database says that it collided with another.
const maxAttempts = 10

// ExecuteInNewEnvironment runs fn in a new environment and transaction for the user uid, and commits. If fn panics, the
// transaction is rolled back and the panic returned as a *TransactionError; errors.Is and errors.As find its cause. An
// error of COMMIT is returned as well. If the database reports a serialization failure or a deadlock, fn is run again
// in a new transaction, so it must not have effects outside that it cannot repeat.
func (db *Database) ExecuteInNewEnvironment(uid int64, fn func(Environment)) error {
	return db.ExecuteInNewEnvironmentContext(context.Background(), uid, fn)
}

// ExecuteInNewEnvironmentContext is ExecuteInNewEnvironment with a context that every query obeys.
func (db *Database) ExecuteInNewEnvironmentContext(ctx context.Context, uid int64, fn func(Environment)) error {
	return db.run(ctx, uid, fn, true)
}

// SimulateInNewEnvironment runs fn like ExecuteInNewEnvironment, but rolls everything back at the end.
func (db *Database) SimulateInNewEnvironment(uid int64, fn func(Environment)) error {
	return db.SimulateInNewEnvironmentContext(context.Background(), uid, fn)
}

// SimulateInNewEnvironmentContext is SimulateInNewEnvironment with a context that every query obeys.
func (db *Database) SimulateInNewEnvironmentContext(ctx context.Context, uid int64, fn func(Environment)) error {
	return db.run(ctx, uid, fn, false)
}

func (db *Database) run(ctx context.Context, uid int64, fn func(Environment), commit bool) error {
	if err := db.registry.ready(); err != nil {
		return err
	}
	for attempt := 1; ; attempt++ {
		committed, err := db.attempt(ctx, uid, fn, commit, attempt > 1)
		retry := !committed && attempt < maxAttempts && isRetryable(err)
		err = both(err, db.settleSequences(ctx))
		if !retry {
			return err
		}
		pause := time.Duration(attempt*attempt) * time.Millisecond
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(pause/2 + rand.N(pause)):
		}
	}
}

// attempt runs fn once in a transaction. It also tells whether that was committed, in which case an error is one of the
// hooks, and fn must not be run again.
func (db *Database) attempt(ctx context.Context, uid int64, fn func(Environment), commit, again bool) (committed bool, err error) {
	tx, err := db.sql.Begin(ctx, sqldb.Options{Write: again})
	if err != nil {
		return false, db.typed(err)
	}
	s := newSession(ctx, db, tx)
	env := s.sudo.with(uid, types.NewContext())
	ended := false
	rollback := func() error {
		ended, s.done = true, true
		err := tx.Rollback(context.WithoutCancel(ctx))
		for _, hook := range s.afterRollback {
			err = errors.Join(err, db.protect(hook))
		}
		return err
	}
	defer func() { // runtime.Goexit, for instance by t.FailNow in a test
		if !ended {
			err = both(err, rollback())
		}
	}()
	var owed map[string]int64
	err = db.protect(func() {
		fn(env)
		s.flush()
		owed = s.paySequences()
	})
	if err != nil || !commit {
		return false, both(err, rollback())
	}
	ended, s.done = true, true
	if err := tx.Commit(ctx); err != nil {
		err = fmt.Errorf("commit: %w", db.typed(err))
		for _, hook := range s.afterRollback {
			err = errors.Join(err, db.protect(hook))
		}
		return false, &TransactionError{Cause: err}
	}
	db.sequences.paid(owed)
	for _, hook := range s.afterCommit {
		if e := db.protect(hook); e != nil {
			err = errors.Join(err, fmt.Errorf("after the commit, which stands: %w", e))
		}
	}
	return true, err
}

// both joins two errors, and returns one of them as it is if the other is nil.
func both(a, b error) error {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return errors.Join(a, b)
}

// protect runs fn and returns its panic as an error.
func (db *Database) protect(fn func()) (err error) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if te, ok := r.(*TransactionError); ok { // of an inner savepoint
			err = te
			return
		}
		te := &TransactionError{PanicValue: r, Stack: debug.Stack()}
		if cause, ok := r.(error); ok {
			te.Cause = cause
		} else {
			te.Cause = fmt.Errorf("%v", r)
		}
		err = te
	}()
	fn()
	return nil
}

// isRetryable tells whether running the transaction again can help.
func isRetryable(err error) bool {
	var c *ConcurrencyError
	return errors.As(err, &c)
}

// defaultDB is the database of the package-level functions.
var defaultDB struct {
	sync.RWMutex
	db *Database
}

// Connect opens the database that the package-level functions use. See Open for the forms of url.
func Connect(url string) error {
	db, err := Open(url)
	if err != nil {
		return err
	}
	return setDefaultDB(db)
}

// ConnectDB makes a database that the program opened with a driver of its own the one of the package-level functions.
func ConnectDB(db *sqlx.DB) error {
	d, err := OpenDB(db)
	if err != nil {
		return err
	}
	return setDefaultDB(d)
}

// Disconnect closes the database of the package-level functions.
func Disconnect() error { return setDefaultDB(nil) }

func setDefaultDB(db *Database) error {
	defaultDB.Lock()
	old := defaultDB.db
	defaultDB.db = db
	defaultDB.Unlock()
	if old != nil {
		return old.Close()
	}
	return nil
}

// DB returns the database that Connect opened, or an error that says that there is none.
func DB() (*Database, error) {
	defaultDB.RLock()
	defer defaultDB.RUnlock()
	if defaultDB.db == nil {
		return nil, &UserError{Message: "no database is connected: call models.Connect first"}
	}
	return defaultDB.db, nil
}

// ExecuteInNewEnvironment is Database.ExecuteInNewEnvironment on the database that Connect opened.
func ExecuteInNewEnvironment(uid int64, fn func(Environment)) error {
	return ExecuteInNewEnvironmentContext(context.Background(), uid, fn)
}

// ExecuteInNewEnvironmentContext is Database.ExecuteInNewEnvironmentContext on the database that Connect opened.
func ExecuteInNewEnvironmentContext(ctx context.Context, uid int64, fn func(Environment)) error {
	db, err := DB()
	if err != nil {
		return err
	}
	return db.ExecuteInNewEnvironmentContext(ctx, uid, fn)
}

// SimulateInNewEnvironment is Database.SimulateInNewEnvironment on the database that Connect opened.
func SimulateInNewEnvironment(uid int64, fn func(Environment)) error {
	return SimulateInNewEnvironmentContext(context.Background(), uid, fn)
}

// SimulateInNewEnvironmentContext is Database.SimulateInNewEnvironmentContext on the database that Connect opened.
func SimulateInNewEnvironmentContext(ctx context.Context, uid int64, fn func(Environment)) error {
	db, err := DB()
	if err != nil {
		return err
	}
	return db.SimulateInNewEnvironmentContext(ctx, uid, fn)
}

// SyncDatabase is Database.SyncDatabase on the database that Connect opened.
func SyncDatabase() error {
	db, err := DB()
	if err != nil {
		return err
	}
	return db.SyncDatabase()
}
