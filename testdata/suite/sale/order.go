package sale

import (
	"fmt"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"
	"hexgen.test/suite/trace"
)

// ErrEmptyQuantity is the cause when a line without a quantity is refused.
var ErrEmptyQuantity = fmt.Errorf("a line needs a quantity")

var orderStates = types.Selection{"draft": "Quotation", "done": "Sale"}

// MySequence is the sequence of the snippet.
var MySequence = models.NewSequence("MySequence")

func init() {
	h.Product().DeclareModel()
	h.Product().InheritModel(h.Catalogued())
	h.Product().AddFields(map[string]models.FieldDefinition{
		"Price":    models.FloatField{Digits: types.Digits{Scale: 12, Precision: 2}},
		"Category": models.Many2OneField{RelationModel: h.Category()},
	})

	order := h.Order().DeclareModel()
	order.AddFields(map[string]models.FieldDefinition{
		"Name":     models.CharField{Required: true, Default: orderDefaultName, NoCopy: true},
		"Partner":  models.Many2OneField{RelationModel: h.Partner(), Required: true, OnDelete: models.Restrict},
		"Date":     models.DateField{},
		"State":    models.SelectionField{Selection: orderStates, Required: true, Default: orderDefaultState},
		"Discount": models.FloatField{},
		"Lines":    models.One2ManyField{RelationModel: h.OrderLine(), ReverseFK: "Order"},
		"Tags":     models.Many2ManyField{RelationModel: h.Tag()},

		"Total":     models.FloatField{Compute: order.Methods().ComputeTotal(), Stored: true, Depends: []string{"Lines.Subtotal"}},
		"LineCount": models.IntegerField{Compute: h.Order().Methods().ComputeLineCount(), Depends: []string{"Lines"}},
		"TagNames": models.CharField{Compute: h.Order().Methods().ComputeTagNames(), Stored: true,
			Depends: []string{"Tags", "Tags.Name"}},
		"CountryCode": models.CharField{Related: "Partner.Country.Code"},
		"Country":     models.Many2OneField{RelationModel: h.Country(), Related: "Partner.Country", Stored: true},
	})
	order.Methods().ComputeTotal().DeclareMethod(`ComputeTotal adds up the lines.`, orderComputeTotal)
	order.Methods().ComputeLineCount().DeclareMethod(`ComputeLineCount counts the lines.`,
		func(rs m.OrderSet) m.OrderData {
			trace.Add(rs.Env(), "ComputeLineCount")
			return h.Order().NewData().SetLineCount(int64(rs.Lines().Len()))
		})
	order.Methods().ComputeTagNames().DeclareMethod(`ComputeTagNames lists the tags.`, orderComputeTagNames)
	order.AddSQLConstraint("discount_percent", "CHECK (discount BETWEEN 0 AND 100)",
		"A discount is between 0 and 100 percent")
}

func orderDefaultName(env models.Environment) interface{} {
	if prefix := env.Context().GetString("order_prefix"); prefix != "" {
		return prefix
	}
	return "New"
}

func orderDefaultState(models.Environment) interface{} { return "draft" }

func orderComputeTotal(rs m.OrderSet) m.OrderData {
	trace.Add(rs.Env(), "ComputeTotal")
	var total float64
	for _, line := range rs.Lines().Records() {
		total += line.Subtotal()
	}
	return h.Order().NewData().SetTotal(total)
}

func orderComputeTagNames(rs m.OrderSet) m.OrderData {
	var names string
	for _, tag := range rs.Tags().SortedByField(h.Tag().Fields().Name(), false).Records() {
		if names != "" {
			names += ","
		}
		names += tag.Name()
	}
	return h.Order().NewData().SetTagNames(names)
}
