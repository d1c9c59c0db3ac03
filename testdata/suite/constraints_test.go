package suite_test

import (
	"errors"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"hexgen.test/suite/sale"
	"hexgen.test/suite/trace"
)

// newLine creates an order with one line.
func newLine(env models.Environment, quantity, price float64) m.OrderLineSet {
	return h.Order().Create(env, h.Order().NewData().SetPartner(newPartners(env, "Ann")).CreateLines(
		h.OrderLine().NewData().SetQuantity(quantity).SetPrice(price))).Lines()
}

// Constraints of the database come out with their name and the message that was declared with them.
func TestSQLConstraints(t *testing.T) {
	for _, tt := range []struct {
		name       string
		violate    func(env models.Environment)
		constraint string
		message    string
	}{
		{"CHECK on create", func(env models.Environment) { newCountry(env, "France", "fr") },
			"code_capitals", "A country code is written in capitals"},
		{"CHECK on write", func(env models.Environment) { newCountry(env, "France", "FR").SetCode("fr") },
			"code_capitals", "A country code is written in capitals"},
		{"UNIQUE", func(env models.Environment) { newCountry(env, "France", "FR"); newCountry(env, "Gaul", "FR") },
			"code_unique", "There is a country with this code already"},
		{"UNIQUE on write", func(env models.Environment) {
			newCountry(env, "France", "FR")
			spain := newCountry(env, "Spain", "ES")
			env.Flush()
			spain.SetCode("FR")
		}, "code_unique", "There is a country with this code already"},
		{"a range", func(env models.Environment) { newLine(env, 1, 1).Order().SetDiscount(101) },
			"discount_percent", "A discount is between 0 and 100 percent"},
		{"by direct SQL", func(env models.Environment) {
			env.Cr().Execute("UPDATE country SET code = lower(code) WHERE id = ?", newCountry(env, "France", "FR").ID())
		}, "code_capitals", "A country code is written in capitals"},
		{"the one that is not removed", func(env models.Environment) {
			h.Gadget().Create(env, h.Gadget().NewData().SetName("Gadget").SetRank(-1))
		}, "rank_positive", "A rank is positive"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			failing(t, func(env models.Environment) {
				tt.violate(env)
				env.Flush()
			}, func(t *testing.T, err error) {
				ce := wantError[*models.ConstraintError](t, err)
				wantText(t, ce.Constraint, tt.constraint)
				equal(t, "message", ce.Message, tt.message)
				wantText(t, err.Error(), tt.message)
			})
		})
	}
}

func TestRemovedSQLConstraint(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		gadget := h.Gadget().Create(env, h.Gadget().NewData().SetName("Gadget").SetRank(5000))
		env.Flush()
		equal(t, "rank", gadget.Rank(), 5000)
	})
}

func TestUniqueField(t *testing.T) {
	user := func(env models.Environment, login string) m.UsersSet {
		return h.Users().Create(env, h.Users().NewData().SetName("Ann").SetLogin(login))
	}
	failing(t, func(env models.Environment) {
		user(env, "ann")
		user(env, "ann")
		env.Flush()
	}, func(t *testing.T, err error) {
		ce := wantError[*models.ConstraintError](t, err)
		equal(t, "table", ce.Table, "users")
	})
	t.Run("exchanged", func(t *testing.T) {
		simulated(t, func(t *testing.T, env models.Environment) {
			// Two unset values are not equal.
			h.Gadget().Create(env, h.Gadget().NewData().SetName("One"))
			h.Gadget().Create(env, h.Gadget().NewData().SetName("Two"))
			env.Flush()
			equal(t, "gadgets", h.Gadget().NewSet(env).SearchAll().Len(), 2)
		})
	})
}

func TestRequiredFieldWithoutValue(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fn    func(env models.Environment)
		parts []string
	}{
		{"create", func(env models.Environment) { h.Partner().Create(env, h.Partner().NewData().SetEmail("x")) },
			[]string{"Partner", "Name"}},
		{"a relation", func(env models.Environment) { h.Order().Create(env, h.Order().NewData()) },
			[]string{"Order", "Partner"}},
		{"write", func(env models.Environment) { newLine(env, 1, 1).Order().SetPartner(nil) },
			[]string{"Order", "Partner"}},
		{"a field of a mixin", func(env models.Environment) { h.Tag().Create(env, h.Tag().NewData().SetColor(1)) },
			[]string{"Tag", "Name"}},
		{"a field made required later", func(env models.Environment) { h.Gadget().Create(env, h.Gadget().NewData()) },
			[]string{"Gadget", "Name"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			failing(t, func(env models.Environment) {
				tt.fn(env)
				env.Flush()
			}, func(t *testing.T, err error) {
				var invalid *models.ValidationError
				var refused *models.ConstraintError // by the database
				if !errors.As(err, &invalid) && !errors.As(err, &refused) {
					t.Fatalf("error is %T: %v", err, err)
				}
				wantText(t, err.Error(), tt.parts...)
			})
		})
	}
}

// A constraint method refuses records by a panic; its cause is found in the error.
func TestConstraintMethods(t *testing.T) {
	failing(t, func(env models.Environment) { newLine(env, 0, 1) }, func(t *testing.T, err error) {
		equal(t, "the cause", errors.Is(err, sale.ErrEmptyQuantity), true)
	})
	t.Run("on write", func(t *testing.T) {
		failing(t, func(env models.Environment) {
			line := newLine(env, 1, 1)
			env.Flush()
			line.SetQuantity(0)
		}, func(t *testing.T, err error) { equal(t, "the cause", errors.Is(err, sale.ErrEmptyQuantity), true) })
	})
	t.Run("a panic with a text", func(t *testing.T) {
		failing(t, func(env models.Environment) { newLine(env, 101, 0) }, func(t *testing.T, err error) {
			wantText(t, err.Error(), "more than 100 for nothing")
		})
	})
	t.Run("given by an override", func(t *testing.T) {
		failing(t, func(env models.Environment) {
			h.Gadget().Create(env, h.Gadget().NewData().SetName("X"))
		}, func(t *testing.T, err error) { wantText(t, err.Error(), `"X" is too short a name`) })
	})
}

// A method that several fields name as their constraint runs once for all records of a change.
func TestConstraintMethodsRunOnce(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		log := new(trace.Log)
		line := newLine(env, 1, 1).WithContext(trace.Key, log)
		env.Flush()
		log.Take()
		line.Write(h.OrderLine().NewData().SetQuantity(2).SetPrice(3))
		env.Flush()
		traced(t, "a Write of both fields", log, "CheckLine")
		line.Write(h.OrderLine().NewData().SetProduct(nil))
		env.Flush()
		traced(t, "a Write of neither", log)
	})
}
