package seed

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
)

// makeOrders spreads the orders over two years, with more of them before
// Christmas. A few customers order often, most of them seldom.
func (w *world) makeOrders() error {
	var customers []string
	for _, p := range w.partners {
		if p.customer {
			customers = append(customers, p.id)
		}
	}
	w.rnd.Shuffle(len(customers), func(i, j int) { customers[i], customers[j] = customers[j], customers[i] })

	days := make([]time.Time, w.size.Orders)
	for i := range days {
		days[i] = w.day()
	}
	slices.SortFunc(days, time.Time.Compare)

	var orders, lines [][]string
	number := 0
	for i, day := range days {
		id := fmt.Sprintf("order-%05d", i+1)
		state := w.state(day)
		name := ""
		if state != "draft" {
			number++
			name = fmt.Sprintf("SO%06d", number)
		}
		customer := customers[int(math.Pow(w.rnd.Float64(), 2)*float64(len(customers)))]
		orders = append(orders, []string{id, name, day.Format(time.DateOnly), customer, pick(w.rnd, w.users), state})
		lines = append(lines, w.lines(id)...)
	}
	header := []string{"id", "Name", "Date", "Partner", "User", "State"}
	if err := w.file("50-Order.csv", header, orders); err != nil {
		return err
	}
	return w.file("51-OrderLine.csv", []string{"id", "Order", "Product", "Quantity", "UnitPrice", "Discount"}, lines)
}

// day draws a day; one in November or December twice as likely.
func (w *world) day() time.Time {
	for {
		day := firstDay.AddDate(0, 0, w.rnd.IntN(int(lastDay.Sub(firstDay).Hours()/24)+1))
		if day.Month() >= time.November || w.chance(50) {
			return day
		}
	}
}

// state draws the state of an order of that day: those of the last weeks are
// still open.
func (w *world) state(day time.Time) string {
	switch age := int(lastDay.Sub(day).Hours() / 24); {
	case w.chance(3):
		return "cancelled"
	case age < 7 && w.chance(40):
		return "draft"
	case age < 21:
		return "confirmed"
	}
	return "done"
}

// lines returns one to five lines of different products.
func (w *world) lines(order string) [][]string {
	count := 1 + min(w.rnd.IntN(3)+w.rnd.IntN(3), 4)
	var rows [][]string
	for _, i := range w.rnd.Perm(len(w.products))[:count] {
		quantity := 1 + int(w.rnd.ExpFloat64()*1.8)
		if w.chance(4) {
			quantity *= 10
		}
		discount := ""
		if w.chance(10) {
			discount = strconv.Itoa(5 * (1 + w.rnd.IntN(3)))
		}
		p := w.products[i]
		rows = append(rows, []string{fmt.Sprintf("%s-%d", order, len(rows)+1), order, p.id,
			strconv.Itoa(quantity), money(p.price), discount})
	}
	return rows
}
