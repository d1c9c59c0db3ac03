package base

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"
)

// Gadget is declared plainly here; crm overrides every parameter of its fields.
func init() {
	h.Gadget().DeclareModel()
	h.Gadget().AddFields(map[string]models.FieldDefinition{
		"Name":      models.CharField{String: "Name", Help: "The name"},
		"Serial":    models.CharField{},
		"Grade":     models.SelectionField{Selection: types.Selection{"a": "A", "b": "B"}},
		"Weight":    models.FloatField{Compute: h.Gadget().Methods().ComputeWeight(), Depends: []string{"Length"}},
		"Length":    models.FloatField{},
		"Volume":    models.FloatField{Compute: h.Gadget().Methods().ComputeVolume(), Depends: []string{"Length"}},
		"Owner":     models.Many2OneField{RelationModel: h.Partner()},
		"OwnerName": models.CharField{},
		"Keeper":    models.Many2OneField{RelationModel: h.Company()},
		"Rank":      models.IntegerField{Default: func(models.Environment) interface{} { return int64(1) }},
		"Secret":    models.CharField{NoCopy: true},
		"Parts":     models.One2ManyField{RelationModel: h.GadgetPart(), ReverseFK: "Gadget"},
	})
	h.Gadget().Methods().ComputeWeight().DeclareMethod(`ComputeWeight is twice the length.`,
		func(rs m.GadgetSet) m.GadgetData { return h.Gadget().NewData().SetWeight(2 * rs.Length()) })
	h.Gadget().Methods().ComputeVolume().DeclareMethod(`ComputeVolume is the cube of the length.`,
		func(rs m.GadgetSet) m.GadgetData {
			return h.Gadget().NewData().SetVolume(rs.Length() * rs.Length() * rs.Length())
		})
	h.Gadget().AddSQLConstraint("rank_positive", "CHECK (rank > 0)", "A rank is positive")
	h.Gadget().AddSQLConstraint("rank_small", "CHECK (rank < 1000)", "A rank is below 1000")

	// crm embeds the wearer.
	h.Badge().DeclareModel()
	h.Badge().AddFields(map[string]models.FieldDefinition{
		"Number": models.CharField{},
		"Wearer": models.Many2OneField{RelationModel: h.GadgetPart()},
	})

	h.GadgetPart().DeclareModel()
	h.GadgetPart().AddFields(map[string]models.FieldDefinition{
		"Name":   models.CharField{},
		"Gadget": models.Many2OneField{RelationModel: h.Gadget(), OnDelete: models.Cascade},
		"Spare":  models.Many2OneField{RelationModel: h.Gadget()},
	})
}
