package one

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"

	"example.com/app/types"
)

// Local is declared in a module.
type Local struct{}

func init() {
	course := h.Course().DeclareModel()
	course.AddFields(map[string]models.FieldDefinition{
		"Name": models.CharField{
			Compute:    course.Methods().NoData(),
			Inverse:    course.Methods().TakesInt(),
			OnChange:   course.Methods().Vanished(),
			Constraint: course.Methods().TakesInt(),
		},
		"Other": models.CharField{Compute: h.Student().Methods().Study()},
	})
	course.Methods().NoData().DeclareMethod("", func(rs m.CourseSet) string { return "" })
	course.Methods().TakesInt().DeclareMethod("", func(rs m.CourseSet, n int) {})
	course.Methods().Wrong().DeclareMethod("", func(rs m.StudentSet) {})
	course.Methods().NoReceiver().DeclareMethod("", func() {})
	course.Methods().NoFunction().DeclareMethod("", 12)
	course.Methods().UsesLocal().DeclareMethod("", func(rs m.CourseSet, l *Local) {})
	course.Methods().UsesPlain().DeclareMethod("", func(rs m.CourseSet, l types.Own) {})
	course.Methods().Teach().DeclareMethod("", func(rs m.CourseSet, hours int) bool { return true })
	course.Methods().Create().DeclareMethod("", func(rs m.CourseSet, data m.CourseData) m.CourseSet { return rs })
	course.Methods().Write().Extend("", func(rs m.CourseSet, data m.StudentData) bool { return true })
	h.Student().DeclareModel().Methods().Study().DeclareMethod("", func(rs m.StudentSet) m.StudentData { return nil })
}
