package two

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models/security"

	_ "example.com/app/one"
)

func init() {
	h.Course().Methods().Teech().Extend("", func(rs m.CourseSet, hours int) bool { return true })
	h.Course().Methods().Teach().Extend("", func(rs m.CourseSet, hours int64) bool { return true })
	h.Course().Methods().Teach().DeclareMethod("", func(rs m.CourseSet, hours int) bool { return true })
	h.Course().Methods().Learn().AllowGroup(security.GroupEveryone)
}
