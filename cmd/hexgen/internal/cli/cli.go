// Package cli holds the commands of hexgen, a file each.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/spf13/cobra"
)

// Exit codes of the program.
const (
	// OK says that everything went well.
	OK = 0
	// Problems says that the source has problems, or that generated files are out of date.
	Problems = 1
	// Usage says that the command line is wrong.
	Usage = 2
	// Failure says that something outside of the source went wrong, such as a file that cannot be written.
	Failure = 3
)

// exitError is an error with the exit code that it stands for. The message may be printed already.
type exitError struct {
	code int
	err  error
}

// Error returns the message.
func (e *exitError) Error() string { return e.err.Error() }

// Unwrap returns the cause.
func (e *exitError) Unwrap() error { return e.err }

// errStale says that generated files are out of date.
var errStale = errors.New("generated files are out of date: run hexgen generate")

// Run runs the program and returns its exit code.
func Run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return OK
	}
	fmt.Fprintln(stderr, err) //nolint:errcheck // there is nowhere left to say so
	if exit := (*exitError)(nil); errors.As(err, &exit) {
		return exit.code
	}
	return Usage
}

// newRoot makes the command hexgen with all below it.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "hexgen",
		Short: "Generate the typed packages h, m and q of a program from its models",
		Long: `hexgen reads the declarations of models in the modules of a program, and
generates the packages that the program works with: h (handles of models), m
(record sets and data) and q (conditions).

Exit codes: 0 all is well; 1 the source has problems, or generated files are
out of date; 2 the command line is wrong; 3 anything else went wrong.`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(newGenerate(), newVersion())
	return root
}
