package graph

import (
	"go/types"
	"strings"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/names"
	"github.com/hexgen/hexgen/models/fieldtype"
)

// checkFieldMethods checks the methods that fields are computed, set, watched and checked with.
func (b *builder) checkFieldMethods() {
	for _, m := range b.Models {
		for _, f := range m.Fields {
			if f.Embedded != nil || f.From != nil {
				continue
			}
			set := "m." + m.Name + "Set"
			b.checkFieldMethod(f, f.Params.Compute, "Compute", "func("+set+") m."+m.Name+"Data", isDataMethod)
			b.checkFieldMethod(f, f.Params.OnChange, "OnChange", "func("+set+") m."+m.Name+"Data", isDataMethod)
			b.checkFieldMethod(f, f.Params.Constraint, "Constraint", "func("+set+")", func(_ *Field, x *Method) bool {
				return x.Sig.Params().Len() == 1 && x.Sig.Results().Len() == 0
			})
			b.checkFieldMethod(f, f.Params.Inverse, "Inverse", "func("+set+", "+f.typeText()+")", func(f *Field, x *Method) bool {
				return x.Sig.Params().Len() == 2 && x.Sig.Results().Len() == 0 && f.takes(x, x.Sig.Params().At(1).Type())
			})
		}
	}
}

// isDataMethod tells whether a method takes nothing and returns data of its model.
func isDataMethod(_ *Field, x *Method) bool {
	if x.Sig.Params().Len() != 1 || x.Sig.Results().Len() != 1 {
		return false
	}
	model, part := PartOf(x.Sig.Results().At(0).Type())
	return part == Data && model == x.Owner.Name
}

// checkFieldMethod checks one of them.
func (b *builder) checkFieldMethod(f *Field, ref *decl.MethodRef, param, want string, fits func(*Field, *Method) bool) {
	if ref == nil || b.byName[ref.Model] == nil {
		return
	}
	owner := b.byName[ref.Model]
	if owner != f.Model {
		inherited := false
		for _, mixin := range f.Model.Mixins {
			inherited = inherited || mixin == owner
		}
		if !inherited {
			b.problems.Addf(ref.Pos, "use a method of "+f.Model.Name, "%s of field %s is a method of model %s", param, f.Label(), owner.Name)
			return
		}
	}
	x := owner.Method(ref.Name)
	if x == nil {
		if !isBase(ref.Name) && !b.Dropped[ref.Name] {
			b.reportMethod(owner, ref.Name, ref.Pos, param+" of field "+f.Label()+": model "+owner.Name+" has no method "+ref.Name)
			b.drop(ref.Name)
		}
		return
	}
	if !fits(f, x) {
		b.problems.Addf(ref.Pos, "make it "+want, "%s of field %s: method %s is %s", param, f.Label(), x.Label(), typeText(x.Sig))
	}
}

// takes tells whether a type is that of the field's values.
func (f *Field) takes(x *Method, t types.Type) bool {
	if f.Kind.IsRelation() {
		model, part := PartOf(t)
		return part == Set && (model == f.Relation.Name || model == x.Owner.Name && f.Relation == f.Model)
	}
	if f.GoType != nil {
		return types.Identical(f.GoType, t)
	}
	return types.TypeString(t, nil) == valueTypes[f.Kind]
}

// typeText returns the type of the field's values as source.
func (f *Field) typeText() string {
	switch {
	case f.Kind.IsRelation():
		return "m." + f.Relation.Name + "Set"
	case f.GoType != nil:
		return typeText(f.GoType)
	}
	text := valueTypes[f.Kind]
	return text[strings.LastIndexByte(text, '/')+1:]
}

// valueTypes are the Go types of kinds.
var valueTypes = map[fieldtype.Type]string{
	fieldtype.Binary: "string", fieldtype.Boolean: "bool", fieldtype.Char: "string", fieldtype.Float: "float64", fieldtype.HTML: "string",
	fieldtype.Integer: "int64", fieldtype.Selection: "string", fieldtype.Text: "string",
	fieldtype.Date: names.Models + ".Date", fieldtype.DateTime: names.Models + ".DateTime",
	fieldtype.Decimal: "github.com/shopspring/decimal.Decimal", fieldtype.Monetary: "github.com/shopspring/decimal.Decimal",
	fieldtype.JSON: "encoding/json.RawMessage", fieldtype.UUID: "github.com/google/uuid.UUID",
}
