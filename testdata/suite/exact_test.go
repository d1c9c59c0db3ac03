package suite_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
	"github.com/shopspring/decimal"
	"hexgen.test/suite/kinds"
)

// dec reads a decimal that is known to be one.
func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// Decimals keep all digits, JSON any value, and UUIDs are theirs.
func TestExactKinds(t *testing.T) {
	settings := kinds.Settings{Theme: "dark \"1\"", Sizes: map[string]int{"a": 1}}
	id := uuid.MustParse("f47ac10b-58cc-4372-a567-0e02b2c3d479")
	read := func(t *testing.T, rs m.ExactKindsSet) {
		env := rs.Env()
		equal(t, "Decimal", rs.Decimal().String(), "12345678901234567890.123456789")
		equal(t, "Monetary, rounded", rs.Monetary().String(), "100000000000000.01")
		same(t, "JSON", rs.JSON(), settings)
		equal(t, "UUID", rs.UUID(), id)
		found := func(what string, cond q.ExactKindsCondition, want int) {
			t.Helper()
			equal(t, what, h.ExactKinds().Search(env, cond).Len(), want)
		}
		found("Decimal equals", q.ExactKinds().Decimal().Equals(dec("12345678901234567890.1234567890")), 1)
		found("Decimal is lower than one more in the last digit", q.ExactKinds().Decimal().Lower(dec("12345678901234567890.123456790")), 1)
		found("Monetary is greater", q.ExactKinds().Monetary().Greater(dec("100000000000000")), 1)
		found("Monetary is in", q.ExactKinds().Monetary().In([]decimal.Decimal{dec("1"), dec("100000000000000.01")}), 1)
		found("UUID equals", q.ExactKinds().UUID().Equals(id), 1)
		found("UUID differs", q.ExactKinds().UUID().NotEquals(id), 0)
	}
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			read(t, h.ExactKinds().Create(env, h.ExactKinds().NewData().SetDecimal(dec("12345678901234567890.123456789")).
				SetMonetary(dec("100000000000000.005")).SetJSON(settings).SetUUID(id)))
		})
		execute(t, db, func(env models.Environment) { read(t, h.ExactKinds().NewSet(env).SearchAll()) })
	})
}

func TestUnsetExactKinds(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		for range 2 { // unset UUIDs are not equal to each other
			rs := h.ExactKinds().Create(env, h.ExactKinds().NewData())
			env.Flush()
			rs.ForceLoad()
			equal(t, "Decimal", rs.Decimal().IsZero(), true)
			same(t, "JSON", rs.JSON(), kinds.Settings{})
			equal(t, "Raw", len(rs.Raw()), 0)
			equal(t, "UUID", rs.UUID(), uuid.Nil)
		}
		equal(t, "records", h.ExactKinds().NewSet(env).SearchAll().Len(), 2)
	})
}

func TestSumsOfDecimals(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		for range 10 {
			h.ExactKinds().Create(env, h.ExactKinds().NewData().SetMonetary(dec("0.1")))
		}
		rows := h.ExactKinds().NewSet(env).SearchAll().Aggregates(h.ExactKinds().Fields().Monetary())
		sum, ok := rows[0].Values["Monetary"].(decimal.Decimal)
		equal(t, "the sum is a decimal", ok, true)
		equal(t, "sum", sum.Equal(dec("1")), true)
	})
}
