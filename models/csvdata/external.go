package csvdata

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/models"
)

// externalTable is the table of the external ids of all models.
const externalTable = "hexgen_external_id"

// createExternalTable is understood by SQLite and PostgreSQL.
const createExternalTable = `CREATE TABLE IF NOT EXISTS ` + externalTable + ` (
	model TEXT NOT NULL,
	name TEXT NOT NULL,
	record_id BIGINT NOT NULL,
	PRIMARY KEY (model, name)
)`

// namesPerQuery bounds the parameters of a statement, which databases limit.
const namesPerQuery = 500

// externalIDs finds records by external id. It keeps what it found.
type externalIDs struct {
	env   models.Environment
	known map[string]map[string]int64 // by model and name; 0 if there is no record
}

// newExternalIDs returns the external ids of the database of env, and creates
// their table if there is none.
func newExternalIDs(env models.Environment) *externalIDs {
	env.Cr().Execute(createExternalTable)
	return &externalIDs{env: env, known: map[string]map[string]int64{}}
}

// of returns what is known of a model.
func (x *externalIDs) of(model string) map[string]int64 {
	ids := x.known[model]
	if ids == nil {
		ids = map[string]int64{}
		x.known[model] = ids
	}
	return ids
}

// get returns the id of a record that was fetched or put before.
func (x *externalIDs) get(model, name string) (int64, bool) {
	id := x.known[model][name]
	return id, id != 0
}

// fetch looks up names of which nothing is known yet. Records that were deleted
// since are not found.
func (x *externalIDs) fetch(model string, names []string) {
	known := x.of(model)
	var missing []any
	for _, name := range names {
		if _, ok := known[name]; !ok {
			known[name] = 0
			missing = append(missing, name)
		}
	}
	m, ok := x.env.Registry().Get(model)
	if !ok {
		return
	}
	for chunk := range slices.Chunk(missing, namesPerQuery) {
		var rows []struct {
			Name     string `db:"name"`
			RecordID int64  `db:"record_id"`
		}
		query := fmt.Sprintf(`SELECT x.name, x.record_id FROM %s x JOIN %s t ON t.id = x.record_id WHERE x.model = ? AND x.name IN (?%s)`,
			externalTable, quote(m.TableName()), strings.Repeat(", ?", len(chunk)-1))
		x.env.Cr().Select(&rows, query, append([]any{model}, chunk...)...)
		for _, row := range rows {
			known[row.Name] = row.RecordID
		}
	}
}

// put stores the external ids of records, in the order of both slices.
func (x *externalIDs) put(model string, names []string, ids []int64) {
	known := x.of(model)
	for start := 0; start < len(names); start += namesPerQuery {
		end := min(start+namesPerQuery, len(names))
		args := make([]any, 0, 3*(end-start))
		for i := start; i < end; i++ {
			known[names[i]] = ids[i]
			args = append(args, model, names[i], ids[i])
		}
		x.env.Cr().Execute(fmt.Sprintf(
			`INSERT INTO %s (model, name, record_id) VALUES (?, ?, ?)%s ON CONFLICT (model, name) DO UPDATE SET record_id = excluded.record_id`,
			externalTable, strings.Repeat(", (?, ?, ?)", end-start-1)), args...)
	}
}

// Lookup returns the id of the record of a model that has an external id, and
// whether there is one.
func Lookup(env models.Environment, model, externalID string) (int64, bool) {
	x := newExternalIDs(env)
	x.fetch(model, []string{externalID})
	return x.get(model, externalID)
}

// quote returns an identifier as it is written in SQL.
func quote(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}
