// Package cli is the command line of the shop.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"

	"example.com/shop/data"
	"example.com/shop/internal/demo"
)

// Run runs the command with the given arguments and returns the exit code of the
// program.
func Run(args []string, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	root := newRoot()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled):
		_, _ = fmt.Fprintln(errOut, "interrupted")
		return 130
	}
	_, _ = fmt.Fprintln(errOut, "Error:", err)
	return 1
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "shop",
		Short:         "The example application of hexgen",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(newDemo())
	return root
}

func newDemo() *cobra.Command {
	options := demo.Options{Data: data.FS}
	var serve bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Create the database, load its data and show what the ORM does with it",
		Long: `Create the database if it does not exist, load the CSV files of the folder data
into it, and show searches, method layers, stored totals, aggregates and
constraints at work, with the number of SQL statements that each of them took.

A second run finds the database as the first one left it. What the demo changes
to show something is rolled back.`,
		Example: `  shop demo
  shop demo --fresh
  shop demo --db postgres://me@localhost/shop?sslmode=disable`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if options.Fresh && !strings.HasPrefix(options.URL, "sqlite://") {
				return errors.New("--fresh deletes the file of an SQLite database: empty another database yourself")
			}
			if err := demo.Run(cmd.Context(), options, cmd.OutOrStdout(), cmd.ErrOrStderr()); err != nil {
				return err
			}
			if serve {
				_, _ = fmt.Fprintln(cmd.OutOrStdout(), "There is no web page yet: it comes with a later version, so nothing is left open.")
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&options.URL, "db", "sqlite://shop.db", "database, as sqlite://file or postgres://user@host/name")
	cmd.Flags().BoolVar(&options.Fresh, "fresh", false, "delete the SQLite database first")
	cmd.Flags().BoolVar(&serve, "serve", false, "leave the web page open (comes with a later version)")
	return cmd
}
