package suite_test

import (
	"sort"
	"strings"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/q"
)

// The answers of the plain model.

func (w *world) total(o *orderOf) (sum float64) {
	for _, l := range w.lines {
		if l.order == o {
			sum += l.quantity * l.price * (1 - o.discount/100)
		}
	}
	return sum
}

func (w *world) sales(p *personOf) (sum float64) {
	for _, o := range w.orders {
		if o.person == p {
			sum += w.total(o)
		}
	}
	return sum
}

func (w *world) salesOf(c *landOf) (sum float64) {
	for _, p := range w.partners {
		if p.land == c {
			sum += w.sales(p)
		}
	}
	return sum
}

func codeOf(c *landOf) string {
	if c == nil {
		return ""
	}
	return c.code
}

func (o *orderOf) names() string {
	var names []string
	for _, l := range o.labels {
		names = append(names, l.name)
	}
	sort.Strings(names)
	return strings.Join(names, ",")
}

// look compares one answer.
func (w *world) look() {
	o, p, c := pick(w.rand, w.orders), pick(w.rand, w.partners), pick(w.rand, w.countries)
	limit := float64(w.rand.IntN(200))
	switch w.rand.IntN(9) {
	case 0:
		equal(w.t, "Sales of the country", c.rs.Sales(), w.salesOf(c))
	case 1:
		equal(w.t, "Sales of the partner", p.rs.Sales(), w.sales(p))
	case 2:
		equal(w.t, "CountryCode of the partner", p.rs.CountryCode(), codeOf(p.land))
	case 3:
		want := 0
		for _, o := range w.orders {
			if w.total(o) > limit {
				want++
			}
		}
		equal(w.t, "orders by total", h.Order().Search(w.env, q.Order().Total().Greater(limit)).SearchCount(), want)
	case 4:
		want := 0
		for _, o := range w.orders {
			if codeOf(o.person.land) == c.code {
				want++
			}
		}
		equal(w.t, "orders by country", h.Order().Search(w.env, q.Order().Country().Code().Equals(c.code)).Len(), want)
	case 5:
		want := 0
		for _, p := range w.partners {
			if w.sales(p) >= limit {
				want++
			}
		}
		equal(w.t, "partners by sales", h.Partner().Search(w.env, q.Partner().Sales().GreaterOrEqual(limit)).Len(), want)
	case 6:
		var sum float64
		w.env.Cr().Get(&sum, `SELECT coalesce(sum(total), 0) FROM "order"`)
		var want float64
		for _, o := range w.orders {
			want += w.total(o)
		}
		equal(w.t, "totals in the database", sum, want)
	default:
		if o != nil {
			w.lookAt(o)
		}
	}
}

func (w *world) lookAt(o *orderOf) {
	lines := 0
	for _, l := range w.lines {
		if l.order == o {
			lines++
		}
	}
	equal(w.t, "Total of "+o.rs.Name(), o.rs.Total(), w.total(o))
	equal(w.t, "Lines of "+o.rs.Name(), o.rs.Lines().Len(), lines)
	equal(w.t, "LineCount of "+o.rs.Name(), o.rs.LineCount(), int64(lines))
	equal(w.t, "TagNames of "+o.rs.Name(), o.rs.TagNames(), o.names())
	equal(w.t, "CountryCode of "+o.rs.Name(), o.rs.CountryCode(), codeOf(o.person.land))
	equal(w.t, "Country of "+o.rs.Name(), o.rs.Country().Code(), codeOf(o.person.land))
}

func (w *world) lookAtAll() {
	for _, o := range w.orders {
		o.rs.ForceLoad()
		w.lookAt(o)
	}
	for _, p := range w.partners {
		equal(w.t, "Sales", p.rs.Sales(), w.sales(p))
	}
	for _, c := range w.countries {
		equal(w.t, "Sales", c.rs.Sales(), w.salesOf(c))
	}
	for _, l := range w.lines {
		l.rs.ForceLoad()
		equal(w.t, "Subtotal", l.rs.Subtotal(), l.quantity*l.price*(1-l.order.discount/100))
	}
}
