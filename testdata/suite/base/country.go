package base

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

func init() {
	country := h.Country().DeclareModel()
	country.InheritModel(h.Named())
	country.AddFields(map[string]models.FieldDefinition{
		"Code":      models.CharField{String: "Country Code", Help: "Two letters", Size: 2},
		"PhoneCode": models.IntegerField{},
		"Partners":  models.One2ManyField{RelationModel: h.Partner(), ReverseFK: "Country"},
		"PartnerCount": models.IntegerField{Compute: h.Country().Methods().ComputePartnerCount(),
			Depends: []string{"Partners"}},
	})
	country.Methods().ComputePartnerCount().DeclareMethod(
		`ComputePartnerCount counts the partners of the country.`,
		func(rs m.CountrySet) m.CountryData {
			return h.Country().NewData().SetPartnerCount(int64(rs.Partners().Len()))
		})
	country.SetDefaultOrder("Name ASC", "ID DESC")
	country.AddSQLConstraint("code_unique", "UNIQUE (code)", "There is a country with this code already")
	country.AddSQLConstraint("code_capitals", "CHECK (code = upper(code))", "A country code is written in capitals")

	tag := h.Tag().DeclareModel()
	tag.InheritModel(h.Named())
	tag.AddFields(map[string]models.FieldDefinition{
		"Color":    models.IntegerField{},
		"Partners": models.Many2ManyField{RelationModel: h.Partner()},
	})
}
