package base

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"hexgen.test/suite/trace"
)

// Diary is a model whose base methods have layers in sale and crm.
func init() {
	diary := h.Diary().DeclareModel()
	diary.AddFields(map[string]models.FieldDefinition{
		"Name":   models.CharField{},
		"Body":   models.TextField{},
		"Writes": models.IntegerField{NoCopy: true},
	})
	diary.Methods().Write().Extend(`Write counts the writes.`, diaryWrite)
}

func diaryWrite(rs m.DiarySet, data m.DiaryData) bool {
	trace.Add(rs.Env(), "base.Write")
	if data.Has(h.Diary().Fields().Writes()) {
		return rs.Super().Write(data)
	}
	rs.Super().SetWrites(rs.Writes() + 1) // a setter is a Write: with Super, that of the next layer
	return rs.Super().Write(data)
}
