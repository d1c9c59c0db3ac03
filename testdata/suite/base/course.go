package base

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"
)

func init() {
	course := h.Course().DeclareModel()
	course.AddFields(map[string]models.FieldDefinition{
		"Name":      models.CharField{String: "Name", Help: "This is the name of the course", Required: true},
		"Date":      models.DateField{String: "Date of the Course"},
		"Teacher":   models.Many2OneField{RelationModel: h.Partner(), String: "Teacher"},
		"LimitDate": models.DateTimeField{Required: true},
		"Attendees": models.Many2ManyField{RelationModel: h.Partner(), String: "Attendees"},
		"Sessions":  models.One2ManyField{RelationModel: h.Session(), ReverseFK: "Course"},
	})

	session := h.Session().DeclareModel()
	session.AddFields(map[string]models.FieldDefinition{
		"Course": models.Many2OneField{RelationModel: h.Course(), Required: true, OnDelete: models.Cascade},
		"RoomNo": models.IntegerField{GoType: new(int16)},
		"State": models.SelectionField{Selection: types.Selection{"planned": "Planned", "held": "Held"}, Required: true,
			Default: func(models.Environment) interface{} { return "planned" }},
	})
}
