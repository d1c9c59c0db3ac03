package sale

import (
	"fmt"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"hexgen.test/suite/trace"
)

func init() {
	line := h.OrderLine().DeclareModel()
	line.AddFields(map[string]models.FieldDefinition{
		"Order":    models.Many2OneField{RelationModel: h.Order(), Required: true, OnDelete: models.Cascade},
		"Product":  models.Many2OneField{RelationModel: h.Product(), OnDelete: models.Restrict},
		"Quantity": models.FloatField{Constraint: h.OrderLine().Methods().CheckLine()},
		"Price":    models.FloatField{Constraint: h.OrderLine().Methods().CheckLine()},
		"Subtotal": models.FloatField{Compute: h.OrderLine().Methods().ComputeSubtotal(), Stored: true,
			Depends: []string{"Quantity", "Price", "Order.Discount"}},
		"Amount": models.FloatField{Compute: h.OrderLine().Methods().ComputeAmount(),
			Inverse: h.OrderLine().Methods().InverseAmount(), Depends: []string{"Quantity", "Price"}},
		"ProductName": models.CharField{Related: "Product.Name", Stored: true},
		"PartnerName": models.CharField{Related: "Order.Partner.Name"},
	})
	line.Methods().ComputeSubtotal().DeclareMethod(`ComputeSubtotal is the amount less the discount of the order.`,
		func(rs m.OrderLineSet) m.OrderLineData {
			trace.Add(rs.Env(), "ComputeSubtotal")
			return h.OrderLine().NewData().SetSubtotal(rs.Quantity() * rs.Price() * (1 - rs.Order().Discount()/100))
		})
	line.Methods().ComputeAmount().DeclareMethod(`ComputeAmount is the amount before any discount.`,
		func(rs m.OrderLineSet) m.OrderLineData {
			return h.OrderLine().NewData().SetAmount(rs.Quantity() * rs.Price())
		})
	line.Methods().InverseAmount().DeclareMethod(`InverseAmount sets the price so that the amount comes out.`,
		func(rs m.OrderLineSet, amount float64) {
			trace.Add(rs.Env(), "InverseAmount")
			for _, r := range rs.Records() {
				r.SetPrice(amount / r.Quantity())
			}
		})
	line.Methods().CheckLine().DeclareMethod(`CheckLine refuses lines without a quantity, and free lines of many.`,
		lineCheck)
}

func lineCheck(rs m.OrderLineSet) {
	trace.Add(rs.Env(), "CheckLine")
	for _, r := range rs.Records() {
		if r.Quantity() == 0 {
			panic(fmt.Errorf("line %d: %w", r.ID(), ErrEmptyQuantity))
		}
		if r.Price() == 0 && r.Quantity() > 100 {
			panic("more than 100 for nothing")
		}
	}
}
