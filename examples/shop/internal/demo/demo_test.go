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
			got, want := afterLoad(t, second), afterLoad(t, first)
			for i := range max(len(got), len(want)) {
				if i >= len(got) || i >= len(want) || got[i] != want[i] {
					t.Fatalf("the second run differs in line %d.\n--- first\n%s\n--- second\n%s", i, first, second)
				}
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
