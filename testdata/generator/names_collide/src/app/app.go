package app

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

func init() {
	partner := h.Partner().DeclareModel()
	partner.AddFields(map[string]models.FieldDefinition{
		"Len":     models.IntegerField{},
		"Name":    models.CharField{},
		"SetName": models.CharField{},
		"Greet":   models.CharField{},
		"Where":   models.CharField{},
	})
	partner.Methods().Greet().DeclareMethod("", func(rs m.PartnerSet) {})
	h.PartnerSet().DeclareModel()
	h.CharOperators().DeclareModel()
}
