package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// Users embed a partner: its fields are fields of the user.
func TestEmbedding(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		france := newCountry(env, "France", "FR")
		user := h.Users().Create(env, h.Users().NewData().SetLogin("ann").SetName("Ann").SetEmail("ann@example.com").
			SetCountry(france))
		equal(t, "the partner is created", user.Partner().Name(), "Ann")
		equal(t, "read through", user.Email(), "ann@example.com")
		equal(t, "a relation, read through", user.Country().Name(), "France")
		equal(t, "a related field, read through", user.CountryName(), "France")
		user.SetEmail("anna@example.com")
		equal(t, "written through", user.Partner().Email(), "anna@example.com")
		user.Partner().SetEmail("a@example.com")
		equal(t, "and back", user.Email(), "a@example.com")
		equal(t, "searched", h.Users().Search(env, q.Users().Email().Equals("a@example.com")).Equals(user), true)
		equal(t, "searched on", h.Users().Search(env, q.Users().Country().Code().Equals("FR")).Equals(user), true)
		equal(t, "ordered by", h.Users().NewSet(env).SearchAll().OrderBy("Email").Len(), 1)
		equal(t, "default of the embedded model", user.Active(), true)
	})
}

func TestEmbeddingARecordThatExists(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partner := newPartners(env, "Ann")
		user := h.Users().Create(env, h.Users().NewData().SetLogin("ann").SetPartner(partner).SetEmail("ann@example.com"))
		equal(t, "the partner", user.Partner().Equals(partner), true)
		equal(t, "its values", user.Name(), "Ann")
		equal(t, "a value given for it", partner.Email(), "ann@example.com")
		equal(t, "partners", h.Partner().NewSet(env).SearchAll().Len(), 1)
	})
}

// A field of the model itself wins over one of the embedded model.
func TestEmbeddingAndOwnFields(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		companies := h.Company().Create(env, h.Company().NewData().SetName("of the user")).
			Union(h.Company().Create(env, h.Company().NewData().SetName("of the partner")))
		user := h.Users().Create(env, h.Users().NewData().SetLogin("ann").SetName("Ann").SetCompany(companies.Records()[0]))
		user.Partner().SetCompany(companies.Records()[1])
		equal(t, "company of the user", user.Company().Name(), "of the user")
		equal(t, "company of the partner", user.Partner().Company().Name(), "of the partner")
		equal(t, "employees", companies.Records()[0].Employees().Equals(user), true)
	})
}

// SetEmbed makes a relation of another module an embedded one.
func TestEmbeddingByOverride(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		badge := h.Badge().Create(env, h.Badge().NewData().SetNumber("1").SetName("part"))
		equal(t, "the embedded record", badge.Wearer().Name(), "part")
		badge.SetName("new")
		equal(t, "written through", badge.Wearer().Name(), "new")
		equal(t, "searched", h.Badge().Search(env, q.Badge().Name().Equals("new")).Equals(badge), true)
		badge.Wearer().Unlink()
		equal(t, "cascade", badge.Exists().Len(), 0)
	})
}

func TestEmbeddingManyAtOnce(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		costsAtMost(t, env, "100 users with their partners", 8, func() {
			for i := range 100 {
				h.Users().Create(env, h.Users().NewData().SetLogin(string(rune('A'+i))).SetName("User"))
			}
			env.Flush()
		})
		equal(t, "partners", h.Partner().NewSet(env).SearchAll().SearchCount(), 100)
	})
}
