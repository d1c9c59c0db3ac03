package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"github.com/hexgen/hexgen/generator"
	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/write"
)

// generateFlags are the flags of hexgen generate.
type generateFlags struct {
	dir     string
	check   bool
	verbose bool
}

func newGenerate() *cobra.Command {
	var flags generateFlags
	cmd := &cobra.Command{
		Use:   "generate [packages]",
		Short: "Generate h, m and q from the declarations of modules",
		Long: `generate reads the packages, by default ./..., and all that they import, and
writes the packages h, m and q into the folders that go.mod (or go.work) has
for them. It needs no generated file to be there, nor does it read any. Only
files that change are written; files of models that are gone are removed. If
the source has problems they are all reported, and nothing is written.

With --check nothing is written at all; the exit code is 1, and the differences
are printed, if a file is not what would be generated.`,
		Example: `  # in a project, before go build
  hexgen generate ./...

  # as a line in main.go, for go generate
  //go:generate go run github.com/hexgen/hexgen/cmd/hexgen generate ./...

  # in CI
  hexgen generate --check ./...`,
		RunE: func(cmd *cobra.Command, args []string) error {
			started := time.Now()
			res, err := generator.Generate(cmd.Context(), generator.Options{Dir: flags.dir, Patterns: args})
			if err != nil {
				if problems := (*diag.Error)(nil); errors.As(err, &problems) {
					return &exitError{Problems, err}
				}
				return &exitError{Failure, err}
			}
			if flags.check {
				return printDiff(cmd.OutOrStdout(), res)
			}
			if err := write.Apply(res.Changes); err != nil {
				return &exitError{Failure, err}
			}
			if flags.verbose {
				report(cmd.ErrOrStderr(), res, time.Since(started))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&flags.dir, "dir", ".", "a folder of the main module")
	cmd.Flags().BoolVar(&flags.check, "check", false, "write nothing; fail and print the differences if files are out of date")
	cmd.Flags().BoolVarP(&flags.verbose, "verbose", "v", false, "print the time of each stage, and what was written")
	return cmd
}

// printDiff prints what differs.
func printDiff(out io.Writer, res *generator.Result) error {
	for _, c := range res.Changes {
		name := c.Path
		if rel, err := filepath.Rel(res.Root, c.Path); err == nil {
			name = filepath.ToSlash(rel)
		}
		from, to := "a/"+name, "b/"+name
		if c.Old == nil {
			from = "/dev/null"
		}
		if c.New == nil {
			to = "/dev/null"
		}
		if _, err := fmt.Fprint(out, udiff.Unified(from, to, string(c.Old), string(c.New))); err != nil {
			return &exitError{Failure, err}
		}
	}
	if len(res.Changes) > 0 {
		return &exitError{Problems, errStale}
	}
	return nil
}

// report prints what a run did.
func report(out io.Writer, res *generator.Result, took time.Duration) {
	written, removed := 0, 0
	for _, c := range res.Changes {
		if c.New == nil {
			removed++
		} else {
			written++
		}
	}
	for _, s := range res.Stages {
		fmt.Fprintf(out, "%-14s %6d ms\n", s.Name, s.Took.Milliseconds()) //nolint:errcheck // only information
	}
	fmt.Fprintf(out, "%d models, %d lines, %d files written, %d removed, %d ms\n", //nolint:errcheck // only information
		len(res.Graph.Models), res.Lines, written, removed, took.Milliseconds())
}
