package emit

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed operators.go.txt
var operatorsText string

// operators writes the file of package m that does not depend on models. With names, what follows after a relation
// can be given where the runtime asks for a FieldNamer.
func operators(names bool) []byte {
	if !names {
		return []byte(operatorsText)
	}
	var b strings.Builder
	b.WriteString(operatorsText)
	for _, t := range []string{"Ordered", "Char", "Selection", "Bool", "Binary", "UUID", "JSON", "ID", "Relation"} {
		args := map[string]string{"Ordered": "C, T", "UUID": "C, T", "Relation": "C, S"}[t]
		if args == "" {
			args = "C"
		}
		fmt.Fprintf(&b, "\n// FieldName returns the path of the field.\nfunc (o *%sOperators[%s]) FieldName() string { return o.name }\n", t, args)
	}
	return []byte(b.String())
}
