package models

import (
	"encoding/json"
	"testing"

	"github.com/hexgen/hexgen/models/types"
)

func TestFieldInfo(t *testing.T) {
	r := bootstrapped(t, func(r *Registry) {
		m := r.Model("Order").DeclareModel()
		method(r, "Order", "Compute", computes)
		m.AddFields(fieldMap{
			"State": SelectionField{Selection: types.Selection{"a": "A"}, Required: true, Help: "how far it is", ReadOnlyFunc: func(Environment) (bool, string) { return true, "" },
				InvisibleFunc: func(Environment) (bool, string) { return true, "state == 'a'" }},
			"Next":  Many2OneField{RelationModel: m, RequiredFunc: func(Environment) (bool, Conditioner) { return true, nil }, OnChange: m.Method("Compute"), Filter: Where().Field("State").Equals("a")},
			"Total": FloatField{Compute: m.Method("Compute"), Digits: types.Digits{Scale: 10, Precision: 2}, Depends: []string{"State"}},
		})
	})
	for _, tc := range []struct{ field, want string }{
		{"Order.State", `{"name":"state","type":"selection","string":"State","help":"how far it is","required":true,"readonly":true,"invisible":false,` +
			`"store":true,"searchable":true,"sortable":true,"translate":false,"selection":{"a":"A"},"on_change":false,"invisible_if":"state == 'a'"}`},
		{"Order.Next", `{"name":"next_id","type":"many2one","string":"Next","help":"","required":true,"readonly":false,"invisible":false,` +
			`"store":true,"searchable":true,"sortable":true,"translate":false,"relation":"Order","on_change":true}`},
		{"Order.Total", `{"name":"total","type":"float","string":"Total","help":"","required":false,"readonly":true,"invisible":false,` +
			`"store":false,"searchable":false,"sortable":false,"translate":false,"digits":{"Scale":10,"Precision":2},"depends":["State"],"on_change":false,"group_operator":"sum"}`},
	} {
		info := field(t, r, tc.field).fieldInfo(Environment{})
		got, err := json.Marshal(info)
		if err != nil || string(got) != tc.want {
			t.Errorf("%s: got\n%s (%v), want\n%s", tc.field, got, err, tc.want)
		}
	}
	if info := field(t, r, "Order.Next").fieldInfo(Environment{}); info.Filter == nil {
		t.Error("the filter is missing")
	}
}
