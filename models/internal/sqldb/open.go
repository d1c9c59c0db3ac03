package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	_ "modernc.org/sqlite" // the pure Go driver "sqlite"
)

// openTimeout bounds the first connection Open makes.
const openTimeout = 15 * time.Second

// DB is a database: a pool of connections with their prepared statements. It
// is safe for several goroutines.
type DB struct {
	dialect Dialect
	sqlx    *sqlx.DB
	shown   string
	owned   bool // Close closes the handle
	memory  *memoryDatabase
	settings
	// watches is true if the driver itself watches the context BeginTx was
	// given, so that statements do without.
	watches bool
	// initialize is run on every connection of a handle opened elsewhere.
	initialize []string
	pool       *pool
	writer     chan struct{} // the turn to write of SQLite
	tracer     atomic.Pointer[Tracer]
}

// Open opens "sqlite://path/file.db" (relative; three slashes for absolute),
// "sqlite::memory:" or "postgres://user@host/database?options" and makes a
// first connection. See the settings hexgen_pooler, hexgen_max_conns,
// hexgen_statements and hexgen_busy_timeout, options of the DSN too.
// A memory database belongs to the returned handle alone and vanishes on Close.
func Open(source string) (*DB, error) {
	d, err := parseDSN(source)
	if err != nil {
		return nil, err
	}
	db := newDB(d.dialect, d.settings)
	db.shown, db.owned = d.shown, true
	if d.memory {
		if db.memory, err = newMemoryDatabase(); err != nil {
			return nil, err
		}
		d.driver = strings.Replace(d.driver, "file::memory:", "file:"+db.memory.path(), 1)
	}
	if err := db.connect(d); err != nil {
		return nil, joinErrors(fmt.Errorf("sqldb: cannot open %s: %w%s", d.shown, err, hint(db.dialect, err)), db.closeOwned())
	}
	return db, nil
}

// connect opens the handle of a DSN and tries it.
func (db *DB) connect(d *dsn) error {
	if db.dialect == SQLite {
		handle, err := sqlx.Open("sqlite", d.driver)
		if err != nil {
			return err
		}
		db.sqlx = handle
	} else {
		connector, err := pq.NewConnector(d.driver)
		if err != nil {
			return err
		}
		db.sqlx, db.watches = sqlx.NewDb(sql.OpenDB(connector), "postgres"), true
	}
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	return db.ping(ctx)
}

// OpenSQLX wraps a handle the program opened with a driver of its own, such
// as the stdlib package of pgx or mattn/go-sqlite3. The name of the driver
// tells the dialect. Close leaves the handle open. An SQLite database in
// memory must be one all connections share.
func OpenSQLX(handle *sqlx.DB) (*DB, error) {
	if handle == nil {
		return nil, errors.New("sqldb: the *sqlx.DB is nil")
	}
	name := handle.DriverName()
	s := defaultSettings()
	if n := handle.Stats().MaxOpenConnections; n > 0 {
		s.maxConns = n
	}
	var db *DB
	switch lower := strings.ToLower(name); {
	case strings.Contains(lower, "sqlite"):
		db = newDB(SQLite, s)
		db.initialize = []string{fmt.Sprintf("PRAGMA busy_timeout = %d", s.busyTimeout.Milliseconds()),
			"PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = ON"}
	case strings.Contains(lower, "postgres"), strings.Contains(lower, "pgx"), lower == "pq":
		db = newDB(Postgres, s)
		_, db.watches = handle.Driver().(*pq.Driver)
	default:
		return nil, fmt.Errorf(`sqldb: the driver %q is of no known database; name it so that the name holds "sqlite", "postgres" or "pgx"`, name)
	}
	db.sqlx, db.shown = handle, "a handle of the driver "+name
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	if err := db.ping(ctx); err != nil {
		return nil, fmt.Errorf("sqldb: cannot connect with %s: %w%s", db.shown, err, hint(db.dialect, err))
	}
	return db, nil
}

func newDB(d Dialect, s settings) *DB {
	db := &DB{dialect: d, settings: s, writer: make(chan struct{}, 1)}
	db.pool = newPool(db, s.maxConns)
	return db
}

// ping makes a connection and keeps it.
func (db *DB) ping(ctx context.Context) error {
	c, err := db.pool.get(ctx)
	if err != nil {
		return err
	}
	if err := c.control(ctx, "SELECT 1"); err != nil {
		return joinErrors(err, db.pool.put(c, false))
	}
	return db.pool.put(c, true)
}

// Dialect returns the dialect of the database.
func (db *DB) Dialect() Dialect { return db.dialect }

// SQLX returns the handle under this database, for what needs no transaction
// of this package. Close of DB may close it.
func (db *DB) SQLX() *sqlx.DB { return db.sqlx }

// String returns the data source name without the password.
func (db *DB) String() string { return db.shown }

// Close closes the idle connections, and the handle if Open opened it.
// Transactions still open keep their connections until they end.
func (db *DB) Close() error {
	err := db.pool.close()
	return joinErrors(err, db.closeOwned())
}

func (db *DB) closeOwned() error {
	var err error
	if db.owned && db.sqlx != nil {
		err = db.sqlx.Close()
	}
	if db.memory != nil {
		err = joinErrors(err, db.memory.remove())
	}
	return err
}

// hint tells how to mend an error of connecting.
func hint(d Dialect, err error) string {
	e := d.Classify(err)
	message := err.Error()
	switch {
	case d == SQLite && (e.Code == "14" || strings.Contains(message, "unable to open")):
		return "; create the directory of the file, and see that it may be written"
	case d == SQLite && e.Code == "26":
		return "; the file is no SQLite database, name another one"
	case d == SQLite:
		return ""
	case e.Code == "3D000":
		return "; create the database with createdb, or name another one"
	case e.Code == "28P01" || e.Code == "28000":
		return "; check user and password, and pg_hba.conf on the server"
	case e.Code == "53300":
		return "; raise max_connections on the server, or set hexgen_max_conns lower"
	case strings.Contains(message, "SSL is not enabled"):
		return "; add sslmode=disable to the options"
	case strings.Contains(message, "connection refused"), strings.Contains(message, "no such file"):
		return "; see that the server runs and that host and port are right"
	case strings.Contains(message, "no such host"):
		return "; check the name of the host"
	}
	return ""
}

// joinErrors is errors.Join that leaves a single error as it is.
func joinErrors(errs ...error) error {
	var only error
	n := 0
	for _, err := range errs {
		if err != nil {
			only = err
			n++
		}
	}
	if n > 1 {
		return errors.Join(errs...)
	}
	return only
}
