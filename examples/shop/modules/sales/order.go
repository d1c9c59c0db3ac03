package sales

import (
	"fmt"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"

	"example.com/shop/modules/products"
)

// The states of an order.
const (
	Draft     = "draft"
	Confirmed = "confirmed"
	Done      = "done"
	Cancelled = "cancelled"
)

// numbers are what orders are called when they are confirmed. Lower ones are
// those of orders that come from elsewhere.
var numbers = models.Numbering{
	Sequence: models.NewSequence("OrderNumber", 1, 100001),
	Prefix:   "SO",
}

func init() {
	order := h.Order().DeclareModel()
	order.SetDefaultOrder("Date DESC", "ID DESC")
	order.AddFields(map[string]models.FieldDefinition{
		"Name": models.CharField{Unique: true, NoCopy: true, String: "Number",
			Help: "Given when the order is confirmed"},
		"Date": models.DateField{Required: true, Default: today, Index: true,
			Constraint: h.Order().Methods().CheckDate()},
		"State": models.SelectionField{Required: true, Default: draft, Index: true, NoCopy: true,
			Selection: types.Selection{Draft: "Draft", Confirmed: "Confirmed", Done: "Done", Cancelled: "Cancelled"}},
		"Partner": models.Many2OneField{RelationModel: h.Partner(), String: "Customer", Required: true,
			OnDelete: models.Restrict, Index: true},
		"User":  models.Many2OneField{RelationModel: h.User(), String: "Salesperson", Index: true},
		"Lines": models.One2ManyField{RelationModel: h.OrderLine(), ReverseFK: "Order"},
		"Note":  models.TextField{},
		// A stored related field can be grouped and indexed like any other. It
		// follows when the partner moves.
		"Country": models.Many2OneField{RelationModel: h.Country(), Related: "Partner.Country", Stored: true, Index: true},
		"Email":   models.CharField{Related: "Partner.Email"},
		// Two fields that one method computes together.
		"Total": models.FloatField{Digits: products.Money, Stored: true,
			Compute: h.Order().Methods().ComputeTotal(), Depends: []string{"Lines", "Lines.Subtotal"}},
		"Pieces": models.FloatField{Digits: products.Money, Stored: true,
			Compute: h.Order().Methods().ComputeTotal(), Depends: []string{"Lines", "Lines.Quantity"}},
	})

	order.Methods().ComputeTotal().DeclareMethod(
		`ComputeTotal adds up the lines of the order.`, orderComputeTotal)
	order.Methods().CheckDate().DeclareMethod(
		`CheckDate refuses orders of a day more than a year ahead.`, orderCheckDate)
	order.Methods().AddProduct().DeclareMethod(
		`AddProduct adds a line for so many pieces at the price that Product.Quote gives, and returns it.`, orderAddProduct)
	order.Methods().Confirm().DeclareMethod(
		`Confirm gives the orders their numbers. They must be drafts, and have lines.`, orderConfirm)
	order.Methods().Cancel().DeclareMethod(
		`Cancel takes the orders out of all sums. They keep their numbers.`,
		func(rs m.OrderSet) {
			if rs.IsNotEmpty() {
				rs.SetState(Cancelled)
			}
		})
}

func draft(models.Environment) interface{} { return Draft }

func today(models.Environment) interface{} { return models.Today() }

func orderComputeTotal(rs m.OrderSet) m.OrderData {
	var total, pieces float64
	for _, line := range rs.Lines().Records() {
		total += line.Subtotal()
		pieces += line.Quantity()
	}
	return h.Order().NewData().SetTotal(total).SetPieces(pieces)
}

func orderCheckDate(rs m.OrderSet) {
	limit := models.Today().AddDate(1, 0, 0)
	for _, order := range rs.Records() {
		if order.Date().Greater(limit) {
			panic(&models.ValidationError{Model: order.ModelName(), Field: "Date", IDs: order.Ids(),
				Message: fmt.Sprintf("an order cannot be dated %s, more than a year ahead", order.Date())})
		}
	}
}

func orderAddProduct(rs m.OrderSet, product m.ProductSet, quantity float64) m.OrderLineSet {
	rs.EnsureOne()
	return h.OrderLine().Create(rs.Env(), h.OrderLine().NewData().
		SetOrder(rs).
		SetProduct(product).
		SetQuantity(quantity).
		SetUnitPrice(product.Quote(rs.Partner(), quantity).Price))
}

func orderConfirm(rs m.OrderSet) {
	for _, order := range rs.Records() {
		if order.State() != Draft {
			panic(models.UserErrorf("order %s cannot be confirmed, it is %s", order.DisplayName(), order.State()))
		}
		if order.Lines().IsEmpty() {
			panic(models.UserErrorf("order %s cannot be confirmed, it has no lines", order.DisplayName()))
		}
		order.Write(h.Order().NewData().
			SetName(numbers.Next(rs.Env())).
			SetState(Confirmed))
	}
}
