package models

import "slices"

// withEmbedded makes the records that a new one embeds, with the values that d has for their fields, and returns the
// data with them and the fields dealt with. If d has such a record already, it is given the values. The records that a
// record in memory embeds are in memory too.
func (c *Core) withEmbedded(d *Data, memory bool) (*Data, map[int]bool) {
	var skip map[int]bool
	for _, link := range c.model().embeds {
		own := c.embeddedData(d, link, &skip)
		if i := nestedFor(d, link); i >= 0 {
			if !own.IsEmpty() {
				d = d.Copy()
				d.nested[i].data[0] = d.nested[i].data[0].Copy().MergeWith(own)
			}
			continue
		}
		if i := d.find(link.index); i >= 0 {
			if target := c.recordsOf(link, d.vals[i]); target.IsNotEmpty() {
				c.writeEmbedded(link, target, own, memory)
				continue
			}
		}
		make := CallCreate
		if memory {
			make = CallNew
		}
		d = d.Copy().put(link.index, make(c.tbl.target(link.index).empty(c.env), own))
	}
	return c.withoutEmbedded(d), skip
}

// withoutEmbedded returns d without the nested data of embedded fields, which was handed on.
func (c *Core) withoutEmbedded(d *Data) *Data {
	handed := func(n nestedData) bool { return c.tbl.field(int(n.field)).embedded }
	if !slices.ContainsFunc(d.nested, handed) {
		return d
	}
	n := d.Copy()
	n.nested = slices.DeleteFunc(n.nested, handed)
	return n
}

// embeddedData returns the values of d that belong to the record that link embeds, and notes their fields.
func (c *Core) embeddedData(d *Data, link *Field, skip *map[int]bool) *Data {
	own := link.relation.NewData()
	mine := func(f int32) *Field {
		if field := c.tbl.field(int(f)); field.embedded && field.related[0] == link && !field.isStored() {
			return field.related[1]
		}
		return nil
	}
	for i, f := range d.fields {
		if source := mine(f); source != nil {
			if *skip == nil {
				*skip = make(map[int]bool)
			}
			(*skip)[int(f)] = true
			own.put(source.index, d.vals[i])
		}
	}
	for _, n := range d.nested {
		if source := mine(n.field); source != nil {
			DataCreate(own, source.index, n.data)
		}
	}
	return own
}

// nestedFor returns the position of the data to create the embedded record with, -1 if d has none.
func nestedFor(d *Data, link *Field) int {
	return slices.IndexFunc(d.nested, func(n nestedData) bool { return n.field == int32(link.index) && len(n.data) == 1 })
}

// writeEmbedded gives an existing record the values of a new one that embeds it. A record in memory does not change
// those of the database.
func (c *Core) writeEmbedded(link *Field, target *Core, own *Data, memory bool) {
	switch {
	case own.IsEmpty():
	case memory && !c.env.session().isolated && target.tbl.state[target.row]&rowMemory == 0:
		panic(&UsageError{Model: c.model().name, Field: link.name, What: "a record in memory cannot set fields of " + target.String() + ", which it embeds",
			Mend: "leave out the record, or the values of its fields"})
	default:
		CallWrite(target.in(c.env), own)
	}
}
