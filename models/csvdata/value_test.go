package csvdata_test

import (
	"fmt"
	"testing"

	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/csvdata"
)

// TestParseExactValues: texts of the exact kinds become values of their Go types.
func TestParseExactValues(t *testing.T) {
	r := models.NewRegistry()
	m := r.Model("Thing").DeclareModel()
	m.AddFields(map[string]models.FieldDefinition{"Price": models.MonetaryField{}, "Rate": models.DecimalField{}, "Token": models.UUIDField{}, "Data": models.JSONField{}})
	// no code is generated for the model, which does not matter to the kinds of its fields
	if err := r.Bootstrap(); err == nil {
		t.Fatal("a model without generated code")
	}
	for _, test := range []struct{ field, text, want string }{
		{"Price", " 12.50 ", "decimal.Decimal 12.5"},
		{"Rate", "12345678901234567890.12345678901234567890", "decimal.Decimal 12345678901234567890.1234567890123456789"},
		{"Rate", "1,5", `"1,5" is not a number such as 12.50`},
		{"Token", "6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "uuid.UUID 6ba7b810-9dad-11d1-80b4-00c04fd430c8"},
		{"Token", "6ba7", `"6ba7" is not a UUID such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8`},
		{"Data", `{"a":[1]}`, `json.RawMessage {"a":[1]}`},
		{"Data", `{`, `"{" is not a JSON document`},
	} {
		v, err := csvdata.ParseValue(m.Field(test.field), test.text)
		got := fmt.Sprintf("%T %s", v, v)
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s %q: got %s, want %s", test.field, test.text, got, test.want)
		}
	}
}
