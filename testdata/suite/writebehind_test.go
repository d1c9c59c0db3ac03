package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/q"
)

// looks are the ways in which a program can look at orders; each gives the partner's orders that cost more than 100.
var looks = map[string]func(env models.Environment, partner m.PartnerSet) int{
	"search": func(env models.Environment, partner m.PartnerSet) int {
		return h.Order().Search(env, q.Order().Total().Greater(100).And().Partner().Equals(partner)).Len()
	},
	"count": func(env models.Environment, partner m.PartnerSet) int {
		return h.Order().Search(env, q.Order().Total().Greater(100).And().Partner().Equals(partner)).SearchCount()
	},
	"search through lines": func(env models.Environment, partner m.PartnerSet) int {
		return h.Order().Search(env, q.Order().LinesFilteredOn(q.OrderLine().Subtotal().Greater(100)).And().Partner().Equals(partner)).Len()
	},
	"one2many": func(env models.Environment, partner m.PartnerSet) int {
		return partner.Orders().Filtered(func(o m.OrderSet) bool { return o.Total() > 100 }).Len()
	},
	"getters of all": func(env models.Environment, partner m.PartnerSet) int {
		n := 0
		for _, o := range h.Order().NewSet(env).SearchAll().Records() {
			if o.Total() > 100 && o.Partner().Equals(partner) {
				n++
			}
		}
		return n
	},
	"SQL": func(env models.Environment, partner m.PartnerSet) int {
		var n int
		env.Cr().Get(&n, `SELECT count(*) FROM "order" WHERE total > 100 AND partner_id = ?`, partner.ID())
		return n
	},
	"aggregate": func(env models.Environment, partner m.PartnerSet) int {
		rows := h.Order().Search(env, q.Order().Total().Greater(100).And().Partner().Equals(partner)).
			GroupBy(h.Order().Fields().Partner()).Aggregates(h.Order().Fields().Total())
		if len(rows) == 0 {
			return 0
		}
		return rows[0].Count
	},
}

// What is set, created or deleted is seen at once by whatever looks at it, before it is sent to the database.
func TestPendingChangesAreSeen(t *testing.T) {
	for name, look := range looks {
		t.Run(name, func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				partner := newPartners(env, "Ann")
				equal(t, "at first", look(env, partner), 0)
				order := h.Order().Create(env, h.Order().NewData().SetPartner(partner).
					CreateLines(h.OrderLine().NewData().SetQuantity(1).SetPrice(500)))
				equal(t, "after a create", look(env, partner), 1)
				order.Lines().SetPrice(50)
				equal(t, "after a setter", look(env, partner), 0)
				order.Lines().Write(h.OrderLine().NewData().SetQuantity(3))
				equal(t, "after a Write", look(env, partner), 1)
				other := newPartners(env, "Bob")
				order.SetPartner(other)
				equal(t, "after a change of the relation", look(env, partner), 0)
				equal(t, "at the other end", look(env, other), 1)
				order.Lines().Unlink()
				equal(t, "after an unlink of lines", look(env, other), 0)
				order.SetLines(h.OrderLine().Create(env, h.OrderLine().NewData().SetOrder(order).SetQuantity(1).SetPrice(101)))
				equal(t, "after a line came back", look(env, other), 1)
				order.Unlink()
				equal(t, "after an unlink", look(env, other), 0)
			})
		})
	}
}

// A create waits: it is sent when something could see it.
func TestWritesWait(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		var partner m.PartnerSet
		costsAtMost(t, env, "a create", 1, func() { partner = newPartners(env, "Ann") }) // at most one: a block of ids
		costs(t, env, "a setter on a new record", 0, func() { partner.SetAge(20) })
		costs(t, env, "a getter on a new record", 0, func() { equal(t, "age", partner.Age(), 20) })
		costsAtMost(t, env, "Flush", 2, env.Flush)
		costs(t, env, "Flush again", 0, env.Flush)
		costs(t, env, "a setter that changes nothing", 0, func() {
			partner.SetAge(20)
			env.Flush()
		})
		costs(t, env, "many setters on one record", 1, func() {
			partner.SetAge(21)
			partner.SetEmail("ann@example.com")
			partner.SetAge(22)
			env.Flush()
		})
		costs(t, env, "a search in another model", 1, func() {
			partner.SetAge(23)
			h.Chain().NewSet(env).SearchAll().Len()
		})
		var age int64
		env.Cr().Get(&age, "SELECT age FROM partner WHERE id = ?", partner.ID())
		equal(t, "age in the database", age, 23)
	})
}

// WriteDate and WriteUID follow the last change; CreateDate and CreateUID stay.
func TestDatesOfRecords(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		var created models.DateTime
		execute(t, db, func(env models.Environment) {
			partner := newPartners(env, "Ann")
			created = partner.CreateDate()
			equal(t, "CreateUID", partner.CreateUID(), env.Uid())
		})
		execute(t, db, func(env models.Environment) {
			partner := h.Partner().NewSet(env).SearchAll()
			equal(t, "CreateDate", partner.CreateDate(), created)
			security.Registry.AddMembership(42, security.AdminGroup)
			partner.Sudo(42).SetName("Anna")
			env.Flush()
			equal(t, "CreateDate after a change", partner.CreateDate(), created)
			equal(t, "WriteDate after a change is later", partner.WriteDate().Greater(created), true)
			equal(t, "WriteUID", partner.WriteUID(), 42)
			equal(t, "LastUpdate", partner.LastUpdate(), partner.WriteDate())
		})
	})
}
