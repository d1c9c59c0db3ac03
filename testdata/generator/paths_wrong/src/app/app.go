package app

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

func init() {
	h.Country().DeclareModel().AddFields(map[string]models.FieldDefinition{"Name": models.CharField{}, "Code": models.CharField{}})
	partner := h.Partner().DeclareModel()
	partner.AddFields(map[string]models.FieldDefinition{
		"Name":    models.CharField{},
		"Country": models.Many2OneField{RelationModel: h.Country()},
		"Code":    models.CharField{Related: "Country.Cod"},
		"Wrong":   models.IntegerField{Related: "Country.Code"},
		"Full": models.CharField{Compute: partner.Methods().ComputeFull(),
			Depends: []string{"Name", "Contry.Name", "Name.Country"}},
	})
	partner.SetDefaultOrder("Nme ASC", "Country.Name UP")
	partner.Fields().Name().SetDepends([]string{"Countr"})
	partner.Methods().ComputeFull().DeclareMethod("", func(rs m.PartnerSet) m.PartnerData {
		rs.Load("Name", "Cuntry")
		rs.OrderBy("Country.Nam DESC").Read([]string{"Name", "Ful"})
		return nil
	})
}
