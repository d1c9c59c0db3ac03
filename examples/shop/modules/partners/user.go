package partners

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
)

// A User is somebody who works with the program. It embeds a partner: the
// fields of that partner are fields of the user too, and creating a user
// creates its partner.
func init() {
	user := h.User().DeclareModel()
	user.SetDefaultOrder("Login ASC")
	user.AddFields(map[string]models.FieldDefinition{
		"Login":   models.CharField{Required: true, Unique: true},
		"Partner": models.Many2OneField{RelationModel: h.Partner(), Required: true, Embed: true, OnDelete: models.Restrict},
	})
}
