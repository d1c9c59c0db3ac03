package suite_test

import (
	"math"
	"testing"
	"time"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
	"hexgen.test/suite/kinds"
)

// written creates a record, commits it, and gives it to read in another environment.
func written(t *testing.T, data func(env models.Environment) m.AllKindsData, read func(t *testing.T, rs m.AllKindsSet)) {
	t.Helper()
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			rs := h.AllKinds().Create(env, data(env))
			read(t, rs)
		})
		execute(t, db, func(env models.Environment) { read(t, h.AllKinds().NewSet(env).SearchAll()) })
	})
}

func TestValuesOfAllKinds(t *testing.T) {
	text := "naïve \"quotes\" 'single' \\ % _ \n\t 日本語 🎉"
	written(t, func(env models.Environment) m.AllKindsData {
		return h.AllKinds().NewData().
			SetBinary("\x00\x01\xfe\xff binary").SetBoolean(true).SetChar(text).SetText(text).SetHTML("<b>" + text + "</b>").
			SetDate(date("2024-02-29")).SetSelection("b").SetFloat(math.Pi).SetInteger(42).SetColumn("c").
			SetMany2One(h.KindLine().Create(env, h.KindLine().NewData().SetName("one"))).
			CreateMany2Many(h.KindLine().NewData().SetName("m2m")).
			CreateOne2Many(h.KindLine().NewData().SetName("o2m")).
			CreateOne2One(h.KindTwin().NewData().SetName("twin")).
			CreateRev2One(h.KindTwin().NewData().SetName("rev"))
	}, func(t *testing.T, rs m.AllKindsSet) {
		equal(t, "Binary", rs.Binary(), "\x00\x01\xfe\xff binary")
		equal(t, "Boolean", rs.Boolean(), true)
		equal(t, "Char", rs.Char(), text)
		equal(t, "Text", rs.Text(), text)
		equal(t, "HTML", rs.HTML(), "<b>"+text+"</b>")
		equal(t, "Date", rs.Date(), date("2024-02-29"))
		equal(t, "Selection", rs.Selection(), "b")
		equal(t, "Float", rs.Float(), math.Pi)
		equal(t, "Integer", rs.Integer(), 42)
		equal(t, "Column", rs.Column(), "c")
		equal(t, "Many2One", rs.Many2One().Name(), "one")
		equal(t, "Many2Many", rs.Many2Many().Name(), "m2m")
		equal(t, "One2Many", rs.One2Many().Name(), "o2m")
		equal(t, "One2One", rs.One2One().Name(), "twin")
		equal(t, "Rev2One", rs.Rev2One().Name(), "rev")
		equal(t, "and back", rs.One2One().Fwd().Equals(rs) && rs.Rev2One().Rev().Equals(rs), true)
		var column string
		rs.Env().Cr().Get(&column, "SELECT other_column FROM all_kinds WHERE id = ?", rs.ID())
		equal(t, "the column that JSON names", column, "c")
	})
}

func TestIntegers(t *testing.T) {
	for _, n := range []int64{math.MaxInt64, math.MinInt64, 1 << 33, -(1 << 40), math.MaxInt32 + 1, 0} {
		t.Run("", func(t *testing.T) {
			written(t, func(models.Environment) m.AllKindsData { return h.AllKinds().NewData().SetInteger(n) },
				func(t *testing.T, rs m.AllKindsSet) {
					equal(t, "getter", rs.Integer(), n)
					equal(t, "search", h.AllKinds().Search(rs.Env(), q.AllKinds().Integer().Equals(n)).Len(), 1)
					equal(t, "order", h.AllKinds().Search(rs.Env(), q.AllKinds().Integer().Greater(n)).Len(), 0)
					equal(t, "In", h.AllKinds().Search(rs.Env(), q.AllKinds().Integer().In([]int64{n})).Len(), 1)
				})
		})
	}
}

func TestGoTypes(t *testing.T) {
	address := kinds.Address{Street: "Rue de la Paix", Lines: []string{"2e étage", "porte \"B\""}}
	written(t, func(models.Environment) m.AllKindsData {
		return h.AllKinds().NewData().SetInt8(-128).SetInt16(32767).SetInt(1 << 40).SetUint32(math.MaxUint32).
			SetFloat32(1.5).SetMoney(kinds.Money{Cents: 1 << 40}).SetAddress(address)
	}, func(t *testing.T, rs m.AllKindsSet) {
		equal(t, "int8", rs.Int8(), int8(-128))
		equal(t, "int16", rs.Int16(), int16(32767))
		equal(t, "int", rs.Int(), 1<<40)
		equal(t, "uint32", rs.Uint32(), uint32(math.MaxUint32))
		equal(t, "float32", rs.Float32(), float32(1.5))
		equal(t, "Valuer and Scanner of an integer", rs.Money(), kinds.Money{Cents: 1 << 40})
		same(t, "Valuer and Scanner of a text", rs.Address(), address)
		equal(t, "search", h.AllKinds().Search(rs.Env(), q.AllKinds().Money().Greater(kinds.Money{Cents: 5})).Len(), 1)
		equal(t, "search for a small integer", h.AllKinds().Search(rs.Env(), q.AllKinds().Int16().Equals(32767)).Len(), 1)
	})
	t.Run("unset", func(t *testing.T) {
		written(t, func(models.Environment) m.AllKindsData { return h.AllKinds().NewData() },
			func(t *testing.T, rs m.AllKindsSet) {
				equal(t, "int16", rs.Int16(), int16(0))
				equal(t, "Money", rs.Money(), kinds.Money{})
				same(t, "Address", rs.Address(), kinds.Address{})
			})
	})
}

// A value that does not fit into the Go type of its field is an error, not another value.
func TestValuesThatDoNotFit(t *testing.T) {
	failing(t, func(env models.Environment) {
		rs := h.AllKinds().Create(env, h.AllKinds().NewData().SetInt(40_000))
		env.Cr().Execute(`UPDATE all_kinds SET "`+h.AllKinds().Fields().Int8().JSON()+`" = 1000 WHERE id = ?`, rs.ID())
		rs.Int8()
	}, func(t *testing.T, err error) {
		if err == nil {
			t.Error("no error")
		}
	})
}

func TestFloats(t *testing.T) {
	for _, tt := range []struct{ float, price, wantPrice float64 }{
		{0.1, 0.1, 0.1},
		{math.MaxFloat64, 99999999.99, 99999999.99},
		{math.SmallestNonzeroFloat64, 1.005, 1.01},
		{-1.0 / 3, -1.006, -1.01},
		{1e22, 2.675, 2.68},
	} {
		t.Run("", func(t *testing.T) {
			written(t, func(models.Environment) m.AllKindsData {
				return h.AllKinds().NewData().SetFloat(tt.float).SetPrice(tt.price)
			},
				func(t *testing.T, rs m.AllKindsSet) {
					equal(t, "float", rs.Float(), tt.float)
					equal(t, "float with digits", rs.Price(), tt.wantPrice)
					equal(t, "search with digits", h.AllKinds().Search(rs.Env(), q.AllKinds().Price().Equals(tt.wantPrice)).Len(), 1)
					equal(t, "search", h.AllKinds().Search(rs.Env(), q.AllKinds().Float().Equals(tt.float)).Len(), 1)
				})
		})
	}
}

// Sums of decimals are decimals.
func TestFloatsWithDigitsInSQL(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		for range 10 {
			h.AllKinds().Create(env, h.AllKinds().NewData().SetPrice(0.1))
		}
		equal(t, "lower", h.AllKinds().Search(env, q.AllKinds().Price().Lower(0.1)).Len(), 0)
		equal(t, "lower or equal", h.AllKinds().Search(env, q.AllKinds().Price().LowerOrEqual(0.1)).Len(), 10)
		equal(t, "in", h.AllKinds().Search(env, q.AllKinds().Price().In([]float64{0.1, 0.2})).Len(), 10)
	})
}

func TestDates(t *testing.T) {
	for _, day := range []string{"1970-01-01", "1969-12-31", "0001-01-02", "1582-10-10", "2024-02-29", "9999-12-31"} {
		t.Run(day, func(t *testing.T) {
			written(t, func(models.Environment) m.AllKindsData { return h.AllKinds().NewData().SetDate(date(day)) },
				func(t *testing.T, rs m.AllKindsSet) {
					equal(t, "getter", rs.Date().String(), day)
					equal(t, "search", h.AllKinds().Search(rs.Env(), q.AllKinds().Date().Equals(date(day))).Len(), 1)
					equal(t, "the day before", h.AllKinds().Search(rs.Env(), q.AllKinds().Date().LowerOrEqual(date(day).AddDate(0, 0, -1))).Len(), 0)
				})
		})
	}
}

// A DateTime is kept to the microsecond, in UTC, wherever it was made.
func TestDateTimes(t *testing.T) {
	paris := time.FixedZone("Paris", 2*60*60)
	for name, tt := range map[string]struct {
		in   time.Time
		want string
	}{
		"UTC":             {time.Date(2024, 5, 7, 12, 30, 15, 123456789, time.UTC), "2024-05-07 12:30:15.123456"},
		"another zone":    {time.Date(2024, 1, 1, 1, 0, 0, 0, paris), "2023-12-31 23:00:00.000000"},
		"before 1970":     {time.Date(1950, 6, 1, 23, 59, 59, 999999999, time.UTC), "1950-06-01 23:59:59.999999"},
		"long ago":        {time.Date(1, 1, 2, 0, 0, 0, 1000, time.UTC), "0001-01-02 00:00:00.000001"},
		"in a far future": {time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), "9999-12-31 23:59:59.000000"},
	} {
		t.Run(name, func(t *testing.T) {
			written(t, func(models.Environment) m.AllKindsData {
				return h.AllKinds().NewData().SetDateTime(models.DateTime(tt.in))
			},
				func(t *testing.T, rs m.AllKindsSet) {
					equal(t, "getter", rs.DateTime().Format("2006-01-02 15:04:05.000000"), tt.want)
					equal(t, "equal to what was set", rs.DateTime().Equal(models.DateTime(tt.in)), true)
					equal(t, "search", h.AllKinds().Search(rs.Env(), q.AllKinds().DateTime().Equals(models.DateTime(tt.in))).Len(), 1)
					equal(t, "later", h.AllKinds().Search(rs.Env(), q.AllKinds().DateTime().Greater(models.DateTime(tt.in))).Len(), 0)
				})
		})
	}
}

// Unset texts and relations are NULL, unset numbers and booleans zero; an explicit "" stays "".
func TestUnsetValuesInTheDatabase(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		unset := h.AllKinds().Create(env, h.AllKinds().NewData())
		empty := h.AllKinds().Create(env, h.AllKinds().NewData().SetChar("").SetText("").SetHTML("").SetBinary(""))
		isNull := func(rs m.AllKindsSet, field *models.Field) bool {
			var null bool
			env.Cr().Get(&null, `SELECT "`+field.JSON()+`" IS NULL FROM all_kinds WHERE id = ?`, rs.ID())
			return null
		}
		f := h.AllKinds().Fields()
		for _, field := range []*models.Field{f.Char(), f.Text(), f.HTML(), f.Selection(), f.Date(), f.DateTime(), f.Binary(),
			f.Many2One(), f.One2One()} {
			equal(t, field.Name()+" unset is NULL", isNull(unset, field), true)
		}
		for _, field := range []*models.Field{f.Boolean(), f.Integer(), f.Float(), f.Price()} {
			equal(t, field.Name()+" unset is NULL", isNull(unset, field), false)
		}
		for _, field := range []*models.Field{f.Char(), f.Text(), f.HTML(), f.Binary()} {
			equal(t, field.Name()+" of an explicit empty text is NULL", isNull(empty, field), false)
		}
		equal(t, "Equals of nothing finds both", h.AllKinds().Search(env, q.AllKinds().Char().Equals("")).Len(), 2)
		equal(t, "IsNull finds both", h.AllKinds().Search(env, q.AllKinds().Char().IsNull()).Len(), 2)
		equal(t, "IsNotNull finds none", h.AllKinds().Search(env, q.AllKinds().Char().IsNotNull()).Len(), 0)
		unset.SetChar("x")
		unset.SetChar("")
		equal(t, "a text set to an empty one is NULL", isNull(unset, f.Char()), false)
	})
}

// The values of a selection are those that are declared.
func TestSelectionRefusesOtherValues(t *testing.T) {
	failing(t, func(env models.Environment) {
		h.AllKinds().Create(env, h.AllKinds().NewData().SetSelection("z"))
		env.Flush()
	}, func(t *testing.T, err error) {
		if err == nil {
			t.Fatal("a value that is not declared is taken")
		}
		wantText(t, err.Error(), "Selection", "z")
	})
}

// Text longer than Size is refused on both databases.
func TestSizeOfText(t *testing.T) {
	failing(t, func(env models.Environment) {
		newCountry(env, "France", "FRANCE")
		env.Flush()
	}, func(t *testing.T, err error) {
		if err == nil {
			t.Error("six letters are taken by a field of two")
		}
	})
	t.Run("characters", func(t *testing.T) {
		simulated(t, func(t *testing.T, env models.Environment) {
			newCountry(env, "Åland", "ÅÄ")
			env.Flush()
		})
	})
}
