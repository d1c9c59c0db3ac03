package csvdata

import (
	"encoding/json"
	"strings"

	"github.com/hexgen/hexgen/models"
)

// externalTable is the table of the external ids of all models.
const externalTable = "hexgen_external_id"

// createTable creates the table. Names are compared byte by byte, which is what
// SQLite does anyway and PostgreSQL on request; its other orders are slow.
func createTable(d dialect) string {
	return `CREATE TABLE IF NOT EXISTS ` + externalTable + ` (
	model TEXT` + d.bytewise + ` NOT NULL,
	name TEXT` + d.bytewise + ` NOT NULL,
	record_id BIGINT NOT NULL,
	PRIMARY KEY (model, name)
)`
}

// dialect is what databases write differently: a collation, and lists in the
// place of one value.
type dialect struct{ bytewise, inNames, pairs string }

var dialects = map[string]dialect{
	"sqlite": {
		inNames: `IN (SELECT value FROM json_each(?))`,
		pairs:   `SELECT ?, j.value->>0, j.value->>1 FROM json_each(?) j WHERE true`,
	},
	"postgres": {
		bytewise: ` COLLATE "C"`,
		inNames:  `= ANY(ARRAY(SELECT json_array_elements_text(CAST(? AS json))))`,
		pairs:    `SELECT ?, j.value->>0, CAST(j.value->>1 AS bigint) FROM json_array_elements(CAST(? AS json)) j`,
	},
}

// externalIDs finds records by external id. It keeps what it found.
type externalIDs struct {
	env   models.Environment
	sql   dialect
	known map[string]map[string]int64 // by model and name; 0 if there is no record
}

// newExternalIDs returns the external ids of the database of env, and creates
// their table if there is none.
func newExternalIDs(env models.Environment) *externalIDs {
	sql := dialects[env.Dialect()]
	env.Cr().Execute(createTable(sql))
	return &externalIDs{env: env, sql: sql, known: map[string]map[string]int64{}}
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
	var missing []string
	for _, name := range names {
		if _, ok := known[name]; !ok {
			known[name] = 0
			missing = append(missing, name)
		}
	}
	m, ok := x.env.Registry().Get(model)
	if !ok || len(missing) == 0 {
		return
	}
	var rows []struct {
		Name     string `db:"name"`
		RecordID int64  `db:"record_id"`
	}
	query := `SELECT x.name, x.record_id FROM ` + externalTable + ` x JOIN ` + quote(m.TableName()) +
		` t ON t.id = x.record_id WHERE x.model = ? AND x.name ` + x.sql.inNames
	x.env.Cr().Select(&rows, query, model, list(missing))
	for _, row := range rows {
		known[row.Name] = row.RecordID
	}
}

// put stores the external ids of records, in the order of both slices.
func (x *externalIDs) put(model string, names []string, ids []int64) {
	known := x.of(model)
	pairs := make([][2]any, len(names))
	for i, name := range names {
		known[name] = ids[i]
		pairs[i] = [2]any{name, ids[i]}
	}
	x.env.Cr().Execute(`INSERT INTO `+externalTable+` (model, name, record_id) `+x.sql.pairs+
		` ON CONFLICT (model, name) DO UPDATE SET record_id = excluded.record_id`, model, list(pairs))
}

// list returns values as the one value that a statement takes.
func list(values any) string {
	text, err := json.Marshal(values)
	if err != nil {
		panic(err) // not of strings and numbers
	}
	return string(text)
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
