package models

import (
	"errors"
	"fmt"
	"testing"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// salesModels declares a small model of sales without generated code.
func salesModels(r *Registry) {
	country := r.Model("Country").DeclareModel()
	country.AddFields(map[string]FieldDefinition{"Name": CharField{Required: true}, "Code": CharField{Unique: true}})
	partner := r.Model("Partner").DeclareModel()
	partner.AddFields(map[string]FieldDefinition{
		"Name": CharField{}, "Country": Many2OneField{RelationModel: country}, "Orders": One2ManyField{RelationModel: r.Model("Order"), ReverseFK: "Partner"},
		"Tags": Many2ManyField{RelationModel: r.Model("Tag")}, "Age": IntegerField{},
		"CountryName": CharField{Related: "Country.Name"},
		"Turnover":    FloatField{Compute: partner.Method("ComputeTurnover"), Stored: true, Depends: []string{"Orders.Total"}},
	})
	partner.AddSQLConstraint("age_positive", "CHECK (age >= 0)", "The age must not be negative")
	partner.Method("ComputeTurnover").Declare("", func(rs *Core) *Data {
		sum := 0.0
		for _, o := range rs.Get(FieldName("Orders")).(*Core).Records() {
			sum += o.Get(FieldName("Total")).(float64)
		}
		return rs.model().NewData().Set("Turnover", sum)
	})
	r.Model("Tag").DeclareModel().AddFields(map[string]FieldDefinition{"Name": CharField{}})
	order := r.Model("Order").DeclareModel()
	order.AddFields(map[string]FieldDefinition{
		"Partner": Many2OneField{RelationModel: partner}, "Lines": One2ManyField{RelationModel: r.Model("Line"), ReverseFK: "Order"},
		"Total": FloatField{Compute: order.Method("ComputeTotal"), Stored: true, Depends: []string{"Lines.Amount"}, Digits: types.Digits{Scale: 12, Precision: 2}},
	})
	order.Method("ComputeTotal").Declare("", func(rs *Core) *Data {
		sum := 0.0
		for _, l := range rs.Get(FieldName("Lines")).(*Core).Records() {
			sum += l.Get(FieldName("Amount")).(float64)
		}
		return rs.model().NewData().Set("Total", sum)
	})
	r.Model("Line").DeclareModel().AddFields(map[string]FieldDefinition{
		"Order": Many2OneField{RelationModel: order, Required: true, OnDelete: Cascade}, "Amount": FloatField{},
	})
}

// eachDatabase runs a test on SQLite and on PostgreSQL.
func eachDatabase(t *testing.T, declare func(*Registry), fn func(t *testing.T, db *Database)) {
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			url := "sqlite::memory:"
			if kind == "postgres" {
				url = dbtest.NewDatabase(t)
			}
			db, err := Open(url)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
			db.UseRegistry(bootstrapped(t, declare))
			if err := db.SyncDatabase(); err != nil {
				t.Fatal(err)
			}
			fn(t, db)
		})
	}
}

// in runs fn in a transaction that must succeed.
func in(t *testing.T, db *Database, fn func(env Environment)) {
	t.Helper()
	if err := db.ExecuteInNewEnvironment(security.SuperUserID, fn); err != nil {
		var te *TransactionError
		if errors.As(err, &te) {
			t.Fatalf("%v\n%s", err, te.Stack)
		}
		t.Fatal(err)
	}
}

func newData(env Environment, model string, pairs ...any) *Data {
	d := env.model(model).NewData()
	for i := 0; i < len(pairs); i += 2 {
		d.Set(pairs[i].(string), pairs[i+1])
	}
	return d
}

func get(c *Core, f string) any { return c.Get(FieldName(f)) }
func rel(c *Core, f string) *Core {
	return c.Get(FieldName(f)).(*Core)
}

// TestRuntimeWithoutGeneratedCode runs the engine through its untyped interface.
func TestRuntimeWithoutGeneratedCode(t *testing.T) {
	eachDatabase(t, salesModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			var countries []*Core
			for i := range 10 {
				countries = append(countries, CallCreate(NewSet(env, "Country"), newData(env, "Country", "Name", fmt.Sprintf("C%d", i), "Code", fmt.Sprint(i))))
			}
			for i := range 200 {
				p := CallCreate(NewSet(env, "Partner"), newData(env, "Partner", "Name", fmt.Sprintf("P%03d", i), "Country", countries[i%10], "Age", i))
				o := CallCreate(NewSet(env, "Order"), newData(env, "Order", "Partner", p).
					Create("Lines", newData(env, "Line", "Amount", 1.5), newData(env, "Line", "Amount", float64(i))))
				if got := get(o, "Total"); got != 1.5+float64(i) {
					t.Fatalf("total of order %d: %v", i, got)
				}
				if got := get(p, "Turnover"); got != 1.5+float64(i) {
					t.Fatalf("turnover of partner %d: %v", i, got)
				}
			}
			n := env.StatementCount()
			env.Flush()
			t.Logf("create: %d statements, flush %d", n, env.StatementCount()-n)
		})
		in(t, db, func(env Environment) {
			orders := CallSearchAll(NewSet(env, "Order"))
			for i, o := range orders.Records() {
				if got := get(rel(rel(o, "Partner"), "Country"), "Name"); got != fmt.Sprintf("C%d", i%10) {
					t.Fatalf("country of order %d: %v", i, got)
				}
			}
			if n := env.StatementCount(); n != 3 {
				t.Errorf("orders, partners, countries: %d statements", n)
			}
			lines := 0
			for _, o := range orders.Records() {
				lines += rel(o, "Lines").Len()
			}
			if n := env.StatementCount(); n != 4 || lines != 400 {
				t.Errorf("lines: %d statements, %d lines", n, lines)
			}
			for i, l := range CallSearchAll(NewSet(env, "Line")).Records() {
				l.Set(FieldName("Amount"), float64(i))
			}
			n := env.StatementCount()
			env.Flush()
			t.Logf("400 lines changed: flush %d statements", env.StatementCount()-n)
			if k := env.StatementCount() - n; k > 8 {
				t.Errorf("flush of computed totals: %d statements", k)
			}
			first := orders.Records()[0]
			if got := get(first, "Total"); got != 1.0 {
				t.Errorf("total after change: %v", got)
			}
			second := orders.Records()[1]
			rel(first, "Lines").Records()[0].Set(FieldName("Order"), second)
			if a, b := get(first, "Total"), get(second, "Total"); a != 1.0 || b != 5.0 {
				t.Errorf("after moving a line: %v %v", a, b)
			}
			CallUnlink(rel(second, "Lines"))
			if b := get(second, "Total"); b != 0.0 {
				t.Errorf("after unlinking: %v", b)
			}
			found := CallSearch(NewSet(env, "Order"), Where().Field("Partner.Turnover").Greater(300.0).And().Field("Partner.Country.Name").Equals("C3"))
			t.Log(found.Len(), CallSearchCount(found))
			if got := get(CallSearch(NewSet(env, "Partner"), Where().Field("Name").Equals("P007")), "CountryName"); got != "C7" {
				t.Errorf("related: %v", got)
			}
		})
		in(t, db, func(env Environment) {
			tag := CallCreate(NewSet(env, "Tag"), newData(env, "Tag", "Name", "a"))
			other := CallCreate(NewSet(env, "Tag"), newData(env, "Tag", "Name", "b"))
			p := CallSearch(NewSet(env, "Partner"), Where().Field("Name").Equals("P001"))
			p.Set(FieldName("Tags"), tag.Union(other))
			if n := rel(p, "Tags").Len(); n != 2 {
				t.Errorf("tags: %d", n)
			}
			p.Set(FieldName("Tags"), other)
			if n := CallSearch(NewSet(env, "Partner"), Where().Field("Tags.Name").Equals("b")).Len(); n != 1 {
				t.Errorf("partners by tag: %d", n)
			}
			if !rel(p, "Tags").Equals(other) {
				t.Error("tags after set")
			}
		})
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
			CallCreate(NewSet(env, "Partner"), newData(env, "Partner", "Name", "bad", "Age", -1))
		})
		var ce *ConstraintError
		if !errors.As(err, &ce) || ce.Message != "The age must not be negative" {
			t.Errorf("constraint: %v", err)
		}
		in(t, db, func(env Environment) {
			if CallSearch(NewSet(env, "Partner"), Where().Field("Name").Equals("bad")).Len() != 0 {
				t.Error("not rolled back")
			}
		})
	})
}
