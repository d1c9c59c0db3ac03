package demo

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	"example.com/shop/modules/products/pricing"
)

// showLayers calls two methods that several modules extend.
func showLayers(s *screen, env models.Environment) {
	customer := bestCustomer(env)
	product := h.Product().Search(env, q.Product().Code().Equals("OL-010"))

	var quote pricing.Quote
	c := measure(env, func() { quote = product.Quote(customer, 60) })
	s.say("What do 60 pieces of %q cost %s? Each module calls Super() and goes on from there:", product.Name(), customer.Name())
	s.code(`product.Quote(customer, 60)`)
	var rows [][]string
	for _, step := range quote.Steps {
		rows = append(rows, []string{step.Module, step.Reason, money(step.Price)})
	}
	s.table([]string{"layer of module", "what it did", ">price"}, rows)
	s.cost(c)

	var lines []string
	c = measure(env, func() { lines = customer.Profile() })
	s.say("")
	s.say("And who is that? The first three lines come from partners, the others from sales and loyalty:")
	s.code(`customer.Profile()`)
	for _, line := range lines {
		s.say("  %s", line)
	}
	s.cost(c)
}

// bestCustomer returns the partner who ordered most.
func bestCustomer(env models.Environment) m.PartnerSet {
	return h.Partner().NewSet(env).SearchAll().OrderBy("TotalOrdered DESC", "ID").Limit(1)
}
