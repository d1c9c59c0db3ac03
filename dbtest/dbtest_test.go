package dbtest

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// query returns one text from a database.
func query(t *testing.T, url, statement string) string {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var res string
	if err := db.QueryRow(statement).Scan(&res); err != nil {
		t.Fatal(err)
	}
	return res
}

func TestNewDatabase(t *testing.T) {
	t.Parallel()
	var name string
	t.Run("exists during the test", func(t *testing.T) {
		first, second := NewDatabase(t), NewDatabase(t)
		if first == second || !strings.HasPrefix(first, "postgres://") {
			t.Errorf("URLs %s and %s", first, second)
		}
		name = query(t, first, "SELECT current_database()")
		if tables := query(t, first, "SELECT count(*)::text FROM pg_tables WHERE schemaname = 'public'"); tables != "0" {
			t.Errorf("%s tables in a new database", tables)
		}
		// A connection that is left open must not keep it from being dropped.
		db, err := sql.Open("postgres", first)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Ping(); err != nil {
			t.Fatal(err)
		}
	})
	left := query(t, URL(t), "SELECT count(*)::text FROM pg_database WHERE datname = '"+name+"'")
	if name == "" || left != "0" {
		t.Errorf("database %q is still there", name)
	}
}

func TestNewDatabaseInParallel(t *testing.T) {
	t.Parallel()
	for i := range 8 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			if got := query(t, NewDatabase(t), "SELECT 'x'"); got != "x" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestUnicode(t *testing.T) {
	t.Parallel()
	if got := query(t, NewDatabase(t), "SHOW server_encoding"); got != "UTF8" {
		t.Errorf("encoding %s", got)
	}
}

func TestClusterStop(t *testing.T) {
	t.Parallel()
	c, err := Start(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := query(t, c.URL(), "SHOW fsync"); got != "off" {
		t.Errorf("fsync = %s", got)
	}
	if err := c.Stop(); err != nil {
		t.Error(err)
	}
	if err := c.Stop(); err != nil {
		t.Errorf("a second time: %v", err)
	}
	if _, err := os.Stat(c.dir); !os.IsNotExist(err) {
		t.Errorf("the folder %s is still there", c.dir)
	}
}

// helperEnv makes the test binary a program that starts a cluster and hangs.
const helperEnv = "DBTEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(helperEnv) != "" {
		c, err := Start(Options{})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(c.dir)
		select {}
	}
	os.Exit(m.Run())
}

// TestKilled checks that a cluster does not outlive a process that is killed.
func TestKilled(t *testing.T) {
	t.Parallel()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), helperEnv+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var dir string
	if _, err := fmt.Fscanln(out, &dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Errorf("no cluster in %s: %v", dir, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	for range 200 {
		if _, err := os.Stat(dir); os.IsNotExist(err) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("the cluster in %s outlives its process", dir)
}

func TestFailedToStart(t *testing.T) {
	for log, want := range map[string]bool{
		"": false,
		"LOG:  starting\nFATAL:  the database system is starting up\n": false,
		"LOG:  x\nFATAL:  could not create any TCP/IP sockets\n":       true,
	} {
		if got := failedToStart(log); got != want {
			t.Errorf("%q: %v", log, got)
		}
	}
}
