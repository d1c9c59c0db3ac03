package csvdata

import (
	"time"

	"github.com/hexgen/hexgen/models/security"
)

// Existing says what happens to rows whose record exists already.
type Existing int

const (
	// Update writes the values of the row to the record. It is the default.
	Update Existing = iota
	// Skip leaves the record as it is.
	Skip
)

// DefaultBatchSize is the number of rows that are looked up and created
// together if Options does not say otherwise.
const DefaultBatchSize = 1000

// Options says how files are loaded. The zero value is usable.
type Options struct {
	// UID is the user who loads, the super user if it is zero.
	UID int64
	// BatchSize is the number of rows that are looked up and created together.
	BatchSize int
	// Existing says what happens to rows whose record exists already.
	Existing Existing
	// Progress is called after every batch and at the end of every file, if it
	// is not nil. A file that is loaded again because its transaction collided
	// with another one starts over.
	Progress func(Progress)
}

// withDefaults fills in what is not set.
func (o Options) withDefaults() Options {
	if o.UID == 0 {
		o.UID = security.SuperUserID
	}
	if o.BatchSize <= 0 {
		o.BatchSize = DefaultBatchSize
	}
	return o
}

// Progress tells how far the loading of a file is.
type Progress struct {
	FileResult
	// Read and Size count the bytes of the file; Size is 0 if it is unknown.
	Read, Size int64
	// Done is set in the last call for a file, before its transaction commits.
	Done bool
}

// FileResult tells what became of the rows of a file.
type FileResult struct {
	File    string
	Model   string
	Created int
	Updated int
	Skipped int
	Elapsed time.Duration
}

// Rows returns the number of all rows.
func (r FileResult) Rows() int { return r.Created + r.Updated + r.Skipped }

// Result tells what became of all files, in the order in which they were
// loaded.
type Result []FileResult

// Rows returns the number of rows of all files.
func (r Result) Rows() int {
	n := 0
	for _, f := range r {
		n += f.Rows()
	}
	return n
}

// Created returns the number of records that were created.
func (r Result) Created() int {
	n := 0
	for _, f := range r {
		n += f.Created
	}
	return n
}

// Elapsed returns the time that all files took.
func (r Result) Elapsed() time.Duration {
	var d time.Duration
	for _, f := range r {
		d += f.Elapsed
	}
	return d
}
