package suite_test

import (
	"fmt"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

// newOrders creates orders of as many partners, in ten countries, with two lines each.
func newOrders(env models.Environment, n int) m.OrderSet {
	var countries []m.CountryData
	for i := range 10 {
		countries = append(countries, h.Country().NewData().SetName(fmt.Sprint("Country ", i)).SetCode(fmt.Sprint("C", i)))
	}
	country := h.Country().CreateMulti(env, countries).Records()
	var partners []m.PartnerData
	for i := range n {
		partners = append(partners, h.Partner().NewData().SetName(fmt.Sprint("Partner ", i)).SetCountry(country[i%10]))
	}
	partner := h.Partner().CreateMulti(env, partners).Records()
	var orders []m.OrderData
	for i := range n {
		orders = append(orders, h.Order().NewData().SetName(fmt.Sprint("Order ", i)).SetPartner(partner[i]).CreateLines(
			h.OrderLine().NewData().SetQuantity(1).SetPrice(float64(i)),
			h.OrderLine().NewData().SetQuantity(2).SetPrice(10)))
	}
	return h.Order().CreateMulti(env, orders)
}

// A fresh environment over 1000 orders: a path costs one statement a model, whatever the number of records.
func TestStatementsOfReading(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) { newOrders(env, 1000) })
		execute(t, db, func(env models.Environment) {
			orders := h.Order().NewSet(env).SearchAll()
			costs(t, env, "order.Partner().Country().Name() of 1000 orders", 3, func() {
				for i, order := range orders.Records() {
					if got, want := order.Partner().Country().Name(), fmt.Sprint("Country ", i%10); got != want {
						t.Fatalf("country of order %d = %s, want %s", i, got, want)
					}
				}
			})
			costs(t, env, "their lines", 1, func() {
				var lines int
				for _, order := range orders.Records() {
					for _, line := range order.Lines().Records() {
						if line.Quantity() > 0 && line.Order().Equals(order) {
							lines++
						}
					}
				}
				equal(t, "lines", lines, 2000)
			})
			costs(t, env, "reading all that again", 0, func() {
				for _, order := range orders.Records() {
					order.Partner().Country().Name()
					order.Lines().Len()
				}
			})
		})
	})
}

func TestStatementsOfLargeSets(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		const n = 10_000
		execute(t, db, func(env models.Environment) {
			data := make([]m.ChainData, n)
			for i := range data {
				data[i] = h.Chain().NewData().SetName(fmt.Sprint(i)).SetValue(int64(i))
			}
			costsAtMost(t, env, "CreateMulti of 10 000 records", 12, func() {
				h.Chain().CreateMulti(env, data)
				env.Flush()
			})
		})
		execute(t, db, func(env models.Environment) {
			costs(t, env, "three getters of 10 000 records", 1, func() {
				var sum int64
				for _, r := range h.Chain().NewSet(env).SearchAll().Records() {
					sum += r.Value()
					if r.Name() == "" || r.Parent().IsNotEmpty() {
						t.Fatal("wrong record")
					}
				}
				equal(t, "sum", sum, n*(n-1)/2)
			})
		})
		execute(t, db, func(env models.Environment) {
			ids := h.Chain().NewSet(env).SearchAll().Ids()
			costs(t, env, "In with many ids", 1, func() {
				more := append(ids, make([]int64, 90_000)...)
				for i := range 90_000 {
					more[len(ids)+i] = int64(-1 - i)
				}
				equal(t, "found", h.Chain().Search(env, q.Chain().ID().In(more)).Len(), n)
			})
			costs(t, env, "Filtered", 1, func() {
				equal(t, "even", h.Chain().Browse(env, ids).Filtered(func(r m.ChainSet) bool { return r.Value()%2 == 0 }).Len(), n/2)
			})
		})
	})
}

func TestStatementsOfWriting(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		const n = 1000
		var records []m.ChainSet
		costsAtMost(t, env, "1000 creates in a loop", 5, func() {
			for i := range n {
				records = append(records, h.Chain().Create(env, h.Chain().NewData().SetName(fmt.Sprint(i))))
			}
			env.Flush()
		})
		costsAtMost(t, env, "1000 setters of different values on 1000 records", 2, func() {
			for i, r := range records {
				r.SetValue(int64(i))
			}
			env.Flush()
		})
		costsAtMost(t, env, "1000 Writes of different values", 2, func() {
			for i, r := range records {
				r.Write(h.Chain().NewData().SetName(fmt.Sprint("n", i)).SetValue(int64(-i)))
			}
			env.Flush()
		})
		costs(t, env, "what they read", 0, func() {
			equal(t, "value", records[n-1].Value(), -(n - 1))
			equal(t, "name", records[n-1].Name(), "n999")
		})
		var sum, last int64
		env.Cr().Get(&sum, "SELECT sum(value) FROM chain")
		env.Cr().Get(&last, "SELECT value FROM chain WHERE name = 'n999'")
		equal(t, "sum in the database", sum, -n*(n-1)/2)
		equal(t, "one value in the database", last, -(n - 1))
		costsAtMost(t, env, "an unlink of 1000 records", 4, func() {
			h.Chain().NewSet(env).SearchAll().Unlink()
			env.Flush()
		})
		equal(t, "left", h.Chain().NewSet(env).SearchAll().SearchCount(), 0)
	})
}

// Stored computed fields over a chain of models are computed and written in batches.
func TestStatementsOfStoredComputedFields(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) { newOrders(env, 500) })
		execute(t, db, func(env models.Environment) {
			lines := h.OrderLine().NewSet(env).SearchAll()
			equal(t, "lines", lines.Len(), 1000)
			lines.Load()
			// The lines; then, for the totals of orders, partners and countries, each a read of what they add up and a write.
			costsAtMost(t, env, "1000 lines with a new price", 12, func() {
				for i, line := range lines.Records() {
					line.SetPrice(float64(i))
				}
				env.Flush()
			})
		})
		execute(t, db, func(env models.Environment) {
			var data []m.CategoryData
			for i := range 1000 {
				data = append(data, h.Category().NewData().SetName(fmt.Sprint(i)))
			}
			h.Category().CreateMulti(env, data)
		})
		execute(t, db, func(env models.Environment) {
			categories := h.Category().NewSet(env).SearchAll()
			costsAtMost(t, env, "a stored computed field of 1000 changed records", 6, func() {
				for i, category := range categories.Records() {
					category.SetName(fmt.Sprint("new ", i))
				}
				env.Flush()
			})
			var computed int
			env.Cr().Get(&computed, "SELECT count(*) FROM category WHERE full_name = name AND name LIKE 'new %'")
			equal(t, "computed in the database", computed, 1000)
		})
		execute(t, db, func(env models.Environment) {
			orders := h.Order().NewSet(env).SearchAll()
			tag := h.Tag().Create(env, h.Tag().NewData().SetName("new"))
			env.Flush()
			equal(t, "orders", orders.Len(), 500)
			costsAtMost(t, env, "a tag for 500 orders", 6, func() {
				orders.SetTags(tag)
				env.Flush()
			})
			equal(t, "computed", orders.Records()[499].TagNames(), "new")
		})
	})
}
