package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/models"
)

// Several pending changes that meet in one stored computed field.

func TestDiscountAndAMoveToTheSameOrder(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		line := newLine(env, 1, 10)
		order := line.Order()
		equal(t, "total", order.Total(), 10)
		order.SetDiscount(100)
		line.SetOrder(order)
		equal(t, "total after a discount", order.Total(), 0)
		equal(t, "sales", order.Partner().Sales(), 0)
	})
}

func TestChangesBetweenMoves(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		line := newLine(env, 1, 10)
		order := line.Order()
		other := h.Order().Create(env, h.Order().NewData().SetPartner(order.Partner()))
		env.Flush()
		line.SetPrice(20)
		line.SetOrder(other)
		equal(t, "total of the order", order.Total(), 0)
		equal(t, "total of the other", other.Total(), 20)
		line.SetPrice(30)
		other.SetDiscount(50)
		line.SetOrder(order)
		line.SetPrice(40)
		equal(t, "total of the order after the way back", order.Total(), 40)
		equal(t, "total of the other after the way back", other.Total(), 0)
		equal(t, "sales of their partner", order.Partner().Sales(), 40)
	})
}

// A field at the end of a chain is right though nothing between was read.
func TestChainsThatAreNotRead(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		france, spain := newCountry(env, "France", "FR"), newCountry(env, "Spain", "ES")
		line := newLine(env, 1, 10)
		partner := line.Order().Partner()
		partner.SetCountry(france)
		equal(t, "France at first", france.Sales(), 10)
		line.SetPrice(20)
		partner.SetCountry(spain)
		line.SetQuantity(2)
		equal(t, "Spain", spain.Sales(), 40)
		equal(t, "France", france.Sales(), 0)
		line.Order().SetPartner(newPartners(env, "Bob"))
		equal(t, "Spain after the order left", spain.Sales(), 0)
		line.Unlink()
		partner.SetCountry(france)
		equal(t, "both at last", france.Sales()+spain.Sales(), 0)
	})
}
