package models

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/hexgen/hexgen/models/operator"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// settings is the GoType of a JSON field.
type settings struct {
	Theme string            `json:"theme,omitempty"`
	Sizes []int             `json:"sizes,omitempty"`
	More  map[string]string `json:"more,omitempty"`
}

// exactModels declares models with fields of the exact kinds.
func exactModels(r *Registry) {
	r.Model("Invoice").DeclareModel().AddFields(map[string]FieldDefinition{
		"Name":     CharField{},
		"Amount":   MonetaryField{Digits: types.Digits{Scale: 12, Precision: 2}},
		"Rate":     DecimalField{},
		"Precise":  DecimalField{Digits: types.Digits{Scale: 30, Precision: 6}},
		"Token":    UUIDField{Index: true},
		"Payload":  JSONField{},
		"Settings": JSONField{GoType: new(settings)},
		"Parent":   Many2OneField{RelationModel: r.Model("Invoice")},
	})
	views := r.views
	r.views = func(name string) *View {
		v := views(name)
		for i := range v.fields {
			if v.fields[i].Name == "Settings" {
				v.fields[i].Column = ColumnOf[settings]
			}
		}
		return v
	}
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func joinedNames(rs *Core) string {
	var out string
	for _, r := range rs.Records() {
		out += get(r, "Name").(string)
	}
	return out
}

func invoices(env Environment, cond *Condition, order ...string) string {
	return joinedNames(CallSearch(NewSet(env, "Invoice"), cond).OrderBy(order...))
}

// TestDecimals: exact numbers come back as they were set, and are sorted, compared and added up exactly.
func TestDecimals(t *testing.T) {
	rates := []string{"-12345678901234567890.5", "-12345678901234567890.45", "-2.5", "-2.25", "0", "0.1", "2", "10", "99999999999999999999.1", "99999999999999999999.11"}
	eachDatabase(t, exactModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			for _, i := range []int{3, 0, 9, 1, 8, 2, 5, 4, 7, 6} {
				create(env, "Invoice", "Name", string(rune('a'+i)), "Rate", dec(rates[i]), "Amount", rates[2+i%4], "Precise", dec(rates[i]))
			}
			check(t, "rounded", get(create(env, "Invoice", "Amount", 1.005, "Rate", "7e30", "Name", "x"), "Amount").(decimal.Decimal).String(), "1.01")
			CallUnlink(CallSearch(NewSet(env, "Invoice"), Where().Field("Name").Equals("x")))
		})
		in(t, db, func(env Environment) {
			for i, r := range CallSearchAll(NewSet(env, "Invoice")).OrderBy("Name").Records() {
				check(t, "read", get(r, "Rate").(decimal.Decimal).String(), rates[i])
			}
			for _, f := range []string{"Rate", "Precise"} {
				check(t, f+" ascending", invoices(env, nil, f), "abcdefghij")
				check(t, f+" descending", invoices(env, nil, f+" DESC"), "jihgfedcba")
				for i, rate := range rates {
					all := "abcdefghij"
					for op, want := range map[string]string{"=": all[i : i+1], "!=": all[:i] + all[i+1:], "<": all[:i], "<=": all[:i+1], ">": all[i+1:], ">=": all[i:]} {
						got := invoices(env, Where().Field(f).Is(operator.Operator(op), dec(rate)), "Name")
						check(t, f+op+rate, got, want)
					}
				}
				check(t, f+" in", invoices(env, Where().Field(f).In([]decimal.Decimal{dec("2.0"), dec("0"), dec("-2.5")}), "Name"), "ceg")
				row := NewSet(env, "Invoice").Aggregates(AggregatedBy(FieldName(f), "sum"), AggregatedBy(FieldName(f), "min"), AggregatedBy(FieldName(f), "max"), AggregatedBy(FieldName(f), "avg"))[0]
				sum := decimal.Zero
				for _, x := range rates {
					sum = sum.Add(dec(x))
				}
				check(t, "sum", row.Values[f+":sum"].(decimal.Decimal).String(), sum.String())
				check(t, "min", row.Values[f+":min"].(decimal.Decimal).String(), rates[0])
				check(t, "max", row.Values[f+":max"].(decimal.Decimal).String(), rates[9])
				check(t, "avg", row.Values[f+":avg"].(decimal.Decimal).String(), sum.DivRound(decimal.NewFromInt(10), 16).String())
			}
			check(t, "amounts in", invoices(env, Where().Field("Amount").In([]decimal.Decimal{dec("0.10"), dec("-2.25")}), "Name"), "bdfhj")
			check(t, "amounts over", invoices(env, Where().Field("Amount").Greater(dec("-2.5")), "Name"), "bcdfghj")
			check(t, "of parents", invoices(env, Where().Field("Parent.Rate").Equals(0)), invoices(env, nil))
			var groups []string
			for _, row := range NewSet(env, "Invoice").GroupBy(FieldName("Rate")).Aggregates(FieldName("Amount")) {
				groups = append(groups, row.Values["Rate"].(decimal.Decimal).String())
				check(t, "sum of a group", row.Values["Amount"].(decimal.Decimal).Equal(dec(rates[2+slices.Index(rates, groups[len(groups)-1])%4])), true)
				check(t, "group", CallSearch(NewSet(env, "Invoice"), row.Condition).Len(), 1)
			}
			check(t, "groups", slices.Equal(groups, rates), true)
			n := env.StatementCount()
			for i, r := range CallSearchAll(NewSet(env, "Invoice")).Records() {
				r.Set(FieldName("Amount"), decimal.New(int64(i), -1))
				r.Set(FieldName("Rate"), decimal.New(int64(i), 20))
			}
			env.Flush()
			check(t, "statements of updates", env.StatementCount()-n, 2)
			check(t, "empty aggregates", CallSearch(NewSet(env, "Invoice"), Where().Field("Name").Equals("none")).Aggregates(FieldName("Rate"))[0].Values["Rate"].(decimal.Decimal).IsZero(), true)
		})
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) { create(env, "Invoice", "Amount", "10000000000") })
		var fe *FieldError
		if !errors.Is(err, ErrOutOfRange) || !errors.As(err, &fe) || fe.Field != "Amount" {
			t.Errorf("too large: %v", err)
		}
	})
}

// TestUUIDsAndJSON: documents and UUIDs are written only when they differ, and unset ones are NULL.
func TestUUIDsAndJSON(t *testing.T) {
	id := uuid.MustParse("6BA7B810-9DAD-11D1-80B4-00C04FD430C8")
	eachDatabase(t, exactModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			create(env, "Invoice", "Name", "a", "Token", id, "Payload", json.RawMessage(`{ "b": [1, 2], "a": null }`), "Settings", settings{Theme: "dark", Sizes: []int{1}})
			create(env, "Invoice", "Name", "b", "Token", id.String(), "Payload", map[string]any{"x": "<é>"}, "Settings", `{"theme":"light","unknown":1}`)
			create(env, "Invoice", "Name", "c", "Payload", json.RawMessage("null"))
		})
		in(t, db, func(env Environment) {
			check(t, "by UUID", invoices(env, Where().Field("Token").Equals(id), "Name"), "ab")
			check(t, "in UUIDs", invoices(env, Where().Field("Token").In([]uuid.UUID{id, uuid.New()}), "Name"), "ab")
			check(t, "not in UUIDs", invoices(env, Where().Field("Token").NotIn([]uuid.UUID{id}), "Name"), "c")
			check(t, "no UUID", invoices(env, Where().Field("Token").Equals(uuid.Nil)), "c")
			check(t, "no payload", invoices(env, Where().Field("Payload").IsNull()), "c")
			check(t, "settings", invoices(env, Where().Field("Settings").IsNotNull(), "Name"), "ab")
			all := CallSearchAll(NewSet(env, "Invoice")).OrderBy("Name")
			a, b, c := all.Records()[0], all.Records()[1], all.Records()[2]
			check(t, "uuid", Get[uuid.UUID](a, a.model().byName["Token"].index), id)
			check(t, "payload", sameJSON(string(get(a, "Payload").(json.RawMessage)), `{"a":null,"b":[1,2]}`), true)
			check(t, "unset", len(get(c, "Payload").(json.RawMessage)), 0)
			s := get(a, "Settings").(settings)
			check(t, "theme", s.Theme, "dark")
			n := env.StatementCount()
			a.Set(FieldName("Settings"), settings{Theme: "dark", Sizes: []int{1}})
			a.Set(FieldName("Payload"), json.RawMessage(`{"a":null,"b":[1,2]}`))
			a.Set(FieldName("Token"), id)
			check(t, "no change", a.tbl.store[a.model().byName["Settings"].index].base().state[a.row]&stDirty, uint8(0))
			s.Sizes[0] = 7
			a.Set(FieldName("Settings"), s)
			s.Sizes[0] = 8
			check(t, "changed in place", get(a, "Settings").(settings).Sizes[0], 7)
			b.Set(FieldName("Settings"), nil)
			b.Set(FieldName("Payload"), json.RawMessage(`[1]`))
			c.Set(FieldName("Payload"), json.RawMessage(`[2]`))
			env.Flush()
			check(t, "statements", env.StatementCount()-n <= 4, true)
		})
		in(t, db, func(env Environment) {
			all := CallSearchAll(NewSet(env, "Invoice")).OrderBy("Name").Records()
			check(t, "stored", get(all[0], "Settings").(settings).Sizes[0], 7)
			check(t, "taken away", get(all[1], "Settings").(settings).Theme, "")
			check(t, "arrays", string(get(all[1], "Payload").(json.RawMessage))+string(get(all[2], "Payload").(json.RawMessage)), "[1][2]")
			check(t, "settings", invoices(env, Where().Field("Settings").IsNull(), "Name"), "bc")
		})
		for _, bad := range []any{"{", make(chan int)} {
			err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) { create(env, "Invoice", "Settings", bad) })
			check(t, "no JSON", errors.Is(err, ErrWrongType), true)
		}
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) { invoices(env, Where().Field("Payload").Equals("x")) })
		check(t, "no comparison", errors.Is(err, ErrWrongType), true)
	})
}
