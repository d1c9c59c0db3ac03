package app

import (
	"os"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

func init() {
	partner := h.Partner().DeclareModel()
	for _, name := range []string{"A", "B"} {
		partner.AddFields(map[string]models.FieldDefinition{name: models.CharField{}})
	}
	if os.Getenv("MORE") != "" {
		h.More().DeclareModel()
	}
	fields := map[string]models.FieldDefinition{}
	fields["Name"] = models.CharField{}
	partner.AddFields(fields)
	partner.AddFields(map[string]models.FieldDefinition{
		os.Getenv("KEY"): models.CharField{},
		"Made":           make(),
		"Related":        models.CharField{Related: os.Getenv("PATH")},
		"Embed":          models.Many2OneField{RelationModel: other(1), Embed: len(os.Args) > 1},
		"Typed":          models.CharField{GoType: anything()},
		"Depends":        models.CharField{Depends: os.Args},
	})
	var untyped *models.Model = models.Handle("Partner")
	untyped.AddFields(map[string]models.FieldDefinition{"X": models.CharField{}})
	for range 2 {
		partner.Methods().Loop().DeclareMethod("", func(rs m.PartnerSet) {})
	}
}

func make() models.FieldDefinition {
	println()
	return models.CharField{}
}

func other(int) models.Modeler { return nil }

func anything() any { return nil }
