package suite_test

import (
	"strings"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// newPeople creates six partners to search for:
//
//	name     e-mail         function    age  credit  birthday    company  active
//	Ann      ann@a.com      "Manager"   20   1.50    2000-01-01  yes      yes
//	bob      ""             "manager"   30   0       1990-01-01  no       yes
//	Cid      (unset)        "10% off"   40   2.25    (unset)     no       no
//	Dan_x    dan@b.com      "a_b"       0    0       1980-01-01  yes      yes
//	Éva      EVA@A.COM      "c\d"       50   -1      1970-12-31  no       yes
//	O'Neil   o'neil@b.com   (unset)     30   100     1990-01-01  no       no
func newPeople(env models.Environment) m.PartnerSet {
	person := func(name, function string, age int64, credit float64, birthday string, company, active bool) m.PartnerData {
		data := h.Partner().NewData().SetName(name).SetAge(age).SetCredit(credit).SetIsCompany(company).SetActive(active)
		if function != "" {
			data.SetFunction(function)
		}
		if birthday != "" {
			data.SetBirthday(date(birthday))
		}
		return data
	}
	return h.Partner().CreateMulti(env, []m.PartnerData{
		person("Ann", "Manager", 20, 1.5, "2000-01-01", true, true).SetEmail("ann@a.com"),
		person("bob", "manager", 30, 0, "1990-01-01", false, true).SetEmail(""),
		person("Cid", "10% off", 40, 2.25, "", false, false),
		person("Dan_x", "a_b", 0, 0, "1980-01-01", true, true).SetEmail("dan@b.com"),
		person("Éva", `c\d`, 50, -1, "1970-12-31", false, true).SetEmail("EVA@A.COM"),
		person("O'Neil", "", 30, 100, "1990-01-01", false, false).SetEmail("o'neil@b.com"),
	})
}

// initialsOf gives the first letters of the partners that match, by id.
func initialsOf(env models.Environment, cond q.PartnerCondition) string {
	var b strings.Builder
	for _, p := range h.Partner().Search(env, cond).OrderBy("ID").Records() {
		b.WriteRune([]rune(p.Name())[0])
	}
	return b.String()
}

func TestOperators(t *testing.T) {
	p := q.Partner
	for _, group := range []struct {
		name  string
		cases map[string]q.PartnerCondition // by what they find
	}{
		{"Equals", map[string]q.PartnerCondition{
			"A": p().Name().Equals("Ann"), "bO": p().Age().Equals(30), "AD": p().IsCompany().Equals(true), "O": p().Name().Equals("O'Neil"),
		}},
		{"Equals with zero values", map[string]q.PartnerCondition{
			"bC": p().Email().Equals(""), "bD": p().Credit().Equals(0), "D": p().Age().Equals(0), "bCÉO": p().IsCompany().Equals(false),
		}},
		{"Equals with dates and floats", map[string]q.PartnerCondition{
			"bO": p().Birthday().Equals(date("1990-01-01")), "C": p().Credit().Equals(2.25), "É": p().Credit().Equals(-1),
		}},
		{"NotEquals is the complement", map[string]q.PartnerCondition{
			"bCDÉO": p().Name().NotEquals("Ann"), "bCÉO": p().IsCompany().NotEquals(true), "ADÉO": p().Email().NotEquals(""),
			"ACDÉ": p().Birthday().NotEquals(date("1990-01-01")), "bCDÉ": p().Function().NotEquals("Manager").And().Name().NotEquals("O'Neil"),
		}},
		{"order", map[string]q.PartnerCondition{
			"CÉ": p().Age().Greater(30), "bCÉO": p().Age().GreaterOrEqual(30), "AD": p().Age().Lower(30), "AbDO": p().Age().LowerOrEqual(30),
		}},
		{"order of dates", map[string]q.PartnerCondition{
			"A": p().Birthday().Greater(date("1990-01-01")), "AbO": p().Birthday().GreaterOrEqual(date("1990-01-01")),
			"DÉ": p().Birthday().Lower(date("1990-01-01")), "É": p().Birthday().LowerOrEqual(date("1970-12-31")),
		}},
		{"Like, with % and _, and case", map[string]q.PartnerCondition{
			"A": p().Function().Like("Man%"), "b": p().Function().Like("man%"), "D": p().Function().Like("a_b"), "AbD": p().Function().Like("%a%").AndNot().Name().Equals("Cid"),
		}},
		{"Like without wildcards looks inside", map[string]q.PartnerCondition{
			"Ab": p().Function().Like("nage"), "": p().Function().Like("NAGE"),
		}},
		{"ILike", map[string]q.PartnerCondition{
			"Ab": p().Function().ILike("MAN%"), "AÉ": p().Email().ILike("a.com"), "": p().Function().ILike("zzz"),
		}},
		{"Contains", map[string]q.PartnerCondition{
			"b": p().Function().Contains("man"), "C": p().Function().Contains("%"), "D": p().Function().Contains("_"), "É": p().Function().Contains(`\`), "O": p().Name().Contains("'"),
		}},
		{"IContains", map[string]q.PartnerCondition{
			"Ab": p().Function().IContains("MAN"), "AÉ": p().Email().IContains("a.com"), "C": p().Function().IContains("0% OFF"),
		}},
		{"NotContains has the unset", map[string]q.PartnerCondition{
			"ACDÉO": p().Function().NotContains("man"), "AbDÉO": p().Function().NotContains("%"), "AbCÉO": p().Function().NotContains("_"),
		}},
		{"NotIContains has the unset", map[string]q.PartnerCondition{
			"CDÉO": p().Function().NotIContains("man"), "bCDO": p().Email().NotIContains("a.com"),
		}},
		{"In", map[string]q.PartnerCondition{
			"AD": p().Name().In([]string{"Ann", "Dan_x", "nobody"}), "AbO": p().Age().In([]int64{20, 30}), "": p().Name().In(nil), "bC": p().Email().In([]string{""}),
		}},
		{"NotIn has the unset", map[string]q.PartnerCondition{
			"bCÉO": p().Name().NotIn([]string{"Ann", "Dan_x"}), "AbCDÉO": p().Name().NotIn(nil), "CDÉO": p().Function().NotIn([]string{"Manager", "manager"}), "ADÉO": p().Email().NotIn([]string{""}),
		}},
		{"IsNull", map[string]q.PartnerCondition{
			"bC": p().Email().IsNull(), "O": p().Function().IsNull(), "C": p().Birthday().IsNull(), "AbCDÉO": p().Country().IsNull(), "": p().Name().IsNull(),
		}},
		{"IsNotNull", map[string]q.PartnerCondition{
			"ADÉO": p().Email().IsNotNull(), "AbDÉO": p().Birthday().IsNotNull(), "": p().Country().IsNotNull(),
		}},
		{"the id", map[string]q.PartnerCondition{
			"": p().ID().Equals(-1), "AbCDÉO": p().ID().Greater(0),
		}},
	} {
		t.Run(group.name, func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				newPeople(env)
				for want, cond := range group.cases {
					step(t, cond.String(), func() { equal(t, cond.String(), initialsOf(env, cond), want) })
				}
			})
		})
	}
}

// Func operators are evaluated with the set that is searched, when it is searched.
func TestFuncOperators(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPeople(env)
		age := int64(20)
		cond := q.Partner().Age().EqualsFunc(func(rs models.RecordSet) int64 {
			equal(t, "model of the set", rs.ModelName(), "Partner")
			return age + rs.Env().Context().GetInteger("more")
		})
		equal(t, "at first", initialsOf(env, cond), "A")
		age = 30
		equal(t, "later", initialsOf(env, cond), "bO")
		set := h.Partner().NewSet(env).WithContext("more", 10)
		equal(t, "in another context", set.Search(cond).Name(), "Cid")
		equal(t, "InFunc", initialsOf(env, q.Partner().Name().InFunc(func(models.RecordSet) []string { return []string{"Ann"} })), "A")
	})
}

// Eval operators are for clients.
func TestEvalOperatorsCannotBeSearched(t *testing.T) {
	failing(t, func(env models.Environment) {
		h.Partner().Search(env, q.Partner().Name().EqualsEval("user.name")).Len()
	}, func(t *testing.T, err error) {
		if err == nil {
			t.Fatal("a search with an expression of the client works")
		}
		wantText(t, err.Error(), "Name")
	})
}
