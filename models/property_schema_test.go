package models

import (
	"slices"
	"strings"
)

// The property test compares the runtime with a naive model of it. This file is the schema of both: declared to the
// runtime by declarePropModels, and interpreted by the reference (property_reference_test.go). The formulas of computed
// fields are written once, for both kinds of records.

// propRec is a record of the runtime or of the reference.
type propRec interface {
	text(field string) string
	num(field string) int64
	all(field string) []propRec
	key() any
}

// Kinds of propField.
const (
	pText = iota
	pNum
	pOne    // many2one
	pOne2   // one2one
	pMany   // one2many
	pRev    // rev2one
	pLinks  // many2many
	pTarget // related, of the kind of its target
)

type propField struct {
	name     string
	kind     int
	model    string // that a relation points at
	reverse  string // of pMany and pRev: the foreign key; of pLinks: the field at the other end
	onDelete OnDeleteAction
	required bool
	unique   bool
	embed    bool
	stored   bool
	related  string
	depends  []string
	compute  func(propRec) any
	inverse  string // the field that the inverse method sets
	check    bool   // the constraint method refuses negative values
}

type propModel struct {
	name   string
	order  []string // the default order
	fields []propField
}

func sum(recs []propRec, field string) int64 {
	n := int64(0)
	for _, r := range recs {
		n += r.num(field)
	}
	return n
}

// walk returns the records at the end of a path of relations, each once.
func walkRecs(r propRec, path ...string) []propRec {
	recs := []propRec{r}
	for _, step := range path {
		var next []propRec
		for _, r := range recs {
			for _, x := range r.all(step) {
				if !slices.ContainsFunc(next, func(o propRec) bool { return o.key() == x.key() }) {
					next = append(next, x)
				}
			}
		}
		recs = next
	}
	return recs
}

func joinTexts(recs []propRec, field string) string {
	var parts []string
	for _, r := range recs {
		parts = append(parts, r.text(field))
	}
	slices.Sort(parts)
	return strings.Join(parts, ",")
}

var propSchema = []propModel{
	{name: "Country", fields: []propField{
		{name: "Name", kind: pText},
		{name: "Code", kind: pText, unique: true},
		{name: "Capital", kind: pOne, model: "Partner"}, // a cycle of tables
		{name: "Partners", kind: pMany, model: "Partner", reverse: "Country"},
		{name: "Headcount", kind: pNum, stored: true, depends: []string{"Partners.Age"},
			compute: func(r propRec) any { return sum(r.all("Partners"), "Age") }},
	}},
	{name: "Team", fields: []propField{
		{name: "Name", kind: pText},
		{name: "Leader", kind: pOne, model: "Partner", required: true, onDelete: Cascade}, // a cycle with a required key
		{name: "Members", kind: pMany, model: "Partner", reverse: "Team"},
		{name: "Size", kind: pNum, stored: true, depends: []string{"Members"},
			compute: func(r propRec) any { return int64(len(r.all("Members"))) }},
		{name: "LeaderCountry", kind: pTarget, related: "Leader.Country", stored: true},
	}},
	{name: "Partner", fields: []propField{
		{name: "Name", kind: pText},
		{name: "Age", kind: pNum, check: true},
		{name: "Note", kind: pText},
		{name: "Country", kind: pOne, model: "Country"},
		{name: "Team", kind: pOne, model: "Team"},
		{name: "Parent", kind: pOne, model: "Partner", onDelete: Cascade},
		{name: "Children", kind: pMany, model: "Partner", reverse: "Parent"},
		{name: "Tags", kind: pLinks, model: "Tag", reverse: "Partners"},
		{name: "Orders", kind: pMany, model: "Order", reverse: "Partner"},
		{name: "Profile", kind: pRev, model: "Profile", reverse: "Partner"},
		{name: "CountryName", kind: pTarget, related: "Country.Name"},
		{name: "RootCountry", kind: pTarget, related: "Parent.Country.Name", stored: true},
		{name: "Turnover", kind: pNum, stored: true, depends: []string{"Orders.Total"},
			compute: func(r propRec) any { return sum(r.all("Orders"), "Total") }},
		{name: "Bulk", kind: pNum, stored: true, depends: []string{"Turnover", "Orders.Lines.Qty"},
			compute: func(r propRec) any { return r.num("Turnover")*100 + sum(walkRecs(r, "Orders", "Lines"), "Qty") }},
		{name: "FullName", kind: pText, stored: true, depends: []string{"Name", "Parent.FullName"}, compute: func(r propRec) any {
			name := r.text("Name")
			for _, p := range r.all("Parent") {
				name = p.text("FullName") + "/" + name
			}
			return name
		}},
		{name: "Labels", kind: pText, stored: true, depends: []string{"Tags.Name"},
			compute: func(r propRec) any { return joinTexts(r.all("Tags"), "Name") }},
		{name: "Depth", kind: pNum, depends: []string{"Parent.Depth"}, compute: func(r propRec) any {
			for _, p := range r.all("Parent") {
				return p.num("Depth") + 1
			}
			return int64(0)
		}},
		{name: "Family", kind: pNum, depends: []string{"Age", "Children.Family"},
			compute: func(r propRec) any { return r.num("Age") + sum(r.all("Children"), "Family") }},
		{name: "Badge", kind: pText, depends: []string{"Name", "Profile.Title", "CountryName", "Turnover"}, compute: func(r propRec) any {
			b := r.text("Name") + "@" + r.text("CountryName")
			for _, p := range r.all("Profile") {
				b += "#" + p.text("Title")
			}
			if r.num("Turnover") > 10 {
				b += "!"
			}
			return b
		}},
		{name: "Shout", kind: pText, depends: []string{"Name"}, inverse: "Name",
			compute: func(r propRec) any { return r.text("Name") }},
	}},
	{name: "Tag", order: []string{"Name", "ID DESC"}, fields: []propField{
		{name: "Name", kind: pText},
		{name: "Partners", kind: pLinks, model: "Partner", reverse: "Tags"},
		{name: "Weight", kind: pNum, stored: true, depends: []string{"Partners.Age"},
			compute: func(r propRec) any { return sum(r.all("Partners"), "Age") }},
		{name: "Lands", kind: pText, depends: []string{"Partners.Country.Name"},
			compute: func(r propRec) any { return joinTexts(walkRecs(r, "Partners", "Country"), "Name") }},
	}},
	{name: "Order", order: []string{"Ref DESC", "ID"}, fields: []propField{
		{name: "Ref", kind: pText},
		{name: "Partner", kind: pOne, model: "Partner", onDelete: Restrict},
		{name: "Lines", kind: pMany, model: "Line", reverse: "Order"},
		{name: "Total", kind: pNum, stored: true, depends: []string{"Lines.Amount"},
			compute: func(r propRec) any { return sum(r.all("Lines"), "Amount") }},
		{name: "Buyer", kind: pTarget, related: "Partner.Name", stored: true},
		{name: "Where", kind: pTarget, related: "Partner.Country.Code"},
	}},
	{name: "Line", fields: []propField{
		{name: "Order", kind: pOne, model: "Order", required: true, onDelete: Cascade},
		{name: "Product", kind: pOne, model: "Product", onDelete: Restrict},
		{name: "Qty", kind: pNum},
		{name: "Amount", kind: pNum, stored: true, depends: []string{"Qty", "Product.Price"}, compute: func(r propRec) any {
			return r.num("Qty") * sum(r.all("Product"), "Price")
		}},
		{name: "Sign", kind: pText, stored: true, depends: []string{"Order.Ref", "Order.Partner.Tags.Name"}, compute: func(r propRec) any {
			return joinTexts(r.all("Order"), "Ref") + ":" + joinTexts(walkRecs(r, "Order", "Partner", "Tags"), "Name")
		}},
	}},
	{name: "Product", fields: []propField{
		{name: "Name", kind: pText},
		{name: "Price", kind: pNum},
		{name: "Lines", kind: pMany, model: "Line", reverse: "Product"},
		{name: "Sold", kind: pNum, stored: true, depends: []string{"Lines.Qty"},
			compute: func(r propRec) any { return sum(r.all("Lines"), "Qty") }},
		{name: "Reach", kind: pNum, depends: []string{"Lines.Order.Partner.Age"},
			compute: func(r propRec) any { return sum(walkRecs(r, "Lines", "Order", "Partner"), "Age") }},
	}},
	{name: "Profile", fields: []propField{
		{name: "Title", kind: pText},
		{name: "Partner", kind: pOne2, model: "Partner", onDelete: Cascade},
	}},
	{name: "User", fields: []propField{
		{name: "Login", kind: pText, unique: true},
		{name: "Partner", kind: pOne, model: "Partner", embed: true, required: true, onDelete: Cascade},
	}},
}

// propModelOf returns the declaration of a model; embedded fields are added as related ones.
func propModelOf(name string) *propModel {
	for i := range propSchema {
		if propSchema[i].name == name {
			return &propSchema[i]
		}
	}
	panic(name)
}

// find returns a field by name.
func (m *propModel) find(name string) *propField {
	for i := range m.fields {
		if m.fields[i].name == name {
			return &m.fields[i]
		}
	}
	for _, via := range m.fields {
		if via.embed {
			if f := propModelOf(via.model).find(name); f != nil {
				return &propField{name: name, kind: pTarget, related: via.name + "." + name}
			}
		}
	}
	return nil
}

// allFields returns the names of all fields, embedded ones as well.
func (m *propModel) allFields() []string {
	var names []string
	for _, f := range m.fields {
		names = append(names, f.name)
	}
	for _, via := range m.fields {
		if via.embed {
			for _, n := range propModelOf(via.model).allFields() {
				if !slices.Contains(names, n) {
					names = append(names, n)
				}
			}
		}
	}
	return names
}

// end returns the field at the end of a path.
func (m *propModel) end(path string) *propField {
	names := strings.Split(path, ".")
	for i, n := range names {
		f := m.find(n)
		if f.kind == pTarget {
			f = m.end(f.related)
		}
		if i == len(names)-1 {
			return f
		}
		m = propModelOf(f.model)
	}
	return nil
}

// coreRec is a record of the runtime as formulas see it.
type coreRec struct{ c *Core }

func (r coreRec) text(f string) string { return get(r.c, f).(string) }
func (r coreRec) key() any             { return r.c.ID() }
func (r coreRec) num(f string) int64   { return get(r.c, f).(int64) }
func (r coreRec) all(f string) []propRec {
	var out []propRec
	for _, x := range rel(r.c, f).Records() {
		out = append(out, coreRec{x})
	}
	return out
}

// declarePropModels declares the schema; created is called with each record that Create makes.
func declarePropModels(created func(*Core)) func(*Registry) {
	return func(r *Registry) {
		for _, pm := range propSchema {
			m := r.Model(pm.name).DeclareModel()
			if pm.order != nil {
				m.SetDefaultOrder(pm.order...)
			}
			m.Method("Create").ExtendWith("", func(rs *Core, d *Data) *Core {
				rec := CallCreate(rs.Super(), d)
				created(rec)
				return rec
			})
			for _, f := range pm.fields {
				m.AddFields(map[string]FieldDefinition{f.name: f.definition(r, m, &pm)})
			}
		}
		r.Model("Line").AddSQLConstraint("qty_positive", "CHECK (qty >= 0)", "The quantity must not be negative")
	}
}

func (f propField) definition(r *Registry, m *Model, pm *propModel) FieldDefinition {
	var compute, inverse, check Methoder
	if f.compute != nil {
		compute = m.Method("Compute"+f.name).Declare("", func(rs *Core) *Data {
			return rs.NewData().Set(f.name, f.compute(coreRec{rs}))
		})
	}
	if f.inverse != "" {
		inverse = m.Method("Inverse"+f.name).Declare("", func(rs *Core, v string) { set(rs, f.inverse, v) })
	}
	if f.check {
		check = m.Method("Check"+f.name).Declare("", func(rs *Core) {
			for _, x := range rs.Records() {
				if get(x, f.name).(int64) < 0 {
					panic(UserErrorf("%s is negative", f.name))
				}
			}
		})
	}
	kind, relation := f.kind, f.model
	if kind == pTarget {
		end := pm.end(f.related)
		kind, relation = end.kind, end.model
	}
	var to Modeler
	if relation != "" {
		to = r.Model(relation)
	}
	switch kind {
	case pText:
		return CharField{Compute: compute, Inverse: inverse, Stored: f.stored, Depends: f.depends, Related: f.related, Unique: f.unique}
	case pNum:
		return IntegerField{Compute: compute, Stored: f.stored, Depends: f.depends, Related: f.related, Constraint: check}
	case pOne:
		return Many2OneField{RelationModel: to, OnDelete: f.onDelete, Required: f.required, Embed: f.embed, Stored: f.stored, Related: f.related}
	case pOne2:
		return One2OneField{RelationModel: to, OnDelete: f.onDelete, Required: f.required}
	case pMany:
		return One2ManyField{RelationModel: to, ReverseFK: f.reverse}
	case pRev:
		return Rev2OneField{RelationModel: to, ReverseFK: f.reverse}
	}
	return Many2ManyField{RelationModel: to}
}
