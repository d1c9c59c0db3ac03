// Package write is the last stage of the generator: it brings folders up to date with generated files.
package write

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hexgen/hexgen/generator/names"
)

// A Change is one file that differs from what was generated.
type Change struct {
	Path string
	Old  []byte // nil if the file does not exist
	New  []byte // nil if the file is to be removed
}

// temporary is how the names of files start that are not yet in their place.
const temporary = ".hexgen-"

// Compare returns the changes that bring folders up to date. files are contents by folder and file name. Files without
// the header of generated ones are left alone; it is an error if one is in the way.
func Compare(files map[string]map[string][]byte) ([]Change, error) {
	var res []Change
	for dir, contents := range files {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		there := map[string]bool{}
		for _, entry := range entries {
			name := entry.Name()
			path := filepath.Join(dir, name)
			if strings.HasPrefix(name, temporary) {
				res = append(res, Change{Path: path, Old: []byte{}})
			}
			if entry.IsDir() || !strings.HasSuffix(name, ".go") {
				continue
			}
			old, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			text, wanted := contents[name]
			switch {
			case wanted && bytes.Equal(old, text):
			case IsGenerated(old):
				res = append(res, Change{Path: path, Old: old, New: text})
			case wanted:
				return nil, fmt.Errorf("%s: the file is in the way of a generated one, but was not generated: move it to another folder", path)
			}
			there[name] = true
		}
		for name, text := range contents {
			if !there[name] {
				res = append(res, Change{Path: filepath.Join(dir, name), New: text})
			}
		}
	}
	sort.Slice(res, func(i, j int) bool { return res[i].Path < res[j].Path })
	return res, nil
}

// IsGenerated tells whether a file was generated, even if a merge left its marks in it.
func IsGenerated(text []byte) bool {
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if string(line) == names.Header {
			return true
		}
		if bytes.HasPrefix(line, []byte("package ")) {
			return false
		}
	}
	return false
}

// Apply makes the changes: all, or none if one of the new files cannot be written.
func Apply(changes []Change) (err error) {
	temps := make([]string, len(changes))
	defer func() {
		if err != nil {
			for _, name := range temps {
				if name != "" {
					err = errors.Join(err, ignoreMissing(os.Remove(name)))
				}
			}
		}
	}()
	for i, c := range changes {
		if c.New == nil {
			continue
		}
		if temps[i], err = writeTemp(filepath.Dir(c.Path), c.New); err != nil {
			return err
		}
	}
	for i, c := range changes {
		if c.New == nil {
			err = ignoreMissing(os.Remove(c.Path))
		} else {
			err = os.Rename(temps[i], c.Path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// writeTemp writes a file under a name for the time being.
func writeTemp(dir string, text []byte) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(dir, temporary+"*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return f.Name(), err
	}
	return f.Name(), nil
}
