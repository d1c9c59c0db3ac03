package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
	"hexgen.test/suite/trace"
)

// A line's price changes the line, its order, the order's partner and the partner's country.
func TestStoredComputedFieldsFollowTheirDepends(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		france, spain := newCountry(env, "France", "FR"), newCountry(env, "Spain", "ES")
		partners := newPartners(env, "Ann", "Bob")
		ann, bob := partners.Records()[0], partners.Records()[1]
		ann.SetCountry(france)
		bob.SetCountry(spain)
		order := h.Order().Create(env, h.Order().NewData().SetPartner(ann).CreateLines(
			h.OrderLine().NewData().SetQuantity(2).SetPrice(10),
			h.OrderLine().NewData().SetQuantity(1).SetPrice(5)))
		other := h.Order().Create(env, h.Order().NewData().SetPartner(bob))
		line := order.Lines().Records()[0]
		tool := h.Product().Create(env, h.Product().NewData().SetName("Saw"))

		// Each change, and what the two orders, partners and countries then show, read in three ways.
		for _, tt := range []struct {
			name   string
			change func()
			order  [2]float64
			ann    float64
			france float64
		}{
			{"create", func() {}, [2]float64{25, 0}, 25, 25},
			{"write of the depended field", func() { line.SetPrice(20) }, [2]float64{45, 0}, 45, 45},
			{"write over a many2one of the Depends", func() { order.SetDiscount(50) }, [2]float64{22.5, 0}, 22.5, 22.5},
			{"a field that nothing depends on", func() { line.SetProduct(tool) }, [2]float64{22.5, 0}, 22.5, 22.5},
			{"a new line", func() {
				h.OrderLine().Create(env, h.OrderLine().NewData().SetOrder(order).SetQuantity(1).SetPrice(15))
			}, [2]float64{30, 0}, 30, 30},
			{"a line moved to another order", func() { line.SetOrder(other) }, [2]float64{10, 40}, 10, 10},
			{"and back", func() { line.SetOrder(order) }, [2]float64{30, 0}, 30, 30},
			{"an unlinked line", func() { line.Unlink() }, [2]float64{10, 0}, 10, 10},
			{"an order moved to another partner", func() { order.SetPartner(bob) }, [2]float64{10, 0}, 0, 0},
			{"a partner moved to another country", func() { bob.SetCountry(france) }, [2]float64{10, 0}, 0, 10},
			{"an unlinked order", func() { order.Unlink() }, [2]float64{0, 0}, 0, 0},
		} {
			step(t, tt.name, func() {
				tt.change()
				if order.Exists().IsNotEmpty() {
					equal(t, tt.name+": total", order.Total(), tt.order[0])
				}
				equal(t, tt.name+": total of the other order", other.Total(), tt.order[1])
				equal(t, tt.name+": sales of Ann", ann.Sales(), tt.ann)
				equal(t, tt.name+": sales of France", france.Sales(), tt.france)
				equal(t, tt.name+": found by sales",
					h.Country().Search(env, q.Country().Sales().Equals(tt.france)).Search(q.Country().Code().Equals("FR")).Len(), 1)
				var stored float64
				env.Cr().Get(&stored, "SELECT sales FROM partner WHERE id = ?", ann.ID())
				equal(t, tt.name+": in the database", stored, tt.ann)
			})
		}
	})
}

// The same, but the changes are looked at only once, at the end.
func TestStoredComputedFieldsAreBatched(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		orders := newOrders(env, 20)
		env.Flush()
		first := orders.Records()[0]
		for i, line := range first.Lines().Records() {
			line.SetPrice(float64(i + 1))
			line.SetQuantity(10)
		}
		first.SetDiscount(10)
		first.Lines().Records()[1].SetOrder(orders.Records()[1])
		orders.Records()[2].Lines().Unlink()
		totals := make(map[string]float64)
		for _, order := range h.Order().NewSet(env).SearchAll().OrderBy("ID").Limit(3).Records() {
			totals[order.Name()] = order.Total()
		}
		same(t, "totals", totals, map[string]float64{"Order 0": 9, "Order 1": 20 + 1 + 20, "Order 2": 0})
	})
}

func TestStoredComputedFieldOverMany2Many(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		tags := h.Tag().CreateMulti(env, []m.TagData{
			h.Tag().NewData().SetName("b"), h.Tag().NewData().SetName("a"), h.Tag().NewData().SetName("c"),
		})
		b, a, c := tags.Records()[0], tags.Records()[1], tags.Records()[2]
		order := h.Order().Create(env, h.Order().NewData().SetPartner(newPartners(env, "Ann")).SetTags(a.Union(b)))
		for _, tt := range []struct {
			name   string
			change func()
			want   string
		}{
			{"create", func() {}, "a,b"},
			{"another set", func() { order.SetTags(c.Union(b)) }, "b,c"},
			{"a tag renamed", func() { b.SetName("z") }, "c,z"},
			{"a tag that left is renamed", func() { a.SetName("y") }, "c,z"},
			{"a tag deleted", func() { c.Unlink() }, "z"},
			{"no tags", func() { order.SetTags(nil) }, ""},
		} {
			step(t, tt.name, func() {
				tt.change()
				equal(t, tt.name, order.TagNames(), tt.want)
				equal(t, tt.name+": found", h.Order().Search(env, q.Order().TagNames().Equals(tt.want)).Equals(order), true)
			})
		}
	})
}

// A field that depends on itself at the parent is computed down the tree.
func TestStoredComputedFieldOfATree(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		category := func(name string, parent m.CategorySet) m.CategorySet {
			return h.Category().Create(env, h.Category().NewData().SetName(name).SetParent(parent))
		}
		root := category("root", nil)
		middle := category("middle", root)
		leaf := category("leaf", middle)
		equal(t, "created", leaf.FullName(), "root / middle / leaf")
		root.SetName("top")
		equal(t, "root renamed", leaf.FullName(), "top / middle / leaf")
		equal(t, "found", h.Category().Search(env, q.Category().FullName().Like("top / %")).Len(), 2)
		middle.SetParent(nil)
		equal(t, "moved", leaf.FullName(), "middle / leaf")
		var stored string
		env.Cr().Get(&stored, "SELECT full_name FROM category WHERE name = 'leaf'")
		equal(t, "in the database", stored, "middle / leaf")
	})
}

// A field that is not stored is computed when it is read, once, until something that it depends on changes.
func TestComputedFieldIsCached(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		log := new(trace.Log)
		partner := newPartners(env, "Ann").WithContext(trace.Key, log)
		equal(t, "first read", partner.Greeting(), "Dear Ann")
		traced(t, "the first read", log, "ComputeGreeting")
		equal(t, "second read", partner.Greeting(), "Dear Ann")
		traced(t, "the second read", log)
		partner.SetAge(3)
		equal(t, "read after another change", partner.Greeting(), "Dear Ann")
		traced(t, "a read after a change of another field", log)
		partner.SetPosition("CEO")
		equal(t, "read after a change", partner.Greeting(), "Dear Ann, CEO")
		traced(t, "a read after a change of a depended field", log, "ComputeGreeting")
	})
}

func TestComputedFieldOverARelation(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		france := newCountry(env, "France", "FR")
		equal(t, "at first", france.PartnerCount(), 0)
		partners := newPartners(env, "Ann", "Bob")
		partners.SetCountry(france)
		equal(t, "after two partners came", france.PartnerCount(), 2)
		partners.Records()[0].SetCountry(nil)
		equal(t, "after one left", france.PartnerCount(), 1)
		partners.Records()[1].Unlink()
		equal(t, "after the other was deleted", france.PartnerCount(), 0)
		order := h.Order().Create(env, h.Order().NewData().SetPartner(partners.Records()[0]).CreateLines(
			h.OrderLine().NewData().SetQuantity(1)))
		equal(t, "lines", order.LineCount(), 1)
	})
}

// Many records are computed with the statements that one needs.
func TestComputedFieldsReadInBatches(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) { newOrders(env, 200) })
		execute(t, db, func(env models.Environment) {
			orders := h.Order().NewSet(env).SearchAll()
			costsAtMost(t, env, "LineCount of 200 orders", 2, func() {
				for _, order := range orders.Records() {
					equal(t, "lines", order.LineCount(), 2)
				}
			})
		})
	})
}

// An unstored computed field cannot be searched.
func TestSearchOnAComputedField(t *testing.T) {
	failing(t, func(env models.Environment) {
		h.Partner().Search(env, q.Partner().Greeting().Equals("Dear Ann")).Len()
	}, func(t *testing.T, err error) {
		wantError[*models.FieldError](t, err)
		wantText(t, err.Error(), "Greeting")
	})
}

func TestInverse(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		log := new(trace.Log)
		order := h.Order().Create(env, h.Order().NewData().SetPartner(newPartners(env, "Ann")).CreateLines(
			h.OrderLine().NewData().SetQuantity(4).SetPrice(1)))
		line := order.Lines().WithContext(trace.Key, log)
		equal(t, "computed", line.Amount(), 4)
		log.Take()
		line.SetAmount(100)
		equal(t, "the price after setting the amount", line.Price(), 25)
		equal(t, "the amount itself", line.Amount(), 100)
		equal(t, "what depends on the price", order.Total(), 100)
		line.Write(h.OrderLine().NewData().SetAmount(8))
		equal(t, "through Write", line.Price(), 2)
		created := h.OrderLine().Create(env, h.OrderLine().NewData().SetOrder(order).SetQuantity(2).SetAmount(6))
		equal(t, "through Create", created.Price(), 3)
		equal(t, "what depends on both", order.Total(), 14)
	})
}

// What a program sets a stored computed field to holds until the field is computed again.
func TestSetterOfAComputedFieldWithoutInverse(t *testing.T) {
	failing(t, func(env models.Environment) {
		newPartners(env, "Ann").SetGreeting("Hello")
	}, func(t *testing.T, err error) {
		if err == nil {
			t.Error("a computed field without inverse takes a value")
		}
	})
}
