package suite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
	_ "hexgen.test/suite/base"
	_ "hexgen.test/suite/crm"
	_ "hexgen.test/suite/sale"
)

func TestMain(m *testing.M) {
	if err := models.Bootstrap(); err != nil {
		fmt.Fprintln(os.Stderr, "Bootstrap:", err)
		os.Exit(1)
	}
	code := m.Run()
	lent.close()
	os.Exit(code)
}

// A backend is a kind of database that the whole suite runs on.
type backend struct {
	name string
	url  func(tb testing.TB) string // of a new, empty database

	mu   sync.Mutex
	idle []*models.Database
}

var backends = []*backend{
	{name: "sqlite", url: func(testing.TB) string { return "sqlite::memory:" }},
	{name: "postgres", url: dbtest.NewDatabase},
}

// simulated runs fn on each backend, in an environment that is rolled back at the end.
func simulated(t *testing.T, fn func(t *testing.T, env models.Environment)) {
	t.Helper()
	t.Parallel()
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			simulateOn(t, b, fn)
		})
	}
}

// simulateOn runs fn on one backend, in an environment that is rolled back at the end. An error of the environment
// fails the test.
func simulateOn(tb testing.TB, b *backend, fn func(t *testing.T, env models.Environment)) {
	tb.Helper()
	t, _ := tb.(*testing.T)
	db := b.lend(tb)
	defer b.giveBack(db)
	err := db.SimulateInNewEnvironment(security.SuperUserID, func(env models.Environment) { fn(t, env) })
	if err != nil {
		tb.Fatal(withStack(err))
	}
}

// failing runs fn on each backend in an environment that is rolled back, and gives its error to check.
func failing(t *testing.T, fn func(env models.Environment), check func(t *testing.T, err error)) {
	t.Helper()
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			db := b.lend(t)
			defer b.giveBack(db)
			check(t, db.SimulateInNewEnvironment(security.SuperUserID, fn))
		})
	}
}

// onFile is SQLite with its database in a file, for what has to do with transactions.
var onFile = &backend{name: "file", url: fileURL}

// committed runs fn on each backend with a database of the test's own.
func committed(t *testing.T, fn func(t *testing.T, db *models.Database), more ...*backend) {
	t.Helper()
	t.Parallel()
	for _, b := range slices.Concat(backends, more) {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			fn(t, openSynced(t, b.url(t)))
		})
	}
}

// openSynced opens a database, creates its tables, and closes it at the end of the test.
func openSynced(tb testing.TB, url string) *models.Database {
	tb.Helper()
	db, err := models.Open(url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Errorf("Close: %v", err)
		}
	})
	if err := db.SyncDatabase(); err != nil {
		tb.Fatal("SyncDatabase: ", err)
	}
	return db
}

// execute runs fn in an environment that is committed, and fails the test on an error.
func execute(tb testing.TB, db *models.Database, fn func(env models.Environment)) {
	tb.Helper()
	if err := db.ExecuteInNewEnvironment(security.SuperUserID, fn); err != nil {
		tb.Fatal(withStack(err))
	}
}

// fileURL returns the URL of a new SQLite file.
func fileURL(tb testing.TB) string { return "sqlite://" + filepath.Join(tb.TempDir(), "suite.db") }

// lend gives a synced database to one test at a time. Databases go from test to test, since their tables take longer
// to make than most tests to run; what tests write to them is rolled back.
func (b *backend) lend(tb testing.TB) *models.Database {
	tb.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := len(b.idle); n > 0 {
		db := b.idle[n-1]
		b.idle = b.idle[:n-1]
		return db
	}
	return openSynced(&keeper{tb}, b.url(&keeper{tb}))
}

func (b *backend) giveBack(db *models.Database) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.idle = append(b.idle, db)
}

// keeper is a testing.TB whose cleanups run when all tests have ended.
type keeper struct{ testing.TB }

func (k *keeper) Cleanup(fn func()) { lent.add(fn) }

// Errorf is called by cleanups when the test is over.
func (k *keeper) Errorf(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// Logf is called by cleanups when the test is over.
func (k *keeper) Logf(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// cleanups are the cleanups of all keepers.
type cleanups struct {
	mu  sync.Mutex
	fns []func()
}

var lent cleanups

func (c *cleanups) add(fn func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fns = append(c.fns, fn)
}

func (c *cleanups) close() {
	for i := len(c.fns) - 1; i >= 0; i-- {
		c.fns[i]()
	}
}
