package app

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
)

func init() {
	h.Order().DeclareModel().AddFields(map[string]models.FieldDefinition{
		"Missing": models.One2ManyField{RelationModel: h.Line()},
		"Unknown": models.One2ManyField{RelationModel: h.Line(), ReverseFK: "Ordr"},
		"Kind":    models.One2ManyField{RelationModel: h.Line(), ReverseFK: "Name"},
		"Other":   models.One2ManyField{RelationModel: h.Line(), ReverseFK: "Partner"},
		"Mixed":   models.Many2OneField{RelationModel: h.Mixin()},
		"Tags":    models.Many2ManyField{RelationModel: h.Tag()},
		"Labels":  models.Many2ManyField{RelationModel: h.Tag()},
		"Orders":  models.Many2ManyField{RelationModel: h.Order()},
		"Marks":   models.Many2ManyField{RelationModel: h.Tag(), Embed: false, M2MLinkModelName: "Mark"},
	})
	h.Line().DeclareModel().AddFields(map[string]models.FieldDefinition{
		"Name":    models.CharField{},
		"Order":   models.Many2OneField{RelationModel: h.Order()},
		"Partner": models.Many2OneField{RelationModel: h.Partner()},
	})
	h.Partner().DeclareModel()
	h.Tag().DeclareModel()
	h.Mark().DeclareModel().AddFields(map[string]models.FieldDefinition{"Order": models.Many2OneField{RelationModel: h.Order()}})
	h.Mixin().DeclareMixinModel()
}
