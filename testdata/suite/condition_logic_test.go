package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// And binds closer than Or, as in SQL; AndCond and OrCond put brackets around their argument.
func TestAndOr(t *testing.T) {
	p := q.Partner
	ann, bob, cid := p().Name().Equals("Ann"), p().Name().Equals("bob"), p().Name().Equals("Cid")
	active := p().Active().Equals(true)
	thirty := p().Age().Equals(30)
	for _, tt := range []struct {
		name string
		cond q.PartnerCondition
		want string
	}{
		{"and", p().Age().Equals(30).And().Active().Equals(true), "b"},
		{"or", p().Name().Equals("Ann").Or().Name().Equals("bob"), "Ab"},
		{"a or b and c", p().Name().Equals("Ann").Or().Age().Equals(30).And().Active().Equals(true), "Ab"},
		{"a and b or c", p().Age().Equals(30).And().Active().Equals(true).Or().Name().Equals("Cid"), "bC"},
		{"a and (b or c)", active.AndCond(ann.OrCond(cid)), "A"},
		{"(a or b) and c", ann.OrCond(cid).AndCond(active), "A"},
		{"a or (b and c)", ann.OrCond(thirty.AndCond(active)), "Ab"},
		{"and not", p().Age().Equals(30).AndNot().Active().Equals(true), "O"},
		{"or not", p().Name().Equals("Ann").OrNot().Active().Equals(true), "ACO"},
		{"and not (a or b)", active.AndNotCond(ann.OrCond(bob)), "DÉ"},
		{"or not (a and b)", ann.OrNotCond(p().Age().GreaterOrEqual(0).And().Active().Equals(true)), "ACO"},
		{"not of an unset field", p().Name().IsNotNull().AndNot().Function().Equals("Manager"), "bCDÉO"},
		{"not of an order on an unset field", p().Name().IsNotNull().AndNot().Birthday().Greater(date("1985-01-01")), "CDÉ"},
		{"not of a pattern on an unset field", p().Name().IsNotNull().AndNot().Function().ILike("m%"), "CDÉO"},
		{"three levels", active.AndCond(ann.OrCond(bob.AndCond(thirty.OrCond(cid)))), "Ab"},
		{"and of an empty condition", active.AndCond(nil), "AbDÉ"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				newPeople(env)
				equal(t, tt.cond.String(), initialsOf(env, tt.cond), tt.want)
			})
		})
	}
}

// Conditions do not change: two that are built from one do not see each other.
func TestConditionsAreImmutable(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPeople(env)
		base := q.Partner().Active().Equals(true)
		ann := base.And().Name().Equals("Ann")
		bob := base.And().Name().Equals("bob")
		start := base.And()
		companies, persons := start.IsCompany().Equals(true), start.IsCompany().Equals(false)
		equal(t, "one", initialsOf(env, ann), "A")
		equal(t, "the other", initialsOf(env, bob), "b")
		equal(t, "one of a start", initialsOf(env, companies), "AD")
		equal(t, "the other of it", initialsOf(env, persons), "bÉ")
		equal(t, "the base", initialsOf(env, base), "AbDÉ")
		path := q.Users().Partner()
		equal(t, "one path", path.Name().Equals("x").String() == path.Email().Equals("x").String(), false)
	})
}

// FilteredOn keeps its argument as it is, and the brackets in it.
func TestFilteredOnKeepsBrackets(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newUsers(env)
		inner := q.Partner().Function().ILike("manager").And().Name().ILike("john%").
			OrCond(q.Partner().Function().Equals("Developer"))
		text := inner.String()
		for _, tt := range []struct {
			name string
			cond q.UsersCondition
			want string
		}{
			{"alone", q.Users().PartnerFilteredOn(inner), "jane,john"},
			{"with more", q.Users().Login().NotEquals("john").And().PartnerFilteredOn(inner), "jane"},
			{"negated", q.Users().Login().IsNotNull().AndNot().PartnerFilteredOn(inner), "will.johnson"},
			{"or", q.Users().Login().Equals("will.johnson").Or().PartnerFilteredOn(inner).And().Login().Equals("jane"), "jane,will.johnson"},
		} {
			step(t, tt.name, func() {
				equal(t, tt.name, loginsOf(h.Users().Search(env, tt.cond).OrderBy("Login")), tt.want)
			})
		}
		equal(t, "the condition given", inner.String(), text)
	})
}

// The order of brackets in a search on a set: each search narrows what is there.
func TestSearchesAreCombinedWithAnd(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPeople(env)
		first := h.Partner().Search(env, q.Partner().Name().Equals("Ann").Or().Name().Equals("bob"))
		equal(t, "narrowed", namesOf(first.Search(q.Partner().Age().Equals(30).Or().Name().Equals("Cid")).Records()), "bob")
	})
}
