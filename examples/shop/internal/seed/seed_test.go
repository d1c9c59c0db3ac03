package seed_test

import (
	"bytes"
	"io/fs"
	"testing"

	"example.com/shop/data"
	"example.com/shop/internal/seed"
)

// TestCommittedFilesAreUpToDate fails if somebody changed the program and did
// not run it, or changed a file by hand.
func TestCommittedFilesAreUpToDate(t *testing.T) {
	files, err := seed.Files(seed.Default)
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(data.FS, "*")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != len(files) {
		t.Errorf("the folder has %d files, the program makes %d", len(names), len(files))
	}
	for name, want := range files {
		got, err := fs.ReadFile(data.FS, name)
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the program makes: run go run ./cmd/seed", name)
		}
	}
}
