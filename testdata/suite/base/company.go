package base

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

func init() {
	company := h.Company().DeclareModel()
	company.InheritModel(h.Labelled())
	company.AddFields(map[string]models.FieldDefinition{
		"Name":     models.CharField{Required: true},
		"Parent":   models.Many2OneField{RelationModel: h.Company(), OnDelete: models.Restrict},
		"Children": models.One2ManyField{RelationModel: h.Company(), ReverseFK: "Parent"},
		// Company -> Director -> Company is a cycle of foreign keys.
		"Director":  models.Many2OneField{RelationModel: h.Partner()},
		"Partners":  models.One2ManyField{RelationModel: h.Partner(), ReverseFK: "Company"},
		"Employees": models.One2ManyField{RelationModel: h.Users(), ReverseFK: "Company"},
	})

	h.Users().DeclareModel()
	h.Users().AddFields(map[string]models.FieldDefinition{
		"Login":   models.CharField{Required: true, Unique: true},
		"Partner": models.Many2OneField{RelationModel: h.Partner(), Required: true, Embed: true, OnDelete: models.Restrict},
		// Users have a company of their own, whatever that of the embedded partner is.
		"Company": models.Many2OneField{RelationModel: h.Company()},
		"Groups":  models.Many2ManyField{RelationModel: h.Group()},
	})

	// The names of this model and of its fields are words of SQL.
	h.Group().DeclareModel()
	h.Group().AddFields(map[string]models.FieldDefinition{
		"Name":  models.CharField{},
		"Order": models.IntegerField{Index: true},
		"User":  models.Many2OneField{RelationModel: h.Users()},
		"Group": models.CharField{},
		"Users": models.Many2ManyField{RelationModel: h.Users()},
	})
	h.Group().SetDefaultOrder("Order DESC", "Group")

	category := h.Category().DeclareModel()
	category.InheritModel(h.Labelled())
	category.AddFields(map[string]models.FieldDefinition{
		"Name":     models.CharField{Required: true},
		"Parent":   models.Many2OneField{RelationModel: h.Category(), OnDelete: models.Cascade},
		"Children": models.One2ManyField{RelationModel: h.Category(), ReverseFK: "Parent"},
		"FullName": models.CharField{Compute: h.Category().Methods().ComputeFullName(), Stored: true,
			Depends: []string{"Name", "Parent.FullName"}},
	})
	category.Methods().ComputeFullName().DeclareMethod(
		`ComputeFullName joins the names of all categories from the root down.`,
		func(rs m.CategorySet) m.CategoryData {
			name := rs.Name()
			if rs.Parent().IsNotEmpty() {
				name = rs.Parent().FullName() + " / " + name
			}
			return h.Category().NewData().SetFullName(name)
		})
}
