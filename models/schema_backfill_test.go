package models

import (
	"testing"

	"github.com/hexgen/hexgen/dbtest"
)

// A stored computed field that a module adds later is computed for the records that are there.
func TestAddedStoredFieldsAreComputed(t *testing.T) {
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			url := "sqlite://" + t.TempDir() + "/added.db"
			if kind == "postgres" {
				url = dbtest.NewDatabase(t)
			}
			open := func(declare func(*Registry)) *Database {
				db, err := Open(url)
				if err != nil {
					t.Fatal(err)
				}
				if err := db.UseRegistry(bootstrapped(t, declare)).SyncDatabase(); err != nil {
					t.Fatal(err)
				}
				return db
			}
			book := func(r *Registry) *Model {
				m := r.Model("Book").DeclareModel()
				m.AddFields(map[string]FieldDefinition{"Name": CharField{}, "Parent": Many2OneField{RelationModel: m}})
				return m
			}
			db := open(func(r *Registry) { book(r) })
			in(t, db, func(env Environment) {
				a := create(env, "Book", "Name", "a")
				for range backfillBatch + 10 {
					create(env, "Book", "Name", "b", "Parent", a)
				}
			})
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			db = open(func(r *Registry) {
				m := book(r)
				m.AddFields(map[string]FieldDefinition{
					"Upper":      CharField{Stored: true, Compute: m.Method("ComputeUpper"), Depends: []string{"Name"}},
					"ParentName": CharField{Stored: true, Related: "Parent.Name"},
				})
				m.Method("ComputeUpper").Declare("", func(rs *Core) *Data { return rs.NewData().Set("Upper", "UP "+get(rs, "Name").(string)) })
			})
			in(t, db, func(env Environment) {
				found := func(f, v string) int {
					return CallSearchCount(CallSearch(NewSet(env, "Book"), Where().Field(f).Equals(v)))
				}
				check(t, "computed", found("Upper", "UP b"), backfillBatch+10)
				check(t, "of the first", found("Upper", "UP a"), 1)
				check(t, "related", found("ParentName", "a"), backfillBatch+10)
			})
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
