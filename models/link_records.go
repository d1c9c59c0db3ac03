package models

// Links of a many2many field that are records of a declared model: they are created and deleted as such, and what is
// known of the field follows from them.

// ends returns the foreign keys of the link's model, to the side of the field first.
func (l *linkTable) ends() [2]*Field {
	return [2]*Field{l.model.byJSON[l.ourColumn], l.model.byJSON[l.theirColumn]}
}

// changeRecords deletes and creates the records that link row with others.
func (t *table) changeRecords(field *Field, row int32, removed, added []int32) {
	links, target := t.s.table(field.link.model), t.target(field.index)
	ends := field.link.ends()
	if len(removed) > 0 {
		cond := Where().Field(ends[0].name).Equals(t.ids[row]).And().Field(ends[1].name).In(pick(target.ids, removed))
		CallUnlink(links.lazy(t.s.sudo, &query{model: links.model, cond: cond}))
	}
	data := make([]*Data, len(added))
	for i, r := range added {
		data[i] = links.model.NewData().put(ends[0].index, t.ids[row]).put(ends[1].index, target.ids[r])
	}
	CreateMulti(links.empty(t.s.sudo), data)
}

// linked returns the records that rows link to others for the many2many field x, which has its links in rows' table.
func (t *table) linked(x *Field, rows []int32) []int32 {
	key, ok := t.need(x.link.ends()[0].index, rows).(*column[int64])
	owners := t.s.table(x.model)
	var out []int32
	for _, r := range rows {
		if ok && key.has(r) && key.vals[r] != 0 {
			out = append(out, owners.row(key.vals[r]))
		}
	}
	return unique(out)
}

// relinked forgets what the many2many field x has of some records, and outdates what is computed from it.
func (t *table) relinked(x *Field, rows []int32) {
	if col := t.store[x.index]; col != nil {
		for _, r := range rows {
			if col.base().has(r) && !t.unsaved(r) {
				col.base().state[r] = 0
			}
		}
	}
	t.s.modified(t, x, rows)
}
