package suite_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// Random changes of relations from both of their ends, looked at from both ends.
func TestRandomRelations(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				n := &net{t: t, env: env, rand: rand.New(rand.NewPCG(seed, 2)), parent: map[int64]int64{}, holder: map[int64]int64{},
					friends: map[[2]int64]bool{}, tags: map[[2]int64]bool{}}
				for i := range 4 {
					n.people = append(n.people, newPartners(env, fmt.Sprint("P", i)).ID())
					n.labels = append(n.labels, h.Tag().Create(env, h.Tag().NewData().SetName(fmt.Sprint("t", i))).ID())
					n.passports = append(n.passports, h.Passport().Create(env, h.Passport().NewData().SetNumber(fmt.Sprint(i))).ID())
				}
				defer logFailure(t, &n.log)
				for i := 0; i < 200 && !t.Failed(); i++ {
					if n.rand.IntN(10) == 0 {
						n.undone()
					}
					n.change()
					for range n.rand.IntN(3) {
						n.look()
					}
				}
				n.env.Flush()
			})
		})
	}
}

// net holds the relations between records, by id.
type net struct {
	t                         *testing.T
	env                       models.Environment
	rand                      *rand.Rand
	log                       []string
	serial                    int
	people, labels, passports []int64
	parent                    map[int64]int64   // child → parent
	holder                    map[int64]int64   // passport → person
	friends                   map[[2]int64]bool // person, friend
	tags                      map[[2]int64]bool // person, tag
}

func (n *net) person(id int64) m.PartnerSet    { return h.Partner().BrowseOne(n.env, id) }
func (n *net) label(id int64) m.TagSet         { return h.Tag().BrowseOne(n.env, id) }
func (n *net) passport(id int64) m.PassportSet { return h.Passport().BrowseOne(n.env, id) }

// some returns a random choice of ids.
func (n *net) some(ids []int64) []int64 {
	var out []int64
	for _, id := range ids {
		if n.rand.IntN(3) == 0 {
			out = append(out, id)
		}
	}
	return out
}

func (n *net) note(format string, args ...any) { n.log = append(n.log, fmt.Sprintf(format, args...)) }

// setEdges replaces the edges that have id at one end.
func setEdges(edges map[[2]int64]bool, end int, id int64, others []int64) {
	for e := range edges {
		if e[end] == id {
			delete(edges, e)
		}
	}
	for _, o := range others {
		e := [2]int64{o, o}
		e[end] = id
		edges[e] = true
	}
}

// ends returns the other ends of the edges that have id at one end.
func ends(edges map[[2]int64]bool, end int, id int64) []int64 {
	var out []int64
	for e := range edges {
		if e[end] == id {
			out = append(out, e[1-end])
		}
	}
	slices.Sort(out)
	return out
}

// keys returns the keys with a value.
func keys(of map[int64]int64, value int64) []int64 {
	var out []int64
	for k, v := range of {
		if v == value {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

func (n *net) below(id, root int64) bool {
	for range len(n.people) + 1 {
		if id == root {
			return true
		}
		id = n.parent[id]
	}
	return false
}

// undone makes changes that a savepoint takes back.
func (n *net) undone() {
	before := *n
	n.people, n.labels, n.passports = slices.Clone(n.people), slices.Clone(n.labels), slices.Clone(n.passports)
	n.parent, n.holder, n.friends, n.tags = maps.Clone(n.parent), maps.Clone(n.holder), maps.Clone(n.friends), maps.Clone(n.tags)
	n.note("savepoint")
	err := n.env.Savepoint(func() {
		for range 5 {
			n.change()
			n.look()
		}
		panic(errCause)
	})
	equal(n.t, "the cause", errors.Is(err, errCause), true)
	n.note("rollback")
	log, serial := n.log, n.serial
	*n = before
	n.log, n.serial = log, serial
}

func (n *net) change() {
	p, l, pass := pick(n.rand, n.people), pick(n.rand, n.labels), pick(n.rand, n.passports)
	other := pick(n.rand, n.people)
	switch n.rand.IntN(13) {
	case 0:
		if n.below(other, p) {
			return
		}
		n.note("parent of %d: %d", p, other)
		n.person(p).SetParent(n.person(other))
		n.parent[p] = other
	case 1:
		n.note("no parent of %d", p)
		n.person(p).SetParent(nil)
		delete(n.parent, p)
	case 2:
		children := slices.DeleteFunc(n.some(n.people), func(id int64) bool { return n.below(p, id) })
		n.note("children of %d: %v", p, children)
		n.person(p).SetChildren(h.Partner().Browse(n.env, children))
		for _, c := range keys(n.parent, p) {
			delete(n.parent, c)
		}
		for _, c := range children {
			n.parent[c] = p
		}
	case 3:
		friends := n.some(n.people)
		n.note("friends of %d: %v", p, friends)
		n.person(p).SetFriends(h.Partner().Browse(n.env, friends))
		setEdges(n.friends, 0, p, friends)
	case 4:
		friends := n.some(n.people)
		n.note("friend of %d: %v", p, friends)
		n.person(p).Write(h.Partner().NewData().SetFriendOf(h.Partner().Browse(n.env, friends)))
		setEdges(n.friends, 1, p, friends)
	case 5:
		tags := n.some(n.labels)
		n.note("tags of %d: %v", p, tags)
		n.person(p).SetTags(h.Tag().Browse(n.env, tags))
		setEdges(n.tags, 0, p, tags)
	case 6:
		people := n.some(n.people)
		n.note("partners of tag %d: %v", l, people)
		n.label(l).SetPartners(h.Partner().Browse(n.env, people))
		setEdges(n.tags, 1, l, people)
	case 7:
		if len(keys(n.holder, p)) > 0 {
			return
		}
		n.note("holder of %d: %d", pass, p)
		n.passport(pass).SetHolder(n.person(p))
		n.holder[pass] = p
	case 8:
		n.note("passport of %d: %d", p, pass)
		n.person(p).SetPassport(n.passport(pass))
		for _, old := range keys(n.holder, p) {
			delete(n.holder, old)
		}
		n.holder[pass] = p
	case 9:
		n.note("flush")
		n.env.Flush()
	case 10:
		n.serial++
		data := h.Partner().NewData().SetName(fmt.Sprint("N", n.serial)).SetParent(n.person(p)).SetTags(n.label(l)).SetFriends(n.person(other))
		id := h.Partner().Create(n.env, data).ID()
		n.note("create %d below %d with tag %d and friend %d", id, p, l, other)
		n.people, n.parent[id] = append(n.people, id), p
		n.tags[[2]int64{id, l}], n.friends[[2]int64{id, other}] = true, true
	case 11:
		gone := n.allBelow(p)
		if len(n.people)-len(gone) > 3 {
			n.unlink(p, gone)
		}
	case 12:
		if len(n.labels) > 2 {
			n.note("unlink tag %d", l)
			n.label(l).Unlink()
			n.labels = slices.DeleteFunc(n.labels, func(id int64) bool { return id == l })
			setEdges(n.tags, 1, l, nil)
		}
	}
}

// allBelow returns a person and all below it.
func (n *net) allBelow(p int64) []int64 {
	var out []int64
	for _, id := range n.people {
		if n.below(id, p) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// unlink deletes a person with all below it and their passports.
func (n *net) unlink(p int64, gone []int64) {
	n.note("unlink %d", p)
	n.person(p).Unlink()
	for _, id := range gone {
		n.people = slices.DeleteFunc(n.people, func(x int64) bool { return x == id })
		setEdges(n.friends, 0, id, nil)
		setEdges(n.friends, 1, id, nil)
		setEdges(n.tags, 0, id, nil)
		for _, pass := range keys(n.holder, id) {
			delete(n.holder, pass)
			n.passports = slices.DeleteFunc(n.passports, func(x int64) bool { return x == pass })
		}
	}
	for id := range n.parent {
		if !slices.Contains(n.people, id) {
			delete(n.parent, id)
		}
	}
	for len(n.passports) < 2 {
		n.serial++
		n.passports = append(n.passports, h.Passport().Create(n.env, h.Passport().NewData().SetNumber(fmt.Sprint("N", n.serial))).ID())
	}
}

// ids checks a set without regard to its order.
func (n *net) ids(what string, rs models.RecordSet, want []int64) {
	n.t.Helper()
	got := slices.Sorted(slices.Values(rs.Ids()))
	if len(got)+len(want) > 0 {
		same(n.t, what, got, want)
	}
}

func (n *net) look() {
	p, l, pass := pick(n.rand, n.people), pick(n.rand, n.labels), pick(n.rand, n.passports)
	person := n.person(p)
	what := func(name string) string { return fmt.Sprint(name, " of ", p) }
	switch n.rand.IntN(12) {
	case 0:
		equal(n.t, what("Parent"), person.Parent().ID(), n.parent[p])
	case 1:
		n.ids(what("Children"), person.Children(), keys(n.parent, p))
	case 2:
		n.ids(what("Friends"), person.Friends(), ends(n.friends, 0, p))
	case 3:
		n.ids(what("FriendOf"), person.FriendOf(), ends(n.friends, 1, p))
	case 4:
		n.ids(what("Tags"), person.Tags(), ends(n.tags, 0, p))
	case 5:
		n.ids(fmt.Sprint("Partners of tag ", l), n.label(l).Partners(), ends(n.tags, 1, l))
	case 6:
		n.ids(what("Passport"), person.Passport(), keys(n.holder, p))
	case 7:
		equal(n.t, fmt.Sprint("Holder of ", pass), n.passport(pass).Holder().ID(), n.holder[pass])
	case 8:
		n.ids(what("search by Parent"), h.Partner().Search(n.env, q.Partner().Parent().Equals(person)), keys(n.parent, p))
	case 9:
		n.ids(what("search by Friends"), h.Partner().Search(n.env, q.Partner().Friends().Equals(person)), ends(n.friends, 1, p))
	case 10:
		n.ids(what("search by Tags"), h.Tag().Search(n.env, q.Tag().Partners().Equals(person)), ends(n.tags, 0, p))
	case 11:
		n.ids(what("ChildOf"), h.Partner().Search(n.env, q.Partner().ID().ChildOf(p)), n.allBelow(p))
	}
}
