package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// A translated field has a value per language of the context, and the source where there is none.
func TestTranslatedField(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			gadget := h.Gadget().Create(env, h.Gadget().NewData().SetName("Hammer"))
			french := gadget.WithContext("lang", "fr_FR")
			equal(t, "without a translation", french.Name(), "Hammer")
			french.SetName("Marteau")
			equal(t, "in French", french.Name(), "Marteau")
			equal(t, "in no language", gadget.Name(), "Hammer")
			equal(t, "in another one", gadget.WithContext("lang", "de_DE").Name(), "Hammer")
			gadget.SetName("Big hammer")
			equal(t, "in French, after a change of the source", french.Name(), "Marteau")
		})
		execute(t, db, func(env models.Environment) {
			all := h.Gadget().NewSet(env)
			french := all.WithContext("lang", "fr_FR")
			equal(t, "read in French", french.SearchAll().Name(), "Marteau")
			equal(t, "read in no language", all.SearchAll().Name(), "Big hammer")
			equal(t, "found in French", french.Search(q.Gadget().Name().Equals("Marteau")).Len(), 1)
			equal(t, "not found in no language", all.Search(q.Gadget().Name().Equals("Marteau")).Len(), 0)
			equal(t, "a search for the source in another language",
				all.WithContext("lang", "de_DE").Search(q.Gadget().Name().Equals("Big hammer")).Len(), 1)
		})
	})
}
