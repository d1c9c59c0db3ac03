package suite_test

import (
	"encoding/json"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
)

func TestData(t *testing.T) {
	f := h.Partner().Fields()
	data := h.Partner().NewData().SetName("Ann").SetAge(0)
	equal(t, "a value that is set", data.Name(), "Ann")
	equal(t, "a value that is not", data.Email(), "")
	equal(t, "a relation that is not", data.Country().IsEmpty(), true)
	equal(t, "Has of a zero value that is set", data.Has(f.Age()), true)
	equal(t, "Has of a value that is not set", data.Has(f.Email()), false)
	same(t, "Fields", data.Fields(), []string{"Name", "Age"})
	copied := data.Copy().SetName("Bob")
	data.Unset(f.Age())
	equal(t, "Unset", data.Has(f.Age()), false)
	equal(t, "the copy", copied.Has(f.Age()), true)
	equal(t, "the copy's own value", copied.Name(), "Bob")
	equal(t, "the original", data.Name(), "Ann")
}

func TestJSONOfData(t *testing.T) {
	data := h.Partner().NewData().SetName("Ann \"A\"").SetAge(1 << 40).SetIsCompany(true).SetBirthday(date("2000-01-02"))
	text, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	back := h.Partner().NewData()
	if err := json.Unmarshal(text, back); err != nil {
		t.Fatalf("%v of %s", err, text)
	}
	equal(t, "text", back.Name(), "Ann \"A\"")
	equal(t, "integer", back.Age(), 1<<40)
	equal(t, "boolean", back.IsCompany(), true)
	equal(t, "date", back.Birthday(), date("2000-01-02"))
	equal(t, "a value that is not set", back.Has(h.Partner().Fields().Email()), false)
}

// Data can be used again, and belongs to no record.
func TestDataIsReused(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		data := h.Order().NewData().SetPartner(newPartners(env, "Ann")).CreateLines(h.OrderLine().NewData().SetQuantity(1))
		one := h.Order().Create(env, data)
		two := h.Order().Create(env, data)
		equal(t, "records", one.Equals(two), false)
		equal(t, "lines of the first", one.Lines().Len(), 1)
		equal(t, "lines of the second", two.Lines().Len(), 1)
		one.SetName("renamed")
		equal(t, "the data after a setter", data.Name(), "")
		equal(t, "the data after a Create with defaults", data.Has(h.Order().Fields().State()), false)
	})
}

func TestCopyOfARecord(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		tag := h.Tag().Create(env, h.Tag().NewData().SetName("vip"))
		partner := h.Partner().Create(env, h.Partner().NewData().SetName("Ann").SetEmail("a@example.com").SetComment("private").
			SetCountry(newCountry(env, "France", "FR")).SetTags(tag).CreateChildren(h.Partner().NewData().SetName("Bob")))
		copied := partner.Copy(h.Partner().NewData().SetEmail("b@example.com"))
		equal(t, "another record", copied.Equals(partner), false)
		equal(t, "a value", copied.Name(), "Ann")
		equal(t, "an override", copied.Email(), "b@example.com")
		equal(t, "NoCopy", copied.Comment(), "")
		equal(t, "many2one", copied.Country().Code(), "FR")
		equal(t, "many2many", copied.Tags().Name(), "vip")
		equal(t, "one2many stays with the original", copied.Children().Len(), 0)
		equal(t, "without overrides", partner.Copy(nil).Email(), "a@example.com")

		order := h.Order().Create(env, h.Order().NewData().SetName("SO1").SetPartner(partner).CreateLines(
			h.OrderLine().NewData().SetQuantity(2).SetPrice(3)))
		copiedOrder := order.Copy(nil)
		equal(t, "the default of a required NoCopy field", copiedOrder.Name(), "New")
		equal(t, "what is computed from lines that are not copied", copiedOrder.Total(), 0)
	})
}

func TestNew(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		set := h.Partner().NewSet(env)
		france := newCountry(env, "France", "FR")
		env.Flush()
		costs(t, env, "records in memory", 0, func() {
			one := set.New(h.Partner().NewData().SetName("Ann").SetPosition("CEO").SetCountry(france))
			two := set.New(h.Partner().NewData().SetName("Bob"))
			equal(t, "ids are negative and distinct", one.ID() < 0 && two.ID() < 0 && one.ID() != two.ID(), true)
			equal(t, "a value", one.Name(), "Ann")
			equal(t, "an unset value", one.Email(), "")
			equal(t, "a relation", one.Country().Name(), "France")
			equal(t, "computed", one.Greeting(), "Dear Ann, CEO")
			one.SetPosition("CTO")
			equal(t, "set and computed again", one.Greeting(), "Dear Ann, CTO")
			env.Flush()
		})
		equal(t, "records in the database", h.Partner().NewSet(env).SearchAll().Len(), 0)
	})
}

func TestAggregates(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		f := h.Partner().Fields()
		newPeople(env)
		all := h.Partner().NewSet(env).SearchAll()
		rows := all.GroupBy(f.IsCompany()).Aggregates(f.Age(), f.Credit())
		equal(t, "groups", len(rows), 2)
		for i, want := range []models.AggregateRow{
			{Count: 4, Values: models.FieldMap{"IsCompany": false, "Age": 37.5, "Credit": 101.25}},
			{Count: 2, Values: models.FieldMap{"IsCompany": true, "Age": 10.0, "Credit": 1.5}},
		} {
			equal(t, "count", rows[i].Count, want.Count)
			for name, value := range want.Values {
				equal(t, name, asFloat(rows[i].Values[name]), asFloat(value))
			}
		}
		named := all.GroupBy(f.IsCompany(), f.Lang()).Aggregates(f.IsCompany(), f.Lang(), f.Age())
		equal(t, "groups that are named again", len(named), 2)
		equal(t, "a group that is named again", named[1].Values["IsCompany"], any(true))
		equal(t, "the value of a group", named[1].Values["Lang"], any(""))
		total := all.Aggregates(f.Credit())
		equal(t, "rows without groups", len(total), 1)
		equal(t, "sum", asFloat(total[0].Values["Credit"]), 102.75)
	})
}

// asFloat makes values of aggregates comparable.
func asFloat(v any) any {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case int:
		return float64(v)
	}
	return v
}
