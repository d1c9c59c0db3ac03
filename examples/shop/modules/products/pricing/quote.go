// Package pricing holds the type that the layers of Product.Quote pass on.
//
// Types in the signature of a model's method are named by the generated
// packages. They live in a package that does not import h, m or q itself, since
// Go allows no import cycles.
package pricing

import "math"

// Quote is a price with the way in which it was found.
type Quote struct {
	Price float64
	Steps []Step
}

// Step is what one module had to say about a price.
type Step struct {
	Module string
	Reason string
	Price  float64 // after the step
}

// Start returns a quote that begins at the given price.
func Start(module, reason string, price float64) Quote {
	return Quote{}.then(module, reason, price)
}

// Less returns the quote with so many percent taken off.
func (q Quote) Less(module, reason string, percent float64) Quote {
	return q.then(module, reason, Round(q.Price*(1-percent/100)))
}

// then appends to a copy, so that quotes can be shared.
func (q Quote) then(module, reason string, price float64) Quote {
	steps := append(q.Steps[:len(q.Steps):len(q.Steps)], Step{Module: module, Reason: reason, Price: price})
	return Quote{Price: price, Steps: steps}
}

// Round returns an amount of money in whole cents.
func Round(amount float64) float64 {
	return math.Round(amount*100) / 100
}
