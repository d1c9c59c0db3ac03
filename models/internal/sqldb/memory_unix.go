//go:build unix

package sqldb

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

const memoryLock = "lock"

// lockMemory locks a directory for this process. The lock appears under its
// name only when it is held, so that no sweep takes a directory being made.
func lockMemory(dir string) (*os.File, error) {
	f, err := os.Create(filepath.Join(dir, "locking"))
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if err := os.Rename(f.Name(), filepath.Join(dir, memoryLock)); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// sweepMemory removes the directories whose process is gone. It is a courtesy:
// what it cannot remove stays.
func sweepMemory(tmp string) {
	locks, err := filepath.Glob(filepath.Join(tmp, memoryPrefix+"*", memoryLock))
	if err != nil {
		return
	}
	for _, name := range locks {
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			_ = os.RemoveAll(filepath.Dir(name))
		}
		_ = f.Close()
	}
}
