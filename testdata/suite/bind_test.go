package suite_test

import (
	"testing"
	"time"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"hexgen.test/suite/trace"
)

// Bind checks a call when it is compiled, and makes it when it is run.
func TestBind(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		log := new(trace.Log)
		partner := newPartners(env, "Ann").WithContext(trace.Key, log)
		birthday := time.Date(2000, time.May, 7, 0, 0, 0, 0, time.UTC)
		call := h.Partner().Methods().UpdateBirthday().Bind(partner, birthday)
		traced(t, "Bind", log)
		equal(t, "records", partner.Equals((*m.Partner)(call.Records)), true)
		equal(t, "method", call.Method, "UpdateBirthday")
		same(t, "arguments", call.Args, []any{birthday})
		call.Run()
		traced(t, "Run", log, "crm.UpdateBirthday", "sale.UpdateBirthday", "base.UpdateBirthday")
		equal(t, "birthday", partner.Birthday(), models.Date(birthday))
	})
}

// A method's handle knows its layers, with the place and documentation of each.
func TestLayersOfAMethod(t *testing.T) {
	layers := h.Partner().Methods().UpdateBirthday().Layers()
	equal(t, "layers", len(layers), 3)
	for i, want := range []string{"crm/lead.go", "sale/extensions.go", "base/partner.go"} {
		wantText(t, layers[i].Pos.String(), want)
	}
	wantText(t, h.Partner().Methods().UpdateBirthday().Doc(), "updates this partner birthday", "Extended in sale", "third layer")
}
