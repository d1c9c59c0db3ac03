package demo

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// showSearch finds partners by what is on the other side of three relations.
func showSearch(s *screen, env models.Environment) {
	s.say("Customers in France or Germany who ordered more than three hammocks at once:")
	s.code(
		`q.Partner().Country().Code().In([]string{"FR", "DE"}).`,
		`    And().OrdersFilteredOn(q.Order().LinesFilteredOn(`,
		`        q.OrderLine().Product().Name().Contains("Hammock").And().Quantity().Greater(3)))`,
	)
	var found m.PartnerSet
	c := measure(env, func() {
		found = hammockBuyers(env).OrderBy("TotalOrdered DESC").Limit(8)
		found.Load("Name", "City", "CountryCode", "OrderCount", "TotalOrdered")
	})
	var rows [][]string
	for _, partner := range found.Records() {
		rows = append(rows, []string{partner.DisplayName(), partner.City(), partner.CountryCode(),
			count(int(partner.OrderCount())), money(partner.TotalOrdered())})
	}
	s.table([]string{"customer", "city", "country", ">orders", ">total ordered"}, rows)
	s.cost(c)
}

// hammockBuyers returns the partners in France and Germany who ordered more than
// three hammocks at once.
func hammockBuyers(env models.Environment) m.PartnerSet {
	return h.Partner().Search(env, q.Partner().Country().Code().In([]string{"FR", "DE"}).
		And().OrdersFilteredOn(q.Order().LinesFilteredOn(
		q.OrderLine().Product().Name().Contains("Hammock").And().Quantity().Greater(3))))
}
