package partners_test

import (
	"errors"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	"example.com/shop/internal/shoptest"
)

// newPartner creates a partner in a country of its own.
func newPartner(env models.Environment, name string) m.PartnerSet {
	country := h.Country().Create(env, h.Country().NewData().SetName("Land of "+name).SetCode(name[:2]).SetGroup("europe"))
	return h.Partner().Create(env, h.Partner().NewData().
		SetName(name).
		SetEmail("office@acme.example").
		SetStreet("Main Street 1").
		SetZip("12345").
		SetCity("Springfield").
		SetCountry(country))
}

func TestComputedAndRelatedFieldsFollowTheirSources(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		acme := newPartner(env, "Acme")
		if got, want := acme.Address(), "Main Street 1, 12345 Springfield, Land of Acme"; got != want {
			t.Errorf("Address = %q, want %q", got, want)
		}
		if got := acme.CountryCode(); got != "Ac" {
			t.Errorf("CountryCode = %q, want Ac", got)
		}
		acme.SetStreet("")
		acme.Country().SetName("Elsewhere")
		acme.Country().SetCode("EW")
		if got, want := acme.Address(), "12345 Springfield, Elsewhere"; got != want {
			t.Errorf("Address after the change = %q, want %q", got, want)
		}
		if got := acme.CountryCode(); got != "EW" {
			t.Errorf("CountryCode after the change = %q, want EW", got)
		}
		acme.SetCountryCode("XX")
		if got := acme.Country().Code(); got != "XX" {
			t.Errorf("Country.Code after the related field was set = %q, want XX", got)
		}
	})
}

func TestNameGetShowsTheCompany(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		acme := newPartner(env, "Acme")
		jane := h.Partner().Create(env, h.Partner().NewData().SetName("Jane Smith").SetParent(acme))
		if got, want := jane.NameGet(), "Jane Smith (Acme)"; got != want {
			t.Errorf("NameGet = %q, want %q", got, want)
		}
		acme.SetName("Acme Ltd")
		if got, want := jane.DisplayName(), "Jane Smith (Acme Ltd)"; got != want {
			t.Errorf("DisplayName = %q, want %q", got, want)
		}
		if !acme.Children().Equals(jane) {
			t.Errorf("Children = %v, want %v", acme.Children(), jane)
		}
	})
}

func TestTagsAreOneRelationSeenFromBothSides(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		acme, brick := newPartner(env, "Acme"), newPartner(env, "Brick")
		press := h.Tag().Create(env, h.Tag().NewData().SetName("Press"))
		vip := h.Tag().Create(env, h.Tag().NewData().SetName("VIP"))

		acme.SetTags(press.Union(vip))
		press.SetPartners(press.Partners().Union(brick))

		if got := press.Partners().Len(); got != 2 {
			t.Errorf("Press has %d partners, want 2", got)
		}
		if !brick.Tags().Equals(press) {
			t.Errorf("tags of Brick = %v, want %v", brick.Tags(), press)
		}
		found := h.Partner().Search(env, q.Partner().Tags().Name().In([]string{"Press", "VIP"}))
		if got := found.Len(); got != 2 {
			t.Errorf("found %d partners by their tags, want each of the 2 once", got)
		}
	})
}

func TestConstraintOfMixinHoldsForItsModels(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		acme := newPartner(env, "Acme")
		err := env.Savepoint(func() { acme.SetEmail("nobody") })

		var invalid *models.ValidationError
		if !errors.As(err, &invalid) {
			t.Fatalf("error = %v, want a *models.ValidationError", err)
		}
		if invalid.Model != "Partner" || invalid.Field != "Email" || len(invalid.IDs) != 1 || invalid.IDs[0] != acme.ID() {
			t.Errorf("the error is about %s.%s of %v, want Partner.Email of %d", invalid.Model, invalid.Field, invalid.IDs, acme.ID())
		}
		if got := acme.Email(); got != "office@acme.example" {
			t.Errorf("Email after the rollback = %q", got)
		}
	})
}

func TestArchivable(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		both := newPartner(env, "Acme").Union(newPartner(env, "Brick"))
		for _, partner := range both.Records() {
			if !partner.Active() {
				t.Errorf("%s is not active by default", partner.Name())
			}
		}
		both.Archive()
		if n := h.Partner().Search(env, q.Partner().Active().Equals(true)).SearchCount(); n != 0 {
			t.Errorf("%d active partners after Archive, want 0", n)
		}
		both.Restore()
		if n := h.Partner().Search(env, q.Partner().Active().Equals(true)).SearchCount(); n != 2 {
			t.Errorf("%d active partners after Restore, want 2", n)
		}
	})
}

func TestUserEmbedsPartner(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		user := h.User().Create(env, h.User().NewData().SetLogin("jane").SetName("Jane Smith").SetPosition("Sales"))

		partner := user.Partner()
		if got := partner.Name(); got != "Jane Smith" {
			t.Fatalf("the embedded partner is called %q, want Jane Smith", got)
		}
		user.SetName("Jane Doe")
		if got := partner.Name(); got != "Jane Doe" {
			t.Errorf("after SetName on the user the partner is called %q", got)
		}
		found := h.User().Search(env, q.User().Name().Equals("Jane Doe"))
		if !found.Equals(user) {
			t.Errorf("search by an embedded field found %v, want %v", found, user)
		}
	})
}
