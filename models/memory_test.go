package models

import (
	"errors"
	"fmt"
	"testing"
)

// TestRecordsInMemory makes records with New that have relations; nothing of them may reach the database.
func TestRecordsInMemory(t *testing.T) {
	eachDatabase(t, seedModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			mark, child := create(env, "Mark", "Name", "m"), create(env, "Gadget", "Name", "child")
			contact := create(env, "Contact", "Email", "old@x")
			env.Flush()
			state := func() string {
				env.Flush()
				env.s.invalidate()
				return fmt.Sprint(NewSet(env, "Gadget").SearchCount(), NewSet(env, "Contact").SearchCount(), NewSet(env, "Mark").SearchCount(), NewSet(env, "Mail").SearchCount(),
					rel(child, "Parent").Len(), get(contact, "Email"))
			}
			before := state()
			gadgets := NewSet(env, "Gadget")
			g := gadgets.New(newData(env, "Gadget", "Name", "memory", "Count", 2, "Email", "new@x", "Marks", mark, "Children", child).
				Create("Children", newData(env, "Gadget", "Name", "new child", "Count", 5)).Create("Marks", newData(env, "Mark", "Name", "new mark")).
				Create("Parent", newData(env, "Gadget", "Name", "new parent", "Email", "boss@x")).Create("Mails", newData(env, "Mail", "Subject", "hello")))
			check(t, "values", fmt.Sprint(get(g, "Name"), get(g, "Double"), get(g, "Email"), get(g, "BossMail")), "memory4new@xboss@x")
			check(t, "children", gadgetNames(rel(g, "Children")), "child new child")
			check(t, "marks", gadgetNames(rel(g, "Marks")), "m new mark")
			check(t, "mails of the embedded record", get(rel(g, "Mails"), "Subject"), "hello")
			check(t, "child knows", get(rel(rel(g, "Children").Records()[1], "Parent"), "Name"), "memory")
			check(t, "written", state(), before)
			set(g, "Email", "later@x")
			set(g, "Children", nil)
			g.Write(newData(env, "Gadget", "Count", 9).Create("Children", newData(env, "Gadget", "Name", "last")))
			check(t, "changed", fmt.Sprint(get(g, "Email"), get(g, "Double"), gadgetNames(rel(g, "Children"))), "later@x18last")
			check(t, "written later", state(), before)
			check(t, "the parent of a record", gadgets.New(newData(env, "Gadget", "Contact", contact)).Get(FieldName("Email")), "old@x")
			err := env.Savepoint(func() { gadgets.New(newData(env, "Gadget", "Contact", contact, "Email", "x")) })
			var ue *UsageError
			check(t, "would change a record of the database", errors.As(err, &ue), true)
			check(t, "in the end", state(), before)
		})
	})
}

// TestEmbeddedData creates records with data for the record that they embed, given in all ways.
func TestEmbeddedData(t *testing.T) {
	eachDatabase(t, seedModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			contact := create(env, "Contact", "Email", "a@x", "Phone", "1")
			gadget := func(d *Data) string {
				g := NewSet(env, "Gadget").Create(d)
				return fmt.Sprint(get(g, "Email"), get(g, "Phone"), rel(g, "Contact").ID() == contact.ID(), rel(g, "Mails").Len())
			}
			data := func(pairs ...any) *Data { return newData(env, "Gadget", pairs...) }
			mail := newData(env, "Mail", "Subject", "s")
			for _, c := range []struct {
				what string
				data *Data
				want string
			}{
				{"nothing", data(), "false 0"}, {"values", data("Email", "b@x"), "b@xfalse 0"}, {"a record", data("Contact", contact), "a@x1true 0"},
				{"an id and values", data("Contact", contact.ID(), "Email", "c@x"), "c@x1true 0"}, {"an unset record and values", data("Contact", nil, "Email", "d@x"), "d@xfalse 0"},
				{"a new record and values", data("Phone", "2").Create("Contact", newData(env, "Contact", "Email", "e@x", "Phone", "3")), "e@x2false 0"},
				{"records of a record", data().Create("Mails", mail), "false 1"}, {"both", data("Email", "f@x").Create("Mails", mail, mail), "f@xfalse 2"},
			} {
				check(t, c.what, gadget(c.data), c.want)
			}
			check(t, "mails, each once", NewSet(env, "Mail").SearchCount(), 3)
		})
	})
}

// TestValuesOfRelations gives relation fields sets of other transactions, ids, and what is neither.
func TestValuesOfRelations(t *testing.T) {
	declare := func(r *Registry) {
		type Gadget Core // as generated code has it
		seedModels(r)
		m := r.Model("Nameless")
		m.AddFields(map[string]FieldDefinition{
			"Boss": Many2OneField{RelationModel: r.Model("Gadget"), Compute: m.Method("ComputeBoss").Declare("", func(rs *Core) *Data {
				return rs.NewData().Set("Boss", rel(rs, "Chief").ID())
			}), Inverse: m.Method("InverseBoss"), Depends: []string{"Chief"}},
		})
		m.Method("InverseBoss").Declare("", func(rs *Core, boss *Gadget) { set(rs, "Chief", (*Core)(boss)) })
	}
	eachDatabase(t, declare, func(t *testing.T, db *Database) {
		var other *Core
		in(t, db, func(env Environment) {
			create(env, "Gadget", "Name", "first")
			other = create(env, "Gadget", "Name", "second")
			check(t, "read", other.Len(), 1)
		})
		in(t, db, func(env Environment) {
			g := create(env, "Gadget", "Name", "g", "Parent", other.ID())
			check(t, "id", get(rel(g, "Parent"), "Name"), "second")
			n := create(env, "Nameless", "Code", "n")
			n.Write(newData(env, "Nameless", "Boss", g.ID()))
			check(t, "id for an inverse method", rel(n, "Chief").ID(), g.ID())
			check(t, "id of a compute method", get(rel(n, "Boss"), "Name"), "g")
			n.Write(newData(env, "Nameless", "Boss", nil))
			check(t, "none for an inverse method", rel(n, "Chief").Len(), 0)
			set(g, "Children", []int64{other.ID(), other.ID()})
			check(t, "ids", gadgetNames(rel(g, "Children")), "second")
			set(g, "Children", other) // a set of a transaction that is over
			check(t, "of another transaction", gadgetNames(rel(g, "Children")), "second")
			for _, wrong := range []any{"x", 1.5, create(env, "Mark"), []string{"a"}, int64(4)} {
				if env.Savepoint(func() { set(g, "Children", wrong) }) == nil {
					t.Errorf("%T: no error", wrong)
				}
			}
			for _, wrong := range []any{"x", create(env, "Mark"), []int64{1}, NewSet(env, "Gadget").SearchAll()} {
				if env.Savepoint(func() { set(g, "Parent", wrong) }) == nil {
					t.Errorf("%T: no error", wrong)
				}
			}
		})
	})
}
