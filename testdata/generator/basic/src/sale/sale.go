// Package sale extends models of package base.
package sale

import (
	"time"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	_ "example.com/app/base"
)

func init() {
	partner := h.Partner()
	partner.AddFields(map[string]models.FieldDefinition{"Credit": models.FloatField{}})
	partner.Fields().Name().SetString("Customer").SetHelp("Who buys")
	partner.Methods().UpdateBirthday().Extend(`Extended in sale to count.`, func(rs m.PartnerSet, birthday time.Time) {
		rs.Super().UpdateBirthday(birthday)
	})
	partner.Methods().Call().Extend("", func(rs m.PartnerSet) string { return rs.Super().Call() })
	partner.Methods().Write().Extend("", func(rs m.PartnerSet, data m.PartnerData) bool { return rs.Super().Write(data) })
	h.Named().AddFields(map[string]models.FieldDefinition{"Alias": models.CharField{}})
	wizard := h.SaleTest().DeclareTransientModel()
	wizard.AddFields(map[string]models.FieldDefinition{"Lines": models.One2ManyField{RelationModel: h.SaleTestLine(), ReverseFK: "Wizard"}})
	h.SaleTestLine().DeclareModel().AddFields(map[string]models.FieldDefinition{"Wizard": models.Many2OneField{RelationModel: h.SaleTest()}})
}

// Search uses conditions.
func Search(rs m.UserSet) m.UserSet {
	cond := q.User().Partner().Company().People().Country().Code().Equals("F").Or().Partner().TagsFilteredOn(q.Tag().Name().ILike("x"))
	return rs.Search(cond.AndNot().Partner().Company().Equals(rs.Company())).OrderBy("Name DESC", "Partner.Company.Name").SortedByField(q.User().Company(), true)
}
