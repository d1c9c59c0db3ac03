package loyalty

import (
	"fmt"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"

	"example.com/shop/modules/products/pricing"
)

// What this module adds to products and orders: a third layer of Quote, and
// orders of gold members that go first.
func init() {
	h.Product().Methods().Quote().Extend(
		`Gives members the discount of their level, on top of all others.`,
		productQuote)

	order := h.Order()
	order.AddFields(map[string]models.FieldDefinition{
		"Urgent": models.BooleanField{Help: "To be packed first"},
	})
	order.Methods().Confirm().Extend(
		`Orders of gold members are urgent.`,
		orderConfirm)
}

func productQuote(rs m.ProductSet, customer m.PartnerSet, quantity float64) pricing.Quote {
	quote := rs.Super().Quote(customer, quantity)
	member := levelOf(customer.TotalOrdered())
	if member.percent == 0 {
		return quote
	}
	return quote.Less("loyalty", fmt.Sprintf("%v %% off for a %s member", member.percent, member.label), member.percent)
}

func orderConfirm(rs m.OrderSet) {
	rs.Super().Confirm()
	gold := rs.Filtered(func(order m.OrderSet) bool { return order.Partner().Level() == "gold" })
	if gold.IsNotEmpty() {
		gold.SetUrgent(true)
	}
}
