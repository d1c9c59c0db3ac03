package crm

import (
	"fmt"
	"strings"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/types"
	"github.com/hexgen/hexgen/q"
)

// Every setter of the parameters of fields, on fields that base declares.
func init() {
	// The snippet of the documentation.
	course := h.Course().Fields().Name().
		SetString("MyNewName").
		SetHelp("This is the new name of the course")
	course.SetIndex(true)

	gadget := h.Gadget().Fields()
	gadget.Name().SetString("Gadget Name").SetHelp("What it is called").SetRequired(true).SetTranslate(true).
		SetConstraint(h.Gadget().Methods().CheckName())
	gadget.Serial().SetUnique(true).SetIndex(true).SetReadOnly(true).SetNoCopy(true).SetSize(8)
	gadget.Grade().SetSelection(types.Selection{"x": "X"})
	gadget.Grade().UpdateSelection(types.Selection{"y": "Y"})
	gadget.Weight().SetCompute(h.Gadget().Methods().ComputeHeavyWeight()).SetStored(true).
		SetDepends([]string{"Length", "Rank"}).SetGroupOperator("max").SetDigits(types.Digits{Scale: 10, Precision: 1})
	gadget.Volume().SetInverse(h.Gadget().Methods().InverseVolume())
	gadget.Length().SetOnchange(h.Gadget().Methods().OnChangeLength())
	gadget.Owner().SetOnDelete(models.Restrict)
	gadget.OwnerName().SetRelated("Owner.Name")
	gadget.Keeper().SetRelationModel(h.Company()).SetRequired(false).
		SetFilter(q.Company().Name().NotEquals("Nobody"))
	gadget.Rank().SetDefault(func(models.Environment) interface{} { return int64(7) }).SetRequired(true)
	gadget.Secret().SetNoCopy(false)
	gadget.Parts().SetReverseFK("Spare")

	h.Badge().Fields().Wearer().SetEmbed(true).SetRequired(true).SetOnDelete(models.Cascade)

	h.Gadget().Methods().CheckName().DeclareMethod(`CheckName refuses names that are too short.`, gadgetCheckName)
	h.Gadget().Methods().ComputeHeavyWeight().DeclareMethod(`ComputeHeavyWeight also counts the rank.`,
		func(rs m.GadgetSet) m.GadgetData {
			return h.Gadget().NewData().SetWeight(2*rs.Length() + float64(rs.Rank()))
		})
	h.Gadget().Methods().InverseVolume().DeclareMethod(`InverseVolume sets the length for small cubes.`,
		func(rs m.GadgetSet, volume float64) {
			length := 0.0
			for length*length*length < volume {
				length++
			}
			rs.SetLength(length)
		})
	h.Gadget().Methods().OnChangeLength().DeclareMethod(`OnChangeLength proposes a serial number.`,
		func(rs m.GadgetSet) m.GadgetData {
			return h.Gadget().NewData().SetSerial(strings.Repeat("L", int(rs.Length())))
		})
	h.Gadget().RemoveSQLConstraint("rank_small")
}

func gadgetCheckName(rs m.GadgetSet) {
	for _, r := range rs.Records() {
		if r.Name() != "" && len(r.Name()) < 3 {
			panic(fmt.Errorf("%q is too short a name", r.Name()))
		}
	}
}
