package sqldb

import (
	"context"
	"database/sql/driver"
	"math"
	"testing"
	"time"
)

func TestArrayText(t *testing.T) {
	day := time.Date(2024, 2, 29, 13, 4, 5, 120000000, time.UTC)
	for _, c := range []struct {
		values   any
		null     []bool
		pg, lite string
	}{
		{[]int64{1, -2, math.MaxInt64}, nil, "{1,-2,9223372036854775807}", "[1,-2,9223372036854775807]"},
		{[]int64{}, nil, "{}", "[]"},
		{[]int{1, 2}, []bool{false, true}, "{1,NULL}", "[1,null]"},
		{[]string{`a"b\c`, "NULL", "", "x"}, []bool{false, false, false, true}, `{"a\"b\\c","NULL","",NULL}`, `["a\"b\\c","NULL","",null]`},
		{[]float64{1, 0.1, math.Inf(1)}, nil, "{1,0.1,Infinity}", "[1.0,0.1,9e999]"},
		{[]bool{true, false}, nil, "{t,f}", "[1,0]"},
		{[][]byte{{1, 255}}, nil, `{"\\x01ff"}`, `["01ff"]`},
		{[]time.Time{day}, nil, `{"2024-02-29 13:04:05.12"}`, "[1709211845120000]"},
		{Micros{day.UnixMicro()}, nil, `{"2024-02-29 13:04:05.12"}`, "[1709211845120000]"},
		{Days{0, -719528}, nil, `{"1970-01-01","0001-01-01 BC"}`, "[0,-719528]"},
	} {
		pg, err := Postgres.Array(c.values, c.null)
		if err != nil || pg != driver.Value(c.pg) {
			t.Errorf("%v: %v, %v", c.values, pg, err)
		}
		lite, err := SQLite.Array(c.values, c.null)
		if err != nil || lite != driver.Value(c.lite) {
			t.Errorf("%v: %v, %v", c.values, lite, err)
		}
	}
	for _, d := range []Dialect{Postgres, SQLite} {
		if _, err := d.Array([]struct{}{}, nil); err == nil {
			t.Error("array of structs")
		}
		if _, err := d.Array([]int64{1}, []bool{}); err == nil {
			t.Error("too few flags")
		}
	}
}

func TestArraysInConditions(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		d := db.Dialect()
		tx := begin(t, db, Options{})
		id := d.Quote("id")
		create := "CREATE TABLE k (id " + d.TypeName(Type{Kind: KindBigInt}) + ", s " + d.TypeName(Type{Kind: KindVarchar, Size: 20}) +
			", f " + d.TypeName(Type{Kind: KindDouble}) + ", b " + d.TypeName(Type{Kind: KindBytes}) + ", t " + d.TypeName(Type{Kind: KindTimestamp}) + ")"
		if err := tx.ExecScript(context.Background(), create); err != nil {
			t.Fatal(err)
		}
		b := []byte{0, 1, 200}
		at := any(time.UnixMicro(1709211845120001).UTC())
		if d == SQLite {
			at = int64(1709211845120001)
		}
		_, err := tx.Exec(context.Background(), "INSERT INTO k (id, s, f, b, t) VALUES ($1, $2, $3, $4, $5)",
			[]driver.Value{int64(math.MaxInt64), "ü\"'\\{}", 0.1, b, at})
		if err != nil {
			t.Fatal(err)
		}
		many := make([]int64, 100_000)
		many[99_999] = math.MaxInt64
		for _, c := range []struct {
			column string
			kind   Kind
			values any
		}{
			{id, KindBigInt, many}, {"s", KindVarchar, []string{"x", "ü\"'\\{}"}}, {"f", KindDouble, []float64{0.1, 3}},
			{"b", KindBytes, [][]byte{b}}, {"t", KindTimestamp, Micros{1709211845120001}},
		} {
			arg, err := d.Array(c.values, nil)
			if err != nil {
				t.Fatal(err)
			}
			mustOne(t, tx, 1, "SELECT count(*) FROM k WHERE "+d.InArray(c.column, 1, c.kind), arg)
		}
	})
}

func TestIDs(t *testing.T) {
	onEach(t, func(t *testing.T, db *DB) {
		ctx := context.Background()
		if db.Dialect() == Postgres {
			script(t, db, "CREATE TABLE p (id bigserial PRIMARY KEY)")
		} else {
			script(t, db, "CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO p VALUES (1)")
		}
		tx := begin(t, db, Options{})
		seen := map[int64]bool{}
		for range 3 {
			ids, err := tx.NextIDs(ctx, "p", 50)
			if err != nil || len(ids) != 50 {
				t.Fatal(ids, err)
			}
			for _, id := range ids {
				if seen[id] {
					t.Fatal("twice", id)
				}
				seen[id] = true
			}
		}
		if db.Dialect() == SQLite && (seen[1] || !seen[2]) {
			t.Fatal("the ids in the table count")
		}
	})
}
