package partners

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

// Archivable is a mixin for records that are put away instead of deleted.
func init() {
	archivable := h.Archivable().DeclareMixinModel()
	archivable.AddFields(map[string]models.FieldDefinition{
		// A default applies to required fields that are created without a value.
		"Active": models.BooleanField{Required: true, Default: yes,
			Help: "Archived records are not active"},
	})

	archivable.Methods().Archive().DeclareMethod(
		`Archive puts the records away.`,
		func(rs m.ArchivableSet) {
			if rs.IsNotEmpty() {
				rs.SetActive(false)
			}
		})
	archivable.Methods().Restore().DeclareMethod(
		`Restore brings archived records back.`,
		func(rs m.ArchivableSet) {
			if rs.IsNotEmpty() {
				rs.SetActive(true)
			}
		})
}

// yes is the default of fields that start out as true.
func yes(models.Environment) interface{} { return true }
