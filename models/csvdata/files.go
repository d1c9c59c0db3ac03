package csvdata

import (
	"cmp"
	"fmt"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
)

// fileName is the form of the name of a data file.
var fileName = regexp.MustCompile(`^(?:(\d{1,9})-)?([A-Z][A-Za-z0-9]*)(?:_[^/]*)?\.csv$`)

// file is a CSV file by what its name says.
type file struct {
	name  string // in the file system
	model string
	turn  int
}

// parseFileName returns what the name of a file says.
func parseFileName(name string) (file, error) {
	parts := fileName.FindStringSubmatch(path.Base(name))
	if parts == nil {
		return file{}, &Error{File: name, Err: fmt.Errorf(
			"the name does not say which model the file is for: call it like 10-Partner.csv or Partner_more.csv")}
	}
	f := file{name: name, model: parts[2], turn: math.MaxInt}
	if parts[1] != "" {
		turn, err := strconv.Atoi(parts[1])
		if err != nil {
			return file{}, &Error{File: name, Err: err}
		}
		f.turn = turn
	}
	return f, nil
}

// listFiles returns the CSV files at the top of fsys in the order in which they
// are loaded.
func listFiles(fsys fs.FS) ([]file, error) {
	names, err := fs.Glob(fsys, "*.csv")
	if err != nil {
		return nil, err
	}
	files := make([]file, 0, len(names))
	for _, name := range names {
		f, err := parseFileName(name)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b file) int {
		return cmp.Or(cmp.Compare(a.turn, b.turn), cmp.Compare(a.name, b.name))
	})
	return files, nil
}
