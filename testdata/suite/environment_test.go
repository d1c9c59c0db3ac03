package suite_test

import (
	"context"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
	"github.com/hexgen/hexgen/q"
)

func TestSudo(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		user := h.Users().Create(env, h.Users().NewData().SetName("No Reply").SetLogin("noreply").
			SetEmail("no-reply@ndp-systemes.fr"))
		newPartners(env, "John", "Johnny")
		noReplyUser := h.Users().Search(env, q.Users().Email().Equals("no-reply@ndp-systemes.fr")).Limit(1)
		equal(t, "the user", noReplyUser.Equals(user), true)
		partners := h.Partner().Search(env, q.Partner().Name().ILike("John"))
		equal(t, "the uid in Sudo(uid)", partners.Sudo(user.ID()).Env().Uid(), user.ID())
		equal(t, "the uid in Sudo()", partners.Sudo(user.ID()).Sudo().Env().Uid(), security.SuperUserID)
		equal(t, "the set's own environment", partners.Env().Uid(), env.Uid())
	})
}

func TestContextOfSets(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "John")
		with := partners.WithContext("lang", "fr_FR").WithContext("limit", 80)
		equal(t, "GetString", with.Env().Context().GetString("lang"), "fr_FR")
		equal(t, "GetInteger", with.Env().Context().GetInteger("limit"), 80)
		equal(t, "HasKey", with.Env().Context().HasKey("lang"), true)
		equal(t, "a key that is not there", with.Env().Context().Get("other"), nil)
		equal(t, "the set without", partners.Env().Context().HasKey("lang"), false)
		equal(t, "overridden", with.WithContext("lang", "de").Env().Context().GetString("lang"), "de")
		equal(t, "the overridden one", with.Env().Context().GetString("lang"), "fr_FR")

		fresh := with.WithNewContext(types.NewContext().SetEntry("tz", "Europe/Paris"))
		equal(t, "WithNewContext has the new keys", fresh.Env().Context().GetString("tz"), "Europe/Paris")
		equal(t, "WithNewContext has none of the old", fresh.Env().Context().HasKey("lang"), false)
		equal(t, "WithEnv", with.WithEnv(fresh.Env()).Env().Context().HasKey("lang"), false)
	})
}

func TestContextFunctions(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		ctx := h.Partner().NewSet(env).
			WithContext("f", 1.5).
			WithContext("strings", []string{"a", "b"}).
			WithContext("ints", []int64{1, 2}).
			WithContext("floats", []float64{0.5}).Env().Context()
		equal(t, "GetFloat", ctx.GetFloat("f"), 1.5)
		same(t, "GetStringSlice", ctx.GetStringSlice("strings"), []string{"a", "b"})
		same(t, "GetIntegerSlice", ctx.GetIntegerSlice("ints"), []int64{1, 2})
		same(t, "GetFloatSlice", ctx.GetFloatSlice("floats"), []float64{0.5})
		panics[error](t, "GetString of a float", func() { ctx.GetString("f") })
		panics[error](t, "GetInteger of strings", func() { ctx.GetInteger("strings") })
		equal(t, "the environment", env.Context().HasKey("f"), false)
	})
}

// What is derived from a set keeps its context and user.
func TestDerivedSetsKeepTheEnvironment(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		country := newCountry(env, "France", "FR")
		set := newPartners(env, "Ann", "Bob").WithContext("k", "v")
		set.SetCountry(country)
		set.SetParent(newPartners(env, "Head"))
		for name, derived := range map[string]models.RecordSet{
			"Records":  set.Records()[0],
			"relation": set.Country(),
			"reverse":  set.Country().Partners(),
			"search":   set.Search(q.Partner().Name().Equals("Ann")),
			"filtered": set.Filtered(func(m.PartnerSet) bool { return true }),
			"union":    set.Union(newPartners(env, "Cid")),
			"parent":   set.Parent(),
			"created":  set.Create(h.Partner().NewData().SetName("Dan")),
		} {
			equal(t, name, derived.Env().Context().GetString("k"), "v")
		}
	})
}

func TestContextOfGo(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		equal(t, "Ctx of an environment without one", env.Ctx().Err(), nil)
	})
	t.Run("cancelled", func(t *testing.T) {
		for _, b := range backends {
			db := b.lend(t)
			ctx, cancel := context.WithCancel(context.Background())
			err := db.SimulateInNewEnvironmentContext(ctx, security.SuperUserID, func(env models.Environment) {
				newPartners(env, "Ann")
				env.Flush()
				cancel()
				h.Partner().NewSet(env).SearchAll().Len()
				t.Errorf("%s: a query runs though its context is cancelled", b.name)
			})
			if err == nil {
				t.Errorf("%s: no error", b.name)
			}
			b.giveBack(db)
		}
	})
}
