// Command hexgen generates the packages h, m and q of a program from the declarations of its modules.
package main

import (
	"os"

	"github.com/hexgen/hexgen/cmd/hexgen/internal/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr))
}
