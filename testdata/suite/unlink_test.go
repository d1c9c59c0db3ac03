package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// What happens to the records that point at a deleted one, in the ORM and, by direct SQL, in the database.
func TestUnlinkAndReferences(t *testing.T) {
	for name, unlink := range map[string]func(env models.Environment, rs models.RecordSet, table string){
		"ORM": func(env models.Environment, rs models.RecordSet, table string) {
			switch table {
			case "country":
				h.Country().Browse(env, rs.Ids()).Unlink()
			case "order":
				h.Order().Browse(env, rs.Ids()).Unlink()
			case "partner":
				h.Partner().Browse(env, rs.Ids()).Unlink()
			}
		},
		"SQL": func(env models.Environment, rs models.RecordSet, table string) {
			env.Cr().Execute(`DELETE FROM "`+table+`" WHERE id = ?`, rs.Ids()[0])
		},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				orders := newOrders(env, 3)
				first, second := orders.Records()[0], orders.Records()[1]
				partner := first.Partner()
				unlink(env, partner.Country(), "country")
				equal(t, "set null", partner.Country().IsEmpty(), true)
				if name == "ORM" { // direct SQL goes around stored computed fields
					equal(t, "related, stored", partner.CountryCode(), "")
				}
				unlink(env, first, "order")
				equal(t, "cascade", h.OrderLine().NewSet(env).SearchAll().Len(), 4)
				equal(t, "one2many of the partner", partner.Orders().Len(), 0)
				child := newPartners(env, "Child")
				child.SetParent(partner)
				grandchild := newPartners(env, "Grandchild")
				grandchild.SetParent(child)
				env.Flush()
				unlink(env, partner, "partner")
				equal(t, "cascade through a tree", grandchild.Exists().Len(), 0)
				equal(t, "others stay", second.Partner().Exists().Len(), 1)
			})
		})
	}
}

// Records that cascade to each other in a circle go together, whichever of them are unlinked.
func TestUnlinkCascadesInACircle(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		for _, unlinked := range [][]int{{0}, {1}, {0, 2}, {0, 1, 2}} {
			partners := newPartners(env, "a", "b", "c")
			a, b, c := partners.Records()[0], partners.Records()[1], partners.Records()[2]
			a.SetParent(b)
			b.SetParent(c)
			c.SetParent(a)
			alone := newPartners(env, "alone")
			alone.SetParent(alone)
			env.Flush()
			rs := h.Partner().NewSet(env)
			for _, i := range unlinked {
				rs = rs.Union(partners.Records()[i])
			}
			equal(t, "Unlink", rs.Unlink(), true)
			equal(t, "left", partners.Exists().Len(), 0)
			equal(t, "Unlink of one that points at itself", alone.Unlink(), true)
			equal(t, "left of it", alone.Exists().Len(), 0)
		}
		gone := newPartners(env, "gone")
		env.Flush()
		env.Cr().Execute("DELETE FROM partner WHERE id = ?", gone.ID())
		panics[*models.MissingRecordError](t, "Unlink of a record that is gone", func() { gone.Unlink() })
	})
}

func TestUnlinkRestricted(t *testing.T) {
	failing(t, func(env models.Environment) {
		orders := newOrders(env, 2)
		orders.Records()[0].Partner().Unlink()
		env.Flush()
	}, func(t *testing.T, err error) {
		if err == nil {
			t.Fatal("a partner with orders is deleted")
		}
		wantText(t, err.Error(), "Partner", "Order")
	})
	failing(t, func(env models.Environment) {
		orders := newOrders(env, 2)
		env.Cr().Execute("DELETE FROM partner WHERE id = ?", orders.Partner().ID())
	}, func(t *testing.T, err error) { wantError[*models.ConstraintError](t, err) })
}

// Records that restrict each other's deletion can be deleted together, children before parents.
func TestUnlinkTogether(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		parent := h.Company().Create(env, h.Company().NewData().SetName("parent"))
		child := h.Company().Create(env, h.Company().NewData().SetName("child").SetParent(parent))
		env.Flush()
		equal(t, "unlink", parent.Union(child).Unlink(), true)
		equal(t, "companies", h.Company().NewSet(env).SearchAll().SearchCount(), 0)
	})
}

func TestUnlinkOfLinks(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "Ann", "Bob")
		tag := h.Tag().Create(env, h.Tag().NewData().SetName("vip"))
		partners.SetTags(tag)
		partners.Records()[0].SetFriends(partners.Records()[1])
		env.Flush()
		partners.Records()[1].Unlink()
		equal(t, "the tag's partners", namesOf(tag.Partners().Records()), "Ann")
		equal(t, "friends", partners.Records()[0].Friends().Len(), 0)
		tag.Unlink()
		equal(t, "tags", partners.Records()[0].Tags().Len(), 0)
	})
}

// A create and an unlink of the same record in one environment leave nothing, and cost next to nothing.
func TestUnlinkOfAPendingCreate(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partner := newPartners(env, "Ann")
		partner.SetAge(1)
		partner.Unlink()
		env.Flush()
		equal(t, "partners", h.Partner().Search(env, q.Partner().Name().Equals("Ann")).Len(), 0)
	})
}

func TestUseOfADeletedRecord(t *testing.T) {
	for name, use := range map[string]func(env models.Environment){
		"getter": func(env models.Environment) {
			partner := h.Partner().BrowseOne(env, newPartners(env, "Ann").ID())
			env.Flush()
			partner.Unlink()
			partner.Email()
		},
		"setter": func(env models.Environment) {
			partner := newPartners(env, "Ann")
			partner.Unlink()
			partner.SetAge(3)
			env.Flush()
		},
		"Write": func(env models.Environment) {
			partner := newPartners(env, "Ann")
			partner.Unlink()
			partner.Write(h.Partner().NewData().SetAge(3))
			env.Flush()
		},
	} {
		t.Run(name, func(t *testing.T) {
			failing(t, use, func(t *testing.T, err error) { wantError[*models.MissingRecordError](t, err) })
		})
	}
}
