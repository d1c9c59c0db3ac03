package models

import (
	"slices"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// Data holds values of fields of one model, to create or write records with: what the generated data types of package m
// are made of. It knows which fields were given a value.
type Data struct {
	view   *View
	model  *Model // nil in data that generated code makes: see definition
	fields []int32
	vals   []any // of the field's Go type; *Core or an id for relations
	nested []nestedData
}

// nestedData are records to create at the other end of a relation field.
type nestedData struct {
	field int32
	data  []*Data
}

// RecordData is implemented by the data types of all models.
type RecordData interface {
	// Underlying returns the untyped data.
	Underlying() *Data
}

// NewData returns empty data of the model that a view describes. Generated code calls it.
func NewData(v *View) *Data { return &Data{view: v} }

// NewData returns empty data of the model.
func (m *Model) NewData() *Data { return &Data{view: m.view, model: m} }

// definition returns the model that the data is of, nil if it is not known before Bootstrap.
func (d *Data) definition() *Model {
	if d.model != nil {
		return d.model
	}
	if m := DefaultRegistry().lookup(d.view.name); m != nil && m.view == d.view {
		return m
	}
	return nil
}

// Underlying returns the data itself.
func (d *Data) Underlying() *Data { return d }

// ModelName returns the name of the model.
func (d *Data) ModelName() string {
	if d == nil || d.view == nil {
		return ""
	}
	return d.view.name
}

// find returns the position of field f, -1 if it was not given a value.
func (d *Data) find(f int) int {
	if d == nil {
		return -1
	}
	return slices.Index(d.fields, int32(f))
}

// put gives field f a value.
func (d *Data) put(f int, v any) *Data {
	if i := d.find(f); i >= 0 {
		d.vals[i] = v
		return d
	}
	d.fields = append(d.fields, int32(f))
	d.vals = append(d.vals, v)
	return d
}

// SetData gives field f a value of its Go type and returns d. Generated code calls it.
func SetData(d *Data, f int, v any) *Data { return d.put(f, v) }

// SetDataRelation gives relation field f a record set and returns d. Generated code calls it.
func SetDataRelation(d *Data, f int, v *Core) *Data { return d.put(f, v) }

// DataCreate adds records to create at the other end of relation field f and returns d. Generated code calls it.
func DataCreate(d *Data, f int, records []*Data) *Data {
	for i := range d.nested {
		if d.nested[i].field == int32(f) {
			d.nested[i].data = append(d.nested[i].data, records...)
			return d
		}
	}
	d.nested = append(d.nested, nestedData{int32(f), slices.Clone(records)})
	return d
}

// DataGet returns the value of field f, of Go type T; its zero value if none was given.
func DataGet[T any](d *Data, f int) T {
	if i := d.find(f); i >= 0 {
		if v, ok := d.vals[i].(T); ok {
			return v
		}
		if v, ok := coerceTo[T](d.vals[i]); ok {
			return v
		}
	}
	var zero T
	return zero
}

// coerceTo converts values that untyped callers may have put.
func coerceTo[T any](v any) (T, bool) {
	var out T
	var ok bool
	switch p := any(&out).(type) {
	case *int64:
		*p, ok = coerceInt(v)
	case *float64:
		*p, ok = coerceFloat(v)
	case *string:
		*p, ok = coerceString(v)
	case *Date:
		*p, ok = coerceDate(v)
	case *DateTime:
		*p, ok = coerceDateTime(v)
	case *decimal.Decimal:
		*p, ok = coerceDecimal(v)
	case *uuid.UUID:
		*p, ok = coerceUUID(v)
	}
	return out, ok
}

// DataString returns the value of a field whose Go type is string.
func DataString(d *Data, f int) string { return DataGet[string](d, f) }

// DataInteger returns the value of a field whose Go type is int64.
func DataInteger(d *Data, f int) int64 { return DataGet[int64](d, f) }

// DataFloat returns the value of a field whose Go type is float64.
func DataFloat(d *Data, f int) float64 { return DataGet[float64](d, f) }

// DataBool returns the value of a field whose Go type is bool.
func DataBool(d *Data, f int) bool { return DataGet[bool](d, f) }

// DataDate returns the value of a Date field.
func DataDate(d *Data, f int) Date { return DataGet[Date](d, f) }

// DataDateTime returns the value of a DateTime field.
func DataDateTime(d *Data, f int) DateTime { return DataGet[DateTime](d, f) }

// DataRelation returns the record set given to a relation field, nil if none was.
func DataRelation(d *Data, f int) *Core {
	if i := d.find(f); i >= 0 {
		if rs, ok := d.vals[i].(RecordSet); ok {
			return rs.Underlying()
		}
	}
	return nil
}

// MixinDataField translates the index of a field in a mixin's view into that of the data's model. Generated code of
// mixins calls it.
func MixinDataField(d *Data, v *View, f int) int {
	if d == nil || d.view == v || d.view == nil {
		return f
	}
	if f < BaseFieldCount {
		return f
	}
	return d.view.fieldIdx[v.fields[f-BaseFieldCount].Name]
}

// lookup returns the index of a field by its name or its JSON name.
func (d *Data) lookup(name string) (int, bool) {
	if i, ok := d.view.fieldIdx[name]; ok {
		return i, true
	}
	if m := d.definition(); m != nil {
		if f := m.byJSON[name]; f != nil {
			return f.index, true
		}
	}
	return 0, false
}

// index returns the index of a field by name, and panics with a typed error if there is none.
func (d *Data) index(name string) int {
	if i, ok := d.lookup(name); ok {
		return i
	}
	panic(&UsageError{Model: d.view.name, Field: name, What: "the model has no such field", Mend: "check the name of the field"})
}

// Set gives the field called name a value of its Go type, a record set or an id for relations to one, and returns d.
func (d *Data) Set(name string, v any) *Data { return d.put(d.index(name), v) }

// Create adds records to create at the other end of the relation field called name, and returns d.
func (d *Data) Create(name string, records ...*Data) *Data {
	return DataCreate(d, d.index(name), records)
}

// Get returns the value given to the field called name, nil if none was.
func (d *Data) Get(name string) any {
	if i := d.find(d.index(name)); i >= 0 {
		return d.vals[i]
	}
	return nil
}

// Has tells whether the field was given a value, or records to create.
func (d *Data) Has(f FieldNamer) bool {
	if d == nil {
		return false
	}
	i := d.index(f.FieldName())
	return d.find(i) >= 0 || slices.ContainsFunc(d.nested, func(n nestedData) bool { return n.field == int32(i) })
}

// Unset takes the value of a field back.
func (d *Data) Unset(f FieldNamer) {
	n := d.index(f.FieldName())
	if i := d.find(n); i >= 0 {
		d.fields = slices.Delete(d.fields, i, i+1)
		d.vals = slices.Delete(d.vals, i, i+1)
	}
	d.nested = slices.DeleteFunc(d.nested, func(x nestedData) bool { return x.field == int32(n) })
}

// name returns the name of a field by its index.
func (v *View) fieldName(f int) string {
	if f < BaseFieldCount {
		return baseFieldNames[f]
	}
	return v.fields[f-BaseFieldCount].Name
}

// Fields returns the names of the fields that were given a value, in the order they were.
func (d *Data) Fields() []string {
	if d == nil {
		return nil
	}
	out := make([]string, 0, len(d.fields)+len(d.nested))
	for _, f := range d.fields {
		out = append(out, d.view.fieldName(int(f)))
	}
	for _, n := range d.nested {
		if name := d.view.fieldName(int(n.field)); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// IsEmpty tells whether no field was given a value.
func (d *Data) IsEmpty() bool { return d == nil || len(d.fields) == 0 && len(d.nested) == 0 }

// Copy returns data with the same values.
func (d *Data) Copy() *Data {
	if d == nil {
		return nil
	}
	n := &Data{view: d.view, model: d.model, fields: slices.Clone(d.fields), vals: slices.Clone(d.vals)}
	for _, x := range d.nested {
		n.nested = append(n.nested, nestedData{x.field, slices.Clone(x.data)})
	}
	return n
}

// MergeWith gives d the values of other, which win over those of d, and returns d.
func (d *Data) MergeWith(other *Data) *Data {
	if other == nil {
		return d
	}
	for i, f := range other.fields {
		d.put(int(f), other.vals[i])
	}
	for _, n := range other.nested {
		DataCreate(d, int(n.field), n.data)
	}
	return d
}
