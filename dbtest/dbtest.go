package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/lib/pq" // the driver is registered as "postgres"
)

// EnvURL is the environment variable that names the server to test on.
const EnvURL = "HEXGEN_TEST_POSTGRES"

// local is the cluster of a test process that no server was given to. It is
// stopped by the end of the process.
var local = sync.OnceValues(func() (*Cluster, error) { return Start(Options{}) })

// URL returns the URL of the server's maintenance database. The test fails if
// there is no server.
func URL(tb testing.TB) string {
	tb.Helper()
	if dsn := os.Getenv(EnvURL); dsn != "" {
		u, err := parseDSN(dsn)
		if err != nil {
			tb.Fatalf("%s: %v", EnvURL, err)
		}
		return u.String()
	}
	cluster, err := local()
	if err != nil {
		tb.Fatal(err)
	}
	return cluster.URL()
}

// NewDatabase creates an empty database with a name of its own and returns its
// URL, "postgres://...". The database is dropped at the end of the test, with
// connections that are still open.
func NewDatabase(tb testing.TB) string {
	tb.Helper()
	server := URL(tb)
	name := uniqueName(tb)
	if err := admin(server, "CREATE DATABASE "+pq.QuoteIdentifier(name)); err != nil {
		tb.Fatalf("create a database to test on: %v", err)
	}
	tb.Cleanup(func() {
		if err := dropDatabase(server, name); err != nil {
			tb.Errorf("drop the database of the test: %v", err)
		}
	})
	res, err := withDatabase(server, name)
	if err != nil {
		tb.Fatal(err)
	}
	return res
}

// uniqueName returns a name that no other test, process or machine on the same
// server uses.
func uniqueName(tb testing.TB) string {
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		tb.Fatal(err)
	}
	return "hexgen_test_" + hex.EncodeToString(b[:])
}

// adminTimeout limits a statement on the maintenance database.
const adminTimeout = time.Minute

// admin runs statements on a connection of its own, outside any transaction.
func admin(server string, statements ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), adminTimeout)
	defer cancel()
	db, err := sql.Open("postgres", server)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	for _, s := range statements {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

// dropDatabase ends the connections to a database and drops it. The option
// FORCE would do the same in one statement, but not before PostgreSQL 13. A
// connection may come in between the two, so it tries again.
func dropDatabase(server, name string) error {
	var err error
	for range 5 {
		err = admin(server,
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "+pq.QuoteLiteral(name),
			"DROP DATABASE IF EXISTS "+pq.QuoteIdentifier(name))
		if err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}
