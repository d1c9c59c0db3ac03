// Command shop is the example application of hexgen: a small shop with
// partners, products, orders and a loyalty programme, each in a module of its
// own under modules/.
//
// The packages h, m and q are generated from the declarations of these modules.
// Run "go generate ./..." after every change to a declaration, and "go run .
// demo" to see everything at work.
package main

import (
	"os"

	"example.com/shop/internal/cli"

	// The loyalty module builds on the three others, so that this one import
	// brings all of them into the program.
	_ "example.com/shop/modules/loyalty"
)

//go:generate go run github.com/hexgen/hexgen/cmd/hexgen generate -v ./...

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr))
}
