package sqldb

import (
	"fmt"
	"os"
	"path/filepath"
)

// memoryPrefix starts the names of the directories of memory databases.
const memoryPrefix = "hexgen-memory-"

// memoryDatabase is the place of a "sqlite::memory:" database: a file in a
// temporary directory of its own, never synced, deleted on Close. A true
// memory database of SQLite has no WAL: its readers block writers, and no two
// connections see two snapshots, so that transactions would behave otherwise
// than in a file.
type memoryDatabase struct {
	dir  string
	lock *os.File // held as long as the process lives; nil where it cannot be
}

// newMemoryDatabase makes the directory, and removes those that processes
// which ended without Close left behind.
func newMemoryDatabase() (*memoryDatabase, error) {
	sweepMemory(os.TempDir())
	dir, err := os.MkdirTemp("", memoryPrefix)
	if err != nil {
		return nil, fmt.Errorf("sqldb: no temporary directory for a memory database (set TMPDIR): %w", err)
	}
	lock, err := lockMemory(dir)
	if err != nil {
		return nil, fmt.Errorf("sqldb: cannot lock the memory database: %w", joinErrors(err, os.RemoveAll(dir)))
	}
	return &memoryDatabase{dir: dir, lock: lock}, nil
}

// path is the file of the database.
func (m *memoryDatabase) path() string { return filepath.Join(m.dir, "memory.db") }

// remove deletes the database.
func (m *memoryDatabase) remove() error {
	err := os.RemoveAll(m.dir)
	if m.lock != nil {
		err = joinErrors(err, m.lock.Close())
	}
	return err
}
