package models

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hexgen/hexgen/models/security"
)

// inShop runs fn in an environment with some partners and orders.
func inShop(t *testing.T, fn func(t *testing.T, env Environment, partners, orders []*Core)) {
	t.Helper()
	eachDatabase(t, salesModels, func(t *testing.T, db *Database) {
		err := db.SimulateInNewEnvironment(security.SuperUserID, func(env Environment) {
			var partners, orders []*Core
			for i, name := range []string{"Ann", "Bob", "Cid"} {
				p := CallCreate(NewSet(env, "Partner"), env.model("Partner").NewData().Set("Name", name).Set("Age", 10*i))
				partners = append(partners, p)
				for j := range i {
					line := env.model("Line").NewData().Set("Amount", float64(100*i+j))
					orders = append(orders, CallCreate(NewSet(env, "Order"), env.model("Order").NewData().Set("Partner", p).Create("Lines", line)))
				}
			}
			env.Flush()
			fn(t, env, partners, orders)
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func names(rs *Core) (res []string) {
	for _, r := range rs.Records() {
		res = append(res, r.Get(FieldName("Name")).(string))
	}
	slices.Sort(res)
	return res
}

func TestSetsInConditions(t *testing.T) {
	t.Parallel()
	inShop(t, func(t *testing.T, env Environment, partners, orders []*Core) {
		all := NewSet(env, "Partner")
		big := func() *Core { return CallSearch(NewSet(env, "Order"), Where().Field("Total").Greater(150)) }
		for i, test := range []struct {
			cond *Condition
			want []string
		}{
			{Where().Field("Orders").In(big()), []string{"Cid"}},
			{Where().Field("Orders").NotIn(big()), []string{"Ann", "Bob"}},
			{Where().Field("Orders").In(big().OrderBy("Total").Limit(1)), []string{"Cid"}},
			{Where().Field("Orders").Equals(orders[0]), []string{"Bob"}},
			{Where().Field("Orders.Partner").ChildOf(CallSearch(all, Where().Field("Age").Lower(15))), []string{"Bob"}},
			{Where().Field("ID").In(partners[1]), []string{"Bob"}},
			{Where().Field("Orders").Equals(NewSet(env, "Order")), []string{"Ann"}},
			{Where().Field("Name").IsFunc("=", func(rs RecordSet) any { return rs.Env().Context().GetString("who") }), []string{"Bob"}},
		} {
			rs := NewSet(env, "Partner").WithContext("who", "Bob")
			before := env.StatementCount()
			found := CallSearch(rs, test.cond)
			got := names(found)
			if !slices.Equal(got, test.want) {
				t.Errorf("%s: got %v, want %v", test.cond, got, test.want)
			}
			if n := env.StatementCount() - before; n != 1 && i < 5 {
				t.Errorf("%s: %d statements", test.cond, n)
			}
			if n := CallSearchCount(CallSearch(rs, test.cond)); n != len(test.want) {
				t.Errorf("%s: counted %d, want %d", test.cond, n, len(test.want))
			}
		}
		err := env.Savepoint(func() { names(CallSearch(all, Where().Field("Orders").Equals(partners[0]))) })
		if err == nil {
			t.Error("records of another model must not be accepted")
		}
	})
}

func TestAggregatesInEnvironment(t *testing.T) {
	t.Parallel()
	inShop(t, func(t *testing.T, env Environment, partners, orders []*Core) {
		text := func(rows []AggregateRow) (res []string) {
			for _, r := range rows {
				res = append(res, fmt.Sprint(r.Values["Partner.Name"], " ", r.Count, " ", r.Values["Total"]))
			}
			return res
		}
		by, total := FieldName("Partner.Name"), FieldName("Total")
		all := CallSearchAll(NewSet(env, "Order"))
		if got, want := text(all.GroupBy(by).Aggregates(total)), []string{"Bob 1 100", "Cid 2 401"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		// What waits to be written or computed counts.
		lines := orders[1].Get(FieldName("Lines")).(*Core)
		CallWrite(lines, env.model("Line").NewData().Set("Amount", 1000.0))
		CallWrite(partners[1], env.model("Partner").NewData().Set("Name", "Zoe"))
		rows := all.GroupBy(by).Aggregates(total)
		if got, want := text(rows), []string{"Cid 2 1201", "Zoe 1 100"}; !slices.Equal(got, want) {
			t.Errorf("after writes: got %v, want %v", got, want)
		}
		if n := CallSearch(NewSet(env, "Order"), rows[0].Condition).Len(); n != 2 {
			t.Errorf("the condition of a group finds %d records", n)
		}
		some := all.Limit(2)
		rows = some.GroupBy(by).Aggregates(total)
		if got, want := text(rows), []string{"Cid 1 1000", "Zoe 1 100"}; !slices.Equal(got, want) {
			t.Errorf("of a limited set: got %v, want %v", got, want)
		}
		if n := CallSearch(NewSet(env, "Order"), rows[0].Condition).Len(); n != 1 {
			t.Errorf("the condition of a group of a limited set finds %d records", n)
		}
		if got := text(orders[0].Union(orders[2]).Aggregates(total)); !slices.Equal(got, []string{"<nil> 2 301"}) {
			t.Errorf("of given records: got %v", got)
		}
		if got := all.Subtract(all).GroupBy(by).Aggregates(total); len(got) != 0 {
			t.Errorf("of no record: got %v", got)
		}
	})
}
