package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

func TestOne2Many(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		parents := newPartners(env, "Ann", "Bob")
		ann, bob := parents.Records()[0], parents.Records()[1]
		children := newPartners(env, "Zoe", "Yann", "Xavier")
		zoe, yann, xavier := children.Records()[0], children.Records()[1], children.Records()[2]
		ann.SetChildren(zoe.Union(yann))
		equal(t, "the foreign keys", zoe.Parent().Equals(ann) && yann.Parent().Equals(ann), true)
		equal(t, "read", ann.Children().Len(), 2)
		xavier.SetParent(ann)
		equal(t, "set at the other end, in default order", namesOf(ann.Children().Records()), "Xavier,Yann,Zoe")
		ann.SetChildren(yann.Union(xavier))
		equal(t, "who is not in the new set leaves", zoe.Parent().IsEmpty(), true)
		bob.SetChildren(yann)
		equal(t, "moved", namesOf(ann.Children().Records())+" / "+namesOf(bob.Children().Records()), "Xavier / Yann")
		equal(t, "a getter of two records is that of the first", namesOf(parents.Children().Records()), "Xavier")
		ann.SetChildren(nil)
		equal(t, "none", ann.Children().Len()+xavier.Parent().Len(), 0)
	})
}

func TestMany2Many(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "Ann", "Bob")
		ann, bob := partners.Records()[0], partners.Records()[1]
		tags := h.Tag().CreateMulti(env, []m.TagData{
			h.Tag().NewData().SetName("x"), h.Tag().NewData().SetName("y"), h.Tag().NewData().SetName("z"),
		})
		x, y, z := tags.Records()[0], tags.Records()[1], tags.Records()[2]
		count := func(rs m.TagSet) string { return namesOf(rs.OrderBy("Name").Records()) }

		ann.SetTags(x.Union(y))
		equal(t, "set", count(ann.Tags()), "x,y")
		equal(t, "read at the other end", namesOf(x.Partners().Records()), "Ann")
		z.SetPartners(partners)
		equal(t, "set at the other end", count(ann.Tags()), "x,y,z")
		partners.SetTags(z)
		equal(t, "set on two records", count(ann.Tags())+" / "+count(bob.Tags()), "z / z")
		equal(t, "the other end", y.Partners().Len(), 0)
		bob.SetTags(bob.Tags().Subtract(z).Union(x))
		equal(t, "searched from one end", namesOf(h.Partner().Search(env, q.Partner().Tags().Equals(x)).Records()), "Bob")
		equal(t, "searched from the other", count(h.Tag().Search(env, q.Tag().Partners().Name().Equals("Ann"))), "z")
		var links int
		env.Cr().Get(&links, "SELECT count(*) FROM partner_tag_rel")
		equal(t, "links", links, 2)
	})
}

func TestMany2ManyToItself(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "Ann", "Bob", "Cid")
		ann, bob, cid := partners.Records()[0], partners.Records()[1], partners.Records()[2]
		ann.SetFriends(bob.Union(cid))
		bob.SetFriends(bob)
		equal(t, "friends", namesOf(ann.Friends().Records()), "Bob,Cid")
		equal(t, "the other direction", namesOf(bob.FriendOf().OrderBy("Name").Records()), "Ann,Bob")
		equal(t, "is no friendship of Cid's", cid.Friends().Len(), 0)
		cid.SetFriendOf(bob)
		equal(t, "set in the other direction", namesOf(bob.Friends().OrderBy("Name").Records()), "Bob,Cid")
		equal(t, "who left", namesOf(ann.Friends().Records()), "Bob")
		equal(t, "searched", namesOf(h.Partner().Search(env, q.Partner().Friends().Name().Equals("Cid")).Records()), "Bob")
		leads := h.Lead().Create(env, h.Lead().NewData().SetName("one")).Union(h.Lead().Create(env, h.Lead().NewData().SetName("two")))
		leads.Records()[0].SetSources(leads.Records()[1])
		env.Flush()
		equal(t, "without a field for the other direction", leads.Records()[0].Sources().Name(), "two")
	})
}

// Setting links sends what changes, for all records together.
func TestMany2ManyStatements(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			names := make([]string, 200)
			for i := range names {
				names[i] = string(rune('A' + i%26))
			}
			newPartners(env, names...).SetTags(h.Tag().Create(env, h.Tag().NewData().SetName("old")))
		})
		execute(t, db, func(env models.Environment) {
			partners := h.Partner().NewSet(env).SearchAll()
			tag := h.Tag().Create(env, h.Tag().NewData().SetName("new"))
			equal(t, "partners", partners.Len(), 200)
			costsAtMost(t, env, "a link added to 200 records one by one", 6, func() {
				for _, p := range partners.Records() {
					p.SetTags(p.Tags().Union(tag))
				}
				env.Flush()
			})
			equal(t, "links", tag.Partners().Len(), 200)
		})
		execute(t, db, func(env models.Environment) {
			partners := h.Partner().NewSet(env).SearchAll()
			costs(t, env, "tags of 200 records", 3, func() { // partners, links, tags
				for _, p := range partners.Records() {
					for _, tag := range p.Tags().Records() {
						equal(t, "a name is there", tag.Name() != "", true)
					}
				}
			})
		})
	})
}

func TestOne2OneAndRev2One(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "Ann", "Bob")
		ann, bob := partners.Records()[0], partners.Records()[1]
		passport := h.Passport().Create(env, h.Passport().NewData().SetNumber("P1").SetHolder(ann))
		equal(t, "rev2one", ann.Passport().Number(), "P1")
		equal(t, "one without", bob.Passport().IsEmpty(), true)
		passport.SetHolder(bob)
		equal(t, "moved: the former holder", ann.Passport().IsEmpty(), true)
		equal(t, "moved: the new holder", bob.Passport().Equals(passport), true)
		ann.SetPassport(passport)
		equal(t, "set at the other end", passport.Holder().Name(), "Ann")
		equal(t, "searched through rev2one", namesOf(h.Partner().Search(env, q.Partner().Passport().Number().Equals("P1")).Records()), "Ann")
		equal(t, "none", namesOf(h.Partner().Search(env, q.Partner().Passport().IsNull()).Records()), "Bob")
		created := h.Partner().Create(env, h.Partner().NewData().SetName("Cid").CreatePassport(h.Passport().NewData().SetNumber("P2")))
		equal(t, "created with it", created.Passport().Holder().Equals(created), true)
		ann.Unlink()
		equal(t, "cascade", h.Passport().NewSet(env).SearchAll().Number(), "P2")
	})
	failing(t, func(env models.Environment) {
		ann := newPartners(env, "Ann")
		h.Passport().Create(env, h.Passport().NewData().SetNumber("P1").SetHolder(ann))
		h.Passport().Create(env, h.Passport().NewData().SetNumber("P2").SetHolder(ann))
		env.Flush()
	}, func(t *testing.T, err error) { wantError[*models.ConstraintError](t, err) })
}
