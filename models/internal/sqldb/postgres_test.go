package sqldb

import (
	"testing"

	"github.com/hexgen/hexgen/dbtest"
)

// postgresSource returns the DSN of an empty PostgreSQL database.
func postgresSource(t *testing.T) string {
	t.Helper()
	return dbtest.NewDatabase(t)
}
