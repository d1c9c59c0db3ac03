package loyalty_test

import (
	"slices"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	"example.com/shop/internal/shoptest"
	"example.com/shop/modules/products/pricing"
)

// newSale creates a customer and a confirmed order of so much money.
func newSale(env models.Environment, amount float64) (m.PartnerSet, m.OrderSet) {
	category := h.Category().Create(env, h.Category().NewData().SetName("Furniture"))
	table := h.Product().Create(env, h.Product().NewData().
		SetName("Table").SetCode("T1").SetCategory(category).SetPrice(100))
	customer := h.Partner().Create(env, h.Partner().NewData().SetName("Jane Smith"))
	order := h.Order().Create(env, h.Order().NewData().
		SetPartner(customer).
		CreateLines(h.OrderLine().NewData().SetProduct(table).SetQuantity(1).SetUnitPrice(amount)))
	order.Confirm()
	return customer, order
}

func TestLevelFollowsTheLines(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		customer, order := newSale(env, 9999)
		steps := []struct {
			price  float64
			level  string
			points int64
		}{
			{9999, "bronze", 999},
			{10000, "silver", 1000},
			{25000.5, "gold", 2500},
			{10, "none", 1},
		}
		for _, step := range steps {
			order.Lines().SetUnitPrice(step.price)
			if !h.Partner().Search(env, q.Partner().Level().Equals(step.level)).Equals(customer) {
				t.Errorf("after an order of %v the level is %q, want %q", step.price, customer.Level(), step.level)
			}
			if got := customer.Points(); got != step.points {
				t.Errorf("after an order of %v there are %d points, want %d", step.price, got, step.points)
			}
		}
	})
}

func TestQuoteRunsThroughThreeModules(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		customer, order := newSale(env, 30000)
		got := order.Lines().Product().Quote(customer, 50)
		want := []pricing.Step{
			{Module: "products", Reason: "list price", Price: 100},
			{Module: "sales", Reason: "10 % off from 50 pieces", Price: 90},
			{Module: "loyalty", Reason: "6 % off for a Gold member", Price: 84.6},
		}
		if !slices.Equal(got.Steps, want) {
			t.Errorf("steps = %v, want %v", got.Steps, want)
		}
		if got.Price != 84.6 {
			t.Errorf("Price = %v, want 84.6", got.Price)
		}
	})
}

func TestProfileIsMadeByFourModules(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		customer, order := newSale(env, 12000)
		order.Lines().Product().SetSupplier(customer)
		want := []string{
			"Jane Smith", "", "",
			"supplies 1 product",
			"1 order for 12000.00, the last one on " + models.Today().String(),
			"Silver member with 1200 points",
		}
		if got := customer.Profile(); !slices.Equal(got, want) {
			t.Errorf("Profile = %q, want %q", got, want)
		}
	})
}

func TestOrdersOfGoldMembersAreUrgent(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		customer, first := newSale(env, 24000)
		if first.Urgent() {
			t.Error("the order of a silver member is urgent")
		}
		second := h.Order().Create(env, h.Order().NewData().SetPartner(customer))
		second.AddProduct(first.Lines().Product(), 40)
		second.Confirm()
		if !second.Urgent() {
			t.Errorf("the order that made the member %s is not urgent", customer.Level())
		}
	})
}
