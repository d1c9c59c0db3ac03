package app

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

func init() {
	category := h.Category().DeclareModel()
	category.AddFields(map[string]models.FieldDefinition{
		"Name":   models.CharField{},
		"Parent": models.Many2OneField{RelationModel: h.Category()},
		"FullName": models.CharField{Stored: true, Compute: category.Methods().Compute(),
			Depends: []string{"Name", "Parent.FullName"}},
		"A": models.CharField{Stored: true, Compute: category.Methods().Compute(), Depends: []string{"B"}},
		"B": models.CharField{Stored: true, Compute: category.Methods().Compute(), Depends: []string{"Parent.C"}},
		"C": models.CharField{Stored: true, Compute: category.Methods().Compute(), Depends: []string{"A"}},
		"D": models.CharField{Stored: true, Compute: category.Methods().Compute(), Depends: []string{"E"}},
		"E": models.CharField{Stored: true, Compute: category.Methods().Compute(), Depends: []string{"D"}},
	})
	category.Methods().Compute().DeclareMethod("", func(rs m.CategorySet) m.CategoryData { return nil })
}
