package models

import (
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/hexgen/hexgen/models/types"
)

// celsius is a GoType that only knows the database.
type celsius struct{ degrees int64 }

func (c celsius) Value() (driver.Value, error) { return c.degrees, nil }
func (c *celsius) Scan(src any) error          { return decodeInt(&c.degrees, src) }

// spot is the GoType of a JSON field.
type spot struct{ X, Y int }

// kindModels declares a field of every kind.
func kindModels(r *Registry) {
	goTypes := map[string]func() Column{"Small": ColumnOf[int16], "Heat": ColumnOf[celsius], "Place": ColumnOf[spot]}
	views := map[string]*View{}
	r.views = func(name string) *View {
		if views[name] == nil {
			v := r.models[name].declaredView()
			for i := range v.fields {
				v.fields[i].Column = goTypes[v.fields[i].Name]
			}
			views[name] = v
		}
		return views[name]
	}
	thing, part := r.Model("Thing").DeclareModel(), r.Model("Part").DeclareModel()
	thing.AddFields(map[string]FieldDefinition{
		"Blob": BinaryField{}, "Flag": BooleanField{}, "Name": CharField{JSON: "label"}, "Day": DateField{}, "At": DateTimeField{}, "Weight": FloatField{},
		"Page": HTMLField{}, "Count": IntegerField{}, "State": SelectionField{Selection: types.Selection{"a": "A", "b": "B"}}, "Note": TextField{},
		"Exact": DecimalField{}, "Price": MonetaryField{}, "Doc": JSONField{}, "Place": JSONField{GoType: new(spot)}, "Key": UUIDField{},
		"Small": IntegerField{GoType: new(int16)}, "Heat": IntegerField{GoType: new(celsius)},
		"Main": Many2OneField{RelationModel: part}, "Twin": One2OneField{RelationModel: thing}, "Back": Rev2OneField{RelationModel: thing, ReverseFK: "Twin"},
		"Parts": One2ManyField{RelationModel: part, ReverseFK: "Thing"}, "Labels": Many2ManyField{RelationModel: r.Model("Label")},
	})
	part.AddFields(map[string]FieldDefinition{"Name": CharField{}, "Thing": Many2OneField{RelationModel: thing}, "Labels": Many2ManyField{RelationModel: r.Model("Label")}})
	r.Model("Label").DeclareModel().AddFields(map[string]FieldDefinition{"Name": CharField{}})
}

// kindData are values of all kinds, as JSON.
const kindData = `{"Blob":"/wAB","Flag":true,"Name":"a\"é","Day":"2026-02-28","At":"2026-02-28 23:59:58","Weight":0.1,"Page":"<p>","Count":9007199254740993,` +
	`"State":"b","Note":"","Exact":"123456789.123456789012345678901234567890","Price":"12.50","Doc":{"a":[1,null]},"Place":{"X":1,"Y":2},` +
	`"Key":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","Small":-3,"Heat":21,"Main":7,"Twin":null,"Parts":[],"Labels":[3,1],` +
	`"Parts:create":[{"Name":"p","Labels:create":[{"Name":"deep"}]},{}],"Back:create":[{"Name":"back"}]}`

func read(t *testing.T, d *Data, doc string) *Data {
	t.Helper()
	if err := json.Unmarshal([]byte(doc), d); err != nil {
		t.Fatalf("%s: %v", doc, err)
	}
	return d
}

func TestDataFromJSON(t *testing.T) {
	r := bootstrapped(t, kindModels)
	thing := r.Model("Thing")
	d := read(t, thing.NewData(), kindData)
	for name, want := range map[string]any{
		"Blob": "\xff\x00\x01", "Flag": true, "Name": `a"é`, "Day": NewDate(2026, 2, 28), "At": NewDateTime(2026, 2, 28, 23, 59, 58), "Weight": 0.1,
		"Count": int64(9007199254740993), "State": "b", "Note": "", "Place": spot{1, 2}, "Key": uuid.NameSpaceDNS, "Small": int16(-3), "Heat": celsius{21},
		"Main": int64(7), "Twin": nil, "Parts": []int64{}, "Labels": []int64{3, 1}, "Doc": json.RawMessage(`{"a":[1,null]}`),
	} {
		if got := d.Get(name); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, want %#v", name, got, want)
		}
	}
	check(t, "exact", d.Get("Exact").(decimal.Decimal).String(), "123456789.12345678901234567890123456789")
	check(t, "has nothing else", d.Has(FieldName("ID")), false)
	out, err := json.Marshal(d)
	check(t, "written", err, nil)
	again, err := json.Marshal(read(t, thing.NewData(), string(out)))
	check(t, "round trip", string(again)+fmt.Sprint(err), string(out)+"<nil>")
	for _, part := range []string{`"Blob":"/wAB"`, `"Heat":21`, `"Labels":[3,1]`, `"Parts:create":[{"Name":"p","Labels:create":[{"Name":"deep"}]},{}]`, `"Twin":null`} {
		if !strings.Contains(string(out), part) {
			t.Errorf("%s is missing in %s", part, out)
		}
	}
	check(t, "by JSON name", read(t, thing.NewData(), `{"label":"x","main_id":3,"parts_ids":[1]}`).Get("Name"), "x")
	check(t, "base fields", read(t, thing.NewData(), `{"ID":4,"CreateDate":"2026-01-02 03:04:05","DisplayName":"n"}`).Get("ID"), int64(4))
	check(t, "null", fmt.Sprint(read(t, thing.NewData(), `null`).Fields()), "[]")
	merged := read(t, read(t, thing.NewData(), `{"Name":"a","Count":1,"Parts:create":[{},{}]}`), `{"Name":"b","Parts:create":{"Name":"only"}}`)
	out, err = json.Marshal(merged)
	check(t, "later values win", string(out)+fmt.Sprint(err), `{"Name":"b","Count":1,"Parts:create":[{"Name":"only"}]}<nil>`)
}

func TestDataFromWrongJSON(t *testing.T) {
	r := bootstrapped(t, kindModels)
	thing := r.Model("Thing")
	for doc, reason := range map[string]error{
		`{"Nope":1}`: ErrUnknownField, `{"Nope:create":[]}`: ErrUnknownField, `{"Flag":1}`: ErrWrongType, `{"Name":1}`: ErrWrongType, `{"Name":["a"]}`: ErrWrongType,
		`{"Day":"31/12"}`: ErrWrongType, `{"At":5}`: ErrWrongType, `{"Weight":"1"}`: ErrWrongType, `{"Count":1.5}`: ErrWrongType, `{"Count":"1"}`: ErrWrongType,
		`{"Count":99999999999999999999}`: ErrWrongType, `{"Small":40000}`: ErrWrongType, `{"Heat":"warm"}`: ErrWrongType, `{"Heat":{}}`: ErrWrongType, `{"Heat":1.5}`: ErrWrongType,
		`{"Main":"7"}`: ErrWrongType, `{"Main":[7]}`: ErrWrongType, `{"Parts":7}`: ErrWrongType, `{"Labels":[null]}`: ErrWrongType, `{"Blob":"*"}`: ErrWrongType,
		`{"Key":"k"}`: ErrWrongType, `{"Exact":"x"}`: ErrWrongType, `{"Exact":1e1000000000}`: ErrWrongType, `{"Price":"1e-20000"}`: ErrWrongType, `{"Place":[]}`: ErrWrongType, `{"Name:create":[]}`: ErrWrongType, `{"Parts:create":[{"Name":1}]}`: ErrWrongType,
		`{"Parts:create":[{"Other":1}]}`: ErrUnknownField, `{"Parts:create":[1]}`: nil, `[]`: nil, `"a"`: nil, `{"Name":"a"`: nil, `{}{}`: nil, ``: nil, `{"Parts:create":[}`: nil,
	} {
		d := thing.NewData().Set("Name", "before")
		err := d.UnmarshalJSON([]byte(doc))
		if err == nil || reason != nil && !errors.Is(err, reason) {
			t.Errorf("%s: %v", doc, err)
		}
		if d.Get("Name") != "before" || len(d.Fields()) != 1 {
			t.Errorf("%s changed the data to %v", doc, d.Fields())
		}
	}
	if err := new(Data).UnmarshalJSON([]byte(`{}`)); err == nil {
		t.Error("data of no model")
	}
	d := new(Data)
	check(t, "with a view", UnmarshalData(d, thing.view, []byte(`{"Count":1}`)), nil)
	check(t, "value", d.Get("Count"), int64(1))
	var ue *UsageError
	check(t, "nothing known of the related model", errors.As(d.UnmarshalJSON([]byte(`{"Parts:create":[{}]}`)), &ue), true)
	part := r.Model("Part").view
	compiledViews["Part"] = part // as generated code does
	defer delete(compiledViews, "Part")
	check(t, "view of the related model", d.UnmarshalJSON([]byte(`{"Parts:create":[{"Name":"p"}],"Heat":3}`)), nil)
	check(t, "related value", d.nested[0].data[0].Get("Name"), "p")
}

func TestDataFromMaps(t *testing.T) {
	eachDatabase(t, kindModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			thing, part := env.model("Thing"), create(env, "Part", "Name", "p")
			d := thing.NewData()
			err := d.SetMap(FieldMap{"label": "n", "Count": 3, "Weight": 2, "Small": 7.0, "Day": "2026-01-31", "At": NewDate(2026, 1, 31), "Main": part, "Flag": nil,
				"Labels": []any{1.0, 2}, "Exact": "1.5", "Parts": newData(env, "Part", "Name", "nested"), "Back": []*Data{thing.NewData()}})
			check(t, "set", err, nil)
			for name, want := range map[string]any{"Name": "n", "Count": int64(3), "Weight": 2.0, "Small": int16(7), "Day": NewDate(2026, 1, 31),
				"At": NewDateTime(2026, 1, 31, 0, 0, 0), "Main": part, "Flag": nil, "Labels": []int64{1, 2}} {
				if got := d.Get(name); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: %#v, want %#v", name, got, want)
				}
			}
			check(t, "nested", d.Has(FieldName("Parts")) && d.Has(FieldName("Back")), true)
			var wrong FieldMap = FieldMap{"Name": 1, "Nope": 1, "Day": "x", "Count": 1.5, "Main": []int64{1}, "Labels": part, "Parts": []any{"a"}, "Back": env.model("Part").NewData(),
				"Twin": []*Data{}, "Weight": "1"}
			err = d.SetMap(wrong)
			for name := range wrong {
				if err == nil || !strings.Contains(err.Error(), "Thing."+name+":") {
					t.Errorf("%s is missing in: %v", name, err)
				}
			}
			check(t, "unchanged", d.Get("Name"), "n")
			check(t, "both reasons", errors.Is(err, ErrUnknownField) && errors.Is(err, ErrWrongType), true)

			rows := part.Read([]string{"Name", "Thing", "Labels"})
			same := env.model("Part").NewData()
			check(t, "what Read gives", same.SetMap(rows[0]), nil)
			check(t, "id", same.Get("ID"), part.ID())
		})
	})
}

// TestRecordsFromJSON creates and writes records with data that holds ids.
func TestRecordsFromJSON(t *testing.T) {
	eachDatabase(t, kindModels, func(t *testing.T, db *Database) {
		var id int64
		in(t, db, func(env Environment) {
			main, a, b := create(env, "Part", "Name", "main"), create(env, "Label", "Name", "a"), create(env, "Label", "Name", "b")
			doc := strings.NewReplacer(`"Main":7`, fmt.Sprintf(`"Main":%d`, main.ID()), `[3,1]`, fmt.Sprintf("[%d,%d]", b.ID(), a.ID())).Replace(kindData)
			thing := NewSet(env, "Thing").Create(read(t, env.model("Thing").NewData(), doc))
			id = thing.ID()
			other := create(env, "Thing")
			other.Write(read(t, other.NewData(), fmt.Sprintf(`{"Back":%d,"Parts":[%d]}`, id, main.ID())))
			check(t, "rev2one by id", rel(thing, "Twin").ID(), other.ID())
			check(t, "one2many by id", rel(main, "Thing").ID(), other.ID())
			other.Write(read(t, other.NewData(), `{"Back":null,"Parts":[]}`))
			check(t, "rev2one unset", rel(thing, "Twin").Len(), 0)
		})
		in(t, db, func(env Environment) {
			thing := NewSet(env, "Thing").BrowseOne(id)
			check(t, "blob", get(thing, "Blob"), "\xff\x00\x01")
			check(t, "heat", get(thing, "Heat"), celsius{21})
			check(t, "labels", rel(thing, "Labels").Len(), 2)
			check(t, "parts", rel(thing, "Parts").Len(), 2)
			check(t, "deep", get(rel(rel(thing, "Parts").Records()[0], "Labels"), "Name"), "deep")
			check(t, "main", get(rel(thing, "Main"), "Name"), "main")
			check(t, "count", get(thing, "Count"), int64(9007199254740993))
			out, err := json.Marshal(thing.First())
			check(t, "all values", err, nil)
			again, err := json.Marshal(read(t, thing.NewData(), string(out)))
			check(t, "round trip", string(again)+fmt.Sprint(err), string(out)+"<nil>")
		})
	})
}

func FuzzDataJSON(f *testing.F) {
	for _, seed := range []string{kindData, `{"label":"x"}`, `{"Parts:create":{"Name":"a"}}`, `{"Heat":true}`, `{"Day":false,"At":null}`, `[{}]`, `{"Name":"\ud800"}`} {
		f.Add([]byte(seed))
	}
	r := NewRegistry()
	upToDate(r)
	kindModels(r)
	if err := r.Bootstrap(); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		d := r.Model("Thing").NewData()
		if d.UnmarshalJSON(doc) != nil {
			if !d.IsEmpty() {
				t.Fatal("data after an error")
			}
			return
		}
		out, err := d.MarshalJSON()
		if err != nil {
			t.Fatalf("%s cannot be written: %v", doc, err)
		}
		again := r.Model("Thing").NewData()
		if err := again.UnmarshalJSON(out); err != nil {
			t.Fatalf("%s was written as %s: %v", doc, out, err)
		}
		second, err := again.MarshalJSON()
		if err != nil || string(second) != string(out) {
			t.Fatalf("%s, then %s: %v", out, second, err)
		}
	})
}
