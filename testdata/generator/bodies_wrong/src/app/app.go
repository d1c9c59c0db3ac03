package app

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

func init() {
	h.Company().DeclareModel().AddFields(map[string]models.FieldDefinition{"Name": models.CharField{}})
	partner := h.Partner().DeclareModel()
	partner.AddFields(map[string]models.FieldDefinition{
		"Name":    models.CharField{},
		"Age":     models.IntegerField{},
		"Company": models.Many2OneField{RelationModel: h.Company()},
	})
	partner.Methods().Greet().DeclareMethod("", func(rs m.PartnerSet) string {
		rs.SetNam("x")
		rs.SetAge("old")
		rs.Super().Great()
		h.Partner().NewData().SetNmae("x")
		_ = q.Partner().Nmae().Equals("x")
		_ = q.Partner().Age().ILike("x")
		_ = q.Partner().Company().Nam().Equals("x")
		_ = q.Partner().Company().Equals(rs)
		_ = rs.Search(q.Company().Name().Equals("x"))
		rs.SetCompany(rs)
		for n := range 3 {
		}
		return rs.Nmae()
	})
}
