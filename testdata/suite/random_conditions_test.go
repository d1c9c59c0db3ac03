package suite_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// Random conditions find what a plain evaluation of them finds.
func TestRandomConditions(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				c := newCrowd(env, rand.New(rand.NewPCG(seed, 3)))
				for range 150 {
					r := c.rule(3)
					step(t, r.cond.String(), func() {
						var want []int64
						for _, p := range c.people {
							if r.holds(p) {
								want = append(want, p.id)
							}
						}
						got := h.Partner().Search(env, r.cond).OrderBy("ID").Ids()
						if len(got)+len(want) > 0 {
							same(t, r.cond.String(), got, want)
						}
						equal(t, "count of "+r.cond.String(), h.Partner().Search(env, r.cond).SearchCount(), len(want))
						equal(t, "the complement of "+r.cond.String(),
							h.Partner().Search(env, q.Partner().ID().IsNotNull().AndNotCond(r.cond)).SearchCount(), len(c.people)-len(want))
					})
				}
			})
		})
	}
}

// A rule is a condition, and what it means for one person.
type rule struct {
	cond  q.PartnerCondition
	holds func(p *human) bool
}

type human struct {
	id          int64
	name, email string
	hasEmail    bool // it is not NULL
	age         int64
	birthday    string // "" if unset
	active      bool
	country     string // code
	tags        []string
	parent      *human
	children    []*human
	friends     []*human
	orders      []float64 // totals
	rs          m.PartnerSet
}

type crowd struct {
	rand      *rand.Rand
	people    []*human
	countries map[string]m.CountrySet
	tags      map[string]m.TagSet
}

var (
	someNames = []string{"Ann", "ann", "Bob", "b_b", "b%b", `b\b`, "Ömer", "ömer", "", "O'Neil"}
	someCodes = []string{"FR", "ES", "IT"}
	someTags  = []string{"x", "y", "z"}
	someDays  = []string{"1969-12-31", "1990-01-01", "2024-02-29"}
)

func newCrowd(env models.Environment, r *rand.Rand) *crowd {
	c := &crowd{rand: r, countries: map[string]m.CountrySet{}, tags: map[string]m.TagSet{}}
	for _, code := range someCodes {
		c.countries[code] = newCountry(env, "Country "+code, code)
	}
	for _, tag := range someTags {
		c.tags[tag] = h.Tag().Create(env, h.Tag().NewData().SetName(tag))
	}
	for range 40 {
		c.add(env)
	}
	return c
}

func (c *crowd) add(env models.Environment) {
	p := &human{name: pick(c.rand, someNames), age: int64(c.rand.IntN(4)), active: c.rand.IntN(2) == 0}
	data := h.Partner().NewData().SetName(p.name).SetAge(p.age).SetActive(p.active)
	if p.hasEmail = c.rand.IntN(3) > 0; p.hasEmail {
		p.email = pick(c.rand, someNames)
		data.SetEmail(p.email)
	}
	if c.rand.IntN(3) > 0 {
		p.birthday = pick(c.rand, someDays)
		data.SetBirthday(date(p.birthday))
	}
	if c.rand.IntN(3) > 0 {
		p.country = pick(c.rand, someCodes)
		data.SetCountry(c.countries[p.country])
	}
	tags, friends := h.Tag().NewSet(env), h.Partner().NewSet(env)
	for _, tag := range someTags {
		if c.rand.IntN(3) == 0 {
			p.tags = append(p.tags, tag)
			tags = tags.Union(c.tags[tag])
		}
	}
	if other := pick(c.rand, c.people); other != nil && c.rand.IntN(2) == 0 {
		p.parent = other
		other.children = append(other.children, p)
		data.SetParent(other.rs)
	}
	if other := pick(c.rand, c.people); other != nil {
		p.friends = append(p.friends, other)
		friends = other.rs
	}
	for range c.rand.IntN(3) {
		total := float64(c.rand.IntN(3))
		p.orders = append(p.orders, total)
		data.CreateOrders(h.Order().NewData().CreateLines(h.OrderLine().NewData().SetQuantity(1).SetPrice(total)))
	}
	p.rs = h.Partner().Create(env, data.SetTags(tags).SetFriends(friends))
	p.id = p.rs.ID()
	c.people = append(c.people, p)
}

// rule makes a random rule of at most that depth.
func (c *crowd) rule(depth int) rule {
	if depth == 0 || c.rand.IntN(4) == 0 {
		return c.leaf()
	}
	a, b := c.rule(depth-1), c.rule(depth-1)
	switch c.rand.IntN(9) {
	case 0, 1:
		return rule{a.cond.AndCond(b.cond), func(p *human) bool { return a.holds(p) && b.holds(p) }}
	case 2, 3:
		return rule{a.cond.OrCond(b.cond), func(p *human) bool { return a.holds(p) || b.holds(p) }}
	case 4:
		return rule{a.cond.AndNotCond(b.cond), func(p *human) bool { return a.holds(p) && !b.holds(p) }}
	case 5:
		return rule{a.cond.OrNotCond(b.cond), func(p *human) bool { return a.holds(p) || !b.holds(p) }}
	case 6:
		return rule{q.Partner().ParentFilteredOn(a.cond), func(p *human) bool { return p.parent != nil && a.holds(p.parent) }}
	case 7:
		return rule{q.Partner().ChildrenFilteredOn(a.cond), func(p *human) bool { return slices.ContainsFunc(p.children, a.holds) }}
	default:
		return rule{q.Partner().FriendsFilteredOn(a.cond), func(p *human) bool { return slices.ContainsFunc(p.friends, a.holds) }}
	}
}

// leaf makes a random rule with one operator.
func (c *crowd) leaf() rule {
	p := q.Partner
	text, text2, age, code, tag, day := pick(c.rand, someNames), pick(c.rand, someNames), int64(c.rand.IntN(4)), pick(c.rand, someCodes),
		pick(c.rand, someTags), pick(c.rand, someDays)
	other := pick(c.rand, c.people)
	fold := strings.ToLower
	leaves := []rule{
		{p().Name().Equals(text), func(p *human) bool { return p.name == text }},
		{p().Name().NotEquals(text), func(p *human) bool { return p.name != text }},
		{p().Name().Greater(text), func(p *human) bool { return p.name > text }},
		{p().Name().Contains(text), func(p *human) bool { return strings.Contains(p.name, text) }},
		{p().Name().IContains(text), func(p *human) bool { return strings.Contains(fold(p.name), fold(text)) }},
		{p().Name().NotContains(text), func(p *human) bool { return !strings.Contains(p.name, text) }},
		{p().Name().Like("b" + text), func(p *human) bool { return like("b"+text, p.name) }},
		{p().Name().ILike("%" + text + "%"), func(p *human) bool { return like(fold("%"+text+"%"), fold(p.name)) }},
		{p().Name().In([]string{text, text2}), func(p *human) bool { return p.name == text || p.name == text2 }},
		{p().Email().Equals(text), func(p *human) bool { return p.email == text }},
		{p().Email().NotEquals(text), func(p *human) bool { return p.email != text }},
		{p().Email().Lower(text), func(p *human) bool { return p.hasEmail && p.email < text }},
		{p().Email().NotIContains(text), func(p *human) bool { return !strings.Contains(fold(p.email), fold(text)) }},
		{p().Email().In([]string{text, text2}), func(p *human) bool { return p.email == text || p.email == text2 }},
		{p().Email().NotIn([]string{text, text2}), func(p *human) bool { return p.email != text && p.email != text2 }},
		{p().Email().IsNull(), func(p *human) bool { return p.email == "" }},
		{p().Email().IsNotNull(), func(p *human) bool { return p.email != "" }},
		{p().Age().Equals(age), func(p *human) bool { return p.age == age }},
		{p().Age().NotIn([]int64{age, 2}), func(p *human) bool { return p.age != age && p.age != 2 }},
		{p().Age().In(nil), func(*human) bool { return false }},
		{p().Age().GreaterOrEqual(age), func(p *human) bool { return p.age >= age }},
		{p().Active().Equals(false), func(p *human) bool { return !p.active }},
		{p().Active().NotEquals(false), func(p *human) bool { return p.active }},
		{p().Birthday().Equals(date(day)), func(p *human) bool { return p.birthday == day }},
		{p().Birthday().NotEquals(date(day)), func(p *human) bool { return p.birthday != day }},
		{p().Birthday().LowerOrEqual(date(day)), func(p *human) bool { return p.birthday != "" && p.birthday <= day }},
		{p().Birthday().IsNull(), func(p *human) bool { return p.birthday == "" }},
		{p().Country().Code().Equals(code), func(p *human) bool { return p.country == code }},
		{p().Country().Code().NotEquals(code), func(p *human) bool { return p.country != code }},
		{p().Country().Code().IsNull(), func(p *human) bool { return p.country == "" }},
		{p().Country().Equals(c.countries[code]), func(p *human) bool { return p.country == code }},
		{p().Country().NotIn(c.countries[code]), func(p *human) bool { return p.country != code }},
		{p().CountryName().Contains(code), func(p *human) bool { return p.country == code }},
		{p().Parent().Name().Equals("Ann"), func(p *human) bool { return p.parent != nil && p.parent.name == "Ann" }},
		{p().Parent().Name().NotEquals("Ann"), func(p *human) bool { return p.parent == nil || p.parent.name != "Ann" }},
		{p().Parent().Age().Greater(age), func(p *human) bool { return p.parent != nil && p.parent.age > age }},
		{p().Parent().Parent().Country().Code().Equals(code), func(p *human) bool {
			return p.parent != nil && p.parent.parent != nil && p.parent.parent.country == code
		}},
		{p().Parent().IsNull(), func(p *human) bool { return p.parent == nil }},
		{p().Parent().Equals(other.rs), func(p *human) bool { return p.parent == other }},
		{p().Tags().Name().Equals(tag), func(p *human) bool { return slices.Contains(p.tags, tag) }},
		{p().Tags().Equals(c.tags[tag]), func(p *human) bool { return slices.Contains(p.tags, tag) }},
		{p().Tags().NotEquals(c.tags[tag]), func(p *human) bool { return !slices.Contains(p.tags, tag) }},
		{p().Tags().IsNull(), func(p *human) bool { return len(p.tags) == 0 }},
		{p().Children().Age().Equals(age), func(p *human) bool {
			return slices.ContainsFunc(p.children, func(c *human) bool { return c.age == age })
		}},
		{p().Children().Children().IsNotNull(), func(p *human) bool {
			return slices.ContainsFunc(p.children, func(c *human) bool { return len(c.children) > 0 })
		}},
		{p().Orders().Total().Greater(1), func(p *human) bool { return slices.Contains(p.orders, 2) }},
		{p().Orders().IsNull(), func(p *human) bool { return len(p.orders) == 0 }},
		{p().ID().ChildOf(other.id), func(p *human) bool {
			for ; p != nil; p = p.parent {
				if p == other {
					return true
				}
			}
			return false
		}},
	}
	return pick(c.rand, leaves)
}

// like tells whether text matches a pattern of LIKE. One without wildcards is looked for anywhere.
func like(pattern, text string) bool {
	if !strings.ContainsAny(pattern, `%_\`) {
		return strings.Contains(text, pattern)
	}
	var b strings.Builder
	escaped := false
	for _, r := range pattern {
		switch {
		case escaped:
			b.WriteString(regexp.QuoteMeta(string(r)))
			escaped = false
		case r == '\\':
			escaped = true
		case r == '%':
			b.WriteString(`(?s:.*)`)
		case r == '_':
			b.WriteString(`(?s:.)`)
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	if escaped {
		b.WriteString(`\\`)
	}
	return regexp.MustCompile("^" + b.String() + "$").MatchString(text)
}
