package csvdata_test

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/csvdata"
	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// registry returns the models of the tests. Programs have generated code in the
// place of the calls of NewView.
var registry = sync.OnceValues(func() (*models.Registry, error) {
	models.NewView("Land", []models.ViewField{
		{Name: "Name", Kind: fieldtype.Char},
		{Name: "People", Kind: fieldtype.One2Many, Relation: "Person"},
	}, nil)
	models.NewView("Person", []models.ViewField{
		{Name: "Name", Kind: fieldtype.Char},
		{Name: "Land", Kind: fieldtype.Many2One, Relation: "Land"},
		{Name: "Friend", Kind: fieldtype.Many2One, Relation: "Person"},
		{Name: "Friends", Kind: fieldtype.Many2Many, Relation: "Person"},
		{Name: "Visited", Kind: fieldtype.Many2Many, Relation: "Land"},
		{Name: "Age", Kind: fieldtype.Integer},
		{Name: "Height", Kind: fieldtype.Float},
		{Name: "Born", Kind: fieldtype.Date},
		{Name: "Seen", Kind: fieldtype.DateTime},
		{Name: "Awake", Kind: fieldtype.Boolean},
		{Name: "Mood", Kind: fieldtype.Selection},
		{Name: "Photo", Kind: fieldtype.Binary},
		{Name: "Greeting", Kind: fieldtype.Char},
		{Name: "Shout", Kind: fieldtype.Char},
	}, []string{"ComputeShout"})

	r := models.NewRegistry()
	land := r.Model("Land").DeclareModel()
	person := r.Model("Person").DeclareModel()
	land.AddFields(map[string]models.FieldDefinition{
		"Name":   models.CharField{Required: true},
		"People": models.One2ManyField{RelationModel: person, ReverseFK: "Land"},
	})
	person.AddFields(map[string]models.FieldDefinition{
		"Name":     models.CharField{Required: true, Unique: true},
		"Land":     models.Many2OneField{RelationModel: land, Required: true},
		"Friend":   models.Many2OneField{RelationModel: person},
		"Friends":  models.Many2ManyField{RelationModel: person, M2MLinkModelName: "Friendship", M2MOurField: "One", M2MTheirField: "Other"},
		"Visited":  models.Many2ManyField{RelationModel: land},
		"Age":      models.IntegerField{},
		"Height":   models.FloatField{},
		"Born":     models.DateField{},
		"Seen":     models.DateTimeField{},
		"Awake":    models.BooleanField{},
		"Mood":     models.SelectionField{Selection: types.Selection{"good": "Good", "bad": "Bad"}},
		"Photo":    models.BinaryField{},
		"Greeting": models.CharField{Required: true, Default: func(models.Environment) interface{} { return "Hello" }},
		"Shout":    models.CharField{Compute: person.Method("ComputeShout")},
	})
	person.Method("ComputeShout").Declare("", func(rs *models.Core) *models.Data {
		return rs.NewData().Set("Shout", strings.ToUpper(rs.Get(models.FieldName("Name")).(string)))
	})
	person.AddSQLConstraint("age_range", "CHECK (age >= 0)", "Nobody is younger than 0.")
	return r, r.Bootstrap()
})

// onEachDatabase runs a test on SQLite and on PostgreSQL, each with empty
// tables.
func onEachDatabase(t *testing.T, test func(t *testing.T, db *models.Database)) {
	t.Helper()
	r, err := registry()
	if err != nil {
		t.Fatal(err)
	}
	urls := map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return "sqlite://" + filepath.Join(t.TempDir(), "test.db") },
		"postgres": func(t *testing.T) string { return dbtest.NewDatabase(t) },
	}
	for kind, url := range urls {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			db, err := models.Open(url(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			if err := db.UseRegistry(r).SyncDatabase(); err != nil {
				t.Fatal(err)
			}
			test(t, db)
		})
	}
}

// files makes a file system of names and contents.
func files(namesAndContents ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(namesAndContents); i += 2 {
		fsys[namesAndContents[i]] = &fstest.MapFile{Data: []byte(namesAndContents[i+1])}
	}
	return fsys
}

// load loads files that must be right.
func load(t *testing.T, db *models.Database, options csvdata.Options, namesAndContents ...string) csvdata.Result {
	t.Helper()
	result, err := csvdata.Load(context.Background(), db, files(namesAndContents...), options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// in runs fn in a transaction.
func in(t *testing.T, db *models.Database, fn func(env models.Environment)) {
	t.Helper()
	if err := db.ExecuteInNewEnvironment(security.SuperUserID, fn); err != nil {
		t.Fatal(err)
	}
}

// counts returns the number of records of each model.
func counts(t *testing.T, db *models.Database) (lands, people int) {
	t.Helper()
	in(t, db, func(env models.Environment) {
		lands = models.NewSet(env, "Land").SearchAll().Len()
		people = models.NewSet(env, "Person").SearchAll().Len()
	})
	return lands, people
}

// record returns the record with an external id.
func record(t *testing.T, env models.Environment, model, externalID string) *models.Core {
	t.Helper()
	id, ok := csvdata.Lookup(env, model, externalID)
	if !ok {
		t.Fatalf("no %s has the external id %q", model, externalID)
	}
	return models.NewSet(env, model).BrowseOne(id)
}

// relation returns the records that a field points at.
func relation(record *models.Core, field string) *models.Core {
	return record.Get(models.FieldName(field)).(models.RecordSet).Underlying()
}

const lands = "id,Name\nfr,France\njp,Japan\nbr,Brazil\n"
