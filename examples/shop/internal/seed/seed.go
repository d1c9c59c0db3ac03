// Package seed writes the CSV files of the shop's data folder. The same seed
// gives the same files, to the byte: names and places are drawn from the lists
// beside this file, everything else from a random source with a fixed start.
package seed

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"time"
)

// Size is how many records to make.
type Size struct {
	Partners int
	Orders   int
}

// Default is the size of the committed files.
var Default = Size{Partners: 2400, Orders: 10500}

// The days on which the first and the last order are made.
var (
	firstDay = time.Date(2024, time.January, 2, 0, 0, 0, 0, time.UTC)
	lastDay  = time.Date(2025, time.December, 30, 0, 0, 0, 0, time.UTC)
)

// world is the data while it is made.
type world struct {
	size      Size
	rnd       *rand.Rand
	locales   []locale
	partners  []partner
	suppliers []string // external ids
	users     []string
	products  []product
	files     map[string][]byte
}

// Files returns the content of all files by name.
func Files(size Size) (map[string][]byte, error) {
	locales, err := readLocales()
	if err != nil {
		return nil, err
	}
	w := &world{
		size:    size,
		rnd:     rand.New(rand.NewPCG(20260101, 42)),
		locales: locales,
		files:   map[string][]byte{},
	}
	for _, step := range []func() error{
		w.makeCountries, w.makeTags, w.makePartners, w.makeUsers, w.makeProducts, w.makeOrders,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return w.files, nil
}

// Write writes all files into the folder dir and returns a line about each.
func Write(dir string, size Size) ([]string, error) {
	files, err := Files(size)
	if err != nil {
		return nil, err
	}
	var report []string
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return nil, err
		}
		rows := bytes.Count(content, []byte{'\n'}) - 1
		report = append(report, fmt.Sprintf("%-20s %6d rows %8d bytes", name, rows, len(content)))
	}
	sort.Strings(report)
	return report, nil
}

// file stores a CSV file of the given header and rows.
func (w *world) file(name string, header []string, rows [][]string) error {
	var buf bytes.Buffer
	out := csv.NewWriter(&buf)
	if err := out.Write(header); err != nil {
		return err
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	w.files[name] = buf.Bytes()
	return nil
}

// pick returns one of the values.
func pick[T any](rnd *rand.Rand, values []T) T {
	return values[rnd.IntN(len(values))]
}

// chance returns true so many times in a hundred.
func (w *world) chance(percent int) bool {
	return w.rnd.IntN(100) < percent
}
