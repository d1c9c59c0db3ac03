// Command seed writes the CSV files in the folder data, which are part of the
// repository: run it after a change of internal/seed.
//
//	go run ./cmd/seed
package main

import (
	"flag"
	"fmt"
	"os"

	"example.com/shop/internal/seed"
)

func main() {
	dir := flag.String("dir", "data", "folder to write into")
	size := seed.Default
	flag.IntVar(&size.Partners, "partners", size.Partners, "number of partners")
	flag.IntVar(&size.Orders, "orders", size.Orders, "number of orders")
	flag.Parse()

	report, err := seed.Write(*dir, size)
	if err != nil {
		fmt.Fprintln(os.Stderr, "seed:", err)
		os.Exit(1)
	}
	for _, line := range report {
		fmt.Println(line)
	}
}
