package products

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

func init() {
	category := h.Category().DeclareModel()
	category.SetDefaultOrder("FullName ASC")
	category.AddFields(map[string]models.FieldDefinition{
		"Name":     models.CharField{Required: true},
		"Parent":   models.Many2OneField{RelationModel: h.Category(), OnDelete: models.Cascade, Index: true},
		"Children": models.One2ManyField{RelationModel: h.Category(), ReverseFK: "Parent"},
		"Products": models.One2ManyField{RelationModel: h.Product(), ReverseFK: "Category"},
		// Stored, and depending on itself one step up: renaming a category
		// renames all below it.
		"FullName": models.CharField{
			Compute: h.Category().Methods().ComputeFullName(), Stored: true, Index: true,
			Depends: []string{"Name", "Parent", "Parent.FullName"},
		},
	})
	category.Methods().ComputeFullName().DeclareMethod(
		`ComputeFullName joins the names from the root of the tree down to the category.`,
		categoryComputeFullName)
}

func categoryComputeFullName(rs m.CategorySet) m.CategoryData {
	name := rs.Name()
	if rs.Parent().IsNotEmpty() {
		name = rs.Parent().FullName() + " / " + name
	}
	return h.Category().NewData().SetFullName(name)
}
