package demo

import (
	"time"

	"github.com/hexgen/hexgen/models"
)

// cost is what a piece of work took.
type cost struct {
	statements int
	elapsed    time.Duration
}

// String returns the cost for people.
func (c cost) String() string {
	return plural(c.statements, "SQL statement") + ", " + short(c.elapsed)
}

// measure runs fn and returns what it took.
func measure(env models.Environment, fn func()) cost {
	before, start := env.StatementCount(), time.Now()
	fn()
	return cost{statements: env.StatementCount() - before, elapsed: time.Since(start)}
}
