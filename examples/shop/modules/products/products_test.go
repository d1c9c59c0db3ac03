package products_test

import (
	"errors"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	"example.com/shop/internal/shoptest"
)

func TestFullNameRunsDownTheTree(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		home := h.Category().Create(env, h.Category().NewData().SetName("Home"))
		chairs := h.Category().Create(env, h.Category().NewData().SetName("Chairs").SetParent(home))
		stools := h.Category().Create(env, h.Category().NewData().SetName("Stools").SetParent(chairs))
		if got, want := stools.FullName(), "Home / Chairs / Stools"; got != want {
			t.Fatalf("FullName = %q, want %q", got, want)
		}

		home.SetName("House")
		found := h.Category().Search(env, q.Category().FullName().Equals("House / Chairs / Stools"))
		if !found.Equals(stools) {
			t.Errorf("after renaming the root, %q; want it under House", stools.FullName())
		}
		chairs.SetParent(h.Category().NewSet(env))
		if got, want := stools.FullName(), "Chairs / Stools"; got != want {
			t.Errorf("after moving the middle one to the top, FullName = %q, want %q", got, want)
		}
		below := h.Category().Search(env, q.Category().ID().ChildOf(chairs.ID()))
		if got := below.Len(); got != 2 {
			t.Errorf("ChildOf found %d categories, want 2", got)
		}
	})
}

func TestMarginAndPrice(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		category := h.Category().Create(env, h.Category().NewData().SetName("Mugs"))
		mug := h.Product().Create(env, h.Product().NewData().
			SetName("Mug").SetCode("M1").SetCategory(category).SetPrice(7.5).SetCost(3.25))
		if got := mug.Margin(); got != 4.25 {
			t.Errorf("Margin = %v, want 4.25", got)
		}
		mug.SetCost(5)
		if found := h.Product().Search(env, q.Product().Margin().Equals(2.5)); !found.Equals(mug) {
			t.Errorf("search by the new margin found %v; Margin = %v", found, mug.Margin())
		}

		err := env.Savepoint(func() {
			mug.SetPrice(-1)
			env.Flush()
		})
		var constraint *models.ConstraintError
		if !errors.As(err, &constraint) {
			t.Fatalf("error = %v, want a *models.ConstraintError", err)
		}
		if want := "A product cannot have a negative price."; constraint.Message != want {
			t.Errorf("Message = %q, want %q", constraint.Message, want)
		}
		if got := mug.Price(); got != 7.5 {
			t.Errorf("Price after the rollback = %v, want 7.5", got)
		}
	})
}

func TestSupplierIsSeenFromBothSides(t *testing.T) {
	shoptest.InEachDatabase(t, func(t *testing.T, env models.Environment) {
		category := h.Category().Create(env, h.Category().NewData().SetName("Mugs"))
		potter := h.Partner().Create(env, h.Partner().NewData().SetName("Potter"))
		mug := h.Product().Create(env, h.Product().NewData().SetName("Mug").SetCode("M1").SetCategory(category).SetSupplier(potter))
		if !potter.Supplies().Equals(mug) {
			t.Errorf("Supplies = %v, want %v", potter.Supplies(), mug)
		}
		lines := potter.Profile()
		if got := lines[len(lines)-1]; got != "supplies 1 product" {
			t.Errorf("last line of the profile = %q", got)
		}
	})
}
