package products

import (
	"fmt"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"

	// The module that declares Partner. The import makes this module one that
	// builds on it: its declarations run later, its layers lie on top.
	_ "example.com/shop/modules/partners"
)

// What this module adds to partners: a side of the relation Product.Supplier,
// and a layer of Profile.
func init() {
	partner := h.Partner()
	partner.AddFields(map[string]models.FieldDefinition{
		"Supplies": models.One2ManyField{RelationModel: h.Product(), ReverseFK: "Supplier"},
	})
	partner.Methods().Profile().Extend(
		`Adds what the partner supplies.`,
		func(rs m.PartnerSet) []string {
			lines := rs.Super().Profile()
			switch n := rs.Supplies().Len(); n {
			case 0:
				return lines
			case 1:
				return append(lines, "supplies 1 product")
			default:
				return append(lines, fmt.Sprintf("supplies %d products", n))
			}
		})
}
