package app

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

type box[T any] struct{ value T }

func init() {
	partner := h.Partner().DeclareModel()
	partner.AddFields(map[string]models.FieldDefinition{
		"Name": models.CharField{Strng: "Label"},
		"Age":  models.IntegrField{},
		"Size": models.IntegerField{GoType: new(size)},
	})
	partner.Methods().Greet().DeclareMethod("", func(rs m.PartnerSet, to Somebody) []Other { return nil })
	partner.Methods().Pack().DeclareMethod("", pack[int])
	partner.Methods().Missing().DeclareMethod("", missing)
	partner.SetDefaultOrdr("Name")
}

func pack[T any](rs m.PartnerSet, b box[T]) {}
