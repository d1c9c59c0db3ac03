package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/operator"
	"github.com/hexgen/hexgen/q"
	"hexgen.test/suite/trace"
)

// Base methods are methods with layers too. Diary has a layer in sale on each, and on some in base and crm.
func TestLayersOfBaseMethods(t *testing.T) {
	type set = m.DiarySet
	for _, tt := range []struct {
		name string
		call func(t *testing.T, rs set)
		want []string
	}{
		{"Create of a set", func(t *testing.T, rs set) {
			equal(t, "name", rs.Create(h.Diary().NewData().SetName("new")).Name(), "new")
		}, []string{"crm.Create", "sale.Create"}},
		{"Create of the model", func(t *testing.T, rs set) {
			equal(t, "name", h.Diary().Create(rs.Env(), h.Diary().NewData().SetName("new")).Name(), "new")
		}, []string{"crm.Create", "sale.Create"}},
		{"CreateMulti, a call of Create each", func(t *testing.T, rs set) {
			equal(t, "names", namesOf(rs.CreateMulti([]m.DiaryData{
				h.Diary().NewData().SetName("one"), h.Diary().NewData().SetName("two"),
			}).Records()), "one,two")
		}, []string{"crm.Create", "sale.Create", "crm.Create", "sale.Create"}},
		{"Write", func(t *testing.T, rs set) {
			equal(t, "result", rs.Write(h.Diary().NewData().SetName("new")), true)
			equal(t, "what the layer of base adds", rs.Writes(), 1)
		}, []string{"crm.Write", "sale.Write", "base.Write"}},
		{"a setter is a Write", func(t *testing.T, rs set) {
			rs.SetName("new")
			equal(t, "what the layer of base adds", rs.Writes(), 1)
		}, []string{"crm.Write", "sale.Write", "base.Write"}},
		{"Unlink", func(t *testing.T, rs set) {
			equal(t, "result", rs.Unlink(), true)
		}, []string{"sale.Unlink"}},
		{"Load", func(t *testing.T, rs set) { rs.Load("Name") }, []string{"sale.Load"}},
		{"Read", func(t *testing.T, rs set) {
			equal(t, "rows", len(rs.Read([]string{"Name"})), 1)
		}, []string{"sale.Read"}},
		{"Search of a set", func(t *testing.T, rs set) {
			equal(t, "found", rs.Search(q.Diary().Name().Equals("diary")).Len(), 1)
		}, []string{"sale.Search"}},
		{"Search of the model", func(t *testing.T, rs set) {
			equal(t, "found", h.Diary().Search(rs.Env(), q.Diary().Name().Equals("diary")).Len(), 1)
		}, []string{"sale.Search"}},
		{"SearchCount", func(t *testing.T, rs set) { equal(t, "count", rs.SearchCount(), 1) }, []string{"sale.SearchCount"}},
		{"SearchByName", func(t *testing.T, rs set) {
			equal(t, "found", h.Diary().NewSet(rs.Env()).SearchByName("dia", operator.IContains, nil, 0).Len(), 1)
		}, []string{"sale.SearchByName"}},
		{"Copy", func(t *testing.T, rs set) {
			equal(t, "name", rs.Copy(h.Diary().NewData().SetBody("b")).Name(), "diary")
		}, []string{"sale.Copy", "crm.Create", "sale.Create"}},
		{"NameGet", func(t *testing.T, rs set) { equal(t, "name", rs.NameGet(), "Diary diary") }, []string{"sale.NameGet"}},
		{"DisplayName is NameGet", func(t *testing.T, rs set) {
			equal(t, "name", rs.DisplayName(), "Diary diary")
		}, []string{"sale.NameGet"}},
		{"DefaultGet", func(t *testing.T, rs set) {
			equal(t, "body", rs.DefaultGet().Body(), "Dear diary")
		}, []string{"sale.DefaultGet"}},
		{"Browse", func(t *testing.T, rs set) {
			equal(t, "found", h.Diary().NewSet(rs.Env()).Browse(rs.Ids()).Len(), 1)
		}, []string{"sale.Browse"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				log := new(trace.Log)
				rs := h.Diary().Create(env, h.Diary().NewData().SetName("diary")).WithContext(trace.Key, log)
				env.Flush()
				tt.call(t, rs)
				events := make([]string, 0)
				for _, e := range log.Take() { // a call may rest on others, but not on those of the table
					if wanted(tt.want, e) {
						events = append(events, e)
					}
				}
				same(t, tt.name, events, tt.want)
			})
		})
	}
}

// wanted tells whether one of the layers has the name.
func wanted(layers []string, name string) bool {
	for _, l := range layers {
		if l == name {
			return true
		}
	}
	return false
}

// A layer may change what it passes on.
func TestLayersChangeData(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		diary := h.Diary().Create(env, h.Diary().NewData().SetName("diary"))
		data := h.Diary().NewData().SetName("new")
		diary.Write(data)
		equal(t, "the data of the caller", data.Has(h.Diary().Fields().Writes()), false)
		diary.SetBody("text")
		diary.Write(h.Diary().NewData().SetWrites(10))
		diary.SetName("newer")
		equal(t, "writes", diary.Writes(), 11)
		product := h.Product().Create(env, h.Product().NewData().SetName("Saw"))
		equal(t, "a layer of Create in a mixin", product.Code(), "NEW")
	})
}

// NameGet shows the field Name unless a layer says otherwise.
func TestNameGet(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		holder := newPartners(env, "Ann")
		passport := h.Passport().Create(env, h.Passport().NewData().SetNumber("P1").SetHolder(holder))
		equal(t, "an extended NameGet", passport.NameGet(), "P1 of Ann")
		equal(t, "DisplayName", passport.DisplayName(), "P1 of Ann")
		equal(t, "the field Name", holder.NameGet(), "Ann")
		session := h.Session().Create(env, h.Session().NewData().SetCourse(
			h.Course().Create(env, h.Course().NewData().SetName("Go").SetLimitDate(models.Now()))))
		if session.NameGet() == "" {
			t.Error("a model without a field Name has no NameGet")
		}
		holder.SetName("Bob")
		equal(t, "DisplayName follows", holder.DisplayName(), "Bob")
	})
}
