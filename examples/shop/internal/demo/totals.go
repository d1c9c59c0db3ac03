package demo

import (
	"fmt"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// showTotals changes one order line and looks at what is computed from it, in
// four models of three modules.
func showTotals(s *screen, env models.Environment) {
	line := lineOfNearlyGold(env)
	order := line.Order()
	customer := order.Partner()
	s.say("%s of %s has a line of %v × %s. With ten more of them:", order.Name(), customer.Name(), line.Quantity(), line.Product().Name())
	s.code(`line.SetQuantity(line.Quantity() + 10)`)

	before := totalsOf(line)
	c := measure(env, func() {
		line.SetQuantity(line.Quantity() + 10)
		env.Flush()
	})
	after := totalsOf(line)
	var rows [][]string
	for i, name := range []string{"line", "order", "customer", "customer", "customer"} {
		rows = append(rows, []string{name, after[i].field, before[i].value, "→", after[i].value})
	}
	s.table([]string{"record", "stored field", ">before", "", ">after"}, rows)
	s.cost(c)
}

// total is the value of a stored computed field.
type total struct{ field, value string }

// totalsOf returns what is computed from a line.
func totalsOf(line m.OrderLineSet) []total {
	order := line.Order()
	customer := order.Partner()
	return []total{
		{"OrderLine.Subtotal", money(line.Subtotal())},
		{"Order.Total", money(order.Total())},
		{"Partner.TotalOrdered", money(customer.TotalOrdered())},
		{"Partner.Points", fmt.Sprint(customer.Points())},
		{"Partner.Level", customer.Level()},
	}
}

// lineOfNearlyGold returns a line of a finished order of the silver customer who
// is nearest to gold.
func lineOfNearlyGold(env models.Environment) m.OrderLineSet {
	silver := h.Partner().Search(env, q.Partner().Level().Equals("silver")).OrderBy("TotalOrdered DESC", "ID").Limit(1)
	return h.OrderLine().Search(env, q.OrderLine().Order().Partner().Equals(silver).
		And().Order().State().Equals("done")).OrderBy("UnitPrice DESC", "ID").Limit(1)
}
