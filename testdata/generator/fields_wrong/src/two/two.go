package two

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"

	_ "example.com/app/one"
)

func init() {
	h.Course().AddFields(map[string]models.FieldDefinition{
		"Name": models.TextField{},
	})
}
