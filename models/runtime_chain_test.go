package models

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/security"
)

// chainModels declares lists with an order and a filter, and computed fields that follow from each other in ways that
// are easy to get wrong.
func chainModels(r *Registry) {
	list, task := r.Model("List").DeclareModel(), r.Model("Task").DeclareModel()
	label, keeper := r.Model("Label").DeclareModel(), r.Model("Keeper").DeclareModel()
	list.AddFields(map[string]FieldDefinition{
		"Name": CharField{}, "Tasks": One2ManyField{RelationModel: task, ReverseFK: "List"},
		"Open":   One2ManyField{RelationModel: task, ReverseFK: "List", Filter: Where().Field("Done").Equals(false)},
		"Names":  CharField{Compute: list.Method("ComputeNames"), Stored: true, Depends: []string{"Open.Name"}},
		"Twice":  CharField{Compute: list.Method("ComputeTwice"), Stored: true, Depends: []string{"Names"}},
		"Equals": IntegerField{Compute: list.Method("ComputeEquals"), Stored: true, Depends: []string{"Twice"}},
		"Keeper": Many2OneField{RelationModel: keeper},
	})
	list.Method("ComputeNames").Declare("", func(rs *Core) *Data {
		var names []string
		for _, t := range rel(rs, "Open").Records() {
			names = append(names, get(t, "Name").(string))
		}
		return rs.NewData().Set("Names", strings.Join(names, ","))
	})
	list.Method("ComputeTwice").Declare("", func(rs *Core) *Data {
		return rs.NewData().Set("Twice", get(rs, "Names").(string)+get(rs, "Names").(string))
	})
	// searches for what other computations of the same flush give
	list.Method("ComputeEquals").Declare("", func(rs *Core) *Data {
		twice := get(rs, "Twice")
		return rs.NewData().Set("Equals", CallSearchCount(CallSearch(NewSet(rs.Env(), "List"), Where().Field("Twice").Equals(twice))))
	})
	task.SetDefaultOrder("Rank", "ID")
	task.AddFields(map[string]FieldDefinition{
		"Name": CharField{}, "Rank": IntegerField{}, "Done": BooleanField{}, "List": Many2OneField{RelationModel: list, OnDelete: Cascade},
		"Parent": Many2OneField{RelationModel: task, OnDelete: Cascade}, "Labels": Many2ManyField{RelationModel: label},
		"ListName": CharField{Related: "List.Name"}, "ListTasks": One2ManyField{RelationModel: task, Related: "List.Tasks"},
		"Depth": IntegerField{Compute: task.Method("ComputeDepth"), Depends: []string{"Parent.Depth"}},
	})
	task.Method("ComputeDepth").Declare("", func(rs *Core) *Data {
		depth := int64(0)
		if p := rel(rs, "Parent"); p.IsNotEmpty() {
			depth = get(p, "Depth").(int64) + 1
		}
		return rs.NewData().Set("Depth", depth)
	})
	// a layer of Unlink that reads the record which is deleted with the cascade
	task.Method("Unlink").ExtendWith("", func(rs *Core) bool {
		for _, r := range rs.Records() {
			if l := rel(r, "List"); get(l, "Name") == "locked" {
				panic(UserErrorf("the list is locked"))
			}
		}
		return CallUnlink(rs.Super())
	})
	label.AddFields(map[string]FieldDefinition{"Name": CharField{}, "Secret": BooleanField{}, "Tasks": Many2ManyField{RelationModel: task}})
	label.AddRecordRule(&RecordRule{Name: "public", Global: true, Perms: security.All, Condition: Where().Field("Secret").Equals(false)})
	// keepers and lists need each other in turn
	keeper.AddFields(map[string]FieldDefinition{"Name": CharField{Unique: true}, "First": Many2OneField{RelationModel: list, Required: true}})
	for _, m := range []*Model{list, task, label, keeper} {
		for _, n := range []string{"Create", "Load", "Write", "Unlink"} {
			m.Method(n).AllowGroup(security.GroupEveryone)
		}
	}
}

func namesIn(c *Core) string {
	var out []string
	for _, r := range c.Records() {
		out = append(out, get(r, "Name").(string))
	}
	return strings.Join(out, ",")
}

// TestReadsThroughChains changes what a chain of computed fields starts from, and reads its end from the cache.
func TestReadsThroughChains(t *testing.T) {
	eachDatabase(t, salesModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			p := create(env, "Partner", "Name", "p")
			o := create(env, "Order", "Partner", p)
			l := create(env, "Line", "Order", o, "Amount", 2.0)
			check(t, "turnover", get(p, "Turnover"), 2.0)
			env.Flush()
			check(t, "turnover after flush", get(p, "Turnover"), 2.0)
			set(l, "Amount", 5.0)
			check(t, "turnover after change", get(p, "Turnover"), 5.0)
		})
	})
}

// TestListsFollowTheirRecords changes what decides the order of a cached list, and which records are in it.
func TestListsFollowTheirRecords(t *testing.T) {
	eachDatabase(t, chainModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			l := create(env, "List", "Name", "l")
			a := create(env, "Task", "Name", "a", "Rank", 1, "List", l)
			b := create(env, "Task", "Name", "b", "Rank", 2, "List", l)
			label := create(env, "Label", "Name", "x", "Tasks", a.Union(b))
			check(t, "tasks", namesIn(rel(l, "Tasks")), "a,b")
			check(t, "of the label", namesIn(rel(label, "Tasks")), "a,b")
			set(b, "Rank", 0)
			check(t, "in the new order", namesIn(rel(l, "Tasks")), "b,a")
			check(t, "of the label in the new order", namesIn(rel(label, "Tasks")), "b,a")
			set(b, "Done", true)
			check(t, "without what is done", namesIn(rel(l, "Open")), "a")
			check(t, "computed from them", get(l, "Twice"), "aa")
			set(b, "Done", false)
			env.Flush()
			check(t, "computed by the flush", CallSearchCount(CallSearch(NewSet(env, "List"), Where().Field("Twice").Equals("b,ab,a"))), 1)
		})
	})
}

// TestSearchesOfComputations has computed fields that search by others that are outdated as well.
func TestSearchesOfComputations(t *testing.T) {
	eachDatabase(t, chainModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			var lists []*Core
			for range 3 {
				l := create(env, "List")
				create(env, "Task", "Name", "t", "List", l)
				lists = append(lists, l)
			}
			check(t, "at first", get(lists[2], "Equals"), int64(3))
			env.Flush()
			set(CallSearchAll(NewSet(env, "Task")), "Name", "u")
			env.Flush()
			check(t, "in the end", get(lists[2], "Equals"), int64(3))
		})
	})
}

func TestCirclesOfRecords(t *testing.T) {
	eachDatabase(t, chainModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			a := create(env, "Task", "Name", "a")
			b := create(env, "Task", "Name", "b", "Parent", a)
			check(t, "depth", get(b, "Depth"), int64(1))
			set(a, "Parent", b)
			env.Flush() // ends
			_ = get(a, "Depth")
			set(a, "Parent", nil)
			check(t, "depth without the circle", get(b, "Depth"), int64(1))
			env.Flush()
			c := create(env, "Task", "Name", "c", "Parent", b)
			check(t, "records that cascade to each other", CallUnlink(a.Union(b)), true)
			check(t, "what hung on them", c.Exists().Len(), 0)
		})
		for _, listFirst := range []bool{true, false} {
			in(t, db, func(env Environment) {
				if listFirst { // the tables are known in this order
					NewSet(env, "List")
				}
				NewSet(env, "Keeper")
				l := create(env, "List", "Name", "l")
				k := create(env, "Keeper", "First", l)
				set(l, "Keeper", k)
				env.Flush()
				env.s.discard()
				check(t, "keeper", rel(rel(k, "First"), "Keeper").ID(), k.ID())
			})
		}
	})
	both := func(r *Registry) {
		chainModels(r)
		r.Model("List").Field("Keeper").SetRequired(true)
	}
	eachDatabase(t, both, func(t *testing.T, db *Database) {
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
			l := create(env, "List", "Name", "l")
			set(l, "Keeper", create(env, "Keeper", "First", l))
		})
		var ve *ValidationError
		check(t, "records that require each other", errors.As(err, &ve), true)
	})
}

func TestRelatedFieldsOfOthers(t *testing.T) {
	eachDatabase(t, chainModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			l := create(env, "List", "Name", "l")
			a, b := create(env, "Task", "Name", "a", "List", l), create(env, "Task", "Name", "b")
			set(a, "ListTasks", a.Union(b))
			check(t, "a related relation to many", namesIn(rel(l, "Tasks")), "a,b")
			a.Write(newData(env, "Task").Create("ListTasks", newData(env, "Task", "Name", "c")))
			check(t, "records created through it", namesIn(rel(a, "ListTasks")), "a,b,c")
			alone := create(env, "Task", "Name", "alone")
			err := env.Savepoint(func() { set(a.Union(alone), "ListName", "x") })
			var ue *UsageError
			check(t, "one of the records has nowhere to write to", errors.As(err, &ue), true)
			check(t, "and none is written", get(a, "ListName"), "l")
		})
	})
}

func TestUnlinkLayersReadWhatIsDeleted(t *testing.T) {
	eachDatabase(t, chainModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			open, locked := create(env, "List", "Name", "open"), create(env, "List", "Name", "locked")
			for _, l := range []*Core{open, locked} {
				create(env, "Task", "List", l)
			}
			env.Flush()
			env.s.discard()
			CallUnlink(CallBrowseOne(NewSet(env, "List"), open.ID()))
			err := env.Savepoint(func() { CallUnlink(CallBrowseOne(NewSet(env, "List"), locked.ID())) })
			var ue *UserError
			check(t, "the layer's own error", errors.As(err, &ue), true)
			check(t, "tasks left", CallSearchCount(NewSet(env, "Task")), 1)
			check(t, "list left", locked.Exists().Len(), 1)
		})
	})
}

// TestListsOfDeletedRecords deletes records one by one that cached lists hold.
func TestListsOfDeletedRecords(t *testing.T) {
	eachDatabase(t, chainModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			l := create(env, "List", "Name", "l")
			label := create(env, "Label")
			for _, n := range []string{"a", "b", "c", "d"} {
				create(env, "Task", "Name", n, "List", l, "Labels", label)
			}
			env.Flush()
			memory := CallNew(NewSet(env, "List"), newData(env, "List", "Tasks", rel(l, "Tasks")))
			tasks := rel(l, "Tasks").Records()
			check(t, "of the label", namesIn(rel(label, "Tasks")), "a,b,c,d")
			before := env.StatementCount()
			CallUnlink(tasks[1])
			CallUnlink(tasks[3])
			check(t, "left", namesIn(rel(l, "Tasks")), "a,c")
			check(t, "left of the label", namesIn(rel(label, "Tasks")), "a,c")
			check(t, "left in memory", namesIn(rel(memory, "Tasks")), "a,c")
			if n := env.StatementCount() - before; n > 6 {
				t.Errorf("%d statements", n)
			}
			_ = env.Savepoint(func() {
				CallUnlink(tasks[0])
				check(t, "for a while", namesIn(rel(l, "Tasks")), "c")
				panic(errUndo)
			})
			check(t, "back again", namesIn(rel(l, "Tasks")), "a,c")
		})
	})
}

// TestLinksOfHiddenRecords sets a relation of which the user does not see all records.
func TestLinksOfHiddenRecords(t *testing.T) {
	eachDatabase(t, chainModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			secret, open, other := create(env, "Label", "Name", "secret", "Secret", true), create(env, "Label", "Name", "open"), create(env, "Label", "Name", "other")
			task := create(env, "Task", "Labels", secret.Union(open))
			for range 2 { // of a new record, and of one that is in the database
				user := task.Sudo(7)
				check(t, "seen", namesIn(rel(user, "Labels")), "open")
				set(user, "Labels", other.Sudo(7))
				check(t, "seen later", namesIn(rel(user, "Labels")), "other")
				check(t, "all", namesIn(rel(task, "Labels")), "secret,other")
				set(user, "Labels", open.Sudo(7))
				env.Flush()
				check(t, "in the database", CallSearchCount(CallSearch(NewSet(env, "Task"), Where().Field("Labels").In(secret))), 1)
			}
		})
	})
}

// TestDeclaredLinkModel sets a many2many field whose links are records of a declared model, on which fields depend.
func TestDeclaredLinkModel(t *testing.T) {
	declare := func(r *Registry) {
		group, member, user := r.Model("Group").DeclareModel(), r.Model("Member").DeclareModel(), r.Model("User").DeclareModel()
		group.AddFields(map[string]FieldDefinition{
			"Name":    CharField{},
			"Users":   Many2ManyField{RelationModel: user, M2MLinkModelName: "Member", M2MOurField: "Group", M2MTheirField: "User"},
			"Members": One2ManyField{RelationModel: member, ReverseFK: "Group"},
			"Size":    IntegerField{Compute: group.Method("ComputeSize"), Stored: true, Depends: []string{"Members"}},
		})
		group.Method("ComputeSize").Declare("", func(rs *Core) *Data { return rs.NewData().Set("Size", rel(rs, "Members").Len()) })
		user.AddFields(map[string]FieldDefinition{"Name": CharField{}})
		member.AddFields(map[string]FieldDefinition{
			"Group": Many2OneField{RelationModel: group, Required: true, OnDelete: Cascade},
			"User":  Many2OneField{RelationModel: user, Required: true, OnDelete: Cascade}, "Since": IntegerField{},
			"Title": CharField{Related: "Group.Name", Stored: true},
		})
	}
	eachDatabase(t, declare, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			a, b := create(env, "User", "Name", "a"), create(env, "User", "Name", "b")
			g := create(env, "Group", "Name", "g", "Users", a)
			see := func(what, want string) {
				t.Helper()
				check(t, what, fmt.Sprint(namesIn(rel(g, "Users")), " ", rel(g, "Members").Len(), " ", get(g, "Size")), want)
			}
			see("created", "a 1 1")
			set(g, "Users", a.Union(b))
			see("added", "a,b 2 2")
			check(t, "computed of the link", get(rel(g, "Members").Records()[1], "Title"), "g")
			set(g, "Users", b)
			see("removed", "b 1 1")
			env.Flush()
			see("flushed", "b 1 1")
			create(env, "Member", "Group", g, "User", a)
			see("a link as a record", "a,b 2 2")
			CallUnlink(rel(g, "Members").Records()[0])
			see("a link deleted", "a 1 1")
			CallUnlink(a)
			see("a user deleted", " 0 0")
		})
	})
}
