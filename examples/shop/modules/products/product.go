package products

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"

	"example.com/shop/modules/products/pricing"
)

// Money is the precision of all amounts of the shop: twelve digits, two of them
// after the point.
var Money = types.Digits{Scale: 12, Precision: 2}

func init() {
	product := h.Product().DeclareModel()
	product.SetDefaultOrder("Code ASC")
	product.InheritModel(h.Archivable())
	product.AddFields(map[string]models.FieldDefinition{
		"Name":        models.CharField{Required: true, Index: true},
		"Code":        models.CharField{Required: true, Unique: true, Size: 16},
		"Description": models.TextField{},
		"Category":    models.Many2OneField{RelationModel: h.Category(), Required: true, OnDelete: models.Restrict, Index: true},
		"Supplier":    models.Many2OneField{RelationModel: h.Partner(), OnDelete: models.Restrict, Index: true},
		"Price":       models.FloatField{Digits: Money, Help: "List price"},
		"Cost":        models.FloatField{Digits: Money, Help: "What the supplier takes"},
		"Weight":      models.FloatField{Help: "In kilograms"},
		"Margin": models.FloatField{
			Digits: Money, Stored: true,
			Compute: h.Product().Methods().ComputeMargin(),
			Depends: []string{"Price", "Cost"},
		},
	})
	product.AddSQLConstraint("price_positive", "CHECK (price >= 0)", "A product cannot have a negative price.")

	product.Methods().ComputeMargin().DeclareMethod(
		`ComputeMargin returns what a sale at list price earns.`,
		func(rs m.ProductSet) m.ProductData {
			return h.Product().NewData().SetMargin(rs.Price() - rs.Cost())
		})
	product.Methods().Quote().DeclareMethod(
		`Quote returns the price of a piece for a customer and a quantity.`,
		func(rs m.ProductSet, customer m.PartnerSet, quantity float64) pricing.Quote {
			return pricing.Start("products", "list price", rs.Price())
		})
}
