package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// newMarket creates three partners with orders:
//
//	Ann, France, tags red and blue: order A1 of 10 saws and 2 nails, order A2 without lines
//	Bob, Spain, tag red:            order B1 of 3 saws
//	Cid, no country, no tags:       no orders
func newMarket(env models.Environment) (red, blue m.TagSet) {
	saw := h.Product().Create(env, h.Product().NewData().SetName("Saw"))
	nail := h.Product().Create(env, h.Product().NewData().SetName("Nail"))
	red, blue = h.Tag().Create(env, h.Tag().NewData().SetName("red")), h.Tag().Create(env, h.Tag().NewData().SetName("blue"))
	partners := newPartners(env, "Ann", "Bob", "Cid").Records()
	partners[0].Write(h.Partner().NewData().SetCountry(newCountry(env, "France", "FR")).SetTags(red.Union(blue)))
	partners[1].Write(h.Partner().NewData().SetCountry(newCountry(env, "Spain", "ES")).SetTags(red))
	line := func(product m.ProductSet, quantity float64) m.OrderLineData {
		return h.OrderLine().NewData().SetProduct(product).SetQuantity(quantity).SetPrice(1)
	}
	h.Order().CreateMulti(env, []m.OrderData{
		h.Order().NewData().SetName("A1").SetPartner(partners[0]).CreateLines(line(saw, 10), line(nail, 2)),
		h.Order().NewData().SetName("A2").SetPartner(partners[0]),
		h.Order().NewData().SetName("B1").SetPartner(partners[1]).CreateLines(line(saw, 3)),
	})
	return red, blue
}

func TestConditionsThroughRelations(t *testing.T) {
	p, o := q.Partner, q.Order
	simulated(t, func(t *testing.T, env models.Environment) {
		red, blue := newMarket(env)
		all := h.Partner().NewSet(env).SearchAll().Records()
		ann, bob, cid := all[0], all[1], all[2]
		saw := h.Product().Search(env, q.Product().Name().Equals("Saw"))
		none := ann.Subtract(ann)
		for _, tt := range []struct {
			name string
			cond q.PartnerCondition
			want string
		}{
			{"many2one", p().Country().Name().Equals("France"), "Ann"},
			{"many2one, negative, has those without", p().Country().Name().NotEquals("France"), "Bob,Cid"},
			{"many2one, null at the end", p().Country().Name().IsNull(), "Cid"},
			{"many2one equals a record", p().Country().Equals(bob.Country()), "Bob"},
			{"many2one differs from a record", p().Country().NotEquals(bob.Country()), "Ann,Cid"},
			{"many2one in a set", p().Country().In(ann.Country().Union(bob.Country())), "Ann,Bob"},
			{"many2one not in a set", p().Country().NotIn(ann.Country()), "Bob,Cid"},
			{"many2one in an empty set", p().Country().In(cid.Country()), ""},
			{"many2one not in an empty set", p().Country().NotIn(cid.Country()), "Ann,Bob,Cid"},
			{"many2one equals no record", p().Country().Equals(cid.Country()), "Cid"},

			{"one2many", p().Orders().Name().Equals("A1"), "Ann"},
			{"one2many in one2many", p().Orders().Lines().Quantity().Greater(1), "Ann,Bob"},
			{"one2many, many2one", p().Orders().Lines().Product().Name().Equals("Nail"), "Ann"},
			{"one2many is empty", p().Orders().IsNull(), "Cid"},
			{"one2many is not empty", p().Orders().IsNotNull(), "Ann,Bob"},
			{"one2many negative at the end: one that differs", p().Orders().Name().NotEquals("A1"), "Ann,Bob"},
			{"one2many negated: none that matches", p().Name().IsNotNull().AndNot().Orders().Name().Equals("A1"), "Bob,Cid"},
			{"one2many does not have a record", p().Orders().NotIn(h.Order().Search(env, o().Name().Equals("A1"))), "Bob,Cid"},
			{"one2many has a record", p().Orders().In(h.Order().Search(env, o().Name().Equals("B1"))), "Bob"},

			{"many2many", p().Tags().Name().Equals("red"), "Ann,Bob"},
			{"many2many has a record", p().Tags().Equals(blue), "Ann"},
			{"many2many has one of a set", p().Tags().In(red.Union(blue)), "Ann,Bob"},
			{"many2many has none of a set", p().Tags().NotIn(blue), "Bob,Cid"},
			{"many2many does not have", p().Tags().NotEquals(red), "Cid"},
			{"many2many is empty", p().Tags().IsNull(), "Cid"},

			{"two conditions on two lines", p().Orders().Lines().Product().Name().Equals("Saw").
				And().Orders().Lines().Product().Name().Equals("Nail"), "Ann"},
			{"two conditions on one line", p().OrdersFilteredOn(o().LinesFilteredOn(
				q.OrderLine().Product().Equals(saw).And().Quantity().Lower(5))), "Bob"},
			{"or over relations", p().Country().Code().Equals("FR").Or().Orders().Name().Equals("B1"), "Ann,Bob"},
			{"not over relations", p().Name().IsNotNull().AndNot().Orders().Lines().Product().Name().Equals("Nail"), "Bob,Cid"},
			{"a path back", p().Country().Partners().Name().Equals("Ann"), "Ann"},
			{"a computed, stored field", p().Country().Sales().Greater(3), "Ann"},
			{"nothing is one of none", p().ID().In(none.Ids()), ""},
		} {
			step(t, tt.name, func() {
				found := h.Partner().Search(env, tt.cond)
				equal(t, tt.name, namesOf(found.Records()), tt.want)
				equal(t, tt.name+": count", h.Partner().Search(env, tt.cond).SearchCount(), found.Len())
				costsAtMost(t, env, tt.name, 1, func() { h.Partner().Search(env, tt.cond).Ids() })
			})
		}
	})
}

func TestOrderByRelations(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newMarket(env)
		all := h.Partner().NewSet(env).SearchAll()
		equal(t, "a field of a relation", namesOf(all.OrderBy("Country.Name DESC", "Name").Filtered(
			func(r m.PartnerSet) bool { return r.Country().IsNotEmpty() }).Records()), "Bob,Ann")
		equal(t, "records without the relation stay", all.OrderBy("Country.Name").Len(), 3)
		lines := h.OrderLine().NewSet(env).SearchAll().OrderBy("Order.Partner.Country.Code", "Product.Name")
		var got []string
		for _, line := range lines.Records() {
			got = append(got, line.Order().Name()+" "+line.Product().Name())
		}
		same(t, "two relations", got, []string{"B1 Saw", "A1 Nail", "A1 Saw"})
		costs(t, env, "an order through relations", 1, func() {
			h.OrderLine().NewSet(env).SearchAll().OrderBy("Order.Partner.Name", "Product.Name DESC").Ids()
		})
		equal(t, "a many2one is ordered by its own order", namesOf(h.Partner().Search(env, q.Partner().Country().IsNotNull()).
			OrderBy("Country DESC").Records()), "Bob,Ann")
	})
}

// Where nulls sort is the same on both databases.
func TestOrderOfUnsetValues(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newMarket(env)
		all := h.Partner().NewSet(env).SearchAll()
		first := all.OrderBy("Country.Name", "Name").Records()[0].Name()
		last := all.OrderBy("Country.Name DESC", "Name").Records()[2].Name()
		equal(t, "the record without a value is at one end, and at the other in reverse", first, last)
	})
}

func TestChildOf(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		root, other := newPartners(env, "root"), newPartners(env, "other")
		a := h.Partner().Create(env, h.Partner().NewData().SetName("a").SetParent(root))
		b := h.Partner().Create(env, h.Partner().NewData().SetName("b").SetParent(a))
		h.Partner().Create(env, h.Partner().NewData().SetName("c").SetParent(b))
		h.Partner().Create(env, h.Partner().NewData().SetName("d").SetParent(other))
		for _, tt := range []struct {
			name string
			cond q.PartnerCondition
			want string
		}{
			{"below the root, itself included", q.Partner().ID().ChildOf(root.ID()), "a,b,c,root"},
			{"a branch", q.Partner().ID().ChildOf(b.ID()), "b,c"},
			{"a relation", q.Partner().Parent().ChildOf(a), "b,c"},
			{"several", q.Partner().Parent().ChildOf(b.Union(other)), "c,d"},
			{"with another condition", q.Partner().ID().ChildOf(root.ID()).And().Name().Greater("a"), "b,c,root"},
			{"not", q.Partner().Name().IsNotNull().AndNot().ID().ChildOf(root.ID()), "d,other"},
		} {
			step(t, tt.name, func() {
				equal(t, tt.name, namesOf(h.Partner().Search(env, tt.cond).Records()), tt.want)
			})
		}
		order := h.Order().Create(env, h.Order().NewData().SetPartner(b))
		equal(t, "from another model", h.Order().Search(env, q.Order().Partner().ChildOf(root)).Equals(order), true)
		equal(t, "from another model, elsewhere", h.Order().Search(env, q.Order().Partner().ChildOf(other)).Len(), 0)
		root.SetParent(b)
		equal(t, "a circle ends", h.Partner().Search(env, q.Partner().ID().ChildOf(a.ID())).Len(), 4)
		equal(t, "and is found", root.CheckRecursion(), false)
		equal(t, "no circle", other.CheckRecursion(), true)
	})
}
