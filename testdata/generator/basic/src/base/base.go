// Package base declares models in all the ways that the generator can read.
package base

import (
	"time"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"
	"github.com/hexgen/hexgen/q"

	"example.com/app/kinds"
)

const countryField = "Country"

// fields in a package variable.
var companyFields = map[string]models.FieldDefinition{
	"Name":   models.CharField{String: "Company", Required: true},
	"People": peopleField,
}

var peopleField = models.One2ManyField{RelationModel: h.Partner(), ReverseFK: "Company"}

// a handle in a package variable.
var company = h.Company().DeclareModel()

func init() {
	company.AddFields(companyFields)

	named := h.Named().DeclareMixinModel()
	named.AddFields(map[string]models.FieldDefinition{
		"Nick": models.CharField{Help: "How friends call it"},
	})
	named.Methods().Call().DeclareMethod(`Call returns the nick.`, func(rs m.NamedSet) string { return rs.Nick() })
	named.Methods().Twin().DeclareMethod(`Twin returns another one.`, func(rs m.NamedSet, other m.NamedSet) (m.NamedSet, error) { return other, nil })
}

func init() {
	declarePartner(h.Partner())
	func() { h.Tag().DeclareModel() }()
	h.Tag().AddFields(map[string]models.FieldDefinition{"Name": models.CharField{}})
	h.Country().DeclareModel().AddFields(map[string]models.FieldDefinition{"Name": models.CharField{}, "Code": models.CharField{Size: 2}})
	h.Country().SetDefaultOrder("Name ASC", "ID DESC")
}

// declarePartner is called from init.
func declarePartner(partner *h.PartnerModel) {
	partner.DeclareModel()
	partner.InheritModel(h.Named())
	compute := partner.Methods().ComputeAge()
	partner.AddFields(map[string]models.FieldDefinition{
		"Name":       models.CharField{String: "Full " + "name"},
		"Birthday":   models.DateField{},
		"Age":        models.IntegerField{Compute: compute, Depends: []string{"Birthday", "Company.Name"}, Inverse: partner.Methods().SetTheAge(), GoType: new(int16)},
		"Company":    models.Many2OneField{RelationModel: company},
		countryField: models.Many2OneField{RelationModel: h.Country()},
		"Room No":    models.IntegerField{GoType: new(kinds.Level)},
		"Place":      models.CharField{GoType: new(kinds.Point)},
		"Active":     models.BooleanField{},
		"State":      models.SelectionField{Selection: types.Selection{"new": "New"}},
		"Photo":      models.BinaryField{},
		"Seen":       models.DateTimeField{},
		"Weight":     models.FloatField{Constraint: h.Partner().Methods().CheckWeight()},
		"Page":       models.HTMLField{},
		"Notes":      models.TextField{},
		"Price":      models.MonetaryField{},
		"Ratio":      models.DecimalField{},
		"Key":        models.UUIDField{},
		"Raw":        models.JSONField{},
		"Settings":   models.JSONField{GoType: new(map[string]kinds.Level)},
		"Tags":       models.Many2ManyField{RelationModel: h.Tag()},
		"Code":       models.CharField{Related: "Country.Code"},
		"User":       models.Rev2OneField{RelationModel: h.User(), ReverseFK: "Partner"},
	})
	partner.Methods().ComputeAge().DeclareMethod(`ComputeAge computes the age.`, computeAge)
	partner.Methods().SetTheAge().DeclareMethod("", func(rs m.PartnerSet, age int16) {})
	partner.Methods().CheckWeight().DeclareMethod(
		`CheckWeight refuses negative weights.

It is a constraint.`,
		func(rs m.PartnerSet) {})
	partner.Methods().UpdateBirthday().DeclareMethod(`UpdateBirthday updates the birthday.`, func(rs m.PartnerSet, birthday time.Time) {
		rs.SetBirthday(models.Date{})
	})
	partner.Methods().Find().DeclareMethod(`Find finds others.`,
		func(rs m.PartnerSet, cond q.PartnerCondition, data m.PartnerData, string func(m.PartnerSet) bool, time map[string][]time.Time, more ...m.PartnerSet) (m.PartnerSet, kinds.Point, q.PartnerCondition) {
			return rs.Search(cond.And().Company().Name().Equals("x")), kinds.Point{}, cond
		})

	user := h.User().DeclareModel()
	user.AddFields(map[string]models.FieldDefinition{
		"Login":   models.CharField{},
		"Partner": models.One2OneField{RelationModel: h.Partner(), Embed: true},
	})
}

func computeAge(rs m.PartnerSet) m.PartnerData {
	return h.Partner().NewData().SetAge(int16(rs.Company().ID()))
}
