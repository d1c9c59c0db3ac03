package models

import (
	"maps"
	"reflect"
	"slices"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// definitionOf is the definition struct of each kind: it has the parameters that make sense for the kind.
var definitionOf = map[fieldtype.Type]reflect.Type{
	fieldtype.Binary:    reflect.TypeFor[BinaryField](),
	fieldtype.Boolean:   reflect.TypeFor[BooleanField](),
	fieldtype.Char:      reflect.TypeFor[CharField](),
	fieldtype.Date:      reflect.TypeFor[DateField](),
	fieldtype.DateTime:  reflect.TypeFor[DateTimeField](),
	fieldtype.Float:     reflect.TypeFor[FloatField](),
	fieldtype.HTML:      reflect.TypeFor[HTMLField](),
	fieldtype.Integer:   reflect.TypeFor[IntegerField](),
	fieldtype.Many2Many: reflect.TypeFor[Many2ManyField](),
	fieldtype.Many2One:  reflect.TypeFor[Many2OneField](),
	fieldtype.One2Many:  reflect.TypeFor[One2ManyField](),
	fieldtype.One2One:   reflect.TypeFor[One2OneField](),
	fieldtype.Rev2One:   reflect.TypeFor[Rev2OneField](),
	fieldtype.Selection: reflect.TypeFor[SelectionField](),
	fieldtype.Text:      reflect.TypeFor[TextField](),
	fieldtype.Decimal:   reflect.TypeFor[DecimalField](),
	fieldtype.Monetary:  reflect.TypeFor[MonetaryField](),
	fieldtype.JSON:      reflect.TypeFor[JSONField](),
	fieldtype.UUID:      reflect.TypeFor[UUIDField](),
}

// checkOverrides reports overrides of fields that do not exist, or of parameters that their kind does not have.
func (b *bootstrap) checkOverrides(m *Model) {
	for _, name := range slices.Sorted(maps.Keys(m.decl.fields)) {
		handle := m.decl.fields[name]
		if len(handle.decl.overrides) == 0 {
			continue
		}
		f, ok := m.byName[name]
		if !ok {
			mend := "declare it with AddFields, or import the module that does"
			if near := closest(name, slices.Sorted(maps.Keys(m.byName))); near != "" {
				mend = "did you mean " + near + "?"
			}
			b.fail("field "+m.name+"."+name+" is overridden but not declared", mend, handle.decl.overrides[0].pos)
			continue
		}
		for _, o := range handle.decl.overrides {
			if _, ok := definitionOf[f.kind].FieldByName(o.param); !ok {
				b.fail("field "+m.name+"."+name+": "+o.param+" is overridden, which a field of kind "+f.kind.String()+" does not have",
					"remove the override", o.pos)
			}
		}
	}
}
