package models

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// anyModels declares a model with a field of every kind that has a column.
func anyModels(r *Registry) {
	r.Model("Any").DeclareModel().AddFields(map[string]FieldDefinition{
		"Char": CharField{}, "Short": CharField{Size: 8}, "Text": TextField{}, "HTML": HTMLField{}, "Translated": TextField{Translate: true},
		"Binary": BinaryField{}, "Boolean": BooleanField{}, "Integer": IntegerField{}, "Float": FloatField{}, "Fixed": FloatField{Digits: types.Digits{Scale: 14, Precision: 3}},
		"Date": DateField{}, "DateTime": DateTimeField{}, "Selection": SelectionField{Selection: types.Selection{"a": "A", "é": "B"}},
		"Decimal": DecimalField{}, "Money": MonetaryField{Digits: types.Digits{Scale: 15, Precision: 2}}, "Long": DecimalField{Digits: types.Digits{Scale: 60, Precision: 30}},
		"UUID": UUIDField{}, "JSON": JSONField{}, "Other": Many2OneField{RelationModel: r.Model("Any")},
	})
}

var anyFields = []string{"Char", "Short", "Text", "HTML", "Translated", "Binary", "Boolean", "Integer", "Float", "Fixed", "Date", "DateTime", "Selection",
	"Decimal", "Money", "Long", "UUID", "JSON", "Other"}

func pickOne[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

// anyText returns a text of characters that PostgreSQL can hold.
func anyText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range r.IntN(n + 1) {
		b.WriteRune(pickOne(r, 'a', 'Z', ' ', '\'', '"', '\\', '%', '_', '{', '}', ',', '\n', '\t', '\x01', '\x7f', 'é', 'ß', '中', '\u202e', '\ufeff', '\ufffd', '\U0001f600', '\U0010ffff', '$', '?', ';', 'N'))
	}
	return pickOne(r, b.String(), b.String(), b.String(), "", "NULL", "null", " ", "\\N", "{}", "\\x00")
}

func anyDecimal(r *rand.Rand, before, after int) decimal.Decimal {
	digits := make([]byte, 1+r.IntN(before+after))
	for i := range digits {
		digits[i] = byte('0' + r.IntN(10))
	}
	n, _ := new(big.Int).SetString(string(digits), 10)
	if r.IntN(2) == 0 {
		n.Neg(n)
	}
	exp := -r.IntN(after + 1)
	if len(digits)+exp > before {
		exp = before - len(digits)
	}
	return decimal.NewFromBigInt(n, int32(exp))
}

func anyJSON(r *rand.Rand, depth int) any {
	switch r.IntN(8) {
	case 0, 1:
		if depth > 0 {
			out := map[string]any{}
			for range r.IntN(4) {
				out[anyText(r, 3)] = anyJSON(r, depth-1)
			}
			return out
		}
		return anyText(r, 20)
	case 2, 3:
		if depth > 0 {
			out := []any{}
			for range r.IntN(4) {
				out = append(out, anyJSON(r, depth-1))
			}
			return out
		}
		return r.IntN(2) == 0
	case 4:
		return pickOne[any](r, 0, -1.5, int64(math.MaxInt64), int64(math.MinInt64), 1e15, true, false)
	case 5:
		return nil
	}
	return anyText(r, 8)
}

// anyValue returns a value for a field, or nil. The kinds that have a zero rather than NULL are never given nil.
func anyValue(r *rand.Rand, field string, others []*Core) any {
	span := func(from, to int64) int64 { return from + r.Int64N(to-from) }
	first, last := NewDate(1, 1, 2).Time().Unix(), NewDate(9999, 12, 31).Time().Unix()
	switch field {
	case "Boolean":
		return r.IntN(2) == 0
	case "Integer":
		return pickOne(r, 0, 1, -1, math.MaxInt64, math.MinInt64, 1<<53+1, math.MaxInt32+1, int64(r.Uint64()))
	case "Float":
		return pickOne(r, 0, 0.1, -1.5, math.MaxFloat64, math.SmallestNonzeroFloat64, -math.MaxFloat64, math.Inf(1), math.Inf(-1), 1e21, r.NormFloat64(), math.Float64frombits(r.Uint64()&^(1<<62)))
	case "Fixed":
		return pickOne(r, 0, 0.001, -99999999999.999, 99999999999.999, 1.0005, float64(r.Int64N(1e14))/1000)
	case "Decimal":
		return pickOne(r, decimal.Zero, anyDecimal(r, 40, 40), anyDecimal(r, 3, 2), decimal.New(1, 200), decimal.New(-1, -200), dec("100"), dec("-0.10"))
	case "Money":
		return pickOne(r, dec("9999999999999.99"), dec("-9999999999999.99"), dec("0.01"), anyDecimal(r, 13, 2), anyDecimal(r, 3, 6))
	case "Long":
		return anyDecimal(r, 30, 30)
	}
	if r.IntN(6) == 0 {
		return nil
	}
	switch field {
	case "Short":
		return string([]rune(anyText(r, 40) + "ééééé中中中")[:r.IntN(9)])
	case "Binary":
		b := make([]byte, r.IntN(300))
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		return string(b)
	case "Date":
		return pickOne(r, NewDate(1, 1, 2), NewDate(9999, 12, 31), NewDate(1969, 12, 31), NewDate(1970, 1, 1), NewDate(1582, 10, 10), Date(time.Unix(span(first, last), 0).UTC()).ToDate())
	case "DateTime":
		return pickOne(r, DateTime(time.Unix(span(first, last), r.Int64N(1e6)*1000)).UTC(), NewDateTime(1, 1, 1, 0, 0, 1), NewDateTime(9999, 12, 31, 23, 59, 59).Add(999999*time.Microsecond), NewDateTime(1969, 12, 31, 23, 59, 59).Add(time.Microsecond))
	case "Selection":
		return pickOne(r, "a", "é", "")
	case "UUID":
		return pickOne(r, uuid.New(), uuid.Max, uuid.UUID{15: 1})
	case "JSON":
		doc, err := json.Marshal(anyJSON(r, 3))
		if err != nil {
			panic(err)
		}
		return json.RawMessage(doc)
	case "Other":
		return pickOne(r, others...)
	}
	return anyText(r, 60)
}

// show returns a value so that equal ones are the same text; what reads as Go's zero value is the same as nil.
func show(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case json.RawMessage:
		if doc := normalJSON(string(v)); doc != "null" {
			return doc
		}
		return ""
	case decimal.Decimal:
		return v.String()
	case uuid.UUID:
		if v == uuid.Nil {
			return ""
		}
	case Date:
		if v.IsZero() {
			return ""
		}
	case DateTime:
		if v.IsZero() {
			return ""
		}
		return v.Time().String()
	case *Core:
		if v.ID() == 0 {
			return ""
		}
		return fmt.Sprint(v.ID())
	}
	return fmt.Sprintf("%v", v)
}

// expected is how a value reads: rounded to the digits of its field.
func expected(field string, v any) string {
	switch field {
	case "Fixed":
		return show(types.Digits{Scale: 14, Precision: 3}.Round(v.(float64)))
	case "Money":
		return show(v.(decimal.Decimal).Round(2))
	case "Long":
		return show(v.(decimal.Decimal).Round(30))
	}
	return show(v)
}

// TestAnyValue: values of all kinds come back from the database as they were set, and are found by them.
func TestAnyValue(t *testing.T) {
	const records = 60
	seed := rand.Uint64()
	eachDatabase(t, anyModels, func(t *testing.T, db *Database) {
		t.Logf("seed %d", seed)
		r := rand.New(rand.NewPCG(seed, 1))
		want := make([]map[string]any, records)
		var ids []int64
		compare := func(what string, rs []*Core) {
			t.Helper()
			for i, c := range rs {
				for _, f := range anyFields {
					if got := show(get(c, f)); got != expected(f, want[i][f]) {
						t.Errorf("%s: %s of record %d is %q, want %q", what, f, i, got, expected(f, want[i][f]))
					}
				}
			}
		}
		browse := func(env Environment) []*Core { return CallBrowse(NewSet(env, "Any"), ids).OrderBy("ID").Records() }
		in(t, db, func(env Environment) {
			var made []*Core
			for i := range want {
				want[i] = map[string]any{}
				d := newData(env, "Any")
				for _, f := range anyFields {
					if f == "Other" && i == 0 {
						continue
					}
					want[i][f] = anyValue(r, f, made)
					d.Set(f, want[i][f])
				}
				made = append(made, CallCreate(NewSet(env, "Any"), d))
				ids = append(ids, made[i].ID())
			}
			compare("after Create", made)
			env.Flush()
			for _, c := range made {
				c.ForceLoad(anyFields...)
			}
			compare("after a flush", made)
		})
		in(t, db, func(env Environment) {
			rs := browse(env)
			compare("in another transaction", rs)
			for i, c := range rs {
				for _, f := range anyFields {
					if i%5 == 0 && r.IntN(3) > 0 { // some with all fields, some with a few
						continue
					}
					want[i][f] = anyValue(r, f, rs)
					set(c, f, want[i][f])
				}
			}
			compare("after setters", rs)
			n := env.StatementCount()
			env.Flush()
			t.Logf("%d statements", env.StatementCount()-n)
		})
		in(t, db, func(env Environment) {
			rs := browse(env)
			compare("after setters, in another transaction", rs)
			for i, c := range rs[:records/4] {
				for _, f := range anyFields {
					v := want[i][f]
					if f == "JSON" {
						continue
					}
					cond := Where().Field(f).Equals(v)
					if v == nil {
						cond = Where().Field(f).IsNull()
					}
					if found := CallSearch(NewSet(env, "Any"), cond.AndCond(Where().Field("ID").Equals(c.ID()))); found.Len() != 1 {
						t.Errorf("record %d is not found by %s = %q", i, f, show(v))
					}
					if found := CallSearch(NewSet(env, "Any"), Where().Field("ID").Equals(c.ID()).AndNotCond(cond)); found.Len() != 0 {
						t.Errorf("record %d is found by the opposite of %s = %q", i, f, show(v))
					}
				}
			}
		})
	})
}

// FuzzTexts: any text that PostgreSQL can hold comes back as it was, on both databases, and the others are refused.
func FuzzTexts(f *testing.F) {
	for _, s := range []string{"", "a", "é'\"\\", "\x00", "\xff", "{a,b}", "NULL", "\u2028", "\U0001f600"} {
		f.Add(s)
	}
	var dbs []*Database
	for _, url := range []string{"sqlite::memory:", dbtest.NewDatabase(f)} {
		db, err := Open(url)
		if err != nil {
			f.Fatal(err)
		}
		f.Cleanup(func() {
			if err := db.Close(); err != nil {
				f.Error(err)
			}
		})
		r := NewRegistry()
		upToDate(r)
		anyModels(r)
		if err := r.Bootstrap(); err != nil {
			f.Fatal(err)
		}
		if err := db.UseRegistry(r).SyncDatabase(); err != nil {
			f.Fatal(err)
		}
		dbs = append(dbs, db)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, db := range dbs {
			err := db.SimulateInNewEnvironment(security.SuperUserID, func(env Environment) {
				a := create(env, "Any", "Char", s, "Binary", s, "Translated", "source")
				b := create(env, "Any", "Char", s+"x", "Binary", "x"+s)
				set(lang(a, "fr"), "Translated", s)
				for _, c := range []*Core{a, b} {
					c.ForceLoad("Char", "Binary", "Translated")
				}
				if get(a, "Char") != s || get(a, "Binary") != s || get(b, "Char") != s+"x" || get(b, "Binary") != "x"+s || get(lang(a, "fr"), "Translated") != s {
					t.Errorf("%s: %q came back as %q", db.Dialect(), s, get(a, "Char"))
				}
				for _, cond := range []*Condition{Where().Field("Char").Equals(s), Where().Field("Char").In([]string{s}), Where().Field("Binary").Equals(s), Where().Field("Char").Contains(s)} {
					if !CallSearch(NewSet(env, "Any"), cond).Intersect(a).Equals(a) {
						t.Errorf("%s: %q is not found by %v", db.Dialect(), s, cond)
					}
				}
			})
			if valid := !strings.ContainsRune(s, 0) && strings.ToValidUTF8(s, "") == s; (err == nil) != valid || !valid && !errors.Is(err, ErrOutOfRange) {
				t.Errorf("%s: %q: error %v", db.Dialect(), s, err)
			}
		}
	})
}

// TestAnyValueInJSON: values of all kinds come back from the JSON of data.
func TestAnyValueInJSON(t *testing.T) {
	model := bootstrapped(t, anyModels).models["Any"]
	r := rand.New(rand.NewPCG(rand.Uint64(), 2))
	for range 300 {
		for _, f := range anyFields {
			v := any(nil)
			if f != "Other" {
				v = anyValue(r, f, nil)
			}
			if x, ok := v.(float64); ok && math.IsInf(x, 0) {
				continue // which JSON does not have
			}
			doc, err := model.NewData().Set(f, v).MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			d := model.NewData()
			if err := d.UnmarshalJSON(doc); err != nil {
				t.Errorf("%s: %v", doc, err)
			} else if got := show(d.Get(f)); got != show(v) {
				t.Errorf("%s came back as %q, want %q", doc, got, show(v))
			}
		}
	}
}
