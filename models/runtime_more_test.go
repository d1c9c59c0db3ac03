package models

import (
	"errors"
	"fmt"
	"testing"

	"github.com/hexgen/hexgen/models/security"
)

// treeModels declares models that point at each other in all ways.
func treeModels(r *Registry) {
	cat := r.Model("Category").DeclareModel()
	cat.AddFields(map[string]FieldDefinition{
		"Name": CharField{}, "Parent": Many2OneField{RelationModel: cat}, "Children": One2ManyField{RelationModel: cat, ReverseFK: "Parent"},
		"FullName": CharField{Compute: cat.Method("ComputeFullName"), Stored: true, Depends: []string{"Name", "Parent.FullName"}},
		"Depth":    IntegerField{Compute: cat.Method("ComputeDepth"), Depends: []string{"Parent.Depth"}},
		"Favorite": Many2OneField{RelationModel: r.Model("Item")},
	})
	cat.Method("ComputeFullName").Declare("", func(rs *Core) *Data {
		name := get(rs, "Name").(string)
		if p := rel(rs, "Parent"); p.IsNotEmpty() {
			name = get(p, "FullName").(string) + "/" + name
		}
		return rs.NewData().Set("FullName", name)
	})
	cat.Method("ComputeDepth").Declare("", func(rs *Core) *Data {
		depth := int64(0)
		if p := rel(rs, "Parent"); p.IsNotEmpty() {
			depth = get(p, "Depth").(int64) + 1
		}
		return rs.NewData().Set("Depth", depth)
	})
	item := r.Model("Item").DeclareModel()
	item.AddFields(map[string]FieldDefinition{
		"Name": CharField{Required: true}, "Category": Many2OneField{RelationModel: cat, OnDelete: Restrict}, "Owner": IntegerField{},
		"Labels":   Many2ManyField{RelationModel: r.Model("Label")},
		"Upper":    CharField{Compute: item.Method("ComputeUpper"), Inverse: item.Method("InverseUpper"), Depends: []string{"Name"}},
		"Passport": Rev2OneField{RelationModel: r.Model("Passport"), ReverseFK: "Item"},
	})
	item.Method("ComputeUpper").Declare("", func(rs *Core) *Data { return rs.NewData().Set("Upper", "U:"+get(rs, "Name").(string)) })
	item.Method("InverseUpper").Declare("", func(rs *Core, v string) { rs.Set(FieldName("Name"), v[2:]) })
	item.AddRecordRule(&RecordRule{Name: "own", Global: true, Perms: security.All,
		Condition: Where().Field("Owner").IsFunc("=", func(rs RecordSet) any { return rs.Env().Uid() })})
	for _, n := range []string{"Create", "Load", "Write", "Unlink"} {
		item.Method(n).AllowGroup(security.GroupEveryone)
	}
	r.Model("Label").DeclareModel().AddFields(map[string]FieldDefinition{"Name": CharField{}, "Items": Many2ManyField{RelationModel: item}})
	r.Model("Passport").DeclareModel().AddFields(map[string]FieldDefinition{"Number": CharField{}, "Item": One2OneField{RelationModel: item}})
	user := r.Model("User").DeclareModel()
	user.AddFields(map[string]FieldDefinition{"Login": CharField{Unique: true}, "Item": Many2OneField{RelationModel: item, Embed: true, Required: true, OnDelete: Cascade}})
}

func create(env Environment, model string, pairs ...any) *Core {
	return CallCreate(NewSet(env, model), newData(env, model, pairs...))
}

func set(c *Core, f string, v any) { c.Set(FieldName(f), v) }

func check(t *testing.T, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestRecursiveComputes(t *testing.T) {
	eachDatabase(t, treeModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			a := create(env, "Category", "Name", "a")
			b := create(env, "Category", "Name", "b", "Parent", a)
			c := create(env, "Category", "Name", "c", "Parent", b)
			check(t, "full name", get(c, "FullName"), "a/b/c")
			check(t, "depth", get(c, "Depth"), int64(2))
			set(a, "Name", "x")
			check(t, "after rename", get(c, "FullName"), "x/b/c")
			env.Flush()
			set(a, "Name", "y")
			env.Flush()
			check(t, "found", CallSearch(NewSet(env, "Category"), Where().Field("FullName").Equals("y/b/c")).ID(), c.ID())
			set(c, "Parent", a)
			check(t, "moved", get(c, "FullName"), "y/c")
			check(t, "depth after move", get(c, "Depth"), int64(1))
			check(t, "children", rel(a, "Children").Len(), 2)
			set(a, "Parent", c)
			check(t, "recursion", CallCheckRecursion(c), false)
			set(a, "Parent", nil)
			check(t, "no recursion", CallCheckRecursion(c), true)
		})
	})
}

func TestCyclesOfNewRecords(t *testing.T) {
	eachDatabase(t, treeModels, func(t *testing.T, db *Database) {
		var id int64
		in(t, db, func(env Environment) {
			c := create(env, "Category", "Name", "a")
			i := create(env, "Item", "Name", "i", "Category", c, "Owner", 1)
			set(c, "Favorite", i)
			id = c.ID()
		})
		in(t, db, func(env Environment) {
			c := CallBrowseOne(NewSet(env, "Category"), id)
			check(t, "favorite", get(rel(c, "Favorite"), "Name"), "i")
			check(t, "back", rel(rel(c, "Favorite"), "Category").ID(), id)
		})
	})
}

func TestRelationsOfAllKinds(t *testing.T) {
	eachDatabase(t, treeModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			i := create(env, "Item", "Name", "i")
			check(t, "computed", get(i, "Upper"), "U:i")
			set(i, "Upper", "U:j")
			check(t, "inverse", get(i, "Name"), "j")
			check(t, "computed again", get(i, "Upper"), "U:j")
			l := create(env, "Label", "Name", "l")
			check(t, "no items", rel(l, "Items").Len(), 0)
			set(i, "Labels", l)
			check(t, "twin", rel(l, "Items").ID(), i.ID())
			set(l, "Items", nil)
			check(t, "twin back", rel(i, "Labels").Len(), 0)
			p := create(env, "Passport", "Number", "n", "Item", i)
			check(t, "rev2one", rel(i, "Passport").ID(), p.ID())
			u := create(env, "User", "Login", "u", "Name", "embedded")
			check(t, "embedded", get(rel(u, "Item"), "Name"), "embedded")
			set(u, "Name", "changed")
			check(t, "through", get(rel(u, "Item"), "Name"), "changed")
			check(t, "search", CallSearch(NewSet(env, "User"), Where().Field("Name").Equals("changed")).ID(), u.ID())
			CallUnlink(rel(u, "Item"))
			check(t, "cascade", u.Exists().Len(), 0)
			m := CallNew(NewSet(env, "Item"), newData(env, "Item", "Name", "memory"))
			check(t, "in memory", get(m, "Upper"), "U:memory")
			check(t, "negative id", m.ID() < 0, true)
			n := CallNew(NewSet(env, "Item"), nil)
			check(t, "distinct", m.ID() != n.ID(), true)
			cp := CallCopy(i, nil)
			check(t, "copy", get(cp, "Name"), "j")
		})
	})
}

func TestSavepointsAndRestrict(t *testing.T) {
	eachDatabase(t, treeModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			c := create(env, "Category", "Name", "a")
			i := create(env, "Item", "Name", "i", "Category", c)
			err := env.Savepoint(func() {
				set(i, "Name", "lost")
				create(env, "Item", "Name", "lost too")
				panic(UserErrorf("no"))
			})
			var ue *UserError
			check(t, "typed", errors.As(err, &ue), true)
			check(t, "back", get(i, "Name"), "i")
			check(t, "one item", CallSearchCount(NewSet(env, "Item")), 1)
			err = env.Savepoint(func() { CallUnlink(c) })
			var ce *ConstraintError
			check(t, "restrict", errors.As(err, &ce), true)
			check(t, "kept", c.Exists().Len(), 1)
			if err := env.Savepoint(func() { set(i, "Name", "kept") }); err != nil {
				t.Error(err)
			}
			check(t, "released", get(i, "Name"), "kept")
		})
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) { create(env, "Item", "Owner", 3) })
		var ve *ValidationError
		check(t, "required", errors.As(err, &ve), true)
	})
}

func TestRecordRules(t *testing.T) {
	eachDatabase(t, treeModels, func(t *testing.T, db *Database) {
		var mine, theirs int64
		in(t, db, func(env Environment) {
			mine = create(env, "Item", "Name", "mine", "Owner", 7).ID()
			theirs = create(env, "Item", "Name", "theirs", "Owner", 8).ID()
		})
		forbidden := func(what string, fn func(env Environment)) {
			t.Helper()
			err := db.ExecuteInNewEnvironment(7, fn)
			var ae *AccessError
			if !errors.As(err, &ae) {
				t.Errorf("%s: %v", what, err)
			}
		}
		err := db.ExecuteInNewEnvironment(7, func(env Environment) {
			all := CallSearchAll(NewSet(env, "Item"))
			check(t, "visible", fmt.Sprint(all.Ids()), fmt.Sprint([]int64{mine}))
			check(t, "count", CallSearchCount(NewSet(env, "Item")), 1)
			set(all, "Name", "changed")
			check(t, "sudo sees all", CallSearchCount(NewSet(env, "Item").Sudo()), 2)
		})
		if err != nil {
			t.Error(err)
		}
		forbidden("read through the cache", func(env Environment) {
			other := CallBrowseOne(NewSet(env, "Item").Sudo(), theirs)
			check(t, "as super user", get(other, "Name"), "theirs")
			get(other.Sudo(7), "Name")
		})
		forbidden("write", func(env Environment) {
			all := CallSearchAll(NewSet(env, "Item").Sudo())
			check(t, "all", all.Len(), 2)
			set(all.Sudo(7), "Name", "x")
		})
		forbidden("write by ids", func(env Environment) { set(CallBrowse(NewSet(env, "Item"), []int64{mine, theirs}), "Name", "x") })
		forbidden("read by ids", func(env Environment) {
			for _, r := range CallBrowse(NewSet(env, "Item"), []int64{mine, theirs}).Records() {
				get(r, "Name")
			}
		})
		forbidden("unlink", func(env Environment) { CallUnlink(CallBrowseOne(NewSet(env, "Item").Sudo(), theirs).WithEnv(env)) })
		forbidden("create", func(env Environment) { create(env, "Item", "Name", "for 8", "Owner", 8) })
		forbidden("method", func(env Environment) { create(env, "Label", "Name", "x") })
	})
}
