package models

import "testing"

// TestRelationErrors asserts the errors of declarations that refer to other models and fields.
func TestRelationErrors(t *testing.T) {
	for _, tc := range []struct {
		name    string
		declare func(r *Registry)
		want    string
	}{
		{"unknown model", func(r *Registry) {
			r.Model("Partner").DeclareModel()
			r.Model("Thread").DeclareMixinModel()
			m := r.Model("Order").DeclareModel()
			m.AddFields(fieldMap{"A": Many2OneField{RelationModel: r.Model("Prtner")}}) // @A
			m.AddFields(fieldMap{"B": Many2OneField{}})                                 // @B
			m.AddFields(fieldMap{"C": Many2OneField{RelationModel: r.Model("Thread")}}) // @C
			m.AddFields(fieldMap{"D": Many2OneField{RelationModel: r.Model("Partner")}})
			m.Field("D").SetRelationModel(r.Model("Warehouse")) // @D
		}, `
@A: field Order.A: RelationModel is the unknown model "Prtner": did you mean Partner?
@B: field Order.B: it has no RelationModel: set it to a model, as in RelationModel: h.Partner()
@C: field Order.C: RelationModel is the mixin Thread, which has no records: name a model that has it mixed in
@D: field Order.D: RelationModel is the unknown model "Warehouse": import the module that declares it, or declare it with h.Warehouse().DeclareModel()`},
		{"ReverseFK", func(r *Registry) {
			m, line, bill := r.Model("Order").DeclareModel(), r.Model("Line").DeclareModel(), r.Model("Bill").DeclareModel()
			line.AddFields(fieldMap{
				"Order": Many2OneField{RelationModel: m}, "Note": CharField{}, "Bill": Many2OneField{RelationModel: bill},
				"Far": Many2OneField{RelationModel: bill, Related: "Bill.Next"},
			})
			bill.AddFields(fieldMap{"Next": Many2OneField{RelationModel: bill}})
			m.AddFields(fieldMap{"A": One2ManyField{RelationModel: line}})                      // @A
			m.AddFields(fieldMap{"B": One2ManyField{RelationModel: line, ReverseFK: "Ordr"}})   // @B
			m.AddFields(fieldMap{"C": One2ManyField{RelationModel: line, ReverseFK: "Note"}})   // @C
			m.AddFields(fieldMap{"D": One2ManyField{RelationModel: line, ReverseFK: "Bill"}})   // @D
			m.AddFields(fieldMap{"E": Rev2OneField{RelationModel: line, ReverseFK: "Order"}})   // @E
			bill.AddFields(fieldMap{"F": One2ManyField{RelationModel: line, ReverseFK: "Far"}}) // @F
			line.AddFields(fieldMap{"G": One2ManyField{RelationModel: bill}})                   // @G
		}, `
@A: field Order.A: it has no ReverseFK: did you mean Order?
@B: field Order.B: ReverseFK "Ordr": model Line has no such field: did you mean Order?
@C: field Order.C: ReverseFK "Note": field Line.Note is of kind Char, not Many2One: did you mean Order?
@D: field Order.D: ReverseFK "Bill": field Line.Bill points at Bill, not Order: did you mean Order?
@E: field Order.E: ReverseFK "Order": field Line.Order is of kind Many2One, not One2One: add a One2One field to Line that points at Order, and name it
@F: field Bill.F: ReverseFK "Far": field Line.Far is not stored: set Stored on Line.Far
@G: field Line.G: it has no ReverseFK: add a Many2One field to Bill that points at Line, and name it`},
		{"ambiguous many2many", func(r *Registry) {
			m, tag := r.Model("Course").DeclareModel(), r.Model("Tag").DeclareModel()
			m.AddFields(fieldMap{"A": Many2ManyField{RelationModel: tag}})                          // @A
			m.AddFields(fieldMap{"B": Many2ManyField{RelationModel: tag}})                          // @B
			m.AddFields(fieldMap{"C": Many2ManyField{RelationModel: m}})                            // @C
			tag.AddFields(fieldMap{"D": Many2ManyField{RelationModel: m, M2MLinkModelName: "Fav"}}) // @D
			tag.AddFields(fieldMap{"E": Many2ManyField{RelationModel: m, M2MLinkModelName: "Fav"}}) // @E
			tag.AddFields(fieldMap{"F": Many2ManyField{RelationModel: tag, M2MOurField: "Parent"}}) // @F
		}, `
@B: field Course.B: ambiguous many2many: field Course.A also links Course to Tag by the table "course_tag_rel", see @A: set M2MLinkModelName of both to different names
@C: field Course.C: ambiguous many2many: it points at its own model and needs different M2MOurField and M2MTheirField: set both, as in M2MOurField: "Parent", M2MTheirField: "Child"
@E: field Tag.E: ambiguous many2many: field Tag.D also links Tag to Course by the table "fav", see @D: give one of them another M2MLinkModelName
@F: field Tag.F: ambiguous many2many: it points at its own model and needs different M2MOurField and M2MTheirField: set both, as in M2MOurField: "Parent", M2MTheirField: "Child"`},
		{"link tables", func(r *Registry) {
			m, tag, link := r.Model("Course").DeclareModel(), r.Model("Tag").DeclareModel(), r.Model("Link").DeclareModel()
			link.AddFields(fieldMap{"Course": Many2OneField{RelationModel: m}, "Other": Many2OneField{RelationModel: m}, "Note": CharField{}})
			m.AddFields(fieldMap{"A": Many2ManyField{RelationModel: tag}})
			m.AddFields(fieldMap{"D": Many2ManyField{RelationModel: tag, M2MLinkModelName: "Link"}})                   // @D
			link.AddFields(fieldMap{"F": Many2ManyField{RelationModel: tag, M2MLinkModelName: "course_tag_rel"}})      // @F
			m.AddFields(fieldMap{"G": Many2ManyField{RelationModel: link, M2MLinkModelName: "X", M2MOurField: "U"}})   // @G
			link.AddFields(fieldMap{"H": Many2ManyField{RelationModel: m, M2MLinkModelName: "X", M2MTheirField: "V"}}) // @H
			link.AddFields(fieldMap{"I": Many2ManyField{RelationModel: tag, M2MLinkModelName: "tag"}})                 // @I
		}, `
@D: field Course.D: ambiguous many2many: intermediate model Link has several Many2One fields that point at Course: set M2MOurField
@F: field Link.F: its link table "course_tag_rel" is also that of field Course.A, which links other models: set M2MLinkModelName of one of them to another name
@H: field Link.H: it links by link_id and v_id, but the other end, field Course.G, by link_id and u_id: give both ends the same two fields, with M2MOurField of one as M2MTheirField of the other
@I: field Link.I: its link table "tag" is the table of model Tag: set M2MLinkModelName to "Tag" to use that model, or to another name`},
		{"intermediate models", func(r *Registry) {
			m, tag, link := r.Model("Course").DeclareModel(), r.Model("Tag").DeclareModel(), r.Model("Link").DeclareModel()
			r.Model("Wizard").DeclareTransientModel()
			link.AddFields(fieldMap{"Course": Many2OneField{RelationModel: m}, "Note": CharField{}})
			m.AddFields(fieldMap{"A": Many2ManyField{RelationModel: tag, M2MLinkModelName: "Link"}})   // @A
			m.AddFields(fieldMap{"B": Many2ManyField{RelationModel: tag, M2MLinkModelName: "Wizard"}}) // @B
		}, `
@A: field Course.A: intermediate model Link has no Many2One field that points at Tag: add one to Link
@B: field Course.B: M2MLinkModelName names Wizard, which cannot keep links: name a regular model
@B: field Course.B: intermediate model Wizard has no Many2One field that points at Course: add one to Wizard`},
		{"fields of intermediate models", func(r *Registry) {
			m, tag, link := r.Model("Course").DeclareModel(), r.Model("Tag").DeclareModel(), r.Model("Link").DeclareModel()
			link.AddFields(fieldMap{"Course": Many2OneField{RelationModel: m}, "Tag": Many2OneField{RelationModel: tag}})
			m.AddFields(fieldMap{"A": Many2ManyField{RelationModel: tag, M2MLinkModelName: "Link", M2MOurField: "Curse"}}) // @A
			other := r.Model("Other").DeclareModel()
			link2 := r.Model("LinkTwo").DeclareModel()
			link2.AddFields(fieldMap{"Tag": Many2OneField{RelationModel: tag}})
			other.AddFields(fieldMap{"B": Many2ManyField{RelationModel: tag, M2MLinkModelName: "LinkTwo", M2MOurField: "Tag"}}) // @B
		}, `
@A: field Course.A: M2MOurField "Curse": model Link has no such field: name a Many2One field of Link that points at Course
@B: field Other.B: M2MOurField "Tag": field LinkTwo.Tag is no stored Many2One that points at Other: name a Many2One field of LinkTwo that points at Other`},
		{"mixins", func(r *Registry) {
			a, b, c := r.Model("MixA").DeclareMixinModel(), r.Model("MixB").DeclareMixinModel(), r.Model("Partner").DeclareModel() // @C
			a.InheritModel(b)                                                                                                      // @A
			b.InheritModel(a)                                                                                                      // @B
			c.InheritModel(r.Model("MixC"))                                                                                        // @D
			c.InheritModel(c)                                                                                                      // @E
		}, `
@A: mixins inherit each other: MixA -> MixB -> MixA: remove one of the InheritModel
@D: model Partner inherits unknown model "MixC": did you mean MixA?
@E: model Partner inherits Partner, which is no mixin, see @C: declare Partner with DeclareMixinModel, or embed it with a Many2One field`},
		{"a mixin's error is told once", func(r *Registry) {
			mixin := r.Model("Mail").DeclareMixinModel()
			mixin.AddFields(fieldMap{"Subject": CharField{Related: "Topic"}})                    // @A
			mixin.AddFields(fieldMap{"Author": Many2OneField{RelationModel: r.Model("Nobody")}}) // @B
			mixin.Method("Bad").Declare("", checks)
			mixin.AddFields(fieldMap{"Total": FloatField{Compute: mixin.Method("Bad")}}) // @C
			mixin.Method("Check").Declare("", checks)                                    // @D
			mixin.Method("Check").ExtendWith("", computes)                               // @E
			mixin.SetDefaultOrder("Nothing")                                             // @F
			for _, name := range []string{"Order", "Partner", "Product"} {
				r.Model(name).DeclareModel().InheritModel(mixin)
			}
		}, `
@A: field Mail.Subject: Related "Topic": model Order has no field "Topic": name a field of Order
@B: field Mail.Author: RelationModel is the unknown model "Nobody": import the module that declares it, or declare it with h.Nobody().DeclareModel()
@C: field Mail.Total: Compute method Bad is func(m.MailSet): change it to func(m.MailSet) m.MailData
@E: method Mail.Check is extended with func(m.MailSet) m.MailData but is declared with func(m.MailSet), see @D: give the layer the signature of the method
@F: model Order: default order "Nothing": model Order has no field "Nothing": name a field of Order
@F: model Partner: default order "Nothing": model Partner has no field "Nothing": name a field of Partner
@F: model Product: default order "Nothing": model Product has no field "Nothing": name a field of Product`},
		{"embeds", func(r *Registry) {
			a, b := r.Model("A").DeclareModel(), r.Model("B").DeclareModel()
			a.AddFields(fieldMap{"B": Many2OneField{RelationModel: b, Embed: true}}) // @A
			b.AddFields(fieldMap{"A": Many2OneField{RelationModel: a, Embed: true}}) // @B
		}, `
@A: models embed each other: A -> B -> A: remove Embed from one of the fields`},
	} {
		t.Run(tc.name, func(t *testing.T) { assertErrors(t, tc.declare, tc.want) })
	}
}
