package models

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/security"
)

// TestSealed: whatever is declared after Bootstrap panics with an error that says where.
func TestSealed(t *testing.T) {
	r := bootstrapped(t, func(r *Registry) {
		m := r.Model("Partner").DeclareModel()
		m.AddFields(fieldMap{"Name": CharField{}})
		method(r, "Partner", "Archive", checks)
	})
	m := r.Model("Partner")
	for _, tc := range []struct {
		declare func()
		want    string
	}{
		{func() { r.Model("Other").DeclareModel() }, "model Other"},                                         // @
		{func() { m.AddFields(fieldMap{"Age": IntegerField{}}) }, "a field of model Partner"},               // @
		{func() { m.InheritModel(m) }, "a mixin of model Partner"},                                          // @
		{func() { m.SetDefaultOrder("Name") }, "the default order of model Partner"},                        // @
		{func() { m.AddSQLConstraint("a", "b", "c") }, "SQL constraint a of model Partner"},                 // @
		{func() { m.AddRecordRule(&RecordRule{Name: "r"}) }, "record rule r of model Partner"},              // @
		{func() { m.Field("Name").SetHelp("") }, "an override of Help of field Partner.Name"},               // @
		{func() { m.Method("Archive").Declare("", checks) }, "method Partner.Archive"},                      // @
		{func() { m.Method("Archive").ExtendWith("", checks) }, "an extension of method Partner.Archive"},   // @
		{func() { m.MethodSet().AllowAllToGroup(security.AdminGroup) }, "a right on method Partner.Create"}, // @
	} {
		func() {
			defer func() {
				err, ok := recover().(*DeclarationError)
				if !ok {
					t.Fatalf("%s: no DeclarationError", tc.want)
				}
				got := marked(t, err)
				if !strings.HasPrefix(got, "@: "+tc.want+" is declared after Bootstrap, see ") || !strings.HasSuffix(got, ": declare it in an init function") {
					t.Errorf("got %s", got)
				}
			}()
			tc.declare()
		}()
	}
}

// TestHandles: handles taken before Bootstrap are the definitions afterwards, and those of what is not declared exist.
func TestHandles(t *testing.T) {
	var name *Field
	var archive *Method
	r := bootstrapped(t, func(r *Registry) {
		m := r.Model("Partner")
		name, archive = m.Field("Name"), m.Method("Archive")
		r.Model("NeverDeclared").Field("X")
		m.DeclareModel().AddFields(fieldMap{"Name": CharField{}})
		method(r, "Partner", "Archive", checks)
	})
	m := r.Model("Partner")
	if name != m.Field("Name") || archive != m.Method("Archive") || name.Type() != fieldtype.Char || name.FieldName() != "Name" || name.Model() != m {
		t.Error("handles change with Bootstrap")
	}
	if archive.Underlying() != archive || m.Underlying() != m || m.Registry() != r {
		t.Error("Underlying is another one")
	}
	if _, ok := r.Get("NeverDeclared"); ok {
		t.Error("a model that is only mentioned exists")
	}
	if f := m.Field("Nope"); f.index >= 0 || f.Name() != "Nope" {
		t.Error("no handle of an unknown field")
	}
	if x := m.Method("Nope"); x.index >= 0 || r.Model("Nobody").Name() != "Nobody" {
		t.Error("no handle of an unknown method")
	}
	if _, ok := m.GetField("Nope"); ok {
		t.Error("an unknown field is found")
	}
	if r.Bootstrap() != nil || !r.IsSealed() {
		t.Error("a second Bootstrap fails")
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 100 {
				_, _ = r.Model("Partner").Field("Name"), r.Model("Unknown").Method("X")
			}
		})
	}
	wait.Wait()
}

func TestBootstrapFailsOnce(t *testing.T) {
	r := NewRegistry()
	upToDate(r)
	r.Model("Partner").AddFields(fieldMap{"Name": CharField{}})
	first := r.Bootstrap()
	if first == nil || r.IsSealed() || r.Bootstrap().Error() != first.Error() {
		t.Errorf("got %v", first)
	}
	var single *DeclarationError
	if !errors.As(first, &single) || single.Mend == "" || len(single.Where) != 1 {
		t.Errorf("errors.As does not find the DeclarationError of %v", first)
	}
}

func TestDefaultRegistry(t *testing.T) {
	r := NewRegistry()
	before := SetDefaultRegistry(r)
	defer SetDefaultRegistry(before)
	if Handle("Partner") != r.Model("Partner") || DefaultRegistry() != r {
		t.Error("Handle is not of the default registry")
	}
	if err := Bootstrap(); err != nil || !r.IsSealed() {
		t.Errorf("Bootstrap of the default registry: %v", err)
	}
}

// TestDefinitions: the definition structs have parameters that fieldParams has, and every override is one of them.
func TestDefinitions(t *testing.T) {
	params := reflect.TypeFor[fieldParams]()
	if len(definitionOf) != int(fieldtype.UUID) {
		t.Errorf("%d definition structs", len(definitionOf))
	}
	for kind, definition := range definitionOf {
		if definition.Name() != kind.String()+"Field" {
			t.Errorf("%v is defined by %v", kind, definition)
		}
		for i := range definition.NumField() {
			f := definition.Field(i)
			if p, ok := params.FieldByName(f.Name); !ok || p.Type != f.Type {
				t.Errorf("%v.%s is no parameter of a field", definition, f.Name)
			}
		}
		value, ok := reflect.Zero(definition).Interface().(FieldDefinition)
		if !ok || value.fieldParams().Kind != kind {
			t.Errorf("%v is no definition of a %v field", definition, kind)
		}
	}
	r := NewRegistry()
	f := r.Model("Partner").Field("Name")
	typ := reflect.TypeOf(f)
	for i := range typ.NumMethod() {
		name, ok := strings.CutPrefix(typ.Method(i).Name, "Set")
		if !ok {
			continue
		}
		reflect.ValueOf(f).Method(i).Call([]reflect.Value{reflect.Zero(typ.Method(i).Type.In(1))})
		last := f.decl.overrides[len(f.decl.overrides)-1]
		if _, ok := params.FieldByName(last.param); !ok || !strings.EqualFold(last.param, name) {
			t.Errorf("%s overrides %s", typ.Method(i).Name, last.param)
		}
		var p fieldParams
		last.apply(&p)
	}
	if got := (CharField{Size: 3, Required: true, Depends: []string{"A"}}).fieldParams(); got.Size != 3 || !got.Required || len(got.Depends) != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestPositionOfFrames(t *testing.T) {
	for _, tc := range []struct {
		function, file string
		want           bool
	}{
		{"github.com/hexgen/hexgen/models.(*Model).AddFields", "/src/models/model_declare.go", false},
		{"github.com/hexgen/hexgen/models.TestX", "/src/models/x_test.go", true},
		{"github.com/hexgen/hexgen/h.(*PartnerModel).DeclareModel", "/src/h/partner.go", false},
		{"shop/h.Partner", "/src/h/partner.go", false},
		{"shop/modules/partner.init.0", "/src/modules/partner/init.go", true},
		{"shop/modules/partner.(*X).AddFields", "<autogenerated>", false},
		{"main.init.0", "/src/main.go", true},
		{"example.com/branch/partner.init.0.func1", "/src/partner.go", true},
	} {
		if got := isModuleFrame(tc.function, tc.file); got != tc.want {
			t.Errorf("%s in %s: %v", tc.function, tc.file, got)
		}
	}
}

func TestOnDeleteAction(t *testing.T) {
	if SetNull.String() != "SET NULL" || Restrict.String() != "RESTRICT" || Cascade.String() != "CASCADE" {
		t.Error("actions are not as in SQL")
	}
}

// BenchmarkBootstrap is a program of 500 models with 20 fields each, all of them with relations and computed fields.
func BenchmarkBootstrap(b *testing.B) {
	for b.Loop() {
		r := NewRegistry()
		upToDate(r)
		for i := range 500 {
			name := "Model" + strings.Repeat("X", i/26) + string(rune('A'+i%26))
			m := r.Model(name).DeclareModel()
			method(r, name, "Compute", computes)
			fields := fieldMap{"Name": CharField{}, "Parent": Many2OneField{RelationModel: m}}
			for j := range 18 {
				fields["Field"+string(rune('A'+j))] = FloatField{Compute: m.Method("Compute"), Stored: true, Depends: []string{"Name", "Parent.Name"}}
			}
			m.AddFields(fields)
		}
		if err := r.Bootstrap(); err != nil {
			b.Fatal(err)
		}
	}
}
