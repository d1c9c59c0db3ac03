package models

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/security"
)

// formModels declares orders as a client edits them.
func formModels(r *Registry) {
	customer := r.Model("Customer").DeclareModel()
	customer.AddFields(map[string]FieldDefinition{"Name": CharField{Required: true}, "City": CharField{}, "Rebate": FloatField{}, "Labels": Many2ManyField{RelationModel: r.Model("Label")}})
	r.Model("Label").DeclareModel().AddFields(map[string]FieldDefinition{"Name": CharField{}})
	order, line := r.Model("Sale").DeclareModel(), r.Model("SaleLine").DeclareModel()
	method := func(name string, fn func(rs *Core) *Data) *Method { return order.Method(name).Declare("", fn) }
	order.AddFields(map[string]FieldDefinition{
		"Customer": Many2OneField{RelationModel: customer, Required: true, OnChange: method("OnChangeCustomer", func(rs *Core) *Data {
			note(rs, "customer")
			c := rel(rs, "Customer")
			return rs.NewData().Set("City", get(c, "City")).Set("Rebate", get(c, "Rebate")).Set("Labels", rel(c, "Labels"))
		})},
		"City": CharField{}, "Labels": Many2ManyField{RelationModel: r.Model("Label")},
		"Rebate": FloatField{OnChange: method("OnChangeRebate", func(rs *Core) *Data {
			note(rs, "rebate")
			if get(rs, "Rebate").(float64) > 50 {
				rs.Set(FieldName("Note"), "too much")
				return rs.NewData().Set("Rebate", 50.0)
			}
			return nil
		})},
		"Note": TextField{OnChange: method("OnChangeNote", func(rs *Core) *Data {
			note(rs, "note")
			return rs.NewData().Set("Rebate", get(rs, "Rebate")).Set("Checked", true)
		})},
		"Checked": BooleanField{},
		"Total": FloatField{Compute: method("ComputeTotal", func(rs *Core) *Data {
			sum := 0.0
			for _, l := range rel(rs, "Lines").Records() {
				sum += get(l, "Amount").(float64)
			}
			return rs.NewData().Set("Total", sum-get(rs, "Rebate").(float64))
		}), Stored: true, Depends: []string{"Lines.Amount", "Rebate"}, OnChange: method("OnChangeTotal", func(rs *Core) *Data {
			note(rs, "total")
			return rs.NewData().Set("Big", get(rs, "Total").(float64) > 100)
		})},
		"Big":      BooleanField{},
		"Shout":    CharField{Compute: method("ComputeShout", func(rs *Core) *Data { return rs.NewData().Set("Shout", strings.ToUpper(get(rs, "City").(string))) }), Depends: []string{"City"}},
		"Friend":   CharField{Related: "Customer.Name"},
		"Lines":    One2ManyField{RelationModel: line, ReverseFK: "Sale", OnChange: method("OnChangeLines", func(rs *Core) *Data { note(rs, "lines"); return nil })},
		"Wild":     BooleanField{OnChange: method("OnChangeWild", wild)},
		"Document": BinaryField{},
		"Template": BooleanField{OnChange: method("OnChangeTemplate", func(rs *Core) *Data {
			line := NewSet(rs.Env(), "SaleLine").New(newData(rs.Env(), "SaleLine", "Price", 4, "Quantity", 2, "Buyer", rel(rs, "Customer")))
			buyer := NewSet(rs.Env(), "Customer").New(newData(rs.Env(), "Customer", "Name", "new", "Labels", rel(rs, "Labels")))
			return rs.NewData().Set("Lines", rel(rs, "Lines").Union(line)).Set("Customer", buyer)
		})},
	})
	line.AddFields(map[string]FieldDefinition{"Sale": Many2OneField{RelationModel: order, OnDelete: Cascade}, "Buyer": Many2OneField{RelationModel: customer}, "Price": FloatField{}, "Quantity": FloatField{},
		"Amount": FloatField{Compute: line.Method("ComputeAmount").Declare("", func(rs *Core) *Data {
			return rs.NewData().Set("Amount", get(rs, "Price").(float64)*get(rs, "Quantity").(float64))
		}), Stored: true, Depends: []string{"Price", "Quantity"}}})
}

// calls are the OnChange methods that ran, by environment's context.
func note(rs *Core, what string) {
	if rs.Env().Context().HasKey("calls") {
		calls := rs.Env().Context().Get("calls").(*[]string)
		*calls = append(*calls, what)
	}
}

// wild does in an OnChange method all that it should not.
func wild(rs *Core) *Data {
	env := rs.Env()
	create(env, "Customer", "Name", "created")
	customers := CallSearchAll(NewSet(env, "Customer"))
	customers.Set(FieldName("Name"), "renamed")
	env.Flush()
	env.Cr().Execute("UPDATE customer SET city = ?", "direct")
	CallUnlink(CallSearchAll(NewSet(env, "Label")))
	env.AfterCommit(func() { panic("after a commit") })
	if get(rs, "City") == "panic" {
		panic(UserErrorf("no"))
	}
	return rs.NewData().Set("Note", fmt.Sprint(customers.Len()))
}

// nestedAt returns the position of the records to create for a field.
func (d *Data) nestedAt(name string) int {
	return slices.IndexFunc(d.nested, func(n nestedData) bool { return n.field == int32(d.index(name)) })
}

// changes is a result as text: values by name, then the names of the fields to empty.
func changes(d *Data, unset []string) string {
	var parts []string
	for _, name := range d.Fields() {
		v := d.Get(name)
		if rs, ok := v.(*Core); ok {
			v = rs.Len()
		}
		parts = append(parts, fmt.Sprintf("%s=%v", name, v))
	}
	return strings.Join(parts, " ") + " -" + strings.Join(unset, ",")
}

func TestOnChange(t *testing.T) {
	eachDatabase(t, formModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			labels := create(env, "Label", "Name", "a").Union(create(env, "Label", "Name", "b"))
			jane := create(env, "Customer", "Name", "Jane", "City", "Paris", "Rebate", 5, "Labels", labels)
			john := create(env, "Customer", "Name", "John", "Rebate", 80)
			var calls []string
			sales := NewSet(env, "Sale").WithContext("calls", &calls)
			ask := func(c *Core, changed string, pairs ...any) string {
				calls = nil
				var names []string
				if changed != "" {
					names = strings.Split(changed, " ")
				}
				return changes(CallOnChange(c.WithEnv(sales.Env()), newData(env, "Sale", pairs...), names)) + " | " + strings.Join(calls, " ")
			}
			check(t, "new record", ask(sales, "Customer", "Customer", jane), "City=Paris Friend=Jane Labels=2 Rebate=5 Shout=PARIS Total=-5 - | customer rebate total")
			check(t, "by id", ask(sales, "Customer", "Customer", jane.ID(), "City", "Paris", "Rebate", 5.0, "Labels", labels, "Shout", "PARIS", "Total", -5.0, "Friend", "Jane"), " - | customer")
			check(t, "chained", ask(sales, "Customer", "Customer", john, "City", "Paris", "Shout", "PARIS", "Labels", []int64{labels.ID()}),
				"Checked=true Friend=John Note=too much Rebate=50 Total=-50 -City,Labels,Shout | customer rebate total note")
			check(t, "nothing changed", ask(sales, "", "City", "Oslo"), "Shout=OSLO - | ")
			check(t, "several, once each", ask(sales, "Note Rebate Note", "Rebate", 1.0, "Note", "x"), "Checked=true Total=-1 - | note rebate total")
			check(t, "emptied", ask(sales, "Customer", "City", "Rome", "Customer", nil), " -City | customer")
		})
	})
}

func TestOnChangeOfRecord(t *testing.T) {
	eachDatabase(t, formModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			jane, john := create(env, "Customer", "Name", "Jane", "City", "Paris"), create(env, "Customer", "Name", "John", "City", "Rome")
			sale := create(env, "Sale", "Customer", jane, "City", "Paris", "Document", "large")
			sale.Write(sale.NewData().Create("Lines", newData(env, "SaleLine", "Price", 10, "Quantity", 3), newData(env, "SaleLine", "Price", 1, "Quantity", 1)))
			check(t, "total", get(sale, "Total"), 31.0)
			set(sale, "Note", "pending")
			d, unset := sale.OnChange(newData(env, "Sale", "Customer", john), []string{"Customer"})
			check(t, "customer", changes(d, unset), "City=Rome Friend=John Shout=ROME -")
			check(t, "record unchanged", fmt.Sprint(get(sale, "City"), get(sale, "Friend"), get(sale, "Note"), rel(sale, "Customer").ID() == jane.ID()), "ParisJanependingtrue")
			d, unset = sale.OnChange(newData(env, "Sale", "Rebate", 2), []string{"Rebate"})
			check(t, "recomputed over the lines of the record", changes(d, unset), "Total=29 -")
			lines := rel(sale, "Lines").Records()
			d, unset = sale.OnChange(newData(env, "Sale", "Lines", lines[0]), []string{"Lines"})
			check(t, "fewer lines", changes(d, unset), "Total=30 -")
			values := newData(env, "Sale", "Lines", rel(sale, "Lines")).Create("Lines", newData(env, "SaleLine", "Price", 100, "Quantity", 2))
			d, unset = sale.OnChange(values, []string{"Lines"})
			check(t, "a line more", changes(d, unset), "Big=true Total=231 -")
			d, unset = sale.OnChange(newData(env, "Sale", "Customer", nil), []string{"Customer"})
			check(t, "a required field left out", changes(d, unset), " -City,Friend,Shout")
			d, unset = sale.OnChange(newData(env, "Sale", "Template", true), []string{"Template"})
			check(t, "new records", changes(d, unset), "Friend=new Lines=2 Total=39 Customer=<nil> -City,Shout")
			for name, want := range map[string]string{"Lines": fmt.Sprintf(`[{"Amount":8,"Buyer":%d,"Price":4,"Quantity":2}]`, jane.ID()), "Customer": `[{"Name":"new"}]`} {
				text, err := json.Marshal(d.nested[d.nestedAt(name)].data)
				check(t, "new "+name, string(text)+fmt.Sprint(err), want+"<nil>")
			}
			check(t, "two lines", NewSet(env, "SaleLine").SearchCount(), 2)
			check(t, "nothing to write", get(sale.ForceLoad(), "Total"), 31.0)

			memory := NewSet(env, "Sale").New(newData(env, "Sale", "Customer", jane, "City", "Bonn").Create("Lines", newData(env, "SaleLine", "Price", 7, "Quantity", 1)))
			check(t, "total in memory", get(memory, "Total"), 7.0)
			set(memory, "Rebate", 1.0)
			check(t, "computed again in memory", get(memory, "Total"), 6.0)
			d, unset = memory.OnChange(newData(env, "Sale", "Rebate", 3), []string{"Rebate"})
			check(t, "of a record in memory", changes(d, unset), "Total=4 -")
			check(t, "not changed", get(memory, "Total"), 6.0)
		})
	})
}

// TestOnChangeIsIsolated runs a method that writes.
func TestOnChangeIsIsolated(t *testing.T) {
	eachDatabase(t, formModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			jane, label := create(env, "Customer", "Name", "Jane", "City", "Paris"), create(env, "Label", "Name", "l")
			sale := create(env, "Sale", "Customer", jane)
			state := func() string {
				env.s.invalidate()
				return fmt.Sprint(get(jane, "Name"), get(jane, "City"), NewSet(env, "Customer").SearchCount(), label.Exists().Len(), get(sale, "Note"))
			}
			before := state()
			d, _ := sale.OnChange(newData(env, "Sale", "Wild", true), []string{"Wild"})
			check(t, "result", d.Get("Note"), "2")
			check(t, "cache", get(jane, "Name"), "Jane")
			check(t, "after", state(), before)
			err := env.Savepoint(func() {
				sale.OnChange(newData(env, "Sale", "Wild", true, "City", "panic"), []string{"Wild"})
			})
			var ue *UserError
			check(t, "panic", errors.As(err, &ue), true)
			check(t, "after a panic", state(), before)
			for what, fn := range map[string]func(){
				"unknown field": func() { sale.OnChange(nil, []string{"Nope"}) },
				"two records":   func() { sale.Union(create(env, "Sale", "Customer", jane)).OnChange(nil, nil) },
			} {
				if err := env.Savepoint(fn); err == nil {
					t.Errorf("%s: no error", what)
				}
			}
			set(jane, "Name", "later")
		})
		in(t, db, func(env Environment) {
			check(t, "committed", get(NewSet(env, "Customer").SearchAll(), "Name"), "later")
		})
	})
}

// TestOnChangeLayers puts a layer on the base method, and lets a user without rights to write fill a form.
func TestOnChangeLayers(t *testing.T) {
	declare := func(r *Registry) {
		formModels(r)
		r.Model("Sale").Method("OnChange").ExtendWith("", func(rs *Core, d *Data, changed []string) (*Data, []string) {
			out, unset := CallOnChange(rs.Super(), d, changed)
			return out.Set("City", "layer"), unset
		})
		for _, m := range []string{"Sale", "Customer", "Label"} {
			r.Model(m).Method("Load").AllowGroup(security.GroupEveryone)
		}
	}
	eachDatabase(t, declare, func(t *testing.T, db *Database) {
		var id int64
		in(t, db, func(env Environment) { id = create(env, "Customer", "Name", "Jane", "Rebate", 1).ID() })
		err := db.ExecuteInNewEnvironment(7, func(env Environment) {
			d, _ := NewSet(env, "Sale").OnChange(newData(env, "Sale", "Customer", id), []string{"Customer"})
			check(t, "layer", fmt.Sprint(d.Get("City"), d.Get("Rebate")), "layer1")
		})
		check(t, "no rights to write", err, nil)
	})
}
