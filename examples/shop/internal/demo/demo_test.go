package demo_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"example.com/shop/internal/demo"
	"example.com/shop/internal/shoptest"
)

// TestDemo runs the whole demo twice on one database.
func TestDemo(t *testing.T) {
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			options := demo.Options{URL: shoptest.NewURL(t, kind), Data: shoptest.Files(t)}

			first := run(t, options)
			wantLines(t, first,
				`50-Order.csv +Order +300`,
				`products +list price`,
				`sales +10 % off from 50 pieces`,
				`line +OrderLine.Subtotal`,
				`customer +Partner.TotalOrdered`,
				`order.Partner\(\).Country\(\).Name\(\).* 3 +[0-9.]+m?s`,
				`error type +\*models.ConstraintError`,
				`message +The quantity of an order line must be more than zero.`,
				`orders before +300`,
				`orders after +300`,
			)
			if strings.Contains(first, "\x1b[") {
				t.Error("the output has colours although it does not go to a terminal")
			}

			second := run(t, options)
			wantLines(t, second, `The database has all [0-9,]+ rows of the files already`)
			if got, want := afterLoad(second), afterLoad(first); got != want {
				t.Errorf("the second run shows something else than the first one.\n--- first\n%s\n--- second\n%s", want, got)
			}
		})
	}
}

func run(t *testing.T, options demo.Options) string {
	t.Helper()
	var out, log bytes.Buffer
	if err := demo.Run(context.Background(), options, &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return out.String()
}
