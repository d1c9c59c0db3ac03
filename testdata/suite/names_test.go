package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// Models called Group and Order, and fields called Order, User and Group, are words of SQL.
func TestNamesThatAreWordsOfSQL(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		user := h.Users().Create(env, h.Users().NewData().SetName("Ann").SetLogin("ann"))
		first := h.Group().Create(env, h.Group().NewData().SetOrder(2).SetUser(user).SetGroup("select"))
		second := h.Group().Create(env, h.Group().NewData().SetOrder(7).SetGroup("from"))
		env.Flush()
		equal(t, "default order", h.Group().NewSet(env).SearchAll().Group(), "from")
		equal(t, "order by", h.Group().NewSet(env).SearchAll().OrderBy("Group DESC", "Order", "User.Login").Group(), "select")
		found := h.Group().Search(env, q.Group().Order().Greater(1).And().User().Login().Equals("ann").And().Group().Equals("select"))
		equal(t, "a search", found.Equals(first), true)
		second.SetUser(user)
		second.SetOrder(1)
		equal(t, "count by user", h.Group().Search(env, q.Group().User().Equals(user)).SearchCount(), 2)
		user.SetGroups(first.Union(second))
		equal(t, "many to many", user.Groups().Len(), 2)
		equal(t, "the other end", first.Users().Login(), "ann")
		equal(t, "unlink", first.Unlink(), true)
		order := h.Order().Create(env, h.Order().NewData().SetPartner(user.Partner()))
		equal(t, "a table called order", h.Order().Search(env, q.Order().Partner().Name().Equals("Ann")).Equals(order), true)
	})
}
