package models

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hexgen/hexgen/models/operator"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// seedModels declares what the rows of seed 004 need that other tests do not have.
func seedModels(r *Registry) {
	contact, gadget := r.Model("Contact").DeclareModel(), r.Model("Gadget").DeclareModel()
	contact.AddFields(map[string]FieldDefinition{"Email": CharField{}, "Phone": CharField{NoCopy: true}, "Mails": One2ManyField{RelationModel: r.Model("Mail"), ReverseFK: "Contact"},
		"Manager": Many2OneField{RelationModel: contact}})
	r.Model("Mail").DeclareModel().AddFields(map[string]FieldDefinition{"Contact": Many2OneField{RelationModel: contact}, "Subject": CharField{}})
	r.Model("Mark").DeclareModel().AddFields(map[string]FieldDefinition{"Name": CharField{}})
	r.Model("Nameless").DeclareModel().AddFields(map[string]FieldDefinition{"Code": CharField{}, "Chief": Many2OneField{RelationModel: gadget}})
	gadget.AddFields(map[string]FieldDefinition{
		"Name": CharField{Required: true, Default: func(Environment) interface{} { return "unnamed" }}, "Code": CharField{Default: func(env Environment) interface{} { return fmt.Sprint("u", env.Uid()) }},
		"Count": IntegerField{Required: true, Default: func(Environment) interface{} { return 3 }}, "Serial": CharField{NoCopy: true}, "Blob": BinaryField{},
		"Parent": Many2OneField{RelationModel: gadget}, "Children": One2ManyField{RelationModel: gadget, ReverseFK: "Parent"}, "Marks": Many2ManyField{RelationModel: r.Model("Mark")},
		"Secret":  Many2ManyField{RelationModel: r.Model("Mark"), NoCopy: true, M2MLinkModelName: "SecretMark", M2MOurField: "Gadget", M2MTheirField: "Mark"},
		"Contact": Many2OneField{RelationModel: contact, Embed: true, Required: true, OnDelete: Restrict}, "Twin": One2OneField{RelationModel: gadget}, "Single": Rev2OneField{RelationModel: gadget, ReverseFK: "Twin"},
		"Double": IntegerField{Compute: gadget.Method("ComputeDouble").Declare("", func(rs *Core) *Data {
			return rs.NewData().Set("Double", 2*get(rs, "Count").(int64))
		}), Depends: []string{"Count"}},
		"BossMail": CharField{Related: "Parent.Contact.Email"},
	})
	gadget.SetDefaultOrder("Count DESC", "ID")
}

func gadgetNames(c *Core) string {
	var out []string
	for _, r := range c.Records() {
		out = append(out, get(r, "Name").(string))
	}
	return strings.Join(out, " ")
}

// TestDefaults has the rows "Create", "DefaultGet" and the parameters Default and Required of seed 004.
func TestDefaults(t *testing.T) {
	eachDatabase(t, seedModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			gadgets := NewSet(env, "Gadget")
			g := gadgets.Create(nil)
			check(t, "required fields only", fmt.Sprint(get(g, "Name"), "/", get(g, "Code"), "/", get(g, "Count")), "unnamed//3")
			mark := create(env, "Mark", "Name", "m")
			ctx := gadgets.WithContext("default_Name", "ctx").WithContext("default_code", "json").WithContext("default_count", 7).WithContext("default_marks_ids", mark.Ids()).
				WithContext("default_Parent", g.ID()).WithContext("default_email", "e@x")
			n := ctx.Create(newData(env, "Gadget", "Count", 1))
			check(t, "of the context", fmt.Sprint(get(n, "Name"), get(n, "Code"), get(n, "Count"), rel(n, "Marks").Len(), rel(n, "Parent").ID() == g.ID()), "ctxjson1 1 true")
			check(t, "of an embedded record", get(rel(n, "Contact"), "Email"), "e@x")
			d := gadgets.Sudo(9).Sudo(1).DefaultGet()
			check(t, "DefaultGet", fmt.Sprint(d.Get("Name"), d.Get("Code"), d.Get("Count"), d.Has(FieldName("Serial"))), "unnamedu13 false")
			d = ctx.DefaultGet()
			check(t, "DefaultGet with a context", fmt.Sprint(d.Get("Name"), d.Get("Code"), d.Get("Count"), d.Get("Parent") == g.ID()), "ctxjson7 true")
			check(t, "given wins", get(ctx.Create(newData(env, "Gadget", "Name", "given")), "Name"), "given")
		})
		err := db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
			NewSet(env, "Gadget").WithContext("default_Count", "many").Create(nil)
		})
		var fe *FieldError
		check(t, "wrong type in the context", errors.As(err, &fe) && fe.Field == "Count", true)
	})
}

// TestCopy has the row "NoCopy" of seed 004 and the model embedding of section 4.4.3.
func TestCopy(t *testing.T) {
	eachDatabase(t, seedModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			mark := create(env, "Mark", "Name", "m")
			boss := create(env, "Contact", "Email", "boss@x")
			g := create(env, "Gadget", "Name", "a", "Code", "c", "Count", 4, "Serial", "s", "Blob", "\x00\xff", "Marks", mark, "Secret", mark, "Email", "a@x", "Phone", "1", "Manager", boss)
			create(env, "Mail", "Contact", rel(g, "Contact"), "Subject", "mail")
			create(env, "Gadget", "Name", "child", "Parent", g)
			set(g, "Twin", create(env, "Gadget", "Name", "twin", "Twin", g))
			c := g.Copy(newData(env, "Gadget", "Name", "b").Create("Children", newData(env, "Gadget", "Name", "new child")))
			env.Flush()
			for f, want := range map[string]any{"Name": "b", "Code": "c", "Count": int64(4), "Double": int64(8), "Serial": "", "Blob": "\x00\xff", "Email": "a@x", "Phone": ""} {
				check(t, f, get(c, f), want)
			}
			for f, want := range map[string]int{"Marks": 1, "Secret": 0, "Children": 1, "Twin": 0, "Single": 0, "Parent": 0, "Mails": 0, "Manager": 1} {
				check(t, f, rel(c, f).Len(), want)
			}
			check(t, "own embedded record", rel(c, "Contact").ID() != rel(g, "Contact").ID(), true)
			check(t, "the original", fmt.Sprint(get(g, "Serial"), rel(g, "Secret").Len(), gadgetNames(rel(g, "Children"))), "s1child")
			check(t, "two records", env.Savepoint(func() { g.Union(c).Copy(nil) }) != nil, true)
			check(t, "no record", env.Savepoint(func() { NewSet(env, "Gadget").Copy(nil) }) != nil, true)
		})
	})
}

// TestNames has the rows "NameGet", "SearchByName" and the reserved field name "Name" of seed 004.
func TestNames(t *testing.T) {
	declare := func(r *Registry) {
		seedModels(r)
		r.Model("Nameless").Method("NameGet").ExtendWith("", func(rs *Core) string { return "<" + rs.Super().NameGet() + " " + get(rs, "Code").(string) + ">" })
		r.Model("Nameless").Method("SearchByName").ExtendWith("", func(rs *Core, name string, op operator.Operator, cond *Condition, limit int) *Core {
			return rs.Search(Where().Field("Code").Is(op, name).AndCond(cond)).Limit(limit)
		})
	}
	eachDatabase(t, declare, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			for _, n := range []string{"Alpha", "beta 50%", "alphabet", "Gamma"} {
				create(env, "Gadget", "Name", n, "Count", len(n))
			}
			gadgets := NewSet(env, "Gadget")
			for _, c := range []struct {
				name  string
				op    operator.Operator
				cond  *Condition
				limit int
				want  string
			}{
				{"alpha", operator.IContains, nil, 0, "alphabet Alpha"}, {"alpha", operator.Contains, nil, 0, "alphabet"}, {"Alpha", operator.Equals, nil, 0, "Alpha"},
				{"alpha", operator.IContains, nil, 1, "alphabet"}, {"alpha", operator.IContains, Where().Field("Count").Lower(6), 0, "Alpha"}, {"0%", operator.IContains, nil, 0, "beta 50%"},
				{"", operator.IContains, nil, 0, "beta 50% alphabet Alpha Gamma"}, {"alpha", operator.NotIContains, nil, 0, "beta 50% Gamma"}, {"zzz", "", nil, 5, ""}, {"ALPHA", "", nil, 0, "alphabet Alpha"},
			} {
				var cond Conditioner
				if c.cond != nil {
					cond = c.cond
				}
				check(t, fmt.Sprint("SearchByName ", c.name, " ", c.op), gadgetNames(gadgets.SearchByName(c.name, c.op, cond, c.limit)), c.want)
			}
			g := gadgets.SearchByName("Gamma", operator.Equals, nil, 0)
			check(t, "NameGet", g.NameGet()+"/"+get(g, "DisplayName").(string), "Gamma/Gamma")
			set(g, "Name", "Delta")
			check(t, "DisplayName follows", get(g, "DisplayName"), "Delta")
			n := create(env, "Nameless", "Code", "n1")
			want := fmt.Sprintf("<Nameless(%d) n1>", n.ID())
			check(t, "layer", n.NameGet()+get(n, "DisplayName").(string), want+want)
			check(t, "of nothing", gadgets.NameGet(), "")
			check(t, "layer of SearchByName", NewSet(env, "Nameless").SearchByName("n1", operator.Equals, nil, 0).ID(), n.ID())
		})
	})
}

// TestFieldsGetAndRead has the rows "FieldsGet" and "Read", "First" and "All" of seed 004.
func TestFieldsGetAndRead(t *testing.T) {
	eachDatabase(t, seedModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			info := NewSet(env, "Gadget").FieldsGet()
			check(t, "all fields", len(info), len(env.model("Gadget").ordered))
			check(t, "some", fmt.Sprint(info["Name"].Required, info["Double"].ReadOnly, info["Parent"].Relation, info["Marks"].JSON), "true trueGadgetmarks_ids")
			check(t, "one", len(NewSet(env, "Gadget").FieldsGet("Name")), 1)
			mark := create(env, "Mark", "Name", "m")
			a := create(env, "Gadget", "Name", "a", "Marks", mark, "Email", "a@x")
			b := create(env, "Gadget", "Name", "b", "Parent", a, "Count", 9)
			got := a.Union(b).Read([]string{"Name", "count", "Parent", "Marks", "Double", "Email", "BossMail"})
			want := []FieldMap{
				{"ID": a.ID(), "Name": "a", "count": int64(3), "Parent": int64(0), "Marks": []int64{mark.ID()}, "Double": int64(6), "Email": "a@x", "BossMail": ""},
				{"ID": b.ID(), "Name": "b", "count": int64(9), "Parent": a.ID(), "Marks": []int64{}, "Double": int64(18), "Email": "", "BossMail": "a@x"},
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("Read: %v\nwant %v", got, want)
			}
			check(t, "Read of nothing", fmt.Sprint(NewSet(env, "Gadget").Read([]string{"Name"}) != nil, len(NewSet(env, "Gadget").Read(nil))), "true 0")
			check(t, "First", b.Union(a).First().Get("Name"), "b")
			check(t, "First of nothing", len(NewSet(env, "Gadget").First().Fields()), 0)
			all := NewSet(env, "Gadget").SearchAll().All()
			check(t, "All", fmt.Sprint(len(all), all[0].Get("Name"), all[1].Get("Name")), "2ba")
			check(t, "All of nothing", fmt.Sprint(NewSet(env, "Gadget").All() != nil, len(NewSet(env, "Gadget").All())), "true 0")
			for what, fn := range map[string]func(){
				"Read": func() { a.Read([]string{"Nope"}) }, "FieldsGet": func() { a.FieldsGet("Nope") }, "Load": func() { a.Load("Nope") }, "ForceLoad": func() { a.ForceLoad("Nope") },
				"setter of nothing": func() { set(NewSet(env, "Gadget"), "Name", "x") }, "EnsureOne of two": func() { a.Union(b).EnsureOne() }, "EnsureOne of none": func() { NewSet(env, "Gadget").EnsureOne() },
				"Union": func() { a.Union(mark) }, "a base field": func() { set(a, "DisplayName", "x") },
			} {
				if env.Savepoint(fn) == nil {
					t.Errorf("%s: no error", what)
				}
			}
			check(t, "Write of nothing", NewSet(env, "Gadget").Write(newData(env, "Gadget", "Name", "x")), true)
			check(t, "Unlink of nothing", NewSet(env, "Gadget").Unlink(), true)
		})
	})
}

// TestRecursionExistsAndLoad has the rows "CheckRecursion", "Exists", "Load", "ForceLoad" and "LastUpdate".
func TestRecursionExistsAndLoad(t *testing.T) {
	eachDatabase(t, seedModels, func(t *testing.T, db *Database) {
		var ids []int64
		in(t, db, func(env Environment) {
			a := create(env, "Gadget", "Name", "a")
			b := create(env, "Gadget", "Name", "b", "Parent", a)
			c := create(env, "Gadget", "Name", "c", "Parent", b)
			all := a.Union(b).Union(c)
			check(t, "tree", all.CheckRecursion(), true)
			set(b, "Parent", c) // a -> b -> c -> b
			set(a, "Parent", b)
			check(t, "cycle behind the record", fmt.Sprint(a.CheckRecursion(), b.CheckRecursion(), c.CheckRecursion()), "false false false")
			set(b, "Parent", nil)
			check(t, "mended", all.CheckRecursion(), true)
			set(a, "Parent", a)
			check(t, "own parent", a.CheckRecursion(), false)
			set(a, "Parent", nil)
			check(t, "no parent field", create(env, "Nameless").CheckRecursion(), true)
			ids = all.Ids()
		})
		in(t, db, func(env Environment) {
			gadgets := NewSet(env, "Gadget")
			set := gadgets.Browse([]int64{ids[2], 999, ids[0]})
			check(t, "Exists", fmt.Sprint(set.Exists().Ids()), fmt.Sprint([]int64{ids[0], ids[2]}))
			victim := create(env, "Gadget", "Name", "victim")
			env.Flush()
			env.s.exec(`DELETE FROM gadget WHERE name = 'victim'`, nil)
			check(t, "deleted by others", victim.Union(set).Exists().Len(), 2)
			memory := gadgets.New(newData(env, "Gadget", "Name", "memory"))
			check(t, "in memory", memory.Exists().Len(), 0)
			fresh := create(env, "Gadget", "Name", "fresh")
			check(t, "not written yet", fresh.Exists().Len(), 1)
			fresh.Unlink()
			check(t, "deleted", fresh.Exists().Len(), 0)
			n := env.StatementCount()
			loaded := gadgets.Browse(ids).Load("Name")
			_ = gadgetNames(loaded)
			check(t, "Load reads once", env.StatementCount()-n, 1)
			check(t, "and only what is asked for", fmt.Sprint(get(loaded, "Count"), env.StatementCount()-n), "3 2")
			memory.ForceLoad()
			check(t, "ForceLoad keeps records in memory", get(memory, "Name"), "memory")
			env.s.exec(`UPDATE gadget SET name = 'sql'`, nil) // behind the back of the cache
			check(t, "cached", get(loaded, "Name"), "a")
			check(t, "ForceLoad", gadgetNames(loaded.ForceLoad("Name")), "sql sql sql")
			env.s.exec(`UPDATE gadget SET name = 'all'`, nil)
			check(t, "ForceLoad of everything", gadgetNames(loaded.ForceLoad()), "all all all")
			check(t, "Load of nothing", gadgets.Load("Name").Len(), 0)
			check(t, "FetchAll", gadgets.Search(Where().Field("Name").Equals("zzz")).FetchAll().Len(), 3)
			created := get(loaded, "CreateDate").(DateTime)
			check(t, "LastUpdate", get(loaded, "LastUpdate"), any(get(loaded, "WriteDate")))
			time.Sleep(2 * time.Millisecond)
			check(t, "not before the creation", !created.IsZero() && !get(loaded, "LastUpdate").(DateTime).Before(created), true)
		})
	})
}

// TestSetOperations has the rows of section 2.3.4 and 3.4 of seed 004.
func TestSetOperations(t *testing.T) {
	eachDatabase(t, seedModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			a, b, c := create(env, "Gadget", "Name", "a", "Count", 2), create(env, "Gadget", "Name", "b", "Count", 3), create(env, "Gadget", "Name", "c", "Count", 1)
			ab, bc := a.Union(b), b.Union(c)
			all := NewSet(env, "Gadget").SearchAll()
			for what, pair := range map[string][2]any{
				"Union": {gadgetNames(ab.Union(bc)), "a b c"}, "Subtract": {gadgetNames(ab.Subtract(bc)), "a"}, "Intersect": {gadgetNames(ab.Intersect(bc)), "b"},
				"Equals": {ab.Equals(b.Union(a)) && !ab.Equals(bc) && !ab.Equals(a), true}, "Records": {len(ab.Records()), 2}, "Len": {ab.Len(), 2}, "Ids": {fmt.Sprint(ab.Ids()), fmt.Sprint([]int64{a.ID(), b.ID()})},
				"Filtered":      {gadgetNames(all.Filtered(func(r *Core) bool { return get(r, "Count").(int64) > 1 })), "b a"},
				"Sorted":        {gadgetNames(Sorted(all, func(x, y *Core) bool { return get(x, "Name").(string) > get(y, "Name").(string) })), "c b a"},
				"SortedDefault": {gadgetNames(ab.Union(c).SortedDefault()), "b a c"}, "SortedByField": {gadgetNames(all.SortedByField(FieldName("Count"), false)), "c a b"}, "reversed": {gadgetNames(all.SortedByField(FieldName("Count"), true)), "b a c"},
				"default order": {gadgetNames(all), "b a c"}, "OrderBy": {gadgetNames(all.OrderBy("Name DESC")), "c b a"}, "Limit": {gadgetNames(all.Limit(2)), "b a"}, "Offset": {gadgetNames(all.Offset(1).Limit(1)), "a"},
				"Limit of a read set": {gadgetNames(ab.Limit(1)), "a"}, "SearchCount": {ab.SearchCount() + NewSet(env, "Gadget").SearchCount(), 5}, "BrowseOne": {gadgetNames(NewSet(env, "Gadget").BrowseOne(c.ID())), "c"},
				"Search narrows": {gadgetNames(ab.Search(Where().Field("Name").In([]string{"b", "c"}))), "b"}, "Browse narrows": {gadgetNames(ab.Browse([]int64{c.ID(), a.ID()})), "a"},
				"Sudo":           {fmt.Sprint(a.Sudo().Env().Uid(), a.Sudo(7).Env().Uid(), a.Sudo(7).Sudo().Env().Uid()), fmt.Sprint(security.SuperUserID, 7, security.SuperUserID)},
				"WithContext":    {a.WithContext("k", "v").Env().Context().GetString("k"), "v"},
				"not changed":    {a.Env().Context().HasKey("k"), false},
				"WithNewContext": {fmt.Sprint(a.WithContext("k", 1).WithNewContext(types.NewContext().SetEntry("n", 2)).Env().Context().Keys()), "[n]"},
				"WithEnv":        {a.WithEnv(b.Sudo(7).Env()).Env().Uid(), int64(7)},
			} {
				check(t, what, pair[0], pair[1])
			}
			var count int64
			env.Cr().Get(&count, "SELECT count(*) FROM gadget WHERE count > ?", 1)
			check(t, "Cr().Get", count, int64(2))
			var rows []struct{ Name string }
			env.Cr().Select(&rows, "SELECT name FROM gadget ORDER BY name")
			check(t, "Cr().Select", fmt.Sprint(rows), "[{a} {b} {c}]")
			env.Cr().Execute("UPDATE gadget SET count = count + ? WHERE name = ?", 10, "a")
			check(t, "Cr().Execute", get(a, "Count"), int64(12))
			check(t, "computed after it", get(a, "Double"), int64(24))
		})
		err := db.SimulateInNewEnvironment(security.SuperUserID, func(env Environment) { create(env, "Gadget", "Name", "simulated") })
		check(t, "Simulate", err, nil)
		in(t, db, func(env Environment) {
			check(t, "rolled back", slices.Contains(strings.Fields(gadgetNames(NewSet(env, "Gadget").SearchAll())), "simulated"), false)
		})
	})
}
