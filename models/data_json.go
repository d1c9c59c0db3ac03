package models

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// createSuffix marks the records to create at the other end of a relation field in JSON.
const createSuffix = ":create"

// MarshalJSON writes an object of the values by field name, in the order they were given: relations as ids, Binary in
// base64, and records to create as objects under the name with ":create".
func (d *Data) MarshalJSON() ([]byte, error) {
	if d == nil {
		return []byte("null"), nil
	}
	var b bytes.Buffer
	b.WriteByte('{')
	write := func(name string, val []byte, err error) error {
		if err != nil {
			return fmt.Errorf("field %s of %s: %w", name, d.view.name, err)
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(name)
		b.Write(key)
		b.WriteByte(':')
		b.Write(val)
		return err
	}
	for i, f := range d.fields {
		v := d.vals[i]
		if rs, ok := v.(RecordSet); ok {
			v = d.relationIDs(int(f), rs)
		} else if s, ok := v.(string); ok && d.view.kind(int(f)) == fieldtype.Binary {
			v = []byte(s)
		}
		val, err := toJSON(v)
		if err := write(d.view.fieldName(int(f)), val, err); err != nil {
			return nil, err
		}
	}
	for _, n := range d.nested {
		val, err := json.Marshal(n.data)
		if err := write(d.view.fieldName(int(n.field))+createSuffix, val, err); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// relationIDs returns an id for a relation to one (nil if unset), and a list for one to many.
func (d *Data) relationIDs(f int, rs RecordSet) any {
	if d.view.kind(f).IsToMany() {
		return rs.Ids()
	}
	if c := rs.Underlying(); c.ID() != 0 {
		return c.ID()
	}
	return nil
}

// kind returns the kind of a field by its index.
func (v *View) kind(f int) fieldtype.Type {
	switch f {
	case FieldID, FieldCreateUID, FieldWriteUID:
		return fieldtype.Integer
	case FieldCreateDate, FieldWriteDate, FieldLastUpdate:
		return fieldtype.DateTime
	case FieldDisplayName:
		return fieldtype.Char
	}
	return v.fields[f-BaseFieldCount].Kind
}

// UnmarshalData reads data of the model that a view describes, as MarshalJSON writes it. Generated code calls it.
func UnmarshalData(d *Data, v *View, doc []byte) error {
	if d.view == nil {
		d.view = v
	}
	return d.UnmarshalJSON(doc)
}

// UnmarshalJSON gives d the values of an object, as MarshalJSON writes it: by field name or JSON name, relations as ids,
// Binary in base64, records to create as objects (one, or a list) under the name with ":create". null is an unset
// value. Values for fields that d has already replace them; null instead of an object changes nothing. Fields that the
// model does not have and values that are not of the kind of their field are FieldErrors, and leave d as it was.
//
// Relations are kept as ids, without an environment: typed getters of d give an empty set for them.
func (d *Data) UnmarshalJSON(doc []byte) error {
	if bytes.Equal(bytes.TrimSpace(doc), []byte("null")) {
		return nil
	}
	if d.view == nil {
		return &UsageError{What: "data of no model cannot be read from JSON", Mend: "start from NewData of the model"}
	}
	read := &Data{view: d.view, model: d.model}
	if err := read.unmarshal(doc); err != nil {
		return err
	}
	for i, f := range read.fields {
		d.put(int(f), read.vals[i])
	}
	for _, n := range read.nested {
		d.nested = slices.DeleteFunc(d.nested, func(x nestedData) bool { return x.field == n.field })
		DataCreate(d, int(n.field), n.data)
	}
	return nil
}

// unmarshal reads the members of an object in order.
func (d *Data) unmarshal(doc []byte) error {
	dec := json.NewDecoder(bytes.NewReader(doc))
	if start, err := dec.Token(); err != nil {
		return fmt.Errorf("data of %s: %w", d.view.name, err)
	} else if start != json.Delim('{') {
		return fmt.Errorf("data of %s: got %v where an object was expected", d.view.name, start)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return fmt.Errorf("data of %s: %w", d.view.name, err)
		}
		var val json.RawMessage
		if err := dec.Decode(&val); err != nil {
			return fmt.Errorf("data of %s: %v: %w", d.view.name, key, err)
		}
		if err := d.unmarshalMember(fmt.Sprint(key), val); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return fmt.Errorf("data of %s: %w", d.view.name, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("data of %s: something follows the object", d.view.name)
	}
	return nil
}

// unmarshalMember reads the value of one field, or the records to create at its other end.
func (d *Data) unmarshalMember(key string, doc []byte) error {
	name, create := strings.CutSuffix(key, createSuffix)
	f, ok := d.lookup(name)
	if !ok {
		return &FieldError{Model: d.view.name, Field: name, Reason: ErrUnknownField}
	}
	if create {
		return d.unmarshalRecords(f, doc)
	}
	if string(doc) == "null" {
		d.put(f, nil)
		return nil
	}
	v, err := d.unmarshalValue(f, doc)
	if err != nil {
		return d.fieldError(f, err)
	}
	d.put(f, v)
	return nil
}

// unmarshalValue reads a value of a field that is not null.
func (d *Data) unmarshalValue(f int, doc []byte) (any, error) {
	var err error
	switch kind := d.view.kind(f); {
	case kind.IsToMany():
		var given []*int64 // null is no id
		if err := json.Unmarshal(doc, &given); err != nil {
			return nil, err
		}
		ids := make([]int64, len(given))
		for i, id := range given {
			if id == nil {
				return nil, errors.New("null is no id")
			}
			ids[i] = *id
		}
		return ids, nil
	case kind.IsRelation():
		var id int64
		err = json.Unmarshal(doc, &id)
		return id, err
	case kind == fieldtype.Binary && d.column(f) == nil:
		var b []byte
		err = json.Unmarshal(doc, &b)
		return string(b), err
	}
	return d.storage(f).fromJSON(doc)
}

// unmarshalRecords reads records to create.
func (d *Data) unmarshalRecords(f int, doc []byte) error {
	related, err := d.relatedData(f)
	if err != nil {
		return err
	}
	docs := []json.RawMessage{doc}
	if doc[0] == '[' {
		if err := json.Unmarshal(doc, &docs); err != nil {
			return d.fieldError(f, err)
		}
	}
	records := make([]*Data, len(docs))
	for i, one := range docs {
		records[i] = related()
		if err := records[i].unmarshal(one); err != nil {
			return fmt.Errorf("%s of %s: %w", d.view.fieldName(f), d.view.name, err)
		}
	}
	d.nested = slices.DeleteFunc(d.nested, func(x nestedData) bool { return x.field == int32(f) })
	DataCreate(d, f, records)
	return nil
}

// relatedData returns a function that makes data of the model that a relation field points at.
func (d *Data) relatedData(f int) (func() *Data, error) {
	if !d.view.kind(f).IsRelation() {
		return nil, &FieldError{Model: d.view.name, Field: d.view.fieldName(f), Reason: ErrWrongType, Message: "records to create for a field that is no relation"}
	}
	if m := d.definition(); m != nil && f < len(m.fields) && m.fields[f] != nil {
		return m.fields[f].relation.NewData, nil
	}
	name := d.view.fields[f-BaseFieldCount].Relation
	if v := compiledViews[name]; v != nil {
		return func() *Data { return &Data{view: v} }, nil
	}
	return nil, &UsageError{Model: d.view.name, Field: d.view.fieldName(f), What: "nothing is known of the related model " + name, Mend: "run go generate"}
}

// column returns what makes the storage of a field with a GoType, nil for other fields.
func (d *Data) column(f int) func() Column {
	if f < BaseFieldCount {
		return nil
	}
	return d.view.fields[f-BaseFieldCount].Column
}

// storage returns an empty column of the Go type of a field.
func (d *Data) storage(f int) Column {
	if m := d.definition(); m != nil && f < len(m.fields) && m.fields[f] != nil {
		return m.fields[f].makeColumn()
	}
	if make := d.column(f); make != nil {
		return make()
	}
	return columnOfKind(&Field{name: d.view.fieldName(f), kind: d.view.kind(f)})
}

// fieldError says that a value is not of the kind of its field.
func (d *Data) fieldError(f int, err error) error {
	return &FieldError{Model: d.view.name, Field: d.view.fieldName(f), Reason: ErrWrongType,
		Message: "for a field of kind " + d.view.kind(f).String() + ": " + err.Error()}
}
