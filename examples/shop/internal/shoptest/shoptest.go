// Package shoptest runs tests of the shop on both kinds of database.
package shoptest

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/csvdata"
	"github.com/hexgen/hexgen/models/security"

	"example.com/shop/internal/seed"

	_ "example.com/shop/modules/loyalty" // and with it all other modules
)

// bootstrap completes the models, once for all tests of a package.
var bootstrap = sync.OnceValue(models.Bootstrap)

// NewURL returns the URL of an empty database of a kind, "sqlite" or "postgres".
func NewURL(t *testing.T, kind string) string {
	t.Helper()
	if kind == "postgres" {
		return dbtest.NewDatabase(t)
	}
	return "sqlite://" + filepath.Join(t.TempDir(), "shop.db")
}

// OnEachDatabase runs a test once for each kind of database, with tables but
// without records.
func OnEachDatabase(t *testing.T, test func(t *testing.T, db *models.Database)) {
	t.Helper()
	if err := bootstrap(); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			db, err := models.Open(NewURL(t, kind))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
			if err := db.SyncDatabase(); err != nil {
				t.Fatal(err)
			}
			test(t, db)
		})
	}
}

// InEachDatabase is OnEachDatabase for tests that need one transaction only.
// What they change is rolled back.
func InEachDatabase(t *testing.T, test func(t *testing.T, env models.Environment)) {
	t.Helper()
	OnEachDatabase(t, func(t *testing.T, db *models.Database) {
		err := db.SimulateInNewEnvironment(security.SuperUserID, func(env models.Environment) { test(t, env) })
		if err != nil {
			t.Fatal(err)
		}
	})
}

// SmallSize is the size of the data that Files and Load give.
var SmallSize = seed.Size{Partners: 120, Orders: 300}

// Files returns CSV files like those of the folder data, with less in them.
func Files(t *testing.T) fstest.MapFS {
	t.Helper()
	contents, err := seed.Files(SmallSize)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for name, content := range contents {
		files[name] = &fstest.MapFile{Data: content}
	}
	return files
}

// Load loads Files.
func Load(t *testing.T, db *models.Database) csvdata.Result {
	t.Helper()
	result, err := csvdata.Load(context.Background(), db, Files(t), csvdata.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return result
}
