package demo

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

// manyOrders is the number of orders that the section works on.
const manyOrders = 1000

// showStatements reads and writes a thousand records in plain loops and counts
// the statements.
func showStatements(s *screen, env models.Environment) {
	var orders m.OrderSet
	countries := map[string]int{}
	read := measure(env, func() {
		orders = h.Order().NewSet(env).SearchAll().Limit(manyOrders)
		for _, order := range orders.Records() {
			countries[order.Partner().Country().Name()]++
		}
	})
	var pieces float64
	lines := measure(env, func() {
		for _, order := range orders.Records() {
			for _, line := range order.Lines().Records() {
				pieces += line.Quantity()
			}
		}
	})
	write := measure(env, func() {
		for i, order := range orders.Records() {
			order.SetNote("number " + count(i+1) + " of the list")
		}
		env.Flush()
	})
	s.table([]string{"in a loop over " + plural(orders.Len(), "order"), "result", ">statements", ">time"}, [][]string{
		{"order.Partner().Country().Name()", count(len(countries)) + " countries", count(read.statements), short(read.elapsed)},
		{"order.Lines(), line.Quantity()", count(int(pieces)) + " pieces", count(lines.statements), short(lines.elapsed)},
		{"order.SetNote(different texts)", count(orders.Len()) + " notes", count(write.statements), short(write.elapsed)},
	})
}
