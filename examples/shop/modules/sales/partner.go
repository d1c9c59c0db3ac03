package sales

import (
	"fmt"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	"example.com/shop/modules/products"
)

// What this module adds to partners: their orders, and three stored fields that
// one method computes from them.
func init() {
	compute := h.Partner().Methods().ComputeOrdered()
	depends := []string{"Orders", "Orders.Total", "Orders.State", "Orders.Date"}

	partner := h.Partner()
	partner.AddFields(map[string]models.FieldDefinition{
		"Orders": models.One2ManyField{RelationModel: h.Order(), ReverseFK: "Partner"},
		"TotalOrdered": models.FloatField{Digits: products.Money, Stored: true, Index: true,
			Compute: compute, Depends: depends,
			Help: "Sum of the orders that are confirmed or done"},
		"OrderCount": models.IntegerField{Stored: true, Compute: compute, Depends: depends},
		"LastOrder":  models.DateField{Stored: true, Compute: compute, Depends: depends},
	})

	partner.Methods().ComputeOrdered().DeclareMethod(
		`ComputeOrdered adds up the orders of the partner that are confirmed or done.`,
		partnerComputeOrdered)
	partner.Methods().Profile().Extend(
		`Adds what the partner ordered.`,
		partnerProfile)
	partner.Methods().Archive().Extend(
		`Partners with open orders stay.`,
		partnerArchive)
}

func partnerComputeOrdered(rs m.PartnerSet) m.PartnerData {
	var (
		total float64
		count int64
		last  models.Date
	)
	for _, order := range rs.Orders().Records() {
		if order.State() != Confirmed && order.State() != Done {
			continue
		}
		total += order.Total()
		count++
		if order.Date().Greater(last) {
			last = order.Date()
		}
	}
	return h.Partner().NewData().SetTotalOrdered(total).SetOrderCount(count).SetLastOrder(last)
}

func partnerProfile(rs m.PartnerSet) []string {
	lines := rs.Super().Profile()
	if rs.OrderCount() == 0 {
		return lines
	}
	orders := "1 order"
	if n := rs.OrderCount(); n > 1 {
		orders = fmt.Sprintf("%d orders", n)
	}
	return append(lines, fmt.Sprintf("%s for %.2f, the last one on %s", orders, rs.TotalOrdered(), rs.LastOrder()))
}

// partnerArchive lies on top of a method that the partner has from a mixin.
func partnerArchive(rs m.PartnerSet) {
	open := h.Order().Search(rs.Env(), q.Order().Partner().In(rs).And().State().In([]string{Draft, Confirmed}))
	if open.IsNotEmpty() {
		panic(models.UserErrorf("%s has open orders and cannot be archived", open.Partner().DisplayName()))
	}
	rs.Super().Archive()
}
