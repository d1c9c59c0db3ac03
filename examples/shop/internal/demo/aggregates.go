package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	"example.com/shop/modules/sales"
)

// manyCountries is the number of countries that are shown.
const manyCountries = 8

// showAggregates sums up orders by country and by quarter, in the database.
func showAggregates(s *screen, env models.Environment) {
	s.say("What was sold, by country:")
	s.code(
		`sold := h.Order().Search(env, q.Order().State().In([]string{"confirmed", "done"}))`,
		`sold.GroupBy(q.Order().Country().Name()).Aggregates(q.Order().Total(), q.Order().Pieces())`,
	)
	var groups []models.AggregateRow
	c := measure(env, func() { groups = soldByCountry(env) })
	var rows [][]string
	for _, g := range groups[:min(manyCountries, len(groups))] {
		rows = append(rows, []string{fmt.Sprint(g.Values["Country.Name"]), count(g.Count),
			count(int(g.Values["Pieces"].(float64))), money(g.Values["Total"].(float64))})
	}
	s.table([]string{"country", ">orders", ">pieces", ">total"}, rows)
	s.cost(c)

	s.say("")
	s.say("And by quarter:")
	s.code(`sold.GroupBy(models.DatePart(q.Order().Date(), "quarter")).Aggregates(q.Order().Total())`)
	c = measure(env, func() {
		groups = sold(env).GroupBy(models.DatePart(q.Order().Date(), "quarter")).Aggregates(q.Order().Total())
	})
	s.table([]string{"quarter from", ">orders", ">total", ""}, quarterRows(groups))
	s.cost(c)
}

// sold returns the orders that are confirmed or done.
func sold(env models.Environment) m.OrderSet {
	return h.Order().Search(env, q.Order().State().In([]string{sales.Confirmed, sales.Done}))
}

// soldByCountry returns a group for each country, the one with the largest total
// first.
func soldByCountry(env models.Environment) []models.AggregateRow {
	groups := sold(env).GroupBy(q.Order().Country().Name()).Aggregates(q.Order().Total(), q.Order().Pieces())
	slices.SortStableFunc(groups, func(a, b models.AggregateRow) int {
		return cmp.Compare(b.Values["Total"].(float64), a.Values["Total"].(float64))
	})
	return groups
}

// barWidth is the width of the longest bar of a plot.
const barWidth = 32

// quarterRows returns a row with a bar for each quarter.
func quarterRows(groups []models.AggregateRow) [][]string {
	most := 0.0
	for _, g := range groups {
		most = max(most, g.Values["Total"].(float64))
	}
	var rows [][]string
	for _, g := range groups {
		total := g.Values["Total"].(float64)
		bar := strings.Repeat("█", int(barWidth*total/max(most, 1)))
		rows = append(rows, []string{fmt.Sprint(g.Values["Date:quarter"]), count(g.Count), money(total), bar})
	}
	return rows
}
