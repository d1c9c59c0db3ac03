package one

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
)

func init() {
	h.Course().DeclareModel().AddFields(map[string]models.FieldDefinition{
		"Name":    models.CharField{},
		"name":    models.CharField{},
		"ID":      models.IntegerField{},
		"Teacher": models.Many2OneField{},
		"Hidden":  models.IntegerField{GoType: new(hidden)},
	})
	h.Course().Fields().Nam().SetString("Title")
}

type hidden int
