package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

func TestRelatedFieldsRead(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		france, spain := newCountry(env, "France", "FR"), newCountry(env, "Spain", "ES")
		partner := newPartners(env, "Ann")
		order := h.Order().Create(env, h.Order().NewData().SetPartner(partner))
		line := h.OrderLine().Create(env, h.OrderLine().NewData().SetOrder(order).SetQuantity(1))
		stored := func() string {
			var code *string
			env.Cr().Get(&code, "SELECT country_code FROM partner WHERE id = ?", partner.ID())
			if code == nil {
				return ""
			}
			return *code
		}
		for _, tt := range []struct {
			name       string
			change     func()
			code, long string
		}{
			{"unset", func() {}, "", ""},
			{"set", func() { partner.SetCountry(france) }, "FR", "France"},
			{"the target changes", func() { france.SetCode("FX"); france.SetName("La France") }, "FX", "La France"},
			{"another target", func() { partner.SetCountry(spain) }, "ES", "Spain"},
			{"a target that left changes", func() { france.SetCode("FR") }, "ES", "Spain"},
			{"unlinked", func() { spain.Unlink() }, "", ""},
		} {
			step(t, tt.name, func() {
				tt.change()
				equal(t, tt.name+": not stored", partner.CountryName(), tt.long)
				equal(t, tt.name+": stored", partner.CountryCode(), tt.code)
				equal(t, tt.name+": in the database", stored(), tt.code)
				equal(t, tt.name+": over two steps", order.CountryCode(), tt.code)
				equal(t, tt.name+": a relation, stored", order.Country().Code(), tt.code)
				equal(t, tt.name+": of a line", line.PartnerName(), "Ann")
			})
		}
	})
}

func TestRelatedFieldsAreSearched(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		france := newCountry(env, "France", "FR")
		partners := newPartners(env, "Ann", "Bob")
		partners.Records()[0].SetCountry(france)
		h.Order().Create(env, h.Order().NewData().SetPartner(partners.Records()[0]))
		equal(t, "not stored", namesOf(h.Partner().Search(env, q.Partner().CountryName().Equals("France")).Records()), "Ann")
		equal(t, "stored", namesOf(h.Partner().Search(env, q.Partner().CountryCode().Equals("FR")).Records()), "Ann")
		equal(t, "without a value", namesOf(h.Partner().Search(env, q.Partner().CountryName().IsNull()).Records()), "Bob")
		equal(t, "over two steps", h.Order().Search(env, q.Order().CountryCode().Equals("FR")).Len(), 1)
		equal(t, "through a related relation", h.Order().Search(env, q.Order().Country().Name().Equals("France")).Len(), 1)
		equal(t, "order by", namesOf(h.Partner().NewSet(env).SearchAll().OrderBy("CountryName DESC", "Name").Filtered(
			func(r m.PartnerSet) bool { return r.CountryName() != "" }).Records()), "Ann")
	})
}

func TestRelatedFieldsWriteThrough(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		france := newCountry(env, "France", "FR")
		partners := newPartners(env, "Ann", "Bob")
		partners.SetCountry(france)
		partners.Records()[0].SetCountryName("La France")
		equal(t, "the target", france.Name(), "La France")
		equal(t, "the other record", partners.Records()[1].CountryName(), "La France")
		partners.Write(h.Partner().NewData().SetCountryCode("FX"))
		equal(t, "the target of a stored one", france.Code(), "FX")
		equal(t, "the stored one itself", partners.Records()[1].CountryCode(), "FX")
		gadget := h.Gadget().Create(env, h.Gadget().NewData().SetName("Gadget").SetOwner(partners.Records()[1]))
		equal(t, "a field made related by an override", gadget.OwnerName(), "Bob")
		gadget.SetOwnerName("Robert")
		equal(t, "its target", partners.Records()[1].Name(), "Robert")
	})
}
