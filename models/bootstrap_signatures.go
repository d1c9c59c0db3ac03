package models

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/hexgen/hexgen/models/fieldtype"
)

var (
	computeType = reflect.TypeFor[func(*Core) *Data]()
	checkType   = reflect.TypeFor[func(*Core)]()
	coreType    = reflect.TypeFor[Core]()
)

// signature returns the erased type of a layer as it is written in a module.
func signature(m *Model, layer reflect.Type) string {
	if layer == nil || layer.Kind() != reflect.Func {
		return "no function"
	}
	var in, out []string
	for i := range layer.NumIn() {
		name := typeName(m, layer.In(i))
		if layer.IsVariadic() && i == layer.NumIn()-1 {
			name = "..." + strings.TrimPrefix(name, "[]")
		}
		in = append(in, name)
	}
	for i := range layer.NumOut() {
		out = append(out, typeName(m, layer.Out(i)))
	}
	res := "func(" + strings.Join(in, ", ") + ")"
	switch len(out) {
	case 0:
		return res
	case 1:
		return res + " " + out[0]
	}
	return res + " (" + strings.Join(out, ", ") + ")"
}

// typeName returns the name of a type in a module, where the sets, data and conditions of the model have their own.
func typeName(m *Model, t reflect.Type) string {
	switch t {
	case reflect.TypeFor[*Core]():
		return "m." + m.name + "Set"
	case reflect.TypeFor[*Data]():
		return "m." + m.name + "Data"
	case reflect.TypeFor[*Condition]():
		return "q." + m.name + "Condition"
	}
	if isRecordSet(t) {
		return "m." + t.Elem().Name() + "Set"
	}
	return t.String()
}

// isRecordSet tells whether t is the record set type of a model other than the one it is used in.
func isRecordSet(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct && t.Elem().ConvertibleTo(coreType)
}

// resolveFieldMethods finds the methods that the fields of a model name, and checks their signatures.
func (b *bootstrap) resolveFieldMethods(m *Model) {
	for _, f := range m.ordered {
		p := &f.params
		f.compute = b.fieldMethod(f, "Compute", p.Compute, isType(computeType), "func(m."+m.name+"Set) m."+m.name+"Data")
		f.onChange = b.fieldMethod(f, "OnChange", p.OnChange, isType(computeType), "func(m."+m.name+"Set) m."+m.name+"Data")
		f.check = b.fieldMethod(f, "Constraint", p.Constraint, isType(checkType), "func(m."+m.name+"Set)")
		f.inverse = b.fieldMethod(f, "Inverse", p.Inverse, f.isInverse, "func(m."+m.name+"Set, "+f.goTypeName()+")")
	}
	m.constraintMethods = nil
	seen := map[*Method]bool{}
	for _, f := range m.ordered {
		if f.check != nil && !seen[f.check] {
			seen[f.check] = true
			m.constraintMethods = append(m.constraintMethods, f.check)
		}
	}
}

// isType returns a check for one type.
func isType(want reflect.Type) func(reflect.Type) bool {
	return func(t reflect.Type) bool { return t == want }
}

// fieldMethod returns the method of the field's model that a parameter names.
func (b *bootstrap) fieldMethod(f *Field, param string, handle Methoder, fits func(reflect.Type) bool, want string) *Method {
	if handle == nil {
		return nil
	}
	named := handle.Underlying()
	if !f.model.isOrInherits(named.model) {
		b.failField(f, param, "name a method of "+f.model.name, "%s names the method %s of another model", param, named.label())
		return nil
	}
	method := f.model.decl.methods[named.name]
	if method == nil || len(method.layers) == 0 {
		mend := "declare it with DeclareMethod"
		if near := closest(named.name, f.model.declaredMethods()); near != "" {
			mend = "did you mean " + near + "?"
		}
		b.failField(f, param, mend, "%s names the unknown method %s", param, named.label())
		return nil
	}
	if got := reflect.TypeOf(method.layers[0].fn); !fits(got) {
		b.failField(f, param, "change it to "+want, "%s method %s is %s", param, named.name, signature(f.model, got))
		return nil
	}
	return method
}

// isOrInherits tells whether other is the model or a mixin of it.
func (m *Model) isOrInherits(other *Model) bool {
	for _, from := range m.lineage() {
		if from.name == other.name {
			return true
		}
	}
	return false
}

// isInverse tells whether t is the erased type of a method that sets the field.
func (f *Field) isInverse(t reflect.Type) bool {
	if t.Kind() != reflect.Func || t.NumIn() != 2 || t.NumOut() != 0 || t.IsVariadic() || t.In(0) != reflect.TypeFor[*Core]() {
		return false
	}
	value := t.In(1)
	if f.kind.IsRelation() {
		own := value == reflect.TypeFor[*Core]() && f.relation == f.model
		return own || isRecordSet(value) && f.relation != nil && value.Elem().Name() == f.relation.name
	}
	return value == f.goType()
}

// goType returns the type of the values of a field that is no relation.
func (f *Field) goType() reflect.Type {
	if t := reflect.TypeOf(f.params.GoType); t != nil {
		if t.Kind() == reflect.Pointer {
			return t.Elem()
		}
		return t
	}
	switch f.kind {
	case fieldtype.Boolean:
		return reflect.TypeFor[bool]()
	case fieldtype.Integer:
		return reflect.TypeFor[int64]()
	case fieldtype.Float:
		return reflect.TypeFor[float64]()
	case fieldtype.Date:
		return reflect.TypeFor[Date]()
	case fieldtype.DateTime:
		return reflect.TypeFor[DateTime]()
	case fieldtype.Decimal, fieldtype.Monetary:
		return reflect.TypeFor[decimal.Decimal]()
	case fieldtype.JSON:
		return reflect.TypeFor[json.RawMessage]()
	case fieldtype.UUID:
		return reflect.TypeFor[uuid.UUID]()
	default:
		return reflect.TypeFor[string]()
	}
}

// goTypeName returns the type of the values of a field as it is written in a module.
func (f *Field) goTypeName() string {
	switch {
	case !f.kind.IsRelation():
		return f.goType().String()
	case f.relation == nil:
		return "models.RecordSet"
	default:
		return "m." + f.relation.name + "Set"
	}
}
