package crm

import (
	"time"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"hexgen.test/suite/base"
	"hexgen.test/suite/trace"
)

func init() {
	lead := h.Lead().DeclareModel()
	lead.InheritModel(h.Catalogued())
	lead.AddFields(map[string]models.FieldDefinition{
		"Partner": models.Many2OneField{RelationModel: h.Partner()},
		"Orders":  models.Many2ManyField{RelationModel: h.Order()},
		// Sources and targets of leads: two relations of a model to itself.
		"Sources": models.Many2ManyField{RelationModel: h.Lead(), M2MLinkModelName: "LeadMerge",
			M2MOurField: "Target", M2MTheirField: "Source"},
		"Revenue": models.FloatField{Related: "Partner.Sales", Stored: true},
		// A field of the mixin, declared anew.
		"Code": models.CharField{Size: 32, String: "Lead Code"},
	})
	lead.Methods().Label().Extend(``, func(rs m.LeadSet) string {
		trace.Add(rs.Env(), "lead.Label")
		return "Lead " + rs.Super().Label()
	})

	// An extension of a mixin reaches the models that have mixed it in long before.
	h.Archivable().AddFields(map[string]models.FieldDefinition{
		"ArchiveReason": models.CharField{},
	})
	h.Archivable().Methods().Archive().Extend(
		`Archive takes the reason from the context.`,
		func(rs m.ArchivableSet) m.ArchivableSet {
			trace.Add(rs.Env(), "crm.Archive")
			archived := rs.Super().Archive()
			if rs.Env().Context().HasKey("reason") && archived.IsNotEmpty() {
				archived.SetArchiveReason(rs.Env().Context().GetString("reason"))
			}
			return archived
		})

	h.Partner().Methods().UpdateBirthday().Extend(
		`Extended in crm as the third layer.`,
		func(rs m.PartnerSet, birthday time.Time) {
			trace.Add(rs.Env(), "crm.UpdateBirthday")
			rs.Super().UpdateBirthday(birthday)
		})

	h.Chain().Methods().Step().Extend(``, func(rs m.ChainSet, word string) string {
		return "crm(" + rs.Super().Step(word) + ")"
	})
	h.Chain().Methods().Alpha().Extend(``, func(rs m.ChainSet, n int) int {
		return base.Run(rs, "crm.Alpha", n, func() int { return rs.Super().Alpha(n) })
	})
	h.Chain().Methods().Beta().Extend(``, func(rs m.ChainSet, n int) int {
		return base.Run(rs, "crm.Beta", n, func() int { return rs.Super().Beta(n) })
	})

	h.Diary().Methods().Create().Extend(``, func(rs m.DiarySet, data m.DiaryData) m.DiarySet {
		trace.Add(rs.Env(), "crm.Create")
		return rs.Super().Create(data)
	})
	h.Diary().Methods().Write().Extend(``, func(rs m.DiarySet, data m.DiaryData) bool {
		trace.Add(rs.Env(), "crm.Write")
		return rs.Super().Write(data)
	})
}
