package models

import (
	"testing"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// TestPathErrors asserts the errors of Related and Depends.
func TestPathErrors(t *testing.T) {
	// shop declares orders with lines; each case adds fields to it.
	shop := func(r *Registry) (order, line, partner *Model) {
		partner, order, line = r.Model("Partner").DeclareModel(), r.Model("Order").DeclareModel(), r.Model("Line").DeclareModel()
		partner.AddFields(fieldMap{"Name": CharField{}, "Orders": One2ManyField{RelationModel: order, ReverseFK: "Partner"}})
		order.AddFields(fieldMap{"Partner": Many2OneField{RelationModel: partner}, "Lines": One2ManyField{RelationModel: line, ReverseFK: "Order"}})
		line.AddFields(fieldMap{"Order": Many2OneField{RelationModel: order}, "Price": FloatField{}})
		for _, m := range []string{"Order", "Line", "Partner"} {
			method(r, m, "Compute", computes)
		}
		return order, line, partner
	}
	for _, tc := range []struct {
		name    string
		declare func(r *Registry)
		want    string
	}{
		{"Related", func(r *Registry) {
			order, line, partner := shop(r)
			order.AddFields(fieldMap{"A": CharField{Related: "Partner.Nam"}})                           // @A
			order.AddFields(fieldMap{"B": CharField{Related: "Partner.Name.X"}})                        // @B
			order.AddFields(fieldMap{"C": FloatField{Related: "Lines.Price"}})                          // @C
			order.AddFields(fieldMap{"D": TextField{Related: "Partner.Name"}})                          // @D
			order.AddFields(fieldMap{"E": IntegerField{Related: "F"}})                                  // @E
			order.AddFields(fieldMap{"F": IntegerField{Related: "E"}})                                  // @F
			line.AddFields(fieldMap{"G": Many2OneField{RelationModel: line, Related: "Order.Partner"}}) // @G
			partner.AddFields(fieldMap{"H": IntegerField{GoType: new(int16), JSON: "h"}})               // @H
			order.AddFields(fieldMap{"I": IntegerField{Related: "Partner.H"}})                          // @I
		}, `
@A: field Order.A: Related "Partner.Nam": model Partner has no field "Nam": did you mean Name?
@B: field Order.B: Related "Partner.Name.X": field Partner.Name is no relation: end the path at Name
@C: field Order.C: Related "Lines.Price": field Order.Lines points at several records: use a Compute method instead
@D: field Order.D: Related "Partner.Name": field Partner.Name is of kind Char, not Text: declare it as CharField
@F: field Order.F: Related "E": the field is related to itself: name another field
@G: field Line.G: Related "Order.Partner": field Order.Partner points at Partner, not Line: set RelationModel to h.Partner()
@H: field Partner.H has another GoType in the generated code: generated code is stale: run go generate
@I: field Order.I: Related "Partner.H": the values of field Partner.H are of type int16, not int64: give both the same GoType`},
		{"Depends", func(r *Registry) {
			order, _, partner := shop(r)
			order.AddFields(fieldMap{"A": FloatField{Compute: order.Method("Compute"), Depends: []string{"Lines.Pric", "Partner.Name"}}}) // @A
			order.AddFields(fieldMap{"B": FloatField{Compute: order.Method("Compute")}})
			order.Field("B").SetDepends([]string{"Lines.Price", "Lins"}) // @B
			partner.AddFields(fieldMap{"Best": Many2OneField{RelationModel: order, Compute: partner.Method("Compute")}})
			order.AddFields(fieldMap{"C": FloatField{Compute: order.Method("Compute"), Stored: true, Depends: []string{"Partner.Best.Lines"}}}) // @C
		}, `
@A: field Order.A: Depends "Lines.Pric": model Line has no field "Pric": did you mean Price?
@B: field Order.B: Depends "Lins": model Order has no field "Lins": did you mean Lines?
@C: field Order.C: Depends "Partner.Best.Lines": the path goes through field Partner.Best, which is computed and not stored: store it`},
		{"cycle", func(r *Registry) {
			order, line, _ := shop(r)
			order.AddFields(fieldMap{"Total": FloatField{Compute: order.Method("Compute"), Stored: true, Depends: []string{"Lines.Sum"}}}) // @A
			line.AddFields(fieldMap{"Sum": FloatField{Compute: line.Method("Compute"), Depends: []string{"Share"}}})                       // @B
			line.AddFields(fieldMap{"Share": FloatField{Compute: line.Method("Compute"), Depends: []string{"Order.Total"}}})               // @C
			order.AddFields(fieldMap{"Own": FloatField{Compute: order.Method("Compute"), Depends: []string{"Own"}}})                       // @D
		}, `
@C: computed fields depend on each other: Line.Share -> Order.Total -> Line.Sum -> Line.Share, see @A, see @B: remove one of the Depends, or compute these fields in one method
@D: computed fields depend on each other: Order.Own -> Order.Own: remove one of the Depends, or compute these fields in one method`},
		{"cycle over the display name", func(r *Registry) {
			order, _, _ := shop(r)
			order.AddFields(fieldMap{"Name": CharField{Compute: order.Method("Compute"), Depends: []string{"DisplayName"}}}) // @A
		}, `
@A: computed fields depend on each other: Order.Name -> Order.Name: remove one of the Depends, or compute these fields in one method`},
	} {
		t.Run(tc.name, func(t *testing.T) { assertErrors(t, tc.declare, tc.want) })
	}
}

// TestRecursion: a field may depend on the same field along the tree of the records of its model.
func TestRecursion(t *testing.T) {
	declare := func(r *Registry, depends ...string) *Model {
		m := r.Model("Category").DeclareModel()
		method(r, "Category", "Compute", computes)
		m.AddFields(fieldMap{
			"Name": CharField{}, "Parent": Many2OneField{RelationModel: m},
			"Children": One2ManyField{RelationModel: m, ReverseFK: "Parent"},
			"FullName": CharField{Compute: m.Method("Compute"), Stored: true, Depends: depends},
		})
		return m
	}
	r := bootstrapped(t, func(r *Registry) { declare(r, "Name", "Parent.FullName") })
	assertTriggers(t, field(t, r, "Category.FullName"), "Parent -> Category.FullName")
	bootstrapped(t, func(r *Registry) { declare(r, "Children.FullName") })
	assertErrors(t, func(r *Registry) {
		r.Model("Category").Field("FullName").SetDepends([]string{"Parent.FullName", "Children.FullName"}) // @A
		declare(r)
	}, `
@A: computed fields depend on each other: Category.FullName -> Category.FullName: remove one of the Depends, or compute these fields in one method`)
}

// TestStaleView asserts the errors when generated code does not fit the declarations. It may know more.
func TestStaleView(t *testing.T) {
	declare := func(r *Registry) {
		r.Model("Tag").DeclareModel()                                     // @T
		m := r.Model("Partner").DeclareModel()                            // @P
		m.AddFields(fieldMap{"Age": IntegerField{}})                      // @A
		m.AddFields(fieldMap{"Boss": Many2OneField{RelationModel: m}})    // @B
		m.AddFields(fieldMap{"RoomNo": IntegerField{GoType: new(int16)}}) // @C
		m.Method("Archive").Declare("", checks)                           // @D
	}
	tag := makeView("Tag", nil, nil)
	columns := func() Column { return nil }
	for _, tc := range []struct {
		name  string
		views []*View
		want  string
	}{
		{"none", nil, `
@T: model Tag is missing from the generated code: generated code is stale: run go generate
@P: model Partner is missing from the generated code: generated code is stale: run go generate`},
		{"empty", []*View{tag, makeView("Partner", nil, nil)}, `
@A: field Partner.Age is missing from the generated code: generated code is stale: run go generate
@B: field Partner.Boss is missing from the generated code: generated code is stale: run go generate
@C: field Partner.RoomNo is missing from the generated code: generated code is stale: run go generate
@D: method Partner.Archive is missing from the generated code: generated code is stale: run go generate`},
		{"other", []*View{tag, makeView("Partner", []ViewField{
			{Name: "Age", Kind: fieldtype.Char}, {Name: "Boss", Kind: fieldtype.Many2One, Relation: "Tag"}, {Name: "RoomNo", Kind: fieldtype.Integer},
		}, []string{"Archive"})}, `
@A: field Partner.Age is declared as Integer but the generated code has it as Char: generated code is stale: run go generate
@B: field Partner.Boss is declared to point at Partner but in the generated code it points at Tag: generated code is stale: run go generate
@C: field Partner.RoomNo has another GoType in the generated code: generated code is stale: run go generate`},
		{"more", []*View{tag, makeView("Partner", []ViewField{
			{Name: "Name", Kind: fieldtype.Char}, {Name: "Boss", Kind: fieldtype.Many2One, Relation: "Partner"},
			{Name: "Age", Kind: fieldtype.Integer}, {Name: "RoomNo", Kind: fieldtype.Integer, Column: columns},
		}, []string{"Greet", "Archive"})}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := NewRegistry()
			r.views = func(name string) *View {
				for _, v := range tc.views {
					if v.name == name {
						return v
					}
				}
				return nil
			}
			declare(r)
			if got, want := marked(t, r.Bootstrap()), trimmed(tc.want); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			if tc.name != "more" {
				return
			}
			m, _ := r.Get("Partner")
			if m.fields[BaseFieldCount] != nil || m.methods[BaseMethodCount] != nil {
				t.Error("what is not declared has a field or method")
			}
			f := field(t, r, "Partner.RoomNo")
			if m.fields[f.index] != f || f.index != BaseFieldCount+3 || f.newColumn == nil {
				t.Errorf("RoomNo is at %d", f.index)
			}
			if archive := m.methods[BaseMethodCount+1]; archive == nil || archive.Name() != "Archive" || archive.index != BaseMethodCount+1 {
				t.Error("Archive is not in its place")
			}
		})
	}
}
