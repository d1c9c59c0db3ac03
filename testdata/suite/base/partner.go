package base

import (
	"time"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"
	"hexgen.test/suite/trace"
)

var partnerFields = map[string]models.FieldDefinition{
	"Name":      models.CharField{String: "Name", Required: true, Index: true},
	"Email":     models.CharField{},
	"Position":  models.CharField{},
	"Function":  models.CharField{},
	"Lang":      models.CharField{Size: 5},
	"Birthday":  models.DateField{},
	"Age":       models.IntegerField{GroupOperator: "avg"},
	"IsCompany": models.BooleanField{},
	"Credit":    models.FloatField{Digits: types.Digits{Scale: 12, Precision: 2}},
	"Comment":   models.TextField{NoCopy: true},
	"Country":   models.Many2OneField{RelationModel: h.Country()},
	"Company":   models.Many2OneField{RelationModel: h.Company(), OnDelete: models.SetNull},
	"Parent":    models.Many2OneField{RelationModel: h.Partner(), OnDelete: models.Cascade},
	"Children":  models.One2ManyField{RelationModel: h.Partner(), ReverseFK: "Parent"},
	"Tags":      models.Many2ManyField{RelationModel: h.Tag()},
	"Friends": models.Many2ManyField{RelationModel: h.Partner(), M2MLinkModelName: "PartnerFriend",
		M2MOurField: "Partner", M2MTheirField: "Friend"},
	"FriendOf": models.Many2ManyField{RelationModel: h.Partner(), M2MLinkModelName: "PartnerFriend",
		M2MOurField: "Friend", M2MTheirField: "Partner"},
	"Passport":    models.Rev2OneField{RelationModel: h.Passport(), ReverseFK: "Holder"},
	"CountryName": models.CharField{Related: "Country.Name"},
	"CountryCode": models.CharField{Related: "Country.Code", Stored: true},
	"Greeting": models.CharField{Compute: h.Partner().Methods().ComputeGreeting(),
		Depends: []string{"Name", "Position"}},
}

func init() {
	h.Partner().DeclareModel()
	h.Partner().InheritModel(h.Archivable())
	h.Partner().AddFields(partnerFields)
	h.Partner().SetDefaultOrder("Name ASC", "ID ASC")

	h.Partner().Methods().UpdateBirthday().DeclareMethod(
		`PartnerUpdateBirthday updates this partner birthday.`,
		func(rs m.PartnerSet, birthday time.Time) {
			trace.Add(rs.Env(), "base.UpdateBirthday")
			rs.SetBirthday(models.Date(birthday))
		})
	h.Partner().Methods().SendConfirmationEmail().DeclareMethod(
		`SendConfirmationEmail notes for each partner who wrote to it, and counts the mails.`,
		func(rs m.PartnerSet) int {
			sender := h.Users().BrowseOne(rs.Env(), rs.Env().Uid())
			for _, partner := range rs.Records() {
				partner.SetComment("Confirmation from " + sender.Email())
			}
			return rs.Len()
		})
	h.Partner().Methods().ComputeGreeting().DeclareMethod(
		`ComputeGreeting makes the first line of a letter.`,
		func(rs m.PartnerSet) m.PartnerData {
			trace.Add(rs.Env(), "ComputeGreeting")
			greeting := "Dear " + rs.Name()
			if rs.Position() != "" {
				greeting += ", " + rs.Position()
			}
			return h.Partner().NewData().SetGreeting(greeting)
		})

	passport := h.Passport().DeclareModel()
	passport.AddFields(map[string]models.FieldDefinition{
		"Number": models.CharField{Required: true, Unique: true},
		"Holder": models.One2OneField{RelationModel: h.Partner(), OnDelete: models.Cascade},
	})
	passport.Methods().NameGet().Extend(
		`NameGet shows the number and the holder.`,
		func(rs m.PassportSet) string {
			return rs.Number() + " of " + rs.Holder().Name()
		})
}
