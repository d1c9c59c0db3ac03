//go:build !unix

package sqldb

import "os"

// lockMemory locks nothing where there is no flock.
func lockMemory(string) (*os.File, error) { return nil, nil }

// sweepMemory removes nothing where it cannot know what is in use.
func sweepMemory(string) {}
