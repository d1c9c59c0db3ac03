package app

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

func init() {
	h.Partner().DeclareModel().AddFields(map[string]models.FieldDefinition{
		"Name":    models.CharField{},
		"Company": models.Many2OneField{RelationModel: h.Compny()},
	})
	h.Company().DeclareModel()
	h.Prtner().AddFields(map[string]models.FieldDefinition{"Age": models.IntegerField{}})
	h.Partner().InheritModel(h.Company())
	h.A().DeclareMixinModel()
	h.B().DeclareMixinModel()
	h.A().InheritModel(h.B())
	h.B().InheritModel(h.A())
	h.Company().DeclareMixinModel()
	h.Partner().Methods().Greet().DeclareMethod("", func(rs m.PartnerSet, to m.Partnr) {})
}

func use(rs m.PartnerSet) m.CompanySets {
	_ = rs.Company().Name()
	_ = q.Partnr().Name()
	return nil
}
