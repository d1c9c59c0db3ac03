package sales

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"

	"example.com/shop/modules/products"
	"example.com/shop/modules/products/pricing"
)

func init() {
	line := h.OrderLine().DeclareModel()
	line.SetDefaultOrder("Order ASC", "ID ASC")
	line.AddFields(map[string]models.FieldDefinition{
		"Order": models.Many2OneField{RelationModel: h.Order(), Required: true,
			OnDelete: models.Cascade, Index: true},
		"Product": models.Many2OneField{RelationModel: h.Product(), Required: true,
			OnDelete: models.Restrict, Index: true},
		"Quantity":  models.FloatField{Digits: products.Money},
		"UnitPrice": models.FloatField{Digits: products.Money},
		"Discount":  models.FloatField{Digits: types.Digits{Scale: 5, Precision: 2}, Help: "In percent"},
		"Subtotal": models.FloatField{Digits: products.Money, Stored: true,
			Compute: h.OrderLine().Methods().ComputeSubtotal(),
			Depends: []string{"Quantity", "UnitPrice", "Discount"}},
		"Category": models.Many2OneField{RelationModel: h.Category(), Related: "Product.Category"},
	})
	line.AddSQLConstraint("quantity_positive", "CHECK (quantity > 0)",
		"The quantity of an order line must be more than zero.")
	line.AddSQLConstraint("discount_percent", "CHECK (discount >= 0 AND discount <= 100)",
		"The discount of an order line must be from 0 to 100 percent.")

	line.Methods().ComputeSubtotal().DeclareMethod(
		`ComputeSubtotal returns the price of all pieces of the line, less its discount.`,
		lineComputeSubtotal)
}

func lineComputeSubtotal(rs m.OrderLineSet) m.OrderLineData {
	amount := rs.Quantity() * rs.UnitPrice() * (1 - rs.Discount()/100)
	return h.OrderLine().NewData().SetSubtotal(pricing.Round(amount))
}
