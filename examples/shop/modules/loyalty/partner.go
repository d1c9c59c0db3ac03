package loyalty

import (
	"fmt"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"

	_ "example.com/shop/modules/sales" // declares Order, and the partner's TotalOrdered
)

// level is a step of the programme.
type level struct {
	key     string
	label   string
	from    float64 // total ordered
	percent float64 // discount on everything
}

// levels are the steps of the programme, the highest first.
var levels = []level{
	{key: "gold", label: "Gold", from: 25000, percent: 6},
	{key: "silver", label: "Silver", from: 10000, percent: 4},
	{key: "bronze", label: "Bronze", from: 2500, percent: 2},
	{key: "none", label: "None"},
}

// pointValue is the amount of money that earns one point.
const pointValue = 10

// What this module adds to partners. Level depends on a stored computed field of
// the sales module, which depends on the totals of orders, which depend on their
// lines: a change of one line is followed all the way up.
func init() {
	partner := h.Partner()
	partner.AddFields(map[string]models.FieldDefinition{
		"Level": models.SelectionField{Selection: levelSelection(), Stored: true, Index: true,
			Compute: h.Partner().Methods().ComputeLevel(), Depends: []string{"TotalOrdered"}},
		"Points": models.IntegerField{Stored: true,
			Compute: h.Partner().Methods().ComputeLevel(), Depends: []string{"TotalOrdered"}},
	})
	partner.Methods().ComputeLevel().DeclareMethod(
		`ComputeLevel returns the level that the partner has reached, and its points.`,
		partnerComputeLevel)
	partner.Methods().Profile().Extend(
		`Adds the level of the loyalty programme.`,
		partnerProfile)

	// Fields of other modules can be overridden, one property at a time.
	partner.Fields().TotalOrdered().SetHelp("Sum of the orders that are confirmed or done; decides the loyalty level")
	h.Product().Fields().Price().SetHelp("List price, before all discounts")
}

// levelSelection returns the values that Partner.Level can have.
func levelSelection() types.Selection {
	selection := types.Selection{}
	for _, l := range levels {
		selection[l.key] = l.label
	}
	return selection
}

// levelOf returns the level that so much money reaches.
func levelOf(total float64) level {
	for _, l := range levels {
		if total >= l.from {
			return l
		}
	}
	return levels[len(levels)-1]
}

func partnerComputeLevel(rs m.PartnerSet) m.PartnerData {
	return h.Partner().NewData().
		SetLevel(levelOf(rs.TotalOrdered()).key).
		SetPoints(int64(rs.TotalOrdered() / pointValue))
}

func partnerProfile(rs m.PartnerSet) []string {
	lines := rs.Super().Profile()
	if rs.Level() == "none" {
		return lines
	}
	return append(lines, fmt.Sprintf("%s member with %d points", levelOf(rs.TotalOrdered()).label, rs.Points()))
}
