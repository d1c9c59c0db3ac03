package models

import (
	"maps"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// shopModels declares models with translated fields.
func shopModels(r *Registry) {
	r.SetSourceLanguage("en")
	kind := r.Model("Kind").DeclareModel()
	kind.AddFields(map[string]FieldDefinition{"Name": CharField{Translate: true, Required: true, Size: 20}, "Products": One2ManyField{RelationModel: r.Model("Product"), ReverseFK: "Kind"}})
	product := r.Model("Product").DeclareModel()
	product.AddFields(map[string]FieldDefinition{
		"Name": CharField{Translate: true}, "Notes": TextField{Translate: true}, "Code": CharField{}, "Price": FloatField{},
		"Kind": Many2OneField{RelationModel: kind}, "KindName": CharField{Related: "Kind.Name"},
		"Label":  CharField{Compute: product.Method("ComputeLabel"), Depends: []string{"Name", "Kind.Name"}},
		"Stored": CharField{Compute: product.Method("ComputeStored"), Stored: true, Depends: []string{"Name"}},
	})
	product.SetDefaultOrder("Code")
	label := func(field string) any {
		return func(rs *Core) *Data {
			return rs.NewData().Set(field, get(rs, "Name").(string)+"/"+get(rel(rs, "Kind"), "Name").(string))
		}
	}
	product.Method("ComputeLabel").Declare("", label("Label"))
	product.Method("ComputeStored").Declare("", label("Stored"))
	variant := r.Model("Variant").DeclareModel()
	variant.AddFields(map[string]FieldDefinition{"Product": Many2OneField{RelationModel: product, Embed: true, Required: true, OnDelete: Cascade}, "Size": IntegerField{}})
	guarded := r.Model("Secret").DeclareModel()
	guarded.AddFields(map[string]FieldDefinition{"Name": CharField{Translate: true}})
	guarded.AddRecordRule(&RecordRule{Name: "open", Global: true, Perms: security.All, Condition: Where().Field("Name").Contains("open")})
	for _, n := range []string{"Create", "Load", "Write", "Unlink"} {
		guarded.Method(n).AllowGroup(security.GroupEveryone)
	}
}

// lang returns the set in a language.
func lang(c *Core, lang string) *Core { return c.WithContext("lang", lang) }

func newIn(env Environment, model, l string) *Core { return lang(NewSet(env, model), l) }

func TestTranslatedValues(t *testing.T) {
	eachDatabase(t, shopModels, func(t *testing.T, db *Database) {
		var id int64
		in(t, db, func(env Environment) {
			k := create(env, "Kind", "Name", "furniture")
			p := create(env, "Product", "Name", "chair", "Kind", k, "Code", "1")
			id = p.ID()
			fr := lang(p, "fr")
			check(t, "fallback", get(fr, "Name"), "chair")
			set(fr, "Name", "chaise")
			set(lang(k, "fr"), "Name", "meuble")
			check(t, "translated", get(fr, "Name"), "chaise")
			check(t, "source", get(p, "Name"), "chair")
			check(t, "source language", get(lang(p, "en"), "Name"), "chair")
			check(t, "other language", get(lang(p, "de"), "Name"), "chair")
			check(t, "related", get(fr, "KindName"), "meuble")
			check(t, "computed", get(fr, "Label"), "chaise/meuble")
			check(t, "computed in the source", get(p, "Label"), "chair/furniture")
			check(t, "stored", get(fr, "Stored"), "chair/furniture")
			check(t, "display name", get(fr, "DisplayName"), "chaise")
			check(t, "found before the flush", CallSearch(newIn(env, "Product", "fr"), Where().Field("Name").Equals("chaise")).ID(), id)
			set(fr, "KindName", "mobilier")
			check(t, "through the path", get(lang(k, "fr"), "Name"), "mobilier")
			check(t, "source through the path", get(k, "Name"), "furniture")
			set(fr, "Notes", "")
			set(p, "Notes", "notes")
			check(t, "empty translation", get(fr, "Notes"), "")
		})
		in(t, db, func(env Environment) {
			p := CallBrowseOne(NewSet(env, "Product"), id)
			fr := lang(p, "fr")
			check(t, "read", get(fr, "Name"), "chaise")
			set(p, "Name", "seat")
			check(t, "source changed", get(fr, "Name"), "chaise")
			set(fr, "Name", nil)
			check(t, "taken away", get(fr, "Name"), "seat")
			set(fr, "Name", "siège")
			err := env.Savepoint(func() { set(fr, "Name", "lost"); panic(UserErrorf("no")) })
			check(t, "undone", err != nil && get(fr, "Name") == "siège", true)
			set(lang(p, "de"), "Name", "Stuhl")
			check(t, "all", maps.Equal(p.Translations(FieldName("Name")), map[string]string{"fr": "siège", "de": "Stuhl"}), true)
			check(t, "of the relation", maps.Equal(p.Translations(FieldName("KindName")), map[string]string{"fr": "mobilier"}), true)
			q := create(env, "Product", "Name", "x")
			made := CallCreate(newIn(env, "Product", "fr"), newData(env, "Product", "Name", "lampe"))
			check(t, "made in a language", get(made, "Name"), "lampe")
			set(made.inSource(), "Name", "lamp")
			check(t, "both were set", get(made, "Name"), "lampe")
			memory := CallNew(newIn(env, "Product", "fr"), newData(env, "Product", "Name", "mémoire"))
			check(t, "in memory", get(memory, "Name"), "mémoire")
			check(t, "in memory, source", get(memory.inSource(), "Name"), "mémoire")
			cp := CallCopy(fr, nil)
			check(t, "copied source", get(cp.inSource(), "Name"), "seat")
			check(t, "copied", maps.Equal(cp.Translations(FieldName("Name")), p.Translations(FieldName("Name"))), true)
			cp = CallCopy(fr, newData(env, "Product", "Name", "autre"))
			check(t, "copied with another name", get(cp.inSource(), "Name").(string)+get(lang(cp, "de"), "Name").(string), "autreautre")
			v := create(env, "Variant", "Name", "big chair", "Code", "2")
			set(lang(v, "fr"), "Name", "grande chaise")
			vc := CallCopy(v, nil)
			check(t, "copied with its embedded record", get(lang(vc, "fr"), "Name"), "grande chaise")
			check(t, "another embedded record", rel(vc, "Product").ID() != rel(v, "Product").ID(), true)
			CallUnlink(q)
		})
	})
}

func TestTranslatedQueries(t *testing.T) {
	eachDatabase(t, shopModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			var kinds []*Core
			for i, name := range []string{"b", "a", "c"} {
				k := create(env, "Kind", "Name", name)
				set(lang(k, "fr"), "Name", []string{"x", "y", "w"}[i])
				kinds = append(kinds, k)
			}
			for i := range 300 {
				p := create(env, "Product", "Name", string(rune('a'+i%26)), "Code", string(rune('A'+i%26)), "Kind", kinds[i%3], "Price", 1.0)
				if i%2 == 0 {
					set(lang(p, "fr"), "Name", "fr-"+string(rune('z'-i%26)))
				}
			}
			n := env.StatementCount()
			env.Flush()
			check(t, "statements of a flush", env.StatementCount()-n <= 6, true)
		})
		in(t, db, func(env Environment) {
			for _, p := range CallSearchAll(NewSet(env, "Product")).Records() {
				get(p, "Name")
				get(p, "Notes")
			}
			check(t, "plain read", env.StatementCount(), 1)
			for _, p := range lang(CallSearchAll(NewSet(env, "Product")), "fr").Records() {
				get(p, "Name")
				get(rel(p, "Kind"), "Name")
			}
			check(t, "read with a language", env.StatementCount() <= 4, true)
			n := env.StatementCount()
			for _, p := range lang(CallSearchAll(NewSet(env, "Product")), "de").Records() {
				set(p, "Name", "de-"+get(p, "Name").(string))
			}
			env.Flush()
			check(t, "written with a language", env.StatementCount()-n <= 3, true)
		})
		in(t, db, func(env Environment) {
			products := newIn(env, "Product", "fr")
			fr, en := products, NewSet(env, "Product")
			check(t, "translated value", CallSearchCount(CallSearch(fr, Where().Field("Name").Equals("fr-z"))), 12)
			check(t, "fallback", CallSearchCount(CallSearch(fr, Where().Field("Name").Equals("b"))), 12)
			check(t, "no longer", CallSearchCount(CallSearch(fr, Where().Field("Name").Equals("a"))), 0)
			check(t, "in the source", CallSearchCount(CallSearch(en, Where().Field("Name").Equals("a"))), 12)
			check(t, "contains", CallSearchCount(CallSearch(fr, Where().Field("Name").IContains("FR-"))), 150)
			check(t, "in", CallSearchCount(CallSearch(fr, Where().Field("Name").In([]string{"fr-z", "b"}))), 24)
			check(t, "no name", CallSearchCount(CallSearch(fr, Where().Field("Name").IsNull())), 0)
			check(t, "path", CallSearchCount(CallSearch(fr, Where().Field("Kind.Name").Equals("y"))), 100)
			check(t, "related", CallSearchCount(CallSearch(fr, Where().Field("KindName").Equals("y"))), 100)
			check(t, "to many", CallSearchCount(CallSearch(newIn(env, "Kind", "fr"), Where().Field("Products.Name").Equals("fr-z"))), 3)
			check(t, "by name", CallSearchByName(newIn(env, "Kind", "fr"), "Y", "", nil, 0).Len(), 1)
			order := func(l string) string {
				var b strings.Builder
				for _, k := range CallSearchAll(newIn(env, "Kind", l)).OrderBy("Name").Records() {
					b.WriteString(get(k.inSource(), "Name").(string))
				}
				return b.String()
			}
			check(t, "order", order("fr")+order("")+order("de"), "cbaabcabc")
			var sorted strings.Builder
			for _, k := range CallSearchAll(newIn(env, "Kind", "fr")).SortedByField(FieldName("Name"), true).Records() {
				sorted.WriteString(get(k, "Name").(string))
			}
			check(t, "sorted in memory", sorted.String(), "yxw")
			rows := CallSearchAll(newIn(env, "Product", "fr")).GroupBy(FieldName("Kind.Name")).Aggregates(FieldName("Price"))
			check(t, "groups", len(rows) == 3 && rows[0].Values["Kind.Name"] == "w" && rows[2].Count == 100, true)
			check(t, "records of a group", CallSearch(fr, rows[0].Condition).Len(), 100)
			found := CallSearch(fr, Where().Field("Name").Equals("fr-z"))
			check(t, "found stays found", lang(found, "").Len(), 12)
			lazy := CallSearch(fr, Where().Field("Name").Equals("fr-z"))
			check(t, "query of another language", CallSearchCount(CallSearch(en, Where().Field("ID").In(lazy))), 12)
			check(t, "narrowed", CallSearch(CallSearch(fr, Where().Field("Name").Contains("fr-")).Limit(7), Where().Field("Name").Contains("fr-")).Len(), 7)
		})
	})
}

// TestTranslationsAndRules: what a user may see does not depend on the language.
func TestTranslationsAndRules(t *testing.T) {
	eachDatabase(t, shopModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			for _, n := range []string{"open", "closed"} {
				set(lang(create(env, "Secret", "Name", n), "fr"), "Name", map[string]string{"open": "ouvert", "closed": "open?"}[n])
			}
		})
		if err := db.ExecuteInNewEnvironment(7, func(env Environment) {
			found := CallSearchAll(newIn(env, "Secret", "fr"))
			check(t, "one", found.Len(), 1)
			check(t, "name", get(found, "Name"), "ouvert")
			set(found, "Name", "libre")
			check(t, "written", get(found, "Name"), "libre")
			check(t, "and searched", CallSearch(newIn(env, "Secret", "fr"), Where().Field("Name").Contains("open")).Len(), 0)
		}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestBadTranslate: what cannot be translated is refused.
func TestBadTranslate(t *testing.T) {
	r := NewRegistry()
	upToDate(r)
	m := r.Model("Partner").DeclareModel()
	m.AddFields(fieldMap{
		"Age": IntegerField{}, "Code": CharField{Translate: true, GoType: new(string)}, "Name": CharField{Translate: true}, "Other": CharField{JSON: "name_i18n"},
		"Label": CharField{Translate: true, Compute: method(r, "Partner", "ComputeLabel", computes)},
	})
	m.Field("Age").SetTranslate(true)
	err := r.Bootstrap()
	for _, want := range []string{"Age: Translate is overridden", "Code: a field with a GoType", `"name_i18n"`, "Label: a computed field"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in:\n%v", want, err)
		}
	}
	defer func() {
		if _, ok := recover().(*UsageError); !ok {
			t.Error("no UsageError of a bad language")
		}
	}()
	(*session)(nil).languageOf(types.NewContext(map[string]any{"lang": `fr'"`}))
}
