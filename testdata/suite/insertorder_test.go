package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

// Pending creates are sent in an order that suits their foreign keys, whatever the order they were made in.

func TestInsertOrderAcrossModels(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			category := h.Category().Create(env, h.Category().NewData().SetName("Tools"))
			product := h.Product().Create(env, h.Product().NewData().SetName("Saw"))
			partner := newPartners(env, "Ann")
			order := h.Order().Create(env, h.Order().NewData().SetPartner(partner))
			line := h.OrderLine().Create(env, h.OrderLine().NewData().SetOrder(order).SetQuantity(1))
			// References to records made later.
			line.SetProduct(product)
			product.SetCategory(category)
			partner.SetCountry(newCountry(env, "France", "FR"))
			partner.SetCompany(h.Company().Create(env, h.Company().NewData().SetName("ACME")))
		})
		execute(t, db, func(env models.Environment) {
			line := h.OrderLine().NewSet(env).SearchAll()
			equal(t, "category", line.Product().Category().Name(), "Tools")
			equal(t, "country", line.Order().Partner().Country().Name(), "France")
			equal(t, "company", line.Order().Partner().Company().Name(), "ACME")
		})
	})
}

func TestInsertOrderWithinAModel(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			// The root is made last, and the record in the middle points at itself for a while.
			leaf := h.Category().Create(env, h.Category().NewData().SetName("leaf"))
			middle := h.Category().Create(env, h.Category().NewData().SetName("middle"))
			leaf.SetParent(middle)
			root := h.Category().Create(env, h.Category().NewData().SetName("root"))
			middle.SetParent(root)
			equal(t, "computed before it is sent", leaf.FullName(), "root / middle / leaf")
		})
		execute(t, db, func(env models.Environment) {
			var name string
			env.Cr().Get(&name, "SELECT full_name FROM category WHERE name = 'leaf'")
			equal(t, "computed in the database", name, "root / middle / leaf")
		})
	})
}

func TestInsertOfCycles(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			company := h.Company().Create(env, h.Company().NewData().SetName("ACME"))
			director := newPartners(env, "Boss")
			director.SetCompany(company)
			company.SetDirector(director)

			// A record that points at itself, and two that point at each other.
			alone := h.Chain().Create(env, h.Chain().NewData().SetName("alone"))
			alone.SetParent(alone)
			one, two := h.Chain().Create(env, h.Chain().NewData().SetName("one")), h.Chain().Create(env, h.Chain().NewData().SetName("two"))
			one.SetParent(two)
			two.SetParent(one)
		})
		execute(t, db, func(env models.Environment) {
			company := h.Company().NewSet(env).SearchAll()
			equal(t, "company and director", company.Director().Company().Equals(company), true)
			for _, r := range h.Chain().NewSet(env).SearchAll().Records() {
				switch r.Name() {
				case "alone":
					equal(t, "its own parent", r.Parent().Equals(r), true)
				default:
					equal(t, "the parent's parent", r.Parent().Parent().Equals(r), true)
					equal(t, "the parent itself", r.Parent().Equals(r), false)
				}
			}
		})
	})
}

func TestNestedCreates(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partner := h.Partner().Create(env, h.Partner().NewData().SetName("Ann").
			CreateCountry(h.Country().NewData().SetName("France").SetCode("FR")).
			CreateTags(h.Tag().NewData().SetName("vip"), h.Tag().NewData().SetName("new")).
			CreateChildren(
				h.Partner().NewData().SetName("Bob").CreateChildren(h.Partner().NewData().SetName("Cid"))).
			CreateOrders(h.Order().NewData().CreateLines(
				h.OrderLine().NewData().SetQuantity(2).SetPrice(3).CreateProduct(h.Product().NewData().SetName("Saw")))))
		equal(t, "many2one", partner.Country().Code(), "FR")
		equal(t, "many2many", namesOf(partner.Tags().SortedByField(h.Tag().Fields().Name(), false).Records()), "new,vip")
		equal(t, "one2many in one2many", partner.Children().Children().Name(), "Cid")
		equal(t, "the one in between", partner.Children().Parent().Equals(partner), true)
		equal(t, "many2one in one2many in one2many", partner.Orders().Lines().Product().Name(), "Saw")
		equal(t, "what is computed from it", partner.Sales(), 6)
	})
}

// CreateMulti of nested data is one statement a table.
func TestNestedCreatesAreBatched(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		costsAtMost(t, env, "100 courses with two sessions each", 6, func() { // blocks of ids, and inserts
			data := make([]m.CourseData, 100)
			for i := range data {
				data[i] = h.Course().NewData().SetName("Go").SetLimitDate(models.Now()).
					CreateSessions(h.Session().NewData().SetRoomNo(1), h.Session().NewData().SetRoomNo(2))
			}
			h.Course().CreateMulti(env, data)
			env.Flush()
		})
		equal(t, "sessions", h.Session().NewSet(env).SearchAll().Len(), 200)
	})
}
