package models

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// trimmed returns the text of a multi-line literal.
func trimmed(s string) string { return strings.TrimSpace(s) }

// labels returns the names of fields with their models.
func labels(fields []*Field) []string {
	res := []string{}
	for _, f := range fields {
		res = append(res, f.model.name+"."+f.name)
	}
	return res
}

// assertTriggers compares the triggers of a field with texts such as "Lines -> Order.Total".
func assertTriggers(t *testing.T, f *Field, want ...string) {
	t.Helper()
	var got []string
	for _, trigger := range f.triggers {
		names := make([]string, len(trigger.path))
		for i, step := range trigger.path {
			names[i] = step.name
		}
		got = append(got, strings.TrimSpace(strings.Join(names, ".")+" -> "+trigger.target.model.name+"."+trigger.target.name))
	}
	if !slices.Equal(got, want) {
		t.Errorf("triggers of %s.%s:\ngot  %q\nwant %q", f.model.name, f.name, got, want)
	}
}

func assertEqual(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestBaseFieldsAndNames(t *testing.T) {
	r := bootstrapped(t, func(r *Registry) {
		m := r.Model("SaleOrder").DeclareModel()
		m.AddFields(fieldMap{
			"Room No": IntegerField{GoType: nil}, "LimitDate": DateField{}, "Partner": Many2OneField{RelationModel: m},
			"Picture": BinaryField{}, "Tags": Many2ManyField{RelationModel: r.Model("Tag").DeclareModel()}, "Code": CharField{JSON: "ref"},
		})
		r.Model("Tag").SetTableName("labels")
	})
	m, _ := r.Get("SaleOrder")
	tag, _ := r.Get("Tag")
	assertEqual(t, "table", m.TableName(), "sale_order")
	assertEqual(t, "table", tag.TableName(), "labels")
	assertEqual(t, "fields", m.FieldNames(), []string{"ID", "CreateDate", "CreateUID", "WriteDate", "WriteUID", "LastUpdate",
		"DisplayName", "Code", "LimitDate", "Partner", "Picture", "RoomNo", "Tags"})
	var columns []string
	for _, f := range m.stored {
		columns = append(columns, f.column)
	}
	assertEqual(t, "columns", columns, []string{"id", "create_date", "create_uid", "write_date", "write_uid", "ref", "limit_date",
		"partner_id", "picture", "room_no"})
	assertEqual(t, "light", m.light, []int{FieldCreateDate, FieldCreateUID, FieldWriteDate, FieldWriteUID, BaseFieldCount,
		BaseFieldCount + 1, BaseFieldCount + 2, BaseFieldCount + 4})
	assertEqual(t, "label", field(t, r, "SaleOrder.RoomNo").params.String, "Room No")
	assertEqual(t, "label", field(t, r, "SaleOrder.LimitDate").params.String, "Limit Date")
	assertEqual(t, "by JSON name", field(t, r, "SaleOrder.partner_id").Name(), "Partner")
	assertEqual(t, "many2many", field(t, r, "SaleOrder.Tags").JSON(), "tags_ids")
	assertEqual(t, "default order", labels(m.order[0].path), []string{"SaleOrder.ID"})
	for i := range baseFieldNames {
		assertEqual(t, "index", m.fields[i].index, i)
		assertEqual(t, "name", m.fields[i].name, baseFieldNames[i])
	}
	if m.nameField != nil || m.parentField != nil {
		t.Error("a model without Name and Parent has them")
	}
}

// TestOverrides is the example of seed 004, section 4.2.1, with the override before the declaration as well.
func TestOverrides(t *testing.T) {
	r := bootstrapped(t, func(r *Registry) {
		m := r.Model("Course").DeclareModel()
		m.Field("State").SetSelection(types.Selection{"a": "A"})
		m.AddFields(fieldMap{
			"Name":  CharField{String: "Name", Help: "This is the name of the course", Required: true},
			"State": SelectionField{Selection: types.Selection{"x": "X"}},
			"Boss":  Many2OneField{RelationModel: m, Required: true},
			"Heir":  Many2OneField{RelationModel: m, OnDelete: Cascade},
		})
		got := m.Field("Name").SetString("MyNewName").SetHelp("This is the new name of the course")
		if got != m.Field("Name") {
			t.Error("a setter does not return the field")
		}
		m.Field("State").UpdateSelection(types.Selection{"b": "B"})
	})
	name := field(t, r, "Course.Name").params
	assertEqual(t, "String", name.String, "MyNewName")
	assertEqual(t, "Help", name.Help, "This is the new name of the course")
	assertEqual(t, "Required", name.Required, true)
	assertEqual(t, "Selection", field(t, r, "Course.State").params.Selection, types.Selection{"a": "A", "b": "B"})
	assertEqual(t, "OnDelete of a required key", field(t, r, "Course.Boss").params.OnDelete, Restrict)
	assertEqual(t, "OnDelete", field(t, r, "Course.Heir").params.OnDelete, Cascade)
	m, _ := r.Get("Course")
	assertEqual(t, "referencedBy", labels(m.referencedBy), []string{"Course.Boss", "Course.Heir"})
	assertEqual(t, "nameField", m.nameField.name, "Name")
}

func TestMixins(t *testing.T) {
	layer := func(doc string) (string, any) { return doc, checks }
	r := bootstrapped(t, func(r *Registry) {
		// Partner is declared first: what is added to its mixins later counts all the same.
		partner := r.Model("Partner").DeclareModel()
		partner.InheritModel(r.Model("Archivable"))
		partner.InheritModel(r.Model("Traced"))
		partner.AddFields(fieldMap{"Name": CharField{Help: "own"}})
		partner.Method("Log").ExtendWith(layer("partner"))
		partner.Field("Active").SetHelp("of a partner")

		base := r.Model("Logged").DeclareMixinModel()
		base.Method("Log").Declare(layer("logged"))
		base.AddFields(fieldMap{"Level": IntegerField{Help: "logged"}})
		archivable := r.Model("Archivable").DeclareMixinModel()
		archivable.InheritModel(base)
		archivable.AddFields(fieldMap{"Active": BooleanField{Help: "mixin"}, "Name": CharField{Help: "archivable"}, "Note": CharField{Help: "archivable"}})
		archivable.Method("Log").ExtendWith(layer("archivable"))
		archivable.AddSQLConstraint("active", "CHECK (active)", "inactive")
		archivable.AddSQLConstraint("level", "CHECK (level > 0)", "level")
		partner.RemoveSQLConstraint("level")
		traced := r.Model("Traced").DeclareMixinModel()
		traced.InheritModel(base)
		traced.AddFields(fieldMap{"Note": CharField{Help: "traced"}})
		traced.Method("Log").ExtendWith(layer("traced"))
		traced.Method("Log").ExtendWith(layer("traced again"))
		traced.Field("Level").SetHelp("traced level")
		traced.Method("Create").ExtendWith("", func(*Core, *Data) *Core { return nil })
		partner.Method("Create").AllowGroup(security.GroupEveryone, partner.Method("Log"))
	})
	m, _ := r.Get("Partner")
	var mixins []string
	for _, mixin := range m.mixins {
		mixins = append(mixins, mixin.name)
	}
	assertEqual(t, "mixins", mixins, []string{"Traced", "Archivable", "Logged"})
	var layers []string
	for _, l := range m.Method("Log").layers {
		layers = append(layers, l.doc)
	}
	assertEqual(t, "layers", layers, []string{"partner", "traced again", "traced", "archivable", "logged"})
	assertEqual(t, "doc", m.Method("Log").Doc(), "logged\n\narchivable\n\ntraced\n\ntraced again\n\npartner")
	for name, help := range map[string]string{"Name": "own", "Active": "of a partner", "Note": "traced", "Level": "traced level"} {
		assertEqual(t, name, field(t, r, "Partner."+name).params.Help, help)
	}
	assertEqual(t, "the mixin's own field", field(t, r, "Archivable.Active").params.Help, "mixin")
	if !m.methods[MethodCreate].extended || m.methods[MethodWrite].extended || len(m.methods[MethodCreate].layers) != 1 {
		t.Error("Create of the mixin does not extend that of the model")
	}
	assertEqual(t, "rights", len(m.methods[MethodCreate].grants), 1)
	assertEqual(t, "constraints", len(m.sqlConstraints), 1)
	assertEqual(t, "name of a constraint", m.sqlConstraints[0].dbName, "active_partner_mancon")

	archivable, _ := r.Get("Archivable")
	for name, i := range archivable.view.fieldIdx {
		assertEqual(t, "fieldOf "+name, m.fields[m.fieldOf[archivable.view][i]].name, name)
	}
	for name, i := range archivable.view.methodIdx {
		assertEqual(t, "methodOf "+name, m.methods[m.methodOf[archivable.view][i]].name, name)
	}
}

func TestEmbed(t *testing.T) {
	r := bootstrapped(t, func(r *Registry) {
		address, partner, user := r.Model("Address").DeclareModel(), r.Model("Partner").DeclareModel(), r.Model("User").DeclareModel()
		address.AddFields(fieldMap{"City": CharField{Required: true, Size: 20}, "Note": CharField{}})
		partner.AddFields(fieldMap{"Home": Many2OneField{RelationModel: address, Embed: true}, "Name": CharField{Unique: true},
			"Tags": Many2ManyField{RelationModel: r.Model("Tag").DeclareModel()}, "Note": CharField{}})
		user.AddFields(fieldMap{"Partner": Many2OneField{RelationModel: partner, Embed: true, Required: true}, "Login": CharField{}})
		user.Field("City").SetHelp("of the user")
	})
	user, _ := r.Get("User")
	assertEqual(t, "fields", user.FieldNames()[BaseFieldCount:], []string{"Login", "Partner", "Home", "Name", "Note", "Tags", "City"})
	assertEqual(t, "embeds", labels(user.embeds), []string{"User.Partner"})
	city := field(t, r, "User.City")
	assertEqual(t, "related", labels(city.related), []string{"User.Partner", "Partner.City"})
	assertEqual(t, "of Partner", labels(field(t, r, "Partner.City").related), []string{"Partner.Home", "Address.City"})
	if !city.embedded || city.isStored() || city.params.Required || city.params.Size != 20 || city.params.Help != "of the user" {
		t.Errorf("User.City is %+v", city.params)
	}
	if field(t, r, "Partner.Note").embedded || field(t, r, "User.Name").params.Unique {
		t.Error("an own field is replaced, or an embedded one is unique in the embedding table")
	}
	if f := field(t, r, "User.Tags"); f.link != nil || f.relation.name != "Tag" || len(f.related) != 2 {
		t.Error("an embedded many2many has links of its own")
	}
	assertEqual(t, "user's keys", labels(user.fields[FieldID].model.stored)[5:], []string{"User.Login", "User.Partner"})
}

func TestRelations(t *testing.T) {
	r := bootstrapped(t, func(r *Registry) {
		order, line, tag, profile, user := r.Model("Order").DeclareModel(), r.Model("Line").DeclareModel(), r.Model("Tag").DeclareModel(),
			r.Model("Profile").DeclareModel(), r.Model("User").DeclareModel()
		line.AddFields(fieldMap{"Order": Many2OneField{RelationModel: order}})
		profile.AddFields(fieldMap{"User": One2OneField{RelationModel: user}})
		user.AddFields(fieldMap{"Profile": Rev2OneField{RelationModel: profile, ReverseFK: "User"}})
		order.AddFields(fieldMap{
			"Lines": One2ManyField{RelationModel: line, ReverseFK: "Order"},
			"Tags":  Many2ManyField{RelationModel: tag},
			"Fans":  Many2ManyField{RelationModel: user, M2MLinkModelName: "Fan", M2MTheirField: "Admirer"},
			"Users": Many2ManyField{RelationModel: user, M2MLinkModelName: "Access"},
			"Next":  Many2ManyField{RelationModel: order, M2MOurField: "Before", M2MTheirField: "After"},
			"Prev":  Many2ManyField{RelationModel: order, M2MOurField: "After", M2MTheirField: "Before"},
		})
		tag.AddFields(fieldMap{"Orders": Many2ManyField{RelationModel: order}})
		user.AddFields(fieldMap{"Favourites": Many2ManyField{RelationModel: order, M2MLinkModelName: "Fan"}})
		access := r.Model("Access").DeclareModel()
		access.AddFields(fieldMap{"TheOrder": Many2OneField{RelationModel: order}, "User": Many2OneField{RelationModel: user}})
	})
	lines, fk := field(t, r, "Order.Lines"), field(t, r, "Line.Order")
	if lines.reverse != fk || !slices.Equal(fk.reverseOf, []*Field{lines}) {
		t.Error("Order.Lines is not the reverse of Line.Order")
	}
	if p, u := field(t, r, "User.Profile"), field(t, r, "Profile.User"); p.reverse != u || u.reverseOf[0] != p || !u.params.Unique {
		t.Error("User.Profile is not the reverse of Profile.User")
	}
	for _, tc := range []struct{ field, table, ours, theirs, twin string }{
		{"Order.Tags", "order_tag_rel", "order_id", "tag_id", "Tag.Orders"},
		{"Tag.Orders", "order_tag_rel", "tag_id", "order_id", "Order.Tags"},
		{"Order.Fans", "fan", "order_id", "admirer_id", "User.Favourites"},
		{"User.Favourites", "fan", "admirer_id", "order_id", "Order.Fans"},
		{"Order.Next", "order_order_rel", "before_id", "after_id", "Order.Prev"},
		{"Order.Prev", "order_order_rel", "after_id", "before_id", "Order.Next"},
		{"Order.Users", "access", "the_order_id", "user_id", ""},
	} {
		f := field(t, r, tc.field)
		twin := ""
		if f.twin != nil {
			twin = f.twin.label()
		}
		assertEqual(t, tc.field, []string{f.link.name, f.link.ourColumn, f.link.theirColumn, twin}, []string{tc.table, tc.ours, tc.theirs, tc.twin})
	}
	assertEqual(t, "link tables", labels(r.links), []string{"Order.Fans", "Order.Next", "Order.Tags"})
	if m := field(t, r, "Order.Users").link.model; m == nil || m.name != "Access" {
		t.Error("Order.Users has no intermediate model")
	}
}

func TestTriggers(t *testing.T) {
	r := bootstrapped(t, func(r *Registry) {
		order, line, partner, tag := r.Model("Order").DeclareModel(), r.Model("Line").DeclareModel(), r.Model("Partner").DeclareModel(), r.Model("Tag").DeclareModel()
		for _, m := range []string{"Order", "Line", "Partner"} {
			method(r, m, "Compute", computes)
		}
		partner.AddFields(fieldMap{"Name": CharField{}, "Tags": Many2ManyField{RelationModel: tag},
			"Revenue": FloatField{Compute: partner.Method("Compute"), Stored: true, Depends: []string{"Orders.Total", "Tags.Name"}},
			"Orders":  One2ManyField{RelationModel: order, ReverseFK: "Partner"}})
		tag.AddFields(fieldMap{"Name": CharField{}})
		order.AddFields(fieldMap{"Partner": Many2OneField{RelationModel: partner},
			"PartnerName": CharField{Related: "Partner.Name", Stored: true}, "Title": CharField{Related: "Partner.Name"},
			"Lines":   One2ManyField{RelationModel: line, ReverseFK: "Order"},
			"Total":   FloatField{Compute: order.Method("Compute"), Stored: true, Depends: []string{"Lines.Price"}},
			"Caption": CharField{Compute: order.Method("Compute"), Depends: []string{"Title", "Partner.DisplayName", "LastUpdate"}}})
		line.AddFields(fieldMap{"Order": Many2OneField{RelationModel: order}, "Price": FloatField{}})
	})
	for label, want := range map[string][]string{
		"Line.Price":        {"Lines -> Order.Total"},
		"Line.Order":        {"Lines -> Order.Total"},
		"Order.Lines":       {"-> Order.Total"},
		"Order.Total":       {"Orders -> Partner.Revenue"},
		"Order.Partner":     {"-> Order.Caption", "-> Order.PartnerName", "Orders -> Partner.Revenue"},
		"Partner.Orders":    {"-> Partner.Revenue"},
		"Partner.Name":      {"Partner -> Order.Caption", "Partner -> Order.PartnerName"},
		"Partner.Tags":      {"-> Partner.Revenue"},
		"Tag.Name":          {"Tags -> Partner.Revenue"},
		"Order.WriteDate":   {"-> Order.Caption"},
		"Order.Title":       nil,
		"Order.DisplayName": nil,
	} {
		assertTriggers(t, field(t, r, label), want...)
	}
}

func TestFieldMethods(t *testing.T) {
	r := bootstrapped(t, func(r *Registry) {
		mixin, m := r.Model("Mixin").DeclareMixinModel(), r.Model("Order").DeclareModel()
		m.InheritModel(mixin)
		method(r, "Mixin", "Compute", computes)
		method(r, "Mixin", "Check", checks)
		method(r, "Order", "SetTotal", func(*Core, float64) {})
		method(r, "Order", "SetNext", func(*Core, *Core) {})
		method(r, "Order", "SetRoom", func(*Core, int16) {})
		mixin.AddFields(fieldMap{"A": CharField{Constraint: mixin.Method("Check")}})
		m.AddFields(fieldMap{
			"B":    DateField{Constraint: mixin.Method("Check"), OnChange: m.Method("Compute")},
			"Next": Many2OneField{RelationModel: m, Compute: m.Method("Compute"), Inverse: m.Method("SetNext")},
			"Sum":  FloatField{Compute: m.Method("Compute"), Inverse: m.Method("SetTotal")},
		})
	})
	m, _ := r.Get("Order")
	assertEqual(t, "constraint methods", len(m.constraintMethods), 1)
	if f := field(t, r, "Order.Sum"); f.compute != m.Method("Compute") || f.inverse != m.Method("SetTotal") || f.isStored() {
		t.Error("Sum does not have its methods")
	}
	if field(t, r, "Order.A").check != m.Method("Check") || field(t, r, "Order.B").onChange == nil {
		t.Error("methods of a mixin are not those of the model")
	}
}

func TestManualModelAndRules(t *testing.T) {
	rule := &RecordRule{Name: "own", Global: true}
	r := bootstrapped(t, func(r *Registry) {
		m := r.Model("Report").DeclareManualModel()
		m.AddFields(fieldMap{"CreateDate": DateTimeField{}, "Total": FloatField{}})
		m.AddRecordRule(&RecordRule{Name: "gone"})
		m.AddRecordRule(rule)
		m.RemoveRecordRule("gone")
	})
	m, _ := r.Get("Report")
	assertEqual(t, "fields", m.FieldNames(), []string{"ID", "CreateDate", "DisplayName", "Total"})
	assertEqual(t, "rules", m.recordRules, []*RecordRule{rule})
	if m.fields[FieldWriteDate] != nil || !m.IsManual() {
		t.Error("a manual model has a field that it does not declare")
	}
}

func TestRegistryIsDeterministic(t *testing.T) {
	describe := func() string {
		r := bootstrapped(t, func(r *Registry) {
			for i := range 20 {
				m := r.Model(fmt.Sprintf("Model%c", 'A'+i)).DeclareModel()
				fields := fieldMap{}
				for j := range 20 {
					fields[fmt.Sprintf("Field%c", 'A'+j)] = Many2OneField{RelationModel: r.Model(fmt.Sprintf("Model%c", 'A'+j))}
				}
				m.AddFields(fields)
			}
		})
		var b strings.Builder
		for _, m := range r.Models() {
			fmt.Fprintln(&b, m.name, labels(m.stored), labels(m.referencedBy))
		}
		return b.String()
	}
	if first := describe(); first != describe() {
		t.Error("two runs differ")
	}
}
