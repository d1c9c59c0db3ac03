package partners

import (
	"fmt"
	"net/mail"
	"strings"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

// Contact is a mixin: it has no table of its own. A model that inherits it gets
// its fields and methods, with all that other modules add to them.
func init() {
	contact := h.Contact().DeclareMixinModel()
	contact.AddFields(map[string]models.FieldDefinition{
		"Email": models.CharField{Index: true, Constraint: h.Contact().Methods().CheckEmail()},
		"Phone": models.CharField{},
	})

	contact.Methods().CheckEmail().DeclareMethod(
		`CheckEmail refuses records whose Email is no address. An empty one is fine.`,
		contactCheckEmail)
	contact.Methods().ContactLine().DeclareMethod(
		`ContactLine returns the ways to reach the record on one line.`,
		contactLine)
}

// contactCheckEmail is a constraint method: it gets all changed records of a
// batch at once and panics if one of them is wrong.
func contactCheckEmail(rs m.ContactSet) {
	for _, record := range rs.Records() {
		if record.Email() == "" {
			continue
		}
		if _, err := mail.ParseAddress(record.Email()); err != nil {
			panic(&models.ValidationError{Model: record.ModelName(), Field: "Email", IDs: record.Ids(),
				Message: fmt.Sprintf("%q is no e-mail address", record.Email()), Err: err})
		}
	}
}

func contactLine(rs m.ContactSet) string {
	var ways []string
	for _, way := range []string{rs.Email(), rs.Phone()} {
		if way != "" {
			ways = append(ways, way)
		}
	}
	return strings.Join(ways, " · ")
}
