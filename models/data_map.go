package models

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// SetMap gives fields their values by name or JSON name: of the field's Go type or one that can be converted without
// loss; dates as text too; relations as record sets or ids (nil is unset); and data, or a slice of it, to create records
// at the other end of a relation. What Read and json.Unmarshal give is accepted. All fields that the model does not have
// and all values of wrong types are reported together, as FieldErrors, and leave d as it was.
func (d *Data) SetMap(values FieldMap) error {
	type item struct {
		field int
		value any
	}
	var items []item
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(values)) {
		f, ok := d.lookup(name)
		if !ok {
			errs = append(errs, &FieldError{Model: d.view.name, Field: name, Reason: ErrUnknownField})
			continue
		}
		v, err := d.mapValue(f, values[name])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		items = append(items, item{f, v})
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(a.field, b.field) })
	for _, it := range items {
		if records, ok := it.value.([]*Data); ok {
			DataCreate(d, it.field, records)
		} else {
			d.put(it.field, it.value)
		}
	}
	return nil
}

// mapValue returns a value as Data holds it; records to create as []*Data.
func (d *Data) mapValue(f int, v any) (any, error) {
	kind := d.view.kind(f)
	if v == nil {
		return nil, nil
	}
	if kind.IsRelation() {
		return d.mapRelation(f, v)
	}
	col := d.storage(f)
	if out, ok := col.convert(v); ok {
		return out, nil
	}
	if s, ok := v.(string); ok && (kind == fieldtype.Date || kind == fieldtype.DateTime) {
		doc, err := json.Marshal(s)
		if err == nil {
			var out any
			if out, err = col.fromJSON(doc); err == nil {
				return out, nil
			}
		}
		return nil, d.fieldError(f, err)
	}
	return nil, d.fieldError(f, fmt.Errorf("got %T", v))
}

// mapRelation checks a value of a relation field.
func (d *Data) mapRelation(f int, v any) (any, error) {
	many := d.view.kind(f).IsToMany()
	switch v := v.(type) {
	case RecordSet:
		return v, d.checkRecords(f, v)
	case RecordData:
		return d.checkNew(f, []*Data{v.Underlying()})
	case []*Data:
		return d.checkNew(f, v)
	case []int64:
		if many {
			return slices.Clone(v), nil
		}
	case []any:
		ids := make([]int64, len(v))
		for i, x := range v {
			id, ok := coerceInt(x)
			if !ok || !many {
				return nil, d.fieldError(f, fmt.Errorf("got %T for an id", x))
			}
			ids[i] = id
		}
		if many {
			return ids, nil
		}
	}
	if id, ok := coerceInt(v); ok && !many {
		return id, nil
	}
	return nil, d.fieldError(f, fmt.Errorf("got %T", v))
}

// checkRecords returns an error for records of another model, and for several ones in a relation to one.
func (d *Data) checkRecords(f int, rs RecordSet) error {
	c := rs.Underlying()
	if c == nil || c.tbl == nil {
		return nil
	}
	if related := d.view.fields[f-BaseFieldCount].Relation; c.model().name != related {
		return d.fieldError(f, fmt.Errorf("got records of %s for a relation to %s", c.model().name, related))
	}
	if !d.view.kind(f).IsToMany() && c.Len() > 1 {
		return d.fieldError(f, fmt.Errorf("got %d records", c.Len()))
	}
	return nil
}

// checkNew returns an error for data of another model, and for several ones in a relation to one.
func (d *Data) checkNew(f int, records []*Data) ([]*Data, error) {
	related := d.view.fields[f-BaseFieldCount].Relation
	for _, r := range records {
		if r.ModelName() != related {
			return nil, d.fieldError(f, fmt.Errorf("got data of %q for a relation to %s", r.ModelName(), related))
		}
	}
	if !d.view.kind(f).IsToMany() && len(records) != 1 {
		return nil, d.fieldError(f, fmt.Errorf("got %d records to create", len(records)))
	}
	return records, nil
}
