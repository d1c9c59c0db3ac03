package base

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"
	"hexgen.test/suite/kinds"
)

// AllKinds has one field of each kind and of each form of storage.
func init() {
	h.AllKinds().DeclareModel()
	h.AllKinds().AddFields(map[string]models.FieldDefinition{
		"Binary":    models.BinaryField{},
		"Boolean":   models.BooleanField{},
		"Char":      models.CharField{},
		"Date":      models.DateField{},
		"DateTime":  models.DateTimeField{},
		"Float":     models.FloatField{},
		"Price":     models.FloatField{Digits: types.Digits{Scale: 10, Precision: 2}},
		"HTML":      models.HTMLField{},
		"Integer":   models.IntegerField{},
		"Selection": models.SelectionField{Selection: types.Selection{"a": "First", "b": "Second"}},
		"Text":      models.TextField{},
		"Column":    models.CharField{JSON: "other_column"},

		"Int8":    models.IntegerField{GoType: new(int8)},
		"Int16":   models.IntegerField{GoType: new(int16)},
		"Int":     models.IntegerField{GoType: new(int)},
		"Uint32":  models.IntegerField{GoType: new(uint32)},
		"Float32": models.FloatField{GoType: new(float32)},
		"Money":   models.IntegerField{GoType: new(kinds.Money)},
		"Address": models.TextField{GoType: new(kinds.Address)},

		"Many2One":  models.Many2OneField{RelationModel: h.KindLine()},
		"Many2Many": models.Many2ManyField{RelationModel: h.KindLine()},
		"One2Many":  models.One2ManyField{RelationModel: h.KindLine(), ReverseFK: "Kinds"},
		"One2One":   models.One2OneField{RelationModel: h.KindTwin()},
		"Rev2One":   models.Rev2OneField{RelationModel: h.KindTwin(), ReverseFK: "Rev"},
	})

	h.ExactKinds().DeclareModel()
	h.ExactKinds().AddFields(map[string]models.FieldDefinition{
		"Decimal":  models.DecimalField{},
		"Monetary": models.MonetaryField{Digits: types.Digits{Scale: 20, Precision: 2}},
		"JSON":     models.JSONField{GoType: new(kinds.Settings)},
		"Raw":      models.JSONField{},
		"UUID":     models.UUIDField{Unique: true},
	})

	h.KindLine().DeclareModel()
	h.KindLine().AddFields(map[string]models.FieldDefinition{
		"Name":  models.CharField{},
		"Kinds": models.Many2OneField{RelationModel: h.AllKinds(), OnDelete: models.Cascade},
	})

	h.KindTwin().DeclareModel()
	h.KindTwin().AddFields(map[string]models.FieldDefinition{
		"Name": models.CharField{},
		"Fwd":  models.Rev2OneField{RelationModel: h.AllKinds(), ReverseFK: "One2One"},
		"Rev":  models.One2OneField{RelationModel: h.AllKinds()},
	})
}
