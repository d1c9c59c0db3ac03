package graph

import (
	"go/types"
	"strings"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/names"
)

// baseSignatures are the layers of base methods, with X for the name of the model.
var baseSignatures = map[string]string{
	"Create":         "func(rs m.XSet, data m.XData) m.XSet",
	"Write":          "func(rs m.XSet, data m.XData) bool",
	"Unlink":         "func(rs m.XSet) bool",
	"Load":           "func(rs m.XSet, fields ...string) m.XSet",
	"Read":           "func(rs m.XSet, fields []string) []models.FieldMap",
	"Search":         "func(rs m.XSet, cond q.XCondition) m.XSet",
	"SearchAll":      "func(rs m.XSet) m.XSet",
	"SearchCount":    "func(rs m.XSet) int",
	"SearchByName":   "func(rs m.XSet, name string, op operator.Operator, additionalCond q.XCondition, limit int) m.XSet",
	"FetchAll":       "func(rs m.XSet) m.XSet",
	"Browse":         "func(rs m.XSet, ids []int64) m.XSet",
	"BrowseOne":      "func(rs m.XSet, id int64) m.XSet",
	"Copy":           "func(rs m.XSet, overrides m.XData) m.XSet",
	"New":            "func(rs m.XSet, data m.XData) m.XSet",
	"NameGet":        "func(rs m.XSet) string",
	"DefaultGet":     "func(rs m.XSet) m.XData",
	"FieldsGet":      "func(rs m.XSet, fields ...string) map[string]*models.FieldInfo",
	"CheckRecursion": "func(rs m.XSet) bool",
}

// BaseSignature returns the type of the layers of a base method, as source.
func BaseSignature(model, method string) string {
	s := baseSignatures[method]
	for _, part := range []string{"Set", "Data", "Condition"} {
		s = strings.ReplaceAll(s, ".X"+part, "."+model+part)
	}
	return s
}

// checkBaseSignature checks a layer of a base method.
func (b *builder) checkBaseSignature(m *Model, d *decl.Method) {
	if got, want := canonical(m.Name, d.Sig), withoutNames(baseSignatures[d.Name]); got != want {
		b.problems.Addf(d.Pos, "make it "+BaseSignature(m.Name, d.Name), "layer of method %s.%s is %s", m.Name, d.Name, typeText(d.Sig))
	}
}

// canonical writes a signature as withoutNames does.
func canonical(model string, sig *types.Signature) string {
	one := func(t types.Type) string {
		switch name, part := PartOf(t); {
		case name != model:
		case part == Set:
			return "m.XSet"
		case part == Data:
			return "m.XData"
		case part == Condition:
			return "q.XCondition"
		}
		return types.TypeString(t, func(p *types.Package) string {
			if strings.HasPrefix(p.Path(), names.Models) {
				return p.Name()
			}
			return p.Path()
		})
	}
	var parts []string
	for i := range sig.Params().Len() {
		t := one(sig.Params().At(i).Type())
		if sig.Variadic() && i == sig.Params().Len()-1 {
			t = "..." + strings.TrimPrefix(t, "[]")
		}
		parts = append(parts, t)
	}
	res := "func(" + strings.Join(parts, ", ") + ")"
	for i := range sig.Results().Len() {
		res += " " + one(sig.Results().At(i).Type())
	}
	return res
}

// withoutNames removes the names of parameters from a signature of baseSignatures.
func withoutNames(s string) string {
	start, end := strings.Index(s, "(")+1, strings.Index(s, ")")
	parts := strings.Split(s[start:end], ", ")
	for i, p := range parts {
		_, parts[i], _ = strings.Cut(p, " ")
	}
	return s[:start] + strings.Join(parts, ", ") + s[end:]
}
