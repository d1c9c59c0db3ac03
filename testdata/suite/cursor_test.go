package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

// dbStruct is the struct of the snippet on direct access to the database.
type dbStruct struct {
	Name string
	Age  int
}

func TestCursor(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := h.Partner().CreateMulti(env, []m.PartnerData{
			h.Partner().NewData().SetName("John").SetAge(12),
			h.Partner().NewData().SetName("Jane").SetAge(26),
			h.Partner().NewData().SetName("Joe").SetAge(60),
		})
		var single dbStruct
		env.Cr().Get(&single, "SELECT name, age FROM partner WHERE id = ?", partners.ID())
		equal(t, "single", single, dbStruct{"John", 12})
		var data []dbStruct
		env.Cr().Select(&data, "SELECT name, age FROM partner WHERE age > ? ORDER BY age", 25)
		same(t, "data", data, []dbStruct{{"Jane", 26}, {"Joe", 60}})
		var count int
		env.Cr().Get(&count, "SELECT count(*) FROM partner WHERE name <> '?' AND age > ?", 0)
		equal(t, "a question mark in a text is no placeholder", count, 3)

		result := env.Cr().Execute("UPDATE partner SET age = age + ? WHERE age < ?", 1, 50)
		rows, err := result.RowsAffected()
		equal(t, "RowsAffected", rows, 2)
		equal(t, "error", err, nil)
		equal(t, "the getter sees the change", partners.Records()[0].Age(), 13)
	})
}

func TestCursorErrorsPanic(t *testing.T) {
	for name, fn := range map[string]func(env models.Environment){
		"syntax":           func(env models.Environment) { env.Cr().Execute("SELEC 1") },
		"no row for Get":   func(env models.Environment) { env.Cr().Get(new(int), "SELECT id FROM partner WHERE id = ?", 0) },
		"an unknown table": func(env models.Environment) { env.Cr().Select(new([]int), "SELECT id FROM nothing") },
	} {
		t.Run(name, func(t *testing.T) {
			failing(t, fn, func(t *testing.T, err error) {
				if err == nil {
					t.Error("no error")
				}
			})
		})
	}
}
