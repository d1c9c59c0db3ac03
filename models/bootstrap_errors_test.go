package models

import (
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

type fieldMap = map[string]FieldDefinition

// TestBootstrapErrors asserts the whole text of every error of a declaration, with its place as a marker.
func TestBootstrapErrors(t *testing.T) {
	for _, tc := range []struct {
		name    string
		declare func(r *Registry)
		want    string
	}{
		{"model not declared", func(r *Registry) {
			r.Model("Partner").DeclareModel()
			r.Model("Partnr").AddFields(fieldMap{"Name": CharField{}}) // @A
			r.Model("Invoice").Field("Name").SetHelp("")               // @B
		}, `
@A: model Partnr is extended but not declared: did you mean Partner?
@B: model Invoice is extended but not declared: import the module that declares it, or declare it with h.Invoice().DeclareModel()`},
		{"model declared twice", func(r *Registry) {
			r.Model("Partner").DeclareModel()      // @A
			r.Model("Partner").DeclareMixinModel() // @B
		}, `
@B: model Partner is declared twice, see @A: keep one of the declarations, and extend the model in the other module`},
		{"names that are none", func(r *Registry) {
			r.Model("sale order").DeclareModel()                           // @A
			r.Model("Partner").DeclareModel()                              // @B
			r.Model("Partner").AddFields(fieldMap{"room-no": CharField{}}) // @C
			r.Model("Partner").AddFields(fieldMap{"name": CharField{}})    // @D
		}, `
@A: model "sale order": the name is no exported Go name: call it "SaleOrder"
@C: field Partner."room-no": the name is no exported Go name: call it "RoomNo"
@D: field Partner."name": the name is no exported Go name: call it "Name"`},
		{"table name taken", func(r *Registry) {
			r.Model("SaleOrder").DeclareModel() // @A
			r.Model("Order").DeclareModel()     // @B
			r.Model("Order").SetTableName("sale_order")
		}, `
@A: models Order and SaleOrder both have the table "sale_order", see @B: give one of them another name with SetTableName`},
		{"field declared twice", func(r *Registry) {
			m := r.Model("Partner").DeclareModel()
			m.AddFields(fieldMap{"Name": CharField{}}) // @A
			m.AddFields(fieldMap{"Name": TextField{}}) // @B
		}, `
@B: field Partner.Name is declared twice, see @A: keep one of them, and change it with h.Partner().Fields().Name().SetX in the other module`},
		{"base field", func(r *Registry) {
			m := r.Model("Partner").DeclareModel()
			m.AddFields(fieldMap{"CreateDate": DateTimeField{}}) // @A
			m.Field("DisplayName").SetStored(true)               // @B
		}, `
@A: field Partner.CreateDate: every model has a field CreateDate: choose another name
@B: field Partner.DisplayName: Stored of a field that every model has cannot be changed: remove the override`},
		{"field with the name of a method", func(r *Registry) {
			m := r.Model("Partner").DeclareModel()
			m.AddFields(fieldMap{"Total": FloatField{}, "Write": CharField{}}) // @A
			method(r, "Partner", "Total", checks)
		}, `
@A: field Partner.Total has the name of a method of the model: rename it
@A: field Partner.Write has the name of a method of the model: rename it`},
		{"two fields of one column", func(r *Registry) {
			m := r.Model("Partner").DeclareModel()
			m.AddFields(fieldMap{"Boss": Many2OneField{RelationModel: m}}) // @A
			m.AddFields(fieldMap{"BossID": IntegerField{}})                // @B
		}, `
@B: fields Partner.Boss and Partner.BossID both have the JSON and column name "boss_id", see @A: set JSON of one of them to another name`},
		{"parameters that are wrong by themselves", func(r *Registry) {
			m := r.Model("Partner").DeclareModel()
			m.AddFields(fieldMap{"A": FloatField{Digits: types.Digits{Scale: 2, Precision: 4}}})   // @A
			m.AddFields(fieldMap{"B": SelectionField{}})                                           // @B
			m.AddFields(fieldMap{"C": CharField{Size: -1}})                                        // @C
			m.AddFields(fieldMap{"D": CharField{JSON: strings.Repeat("d", 64)}})                   // @D
			m.AddFields(fieldMap{"E": CharField{Compute: m.Method("Compute"), Related: "C"}})      // @E
			m.AddFields(fieldMap{"F": Many2OneField{RelationModel: m, Embed: true, Related: "G"}}) // @F
			m.AddFields(fieldMap{"G": Many2OneField{RelationModel: m}})
			method(r, "Partner", "Compute", computes)
		}, `
@A: field Partner.A: Digits (2,4) are not possible: Scale is the number of all digits and Precision of those after the point
@B: field Partner.B: it has no Selection: set Selection to the allowed values
@C: field Partner.C: Size is -1: set it to 0 for no limit
@D: field Partner.D: its column name "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd" is longer than 63 bytes: set JSON to a shorter name
@E: field Partner.E: it has both Compute and Related: keep one of the two
@F: field Partner.F: Embed on a computed or related field: embed with a stored field that is not computed`},
		{"overrides", func(r *Registry) {
			m := r.Model("Partner").DeclareModel()
			m.AddFields(fieldMap{"Name": CharField{}, "Age": IntegerField{}})
			m.Field("Nam").SetHelp("")     // @A
			m.Field("Age").SetSize(3)      // @B
			m.Field("Xxxxx").SetHelp("")   // @C
			m.Field("Name").SetEmbed(true) // @D
		}, `
@A: field Partner.Nam is overridden but not declared: did you mean Name?
@B: field Partner.Age: Size is overridden, which a field of kind Integer does not have: remove the override
@C: field Partner.Xxxxx is overridden but not declared: declare it with AddFields, or import the module that does
@D: field Partner.Name: Embed is overridden, which a field of kind Char does not have: remove the override
@D: field Partner.Name: Embed on a Char field: embed with a Many2One field`},
		{"SQL constraints and rules", func(r *Registry) {
			m := r.Model("Partner").DeclareModel()
			m.AddSQLConstraint("age", "CHECK (age > 0)", "too young") // @A
			m.AddSQLConstraint("age", "CHECK (age > 1)", "too young") // @B
			m.RemoveSQLConstraint("size")                             // @C
			m.RemoveRecordRule("mine")                                // @D
		}, `
@B: SQL constraint age of model Partner is added twice, see @A: give it another name, or remove the first with RemoveSQLConstraint
@C: SQL constraint size of model Partner is removed but was not added: check the name
@D: record rule mine of model Partner is removed but was not added: check the name`},
		{"default order", func(r *Registry) {
			m := r.Model("Partner").DeclareModel()
			m.AddFields(fieldMap{"Name": CharField{}, "Tags": Many2ManyField{RelationModel: r.Model("Tag").DeclareModel()}})
			m.SetDefaultOrder("Nam", "Name UP", "Tags", "Name.Size") // @A
		}, `
@A: model Partner: default order "Nam": model Partner has no field "Nam": did you mean Name?
@A: model Partner: default order "Name UP" is no field with a direction: write it as in "Name ASC"
@A: model Partner: default order "Name.Size": field Partner.Name is no relation: end the path at Name
@A: model Partner: default order "Tags": field Partner.Tags is not in the database: order by stored fields`},
		{"methods", func(r *Registry) {
			r.Model("Partner").DeclareModel()
			r.Model("Partner").Method("Archive").Declare("", checks)                                         // @A
			r.Model("Partner").Method("Archive").Declare("", checks)                                         // @B
			r.Model("Partner").Method("Create").Declare("", func(*Core, *Data) *Core { return nil })         // @C
			r.Model("Partner").Method("Archiv").ExtendWith("", checks)                                       // @D
			r.Model("Partner").Method("Archive").ExtendWith("", func(*Core, ...string) bool { return true }) // @E
			r.Model("Partner").Method("Greet").AllowGroup(security.AdminGroup)                               // @F
		}, `
@B: method Partner.Archive is declared twice, see @A: keep one of them and use Extend in the other module
@C: method Partner.Create is declared, but every model has a method Create: use Extend
@D: method Partner.Archiv is extended but not declared: did you mean Archive?
@E: method Partner.Archive is extended with func(m.PartnerSet, ...string) bool but is declared with func(m.PartnerSet), see @A: give the layer the signature of the method
@F: method Partner.Greet is given rights but not declared: declare it with DeclareMethod, or import the module that does`},
		{"methods of fields", func(r *Registry) {
			m, other := r.Model("Order").DeclareModel(), r.Model("Tag").DeclareModel()
			method(r, "Order", "Check", checks)
			method(r, "Order", "Compute", computes)
			method(r, "Order", "SetTotal", func(*Core, int64) {})
			method(r, "Tag", "Compute", computes)
			m.AddFields(fieldMap{"A": FloatField{Compute: m.Method("Check")}})                                                           // @A
			m.AddFields(fieldMap{"B": FloatField{Compute: m.Method("Comput")}})                                                          // @B
			m.AddFields(fieldMap{"C": FloatField{Compute: other.Method("Compute")}})                                                     // @C
			m.AddFields(fieldMap{"D": FloatField{Compute: m.Method("Compute"), Inverse: m.Method("SetTotal")}})                          // @D
			m.AddFields(fieldMap{"E": FloatField{Constraint: m.Method("Compute"), OnChange: m.Method("Check")}})                         // @E
			m.AddFields(fieldMap{"F": Many2OneField{RelationModel: other, Compute: m.Method("Compute"), Inverse: m.Method("SetTotal")}}) // @F
			m.AddFields(fieldMap{"G": FloatField{}})
			m.Field("G").SetConstraint(m.Method("Xyz")) // @G
		}, `
@A: field Order.A: Compute method Check is func(m.OrderSet): change it to func(m.OrderSet) m.OrderData
@B: field Order.B: Compute names the unknown method Order.Comput: did you mean Compute?
@C: field Order.C: Compute names the method Tag.Compute of another model: name a method of Order
@D: field Order.D: Inverse method SetTotal is func(m.OrderSet, int64): change it to func(m.OrderSet, float64)
@E: field Order.E: Constraint method Compute is func(m.OrderSet) m.OrderData: change it to func(m.OrderSet)
@E: field Order.E: OnChange method Check is func(m.OrderSet): change it to func(m.OrderSet) m.OrderData
@F: field Order.F: Inverse method SetTotal is func(m.OrderSet, int64): change it to func(m.OrderSet, m.TagSet)
@G: field Order.G: Constraint names the unknown method Order.Xyz: declare it with DeclareMethod`},
	} {
		t.Run(tc.name, func(t *testing.T) { assertErrors(t, tc.declare, tc.want) })
	}
}

// assertErrors bootstraps what declare declares and compares the errors with want.
func assertErrors(t *testing.T, declare func(*Registry), want string) {
	t.Helper()
	r := NewRegistry()
	upToDate(r)
	declare(r)
	err := r.Bootstrap()
	errorsOf(t, err)
	if got, want := marked(t, err), strings.TrimSpace(want); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if err != nil && r.IsSealed() {
		t.Error("the registry is sealed in spite of errors")
	}
}
