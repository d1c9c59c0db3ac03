package sales_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	"example.com/shop/internal/shoptest"
	"example.com/shop/modules/sales"
)

// shop is a small shop: a customer, two products and an order for them.
type shop struct {
	customer m.PartnerSet
	mug      m.ProductSet
	plate    m.ProductSet
	order    m.OrderSet
}

func newShop(env models.Environment) shop {
	category := h.Category().Create(env, h.Category().NewData().SetName("Tableware"))
	product := func(code string, price float64) m.ProductSet {
		return h.Product().Create(env, h.Product().NewData().
			SetName(code).SetCode(code).SetCategory(category).SetPrice(price))
	}
	s := shop{
		customer: h.Partner().Create(env, h.Partner().NewData().SetName("Jane Smith")),
		mug:      product("mug", 7.5),
		plate:    product("plate", 12),
	}
	s.order = h.Order().Create(env, h.Order().NewData().
		SetPartner(s.customer).
		CreateLines(
			h.OrderLine().NewData().SetProduct(s.mug).SetQuantity(4).SetUnitPrice(7.5),
			h.OrderLine().NewData().SetProduct(s.plate).SetQuantity(2).SetUnitPrice(12).SetDiscount(50)))
	return s
}

// line returns the line of the order for a product.
func (s shop) line(product m.ProductSet) m.OrderLineSet {
	return s.order.Lines().Filtered(func(line m.OrderLineSet) bool { return line.Product().Equals(product) })
}

func TestTotalsFollowTheLines(t *testing.T) {
	steps := []struct {
		name   string
		change func(s shop)
		total  float64
		pieces float64
	}{
		{"as created", func(shop) {}, 42, 6},
		{"one quantity changed", func(s shop) { s.line(s.mug).SetQuantity(10) }, 87, 12},
		{"discount taken away", func(s shop) { s.line(s.plate).SetDiscount(0) }, 99, 12},
		{"line deleted", func(s shop) { s.line(s.mug).Unlink() }, 24, 2},
		{"line added", func(s shop) { s.order.AddProduct(s.mug, 1) }, 31.5, 3},
	}
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		s := newShop(env)
		s.order.Confirm()
		for _, step := range steps {
			step.change(s)
			if got := s.order.Total(); got != step.total {
				t.Errorf("%s: Order.Total = %v, want %v", step.name, got, step.total)
			}
			if got := s.order.Pieces(); got != step.pieces {
				t.Errorf("%s: Order.Pieces = %v, want %v", step.name, got, step.pieces)
			}
			found := h.Partner().Search(env, q.Partner().TotalOrdered().Equals(step.total))
			if !found.Equals(s.customer) {
				t.Errorf("%s: Partner.TotalOrdered = %v, want %v", step.name, s.customer.TotalOrdered(), step.total)
			}
		}
	})
}

func TestOnlySoldOrdersCount(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		s := newShop(env)
		if got := s.customer.TotalOrdered(); got != 0 {
			t.Errorf("TotalOrdered with a draft = %v, want 0", got)
		}
		s.order.Confirm()
		if got := s.customer.TotalOrdered(); got != 42 {
			t.Errorf("TotalOrdered = %v, want 42", got)
		}
		if got := s.customer.LastOrder(); !got.Equal(s.order.Date()) {
			t.Errorf("LastOrder = %v, want %v", got, s.order.Date())
		}
		s.order.Cancel()
		if got := s.customer.OrderCount(); got != 0 {
			t.Errorf("OrderCount after Cancel = %v, want 0", got)
		}
		if !s.customer.LastOrder().IsZero() {
			t.Errorf("LastOrder after Cancel = %v, want none", s.customer.LastOrder())
		}
	})
}

func TestOrderMovesToAnotherCustomer(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		s := newShop(env)
		s.order.Confirm()
		france := h.Country().Create(env, h.Country().NewData().SetName("France").SetCode("FR"))
		paul := h.Partner().Create(env, h.Partner().NewData().SetName("Paul").SetCountry(france).SetEmail("paul@mail.example"))

		s.order.SetPartner(paul)
		if got := s.customer.TotalOrdered(); got != 0 {
			t.Errorf("the former customer has %v, want 0", got)
		}
		if got := paul.TotalOrdered(); got != 42 {
			t.Errorf("the new customer has %v, want 42", got)
		}
		if got := s.order.Email(); got != "paul@mail.example" {
			t.Errorf("related Email = %q", got)
		}
		if found := h.Order().Search(env, q.Order().Country().Equals(france)); !found.Equals(s.order) {
			t.Errorf("search by the stored related country found %v", found)
		}
	})
}

func TestConfirm(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		first, second := newShopOrders(env)
		first.Union(second).Confirm()
		if first.Name() != "SO100001" || second.Name() != "SO100002" {
			t.Errorf("numbers = %q, %q, want SO100001, SO100002", first.Name(), second.Name())
		}
		wantUserError(t, env, "is confirmed", func() { first.Confirm() })

		empty := h.Order().Create(env, h.Order().NewData().SetPartner(first.Partner()))
		wantUserError(t, env, "no lines", func() { empty.Confirm() })
		if got := empty.State(); got != sales.Draft {
			t.Errorf("State = %q, want %q", got, sales.Draft)
		}
	})
}

// newShopOrders returns two drafts of one customer.
func newShopOrders(env models.Environment) (first, second m.OrderSet) {
	s := newShop(env)
	second = h.Order().Create(env, h.Order().NewData().SetPartner(s.customer))
	second.AddProduct(s.mug, 1)
	return s.order, second
}

// wantUserError runs fn and checks the error that it panics with.
func wantUserError(t *testing.T, env models.Environment, text string, fn func()) {
	t.Helper()
	err := env.Savepoint(fn)
	var user *models.UserError
	if !errors.As(err, &user) || !strings.Contains(user.Message, text) {
		t.Errorf("error = %v, want a *models.UserError with %q", err, text)
	}
}

func TestArchiveIsExtendedOverTheMixin(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		s := newShop(env)
		wantUserError(t, env, "has open orders", func() { s.customer.Archive() })
		if !s.customer.Active() {
			t.Error("the customer was archived all the same")
		}
		s.order.Cancel()
		s.customer.Archive()
		if s.customer.Active() {
			t.Error("Super() did not reach the layer of the mixin")
		}
		// The layer is the partner's: products have the mixin's method alone.
		s.mug.Archive()
		if s.mug.Active() {
			t.Error("the product was not archived")
		}
	})
}

func TestConstraints(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		s := newShop(env)
		cases := []struct {
			name    string
			change  func()
			message string
		}{
			{"no pieces", func() { s.line(s.mug).SetQuantity(0) }, "The quantity of an order line must be more than zero."},
			{"too much discount", func() { s.line(s.mug).SetDiscount(101) }, "The discount of an order line must be from 0 to 100 percent."},
		}
		for _, c := range cases {
			err := env.Savepoint(c.change)
			var constraint *models.ConstraintError
			if !errors.As(err, &constraint) || constraint.Message != c.message {
				t.Errorf("%s: error = %v, want %q", c.name, err, c.message)
			}
		}
		var invalid *models.ValidationError
		err := env.Savepoint(func() { s.order.SetDate(models.Today().AddDate(2, 0, 0)) })
		if !errors.As(err, &invalid) {
			t.Errorf("order in two years: error = %v, want a *models.ValidationError", err)
		}
		if got := s.order.Total(); got != 42 {
			t.Errorf("Total after all that = %v, want 42", got)
		}
	})
}

func TestDeletion(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		s := newShop(env)
		if err := env.Savepoint(func() { s.customer.Unlink() }); err == nil {
			t.Error("a customer with orders was deleted")
		}
		lines := s.order.Lines()
		s.order.Unlink()
		if n := h.OrderLine().Search(env, q.OrderLine().ID().In(lines.Ids())).SearchCount(); n != 0 {
			t.Errorf("%d lines are left of a deleted order", n)
		}
		s.customer.Unlink()
		if n := h.Partner().NewSet(env).SearchAll().Len(); n != 0 {
			t.Errorf("%d partners left, want 0", n)
		}
	})
}

func TestQuantityDiscount(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		s := newShop(env)
		for quantity, want := range map[float64]float64{1: 12, 9: 12, 10: 11.4, 49: 11.4, 50: 10.8} {
			if got := s.plate.Quote(s.customer, quantity).Price; got != want {
				t.Errorf("price of one of %v = %v, want %v", quantity, got, want)
			}
		}
		line := s.order.AddProduct(s.plate, 10)
		if got := line.UnitPrice(); got != 11.4 {
			t.Errorf("UnitPrice of AddProduct = %v, want 11.4", got)
		}
	})
}

// TestStatementCounts holds the shop to a number of statements that does not
// grow with the number of records.
func TestStatementCounts(t *testing.T) {
	shoptest.OnEachDatabase(t, func(t *testing.T, db *models.Database) {
		shoptest.Load(t, db)
		cases := []struct {
			name string
			most int
			work func(env models.Environment, orders m.OrderSet)
		}{
			{"partner and country of all orders", 3, func(_ models.Environment, orders m.OrderSet) {
				for _, order := range orders.Records() {
					_ = order.Partner().Country().Name()
				}
			}},
			{"lines of all orders", 2, func(_ models.Environment, orders m.OrderSet) {
				for _, order := range orders.Records() {
					for _, line := range order.Lines().Records() {
						_ = line.Quantity()
					}
				}
			}},
			{"a setter on each order", 3, func(env models.Environment, orders m.OrderSet) {
				for _, order := range orders.Records() {
					order.SetNote("note of " + order.Name())
				}
				env.Flush()
			}},
		}
		for _, c := range cases {
			err := db.SimulateInNewEnvironment(1, func(env models.Environment) {
				before := env.StatementCount()
				c.work(env, h.Order().NewSet(env).SearchAll())
				if got := env.StatementCount() - before; got > c.most {
					t.Errorf("%s: %d statements, want %d at most", c.name, got, c.most)
				}
			})
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	})
}
