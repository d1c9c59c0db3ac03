package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/operator"
	"github.com/hexgen/hexgen/q"
)

// newUsers creates users with an e-mail, a function and a country each: John Smith, Jane Doe and Will Johnson.
func newUsers(env models.Environment) m.UsersSet {
	france, spain := newCountry(env, "France", "F"), newCountry(env, "Spain", "ES")
	user := func(name, login, email, function string, country m.CountrySet) m.UsersSet {
		return h.Users().Create(env, h.Users().NewData().SetName(name).SetLogin(login).SetEmail(email).
			SetFunction(function).SetCountry(country))
	}
	return user("John Smith", "john", "john@example.com", "Sales Manager", france).
		Union(user("Jane Doe", "jane", "jane@example.net", "Developer", spain)).
		Union(user("Will Johnson", "will.johnson", "will@example.org", "Manager of IT", spain))
}

// The searches of seed 004, and what they find.
func TestSeedSearches(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newUsers(env)
		for _, tt := range []struct {
			name string
			cond q.UsersCondition
			want string
		}{
			{"users by e-mail or e-mail",
				q.Users().Email().ILike("example.com").Or().Email().ILike("example.net"), "jane,john"},
			{"FilteredOn",
				q.Users().PartnerFilteredOn(q.Partner().Function().ILike("manager")), "john,will.johnson"},
			{"FilteredOn, nested",
				q.Users().PartnerFilteredOn(q.Partner().CountryFilteredOn(q.Country().Code().Equals("F"))), "john"},
			{"FilteredOn mixed with a simple condition",
				q.Users().PartnerFilteredOn(q.Partner().Function().ILike("manager")).And().Login().ILike("John"),
				"john,will.johnson"},
			{"a path through relations",
				q.Users().Partner().Country().Name().Equals("Spain"), "jane,will.johnson"},
			{"Where is accepted as a start",
				q.Users().Where().Partner().Country().Name().Equals("France"), "john"},
		} {
			step(t, tt.name, func() {
				users := h.Users().Search(env, tt.cond).OrderBy("Login")
				equal(t, tt.name, loginsOf(users), tt.want)
				equal(t, tt.name+": count", h.Users().Search(env, tt.cond).SearchCount(), users.Len())
			})
		}
	})
}

func loginsOf(users m.UsersSet) string {
	var logins string
	for _, user := range users.Records() {
		if logins != "" {
			logins += ","
		}
		logins += user.Login()
	}
	return logins
}

func TestSeedLoad(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		h.Partner().CreateMulti(env, []m.PartnerData{
			h.Partner().NewData().SetName("John Smith").SetBirthday(date("1982-06-03")),
			h.Partner().NewData().SetName("John Doo").SetBirthday(date("1975-01-06")),
			h.Partner().NewData().SetName("Jane").SetBirthday(date("1990-01-01")),
		})
		env.Flush()
		partners := h.Partner().NewSet(env)
		found := partners.Search(q.Partner().Where().Name().ILike("John")).OrderBy("Birthday DESC")
		costs(t, env, "Load with fields", 1, func() { found.Load("Name", "Birthday") })
		costs(t, env, "getters after Load", 0, func() {
			var lines []string
			for _, p := range found.Records() {
				lines = append(lines, p.Name()+" "+p.Birthday().String())
			}
			same(t, "lines", lines, []string{"John Smith 1982-06-03", "John Doo 1975-01-06"})
		})
	})
}

// date reads a date that is known to be one.
func date(text string) models.Date {
	d, err := models.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestOrderByLimitOffset(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newUsers(env)
		users := h.Users().NewSet(env).SearchAll().OrderBy("Country.Name ASC", "Login DESC", "ID")
		equal(t, "OrderBy", loginsOf(users), "john,will.johnson,jane")
		equal(t, "Limit", loginsOf(users.Limit(2)), "john,will.johnson")
		equal(t, "Offset", loginsOf(users.Offset(1)), "will.johnson,jane")
		equal(t, "Limit and Offset", loginsOf(users.Limit(1).Offset(1)), "will.johnson")
		all := h.Users().NewSet(env).SearchAll().OrderBy("Login")
		equal(t, "Limit before reading", loginsOf(h.Users().NewSet(env).SearchAll().OrderBy("Login").Limit(1)), "jane")
		equal(t, "the set is as before", loginsOf(all), "jane,john,will.johnson")
	})
}

func TestSearchByName(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "John", "Johnny", "Jane", "Long John")
		partners.Records()[1].SetAge(20)
		set := h.Partner().NewSet(env)
		equal(t, "by pattern", namesOf(set.SearchByName("john", operator.IContains, nil, 0).Records()), "John,Johnny,Long John")
		equal(t, "with a limit", set.SearchByName("john", operator.IContains, nil, 2).Len(), 2)
		equal(t, "exactly", namesOf(set.SearchByName("John", operator.Equals, nil, 10).Records()), "John")
		equal(t, "with a condition",
			namesOf(set.SearchByName("john", operator.IContains, q.Partner().Age().Greater(10), 0).Records()), "Johnny")
	})
}

func TestBrowse(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "Ann", "Bob", "Cid")
		ids := partners.Ids()
		equal(t, "Browse", namesOf(h.Partner().Browse(env, ids[:2]).Records()), "Ann,Bob")
		equal(t, "BrowseOne", h.Partner().BrowseOne(env, ids[2]).Name(), "Cid")
		equal(t, "Browse of nothing", h.Partner().Browse(env, nil).Len(), 0)
		narrowed := partners.Browse([]int64{ids[2], ids[0]})
		equal(t, "Browse of a set narrows it", narrowed.Len(), 2)
		equal(t, "Browse of an id that is not in the set",
			h.Partner().Browse(env, ids[:1]).Browse(ids[1:2]).Len(), 0)
		equal(t, "FetchAll disregards the set", partners.Records()[0].FetchAll().Len(), 3)
		equal(t, "SearchAll", h.Partner().NewSet(env).SearchAll().Len(), 3)
	})
}

func TestSearchCount(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPartners(env, "Ann", "Bob", "Cid")
		named := h.Partner().Search(env, q.Partner().Name().In([]string{"Ann", "Cid"}))
		env.Flush()
		costs(t, env, "SearchCount", 1, func() { equal(t, "count", named.SearchCount(), 2) })
		equal(t, "SearchCount of all", h.Partner().NewSet(env).SearchAll().SearchCount(), 3)
		equal(t, "SearchCount disregards Limit", named.Limit(1).SearchCount(), 2)
	})
}
