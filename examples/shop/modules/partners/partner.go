package partners

import (
	"strings"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

func init() {
	tag := h.Tag().DeclareModel()
	tag.SetDefaultOrder("Name ASC")
	tag.AddFields(map[string]models.FieldDefinition{
		"Name": models.CharField{Required: true, Unique: true},
		// The other end of Partner.Tags: two many2many fields between the same
		// two models are one relation, seen from both sides.
		"Partners": models.Many2ManyField{RelationModel: h.Partner()},
	})

	partner := h.Partner().DeclareModel()
	partner.SetDefaultOrder("Name ASC", "ID ASC")
	partner.InheritModel(h.Contact())
	partner.InheritModel(h.Archivable())
	partner.AddFields(map[string]models.FieldDefinition{
		"Name":      models.CharField{Required: true, Index: true},
		"IsCompany": models.BooleanField{},
		"Position":  models.CharField{Help: "What the person does in the company"},
		"Birthday":  models.DateField{},
		"Street":    models.CharField{},
		"Zip":       models.CharField{Size: 12},
		"City":      models.CharField{},
		"Country":   models.Many2OneField{RelationModel: h.Country(), OnDelete: models.Restrict, Index: true},
		"Parent":    models.Many2OneField{RelationModel: h.Partner(), String: "Company", Index: true},
		"Children":  models.One2ManyField{RelationModel: h.Partner(), ReverseFK: "Parent", String: "Contacts"},
		"Tags":      models.Many2ManyField{RelationModel: h.Tag()},
		"Note":      models.TextField{},
		// A computed field that is not stored: made when it is read, kept until
		// one of the fields that it depends on changes.
		"Address": models.CharField{
			Compute: h.Partner().Methods().ComputeAddress(),
			Depends: []string{"Street", "Zip", "City", "Country", "Country.Name"},
		},
		// A related field: the value at the end of a path, as if it were here.
		"CountryCode": models.CharField{Related: "Country.Code"},
	})

	partner.Methods().ComputeAddress().DeclareMethod(
		`ComputeAddress writes the postal address of the partner on one line.`,
		partnerComputeAddress)
	partner.Methods().Profile().DeclareMethod(
		`Profile returns what there is to know about the partner, a line for each subject. Other modules add theirs.`,
		partnerProfile)
	partner.Methods().NameGet().Extend(
		`People are shown with the company that they work for.`,
		partnerNameGet)
}

func partnerComputeAddress(rs m.PartnerSet) m.PartnerData {
	town := strings.TrimSpace(rs.Zip() + " " + rs.City())
	var parts []string
	for _, part := range []string{rs.Street(), town, rs.Country().Name()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return h.Partner().NewData().SetAddress(strings.Join(parts, ", "))
}

func partnerProfile(rs m.PartnerSet) []string {
	who := rs.Name()
	if rs.Position() != "" {
		who += ", " + rs.Position()
	}
	if rs.Parent().IsNotEmpty() {
		who += " at " + rs.Parent().Name()
	}
	return []string{who, rs.Address(), rs.ContactLine()}
}

// partnerNameGet extends a method that every model has. DisplayName is computed
// with it.
func partnerNameGet(rs m.PartnerSet) string {
	name := rs.Super().NameGet()
	if rs.Parent().IsNotEmpty() {
		name += " (" + rs.Parent().Name() + ")"
	}
	return name
}
