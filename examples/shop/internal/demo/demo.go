// Package demo shows the shop at work, for a person to read.
//
// Each section is one function in a file of its own. They use nothing but what
// every program uses: the generated packages h, m and q.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
)

// Options says what the demo works on.
type Options struct {
	URL   string // of the database
	Fresh bool   // delete an SQLite database first
	Data  fs.FS  // CSV files to load
}

// Run runs the whole demo and writes it to out; progress goes to errOut.
func Run(ctx context.Context, options Options, out, errOut io.Writer) error {
	start := time.Now()
	s := newScreen(out)
	s.banner("hexgen shop", redacted(options.URL))

	if options.Fresh {
		if err := removeSQLite(options.URL); err != nil {
			return err
		}
	}
	db, err := open(options.URL)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()

	if err := showModels(s, db); err != nil {
		return err
	}
	if err := loadData(ctx, s, db, options.Data, errOut); err != nil {
		return err
	}
	for _, section := range sections {
		s.section(section.title)
		if err := section.run(ctx, s, db); err != nil {
			return fmt.Errorf("%s: %w", section.title, err)
		}
	}
	s.done(time.Since(start))
	return nil
}

// section is one part of the demo.
type section struct {
	title string
	run   func(ctx context.Context, s *screen, db *models.Database) error
}

// sections are shown in this order, once the data is loaded.
var sections = []section{
	{"Search through relations", inSimulation(showSearch)},
	{"One method, many modules", inSimulation(showLayers)},
	{"Stored totals follow their lines", inSimulation(showTotals)},
	{"Aggregates", inSimulation(showAggregates)},
	{"A thousand orders, a handful of statements", inSimulation(showStatements)},
	{"A violated constraint rolls everything back", showRollback},
}

// inSimulation makes a section of a function that works in an environment. What
// it changes is rolled back, so that the next run of the demo shows the same.
func inSimulation(fn func(s *screen, env models.Environment)) func(context.Context, *screen, *models.Database) error {
	return func(ctx context.Context, s *screen, db *models.Database) error {
		return db.SimulateInNewEnvironmentContext(ctx, security.SuperUserID, func(env models.Environment) {
			fn(s, env)
		})
	}
}

// open opens the database and brings its tables up to date.
func open(databaseURL string) (*models.Database, error) {
	if err := models.Bootstrap(); err != nil {
		return nil, err
	}
	db, err := models.Open(databaseURL)
	if err != nil {
		return nil, err
	}
	if err := db.SyncDatabase(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// removeSQLite deletes the files of an SQLite database.
func removeSQLite(databaseURL string) error {
	file := strings.TrimPrefix(databaseURL, "sqlite://")
	for _, name := range []string{file, file + "-wal", file + "-shm"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// redacted returns a URL without its password.
func redacted(databaseURL string) string {
	u, err := url.Parse(databaseURL)
	if err != nil {
		return "(a database)"
	}
	return u.Redacted()
}
