package demo

import (
	"context"
	"errors"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/q"
)

// showRollback tries to create an order with a line that a constraint of the
// database refuses, and looks at what is left of it.
func showRollback(ctx context.Context, s *screen, db *models.Database) error {
	before, err := orderCount(ctx, db)
	if err != nil {
		return err
	}
	s.say("An order whose second line has a quantity of zero, created in a transaction:")
	s.say("")
	failure := db.ExecuteInNewEnvironmentContext(ctx, security.SuperUserID, createBadOrder)

	var constraint *models.ConstraintError
	if !errors.As(failure, &constraint) {
		return errors.Join(errors.New("the constraint did not hold"), failure)
	}
	after, err := orderCount(ctx, db)
	if err != nil {
		return err
	}
	s.table([]string{"", ""}, [][]string{
		{"error type", "*models.ConstraintError"},
		{"constraint", constraint.Constraint},
		{"message", constraint.Message},
		{"orders before", count(before)},
		{"orders after", count(after)},
	})
	return nil
}

// createBadOrder creates an order with a good line and a bad one.
func createBadOrder(env models.Environment) {
	products := h.Product().NewSet(env).SearchAll().Limit(2).Records()
	h.Order().Create(env, h.Order().NewData().
		SetPartner(bestCustomer(env)).
		CreateLines(
			h.OrderLine().NewData().SetProduct(products[0]).SetQuantity(3).SetUnitPrice(10),
			h.OrderLine().NewData().SetProduct(products[1]).SetQuantity(0).SetUnitPrice(10)))
}

// orderCount returns the number of orders in the database.
func orderCount(ctx context.Context, db *models.Database) (n int, err error) {
	err = db.ExecuteInNewEnvironmentContext(ctx, security.SuperUserID, func(env models.Environment) {
		n = h.Order().Search(env, q.Order().ID().Greater(0)).SearchCount()
	})
	return n, err
}
