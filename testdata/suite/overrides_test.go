package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/types"
	"github.com/hexgen/hexgen/q"
)

// What FieldsGet says of fields that base declares and crm overrides.
func TestOverriddenFields(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		course := h.Course().NewSet(env).FieldsGet("Name")["Name"]
		equal(t, "SetString", course.String, "MyNewName")
		equal(t, "SetHelp", course.Help, "This is the new name of the course")
		equal(t, "what is not overridden", course.Required, true)

		all := h.Gadget().NewSet(env).FieldsGet()
		equal(t, "SetString", all["Name"].String, "Gadget Name")
		equal(t, "SetHelp", all["Name"].Help, "What it is called")
		equal(t, "SetRequired", all["Name"].Required, true)
		equal(t, "SetTranslate", all["Name"].Translate, true)
		equal(t, "SetReadOnly", all["Serial"].ReadOnly, true)
		equal(t, "SetSize", all["Serial"].Size, 8)
		same(t, "SetSelection and UpdateSelection", all["Grade"].Selection, types.Selection{"x": "X", "y": "Y"})
		equal(t, "SetStored", all["Weight"].Store, true)
		same(t, "SetDepends", all["Weight"].Depends, []string{"Length", "Rank"})
		equal(t, "SetGroupOperator", all["Weight"].GroupOperator, "max")
		equal(t, "SetDigits", all["Weight"].Digits, types.Digits{Scale: 10, Precision: 1})
		equal(t, "SetOnchange", all["Length"].OnChange, true)
		equal(t, "SetRelationModel", all["Keeper"].Relation, "Company")
		equal(t, "SetReverseFK", all["Parts"].ReverseFK, "Spare")
		if all["Keeper"].Filter == nil {
			t.Error("SetFilter: no filter")
		}
		equal(t, "a field that nothing overrides", all["Length"].String, "Length")
		equal(t, "kind", all["Length"].Type, fieldtype.Float)
		equal(t, "label made of the name", h.Course().NewSet(env).FieldsGet("LimitDate")["LimitDate"].String, "Limit Date")
	})
}

// newGadget creates a gadget of length 3, owned by Ann.
func newGadget(env models.Environment) m.GadgetSet {
	return h.Gadget().Create(env, h.Gadget().NewData().SetName("Gadget").SetLength(3).SetSerial("S1").SetSecret("s").
		SetOwner(newPartners(env, "Ann")))
}

// What overrides do.
func TestBehaviourOfOverriddenFields(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		gadget := newGadget(env)
		equal(t, "SetDefault", gadget.Rank(), 7)
		equal(t, "SetCompute", gadget.Weight(), 13)
		gadget.SetRank(1)
		equal(t, "SetDepends", gadget.Weight(), 7)
		equal(t, "SetStored makes it searchable", h.Gadget().Search(env, q.Gadget().Weight().Equals(7)).Equals(gadget), true)
		equal(t, "SetRelated", gadget.OwnerName(), "Ann")
		gadget.SetVolume(8)
		equal(t, "SetInverse", gadget.Length(), 2)
		equal(t, "computed from what the inverse set", gadget.Volume(), 8)

		part := h.GadgetPart().Create(env, h.GadgetPart().NewData().SetName("part").SetSpare(gadget))
		h.GadgetPart().Create(env, h.GadgetPart().NewData().SetName("other").SetGadget(gadget))
		equal(t, "SetReverseFK", gadget.Parts().Equals(part), true)

		gadget.SetGrade("y")
		equal(t, "UpdateSelection", gadget.Grade(), "y")
		copied := gadget.Copy(nil)
		equal(t, "SetNoCopy(true)", copied.Serial(), "")
		equal(t, "SetNoCopy(false)", copied.Secret(), "s")
	})
}

func TestOverriddenConstraints(t *testing.T) {
	for name, violate := range map[string]func(env models.Environment){
		"SetUnique": func(env models.Environment) {
			newGadget(env)
			newGadget(env)
		},
		"SetRequired": func(env models.Environment) { h.Gadget().Create(env, h.Gadget().NewData().SetSerial("S1")) },
		"SetOnDelete": func(env models.Environment) {
			gadget := newGadget(env)
			env.Flush()
			gadget.Owner().Unlink()
		},
		"SetSelection": func(env models.Environment) { newGadget(env).SetGrade("a") },
		"SetSize":      func(env models.Environment) { newGadget(env).SetSerial("123456789") },
	} {
		t.Run(name, func(t *testing.T) {
			failing(t, func(env models.Environment) {
				violate(env)
				env.Flush()
			}, func(t *testing.T, err error) {
				if err == nil {
					t.Error("no error")
				}
			})
		})
	}
}
