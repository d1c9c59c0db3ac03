package partners

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"
)

// Continents are the values of the field Group of a country.
var Continents = types.Selection{
	"africa":        "Africa",
	"antarctica":    "Antarctica",
	"asia":          "Asia",
	"europe":        "Europe",
	"north_america": "North America",
	"oceania":       "Oceania",
	"south_america": "South America",
}

func init() {
	country := h.Country().DeclareModel()
	country.SetDefaultOrder("Name ASC")
	country.AddFields(map[string]models.FieldDefinition{
		"Name": models.CharField{Required: true, Unique: true},
		"Code": models.CharField{Required: true, Unique: true, Size: 2,
			Help: "Two letters of ISO 3166-1"},
		// The column is called group, a reserved word of SQL: names like this,
		// or a model called Order or User, need no care.
		"Group": models.SelectionField{Selection: Continents, String: "Continent"},
		"Partners": models.One2ManyField{RelationModel: h.Partner(), ReverseFK: "Country",
			Help: "Everybody who lives or works there"},
	})
}
