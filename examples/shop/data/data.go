// Package data holds the CSV files of the shop, in the binary. They are written
// by "go run ./cmd/seed".
package data

import "embed"

// FS has the files at its top, as csvdata.Load takes them.
//
//go:embed *.csv
var FS embed.FS
