package suite_test

import (
	"fmt"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// Whatever way leads to the records of a set, their fields are loaded together.
func TestPrefetch(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		const n = 50
		execute(t, db, func(env models.Environment) {
			orders := newOrders(env, n)
			category := h.Category().Create(env, h.Category().NewData().SetName("Tools"))
			for i, order := range orders.Records() {
				order.Lines().SetProduct(h.Product().Create(env, h.Product().NewData().SetName(fmt.Sprint(i)).SetCategory(category)))
			}
		})
		for _, tt := range []struct {
			name  string
			limit int
			read  func(orders m.OrderSet)
		}{
			{"lines, products, categories", 4, func(orders m.OrderSet) {
				for _, order := range orders.Records() {
					for _, line := range order.Lines().Records() {
						line.Product().Category().Name()
					}
				}
			}},
			{"one2many of a relation", 4, func(orders m.OrderSet) { // orders, partners, countries, partners of countries
				for _, order := range orders.Records() {
					order.Partner().Country().Partners().Len()
				}
			}},
			{"through a filter", 3, func(orders m.OrderSet) {
				cheap := orders.Filtered(func(o m.OrderSet) bool { return o.Total() < 40 })
				for _, order := range cheap.Records() {
					order.Partner().Country().Name()
				}
			}},
			{"through a sorted set", 3, func(orders m.OrderSet) {
				byName := func(a, b models.RecordSet) bool {
					return a.(m.OrderSet).Partner().Name() < b.(m.OrderSet).Partner().Name()
				}
				for _, order := range orders.Sorted(byName).Records() {
					order.Partner().Country().Name()
				}
			}},
			{"through a union", 3, func(orders m.OrderSet) {
				records := orders.Records()
				half := records[0]
				for _, r := range records[1 : n/2] {
					half = half.Union(r)
				}
				for _, order := range half.Records() {
					order.Partner().Country().Name()
				}
			}},
			{"in another context and as another user", 3, func(orders m.OrderSet) {
				for _, order := range orders.WithContext("k", "v").Sudo().Records() {
					order.Partner().Country().Name()
				}
			}},
			{"related fields", 3, func(orders m.OrderSet) {
				for _, order := range orders.Records() {
					order.CountryCode()
				}
			}},
			{"data of all", 6, func(orders m.OrderSet) { orders.All() }},
		} {
			execute(t, db, func(env models.Environment) {
				step(t, tt.name, func() {
					costsAtMost(t, env, tt.name, tt.limit, func() { tt.read(h.Order().NewSet(env).SearchAll()) })
				})
			})
		}
	})
}

// Records that were made one by one are loaded together once they are in one set.
func TestPrefetchOfBrowsedRecords(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) { newOrders(env, 30) })
		execute(t, db, func(env models.Environment) {
			ids := h.Order().NewSet(env).SearchAll().Ids()
			costs(t, env, "Browse of ids", 1, func() {
				for _, order := range h.Order().Browse(env, ids).Records() {
					order.Name()
				}
			})
		})
		execute(t, db, func(env models.Environment) {
			costs(t, env, "a search by a relation's set that is not read", 1, func() {
				partners := h.Partner().Search(env, q.Partner().Name().ILike("partner 1%"))
				h.Order().Search(env, q.Order().PartnerFilteredOn(q.Partner().Name().ILike("partner 1%"))).Len()
				_ = partners
			})
		})
	})
}

// Half of a set is in the cache already: only the rest is read.
func TestPrefetchKeepsWhatIsSet(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) { newPartners(env, "Ann", "Bob", "Cid") })
		execute(t, db, func(env models.Environment) {
			ids := h.Partner().NewSet(env).SearchAll().Ids()
			bob := h.Partner().BrowseOne(env, ids[1])
			bob.SetName("Robert")
			bob.SetAge(7)
			all := h.Partner().Browse(env, ids)
			equal(t, "names", namesOf(all.OrderBy("ID").Records()), "Ann,Robert,Cid")
			all.Load()
			all.ForceLoad("Name", "Age")
			equal(t, "names after ForceLoad", namesOf(all.OrderBy("ID").Records()), "Ann,Robert,Cid")
			equal(t, "age after ForceLoad", bob.Age(), 7)
			newPartners(env, "Dan")
			env.Cr().Execute("UPDATE partner SET age = age + 1")
			equal(t, "age after direct SQL", bob.Age(), 8)
		})
	})
}
