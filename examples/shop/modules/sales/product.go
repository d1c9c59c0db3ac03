package sales

import (
	"fmt"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"

	"example.com/shop/modules/products/pricing"
)

// volumeDiscounts are what customers get for large quantities, the largest
// first.
var volumeDiscounts = []struct {
	from    float64
	percent float64
}{
	{50, 10},
	{10, 5},
}

// What this module adds to products: the lines that sell them, and a layer of
// Quote.
func init() {
	product := h.Product()
	product.AddFields(map[string]models.FieldDefinition{
		"OrderLines": models.One2ManyField{RelationModel: h.OrderLine(), ReverseFK: "Product"},
	})
	product.Methods().Quote().Extend(
		`Gives a discount for large quantities.`,
		productQuote)
}

func productQuote(rs m.ProductSet, customer m.PartnerSet, quantity float64) pricing.Quote {
	quote := rs.Super().Quote(customer, quantity)
	for _, d := range volumeDiscounts {
		if quantity >= d.from {
			return quote.Less("sales", fmt.Sprintf("%v %% off from %v pieces", d.percent, d.from), d.percent)
		}
	}
	return quote
}
