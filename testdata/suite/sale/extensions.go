package sale

import (
	"time"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"hexgen.test/suite/base"
	"hexgen.test/suite/trace"
)

// What sale adds to the models of base.
func init() {
	h.Partner().AddFields(map[string]models.FieldDefinition{
		"Orders": models.One2ManyField{RelationModel: h.Order(), ReverseFK: "Partner"},
		"Sales": models.FloatField{Compute: h.Partner().Methods().ComputeSales(), Stored: true,
			Depends: []string{"Orders.Total"}},
	})
	h.Partner().Methods().ComputeSales().DeclareMethod(`ComputeSales adds up the orders.`,
		func(rs m.PartnerSet) m.PartnerData {
			trace.Add(rs.Env(), "ComputeSales")
			var sales float64
			for _, order := range rs.Orders().Records() {
				sales += order.Total()
			}
			return h.Partner().NewData().SetSales(sales)
		})
	h.Partner().Methods().UpdateBirthday().Extend(
		`Extended in sale to compute age at the same time.`,
		func(rs m.PartnerSet, birthday time.Time) {
			trace.Add(rs.Env(), "sale.UpdateBirthday")
			rs.Super().UpdateBirthday(birthday)
			rs.SetAge(int64(time.Now().Year() - birthday.Year()))
		})

	h.Country().AddFields(map[string]models.FieldDefinition{
		"Sales": models.FloatField{Compute: h.Country().Methods().ComputeSales(), Stored: true,
			Depends: []string{"Partners.Sales"}},
	})
	h.Country().Methods().ComputeSales().DeclareMethod(`ComputeSales adds up the partners.`,
		func(rs m.CountrySet) m.CountryData {
			trace.Add(rs.Env(), "ComputeCountrySales")
			var sales float64
			for _, partner := range rs.Partners().Records() {
				sales += partner.Sales()
			}
			return h.Country().NewData().SetSales(sales)
		})

	h.Linked().Methods().Step().Extend(``, func(rs m.LinkedSet, word string) string {
		return "mixin2(" + rs.Super().Step(word) + ")"
	})
	h.Chain().Methods().Step().Extend(``, func(rs m.ChainSet, word string) string {
		return "sale(" + rs.Super().Step(word) + ")"
	})
	h.Chain().Methods().Alpha().Extend(``, func(rs m.ChainSet, n int) int {
		return base.Run(rs, "sale.Alpha", n, func() int { return rs.Super().Alpha(n) })
	})
	h.Chain().Methods().Beta().Extend(``, func(rs m.ChainSet, n int) int {
		return base.Run(rs, "sale.Beta", n, func() int { return rs.Super().Beta(n) })
	})
}
