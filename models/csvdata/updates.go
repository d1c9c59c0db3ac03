package csvdata

import (
	"reflect"
	"slices"

	"github.com/hexgen/hexgen/models"
)

// updates are values to write to records of a model, by id.
type updates struct {
	model *models.Model
	ids   []int64 // in the order of the file
	data  map[int64]*models.Data
}

func newUpdates(model *models.Model) *updates {
	return &updates{model: model, data: map[int64]*models.Data{}}
}

// of returns the values of a record, to add to.
func (u *updates) of(id int64) *models.Data {
	data := u.data[id]
	if data == nil {
		data = u.model.NewData()
		u.data[id] = data
		u.ids = append(u.ids, id)
	}
	return data
}

// write gives the records those of their values that differ from what they have.
// They are one set, so that what they have is read for all of them at once.
func (u *updates) write(env models.Environment) {
	if len(u.ids) == 0 {
		return
	}
	set := models.NewSet(env, u.model.Name()).Browse(u.ids)
	set.Load(u.data[u.ids[0]].Fields()...)
	for _, record := range set.Records() {
		data := u.data[record.ID()]
		for _, name := range data.Fields() {
			if field := models.FieldName(name); sameValue(record.Get(field), data.Get(name)) {
				data.Unset(field)
			}
		}
		if !data.IsEmpty() {
			record.Write(data)
		}
	}
}

// sameValue tells whether a field has the value of a cell already: for relations
// the id or ids of records, nil for an empty cell.
func sameValue(has, wanted any) bool {
	if set, ok := has.(models.RecordSet); ok {
		ids := set.Ids()
		switch wanted := wanted.(type) {
		case nil:
			return len(ids) == 0
		case int64:
			return len(ids) == 1 && ids[0] == wanted
		case []int64:
			slices.Sort(ids)
			return slices.Equal(ids, slices.Compact(slices.Sorted(slices.Values(wanted))))
		}
		return false
	}
	if wanted == nil {
		return reflect.ValueOf(has).IsZero()
	}
	return reflect.DeepEqual(has, wanted)
}
