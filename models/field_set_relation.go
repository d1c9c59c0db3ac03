package models

// SetRelationModel overrides the model that a relation field points at.
func (f *Field) SetRelationModel(value Modeler) *Field {
	return f.override("RelationModel", func(p *fieldParams) { p.RelationModel = value })
}

// SetReverseFK overrides the foreign key that a one2many or rev2one field is the reverse of.
func (f *Field) SetReverseFK(value string) *Field {
	return f.override("ReverseFK", func(p *fieldParams) { p.ReverseFK = value })
}

// SetOnDelete overrides what happens to a record when the one that its foreign key points at is deleted.
func (f *Field) SetOnDelete(value OnDeleteAction) *Field {
	return f.override("OnDelete", func(p *fieldParams) { p.OnDelete = value })
}

// SetEmbed overrides whether the fields of the related model can be used as fields of this one.
func (f *Field) SetEmbed(value bool) *Field {
	return f.override("Embed", func(p *fieldParams) { p.Embed = value })
}

// SetFilter overrides the condition that clients restrict the choice of related records by.
func (f *Field) SetFilter(value Conditioner) *Field {
	return f.override("Filter", func(p *fieldParams) { p.Filter = value })
}

// SetM2MLinkModelName overrides the name of the intermediate model of a many2many field.
func (f *Field) SetM2MLinkModelName(value string) *Field {
	return f.override("M2MLinkModelName", func(p *fieldParams) { p.M2MLinkModelName = value })
}

// SetM2MOurField overrides the field of the intermediate model that points at this model.
func (f *Field) SetM2MOurField(value string) *Field {
	return f.override("M2MOurField", func(p *fieldParams) { p.M2MOurField = value })
}

// SetM2MTheirField overrides the field of the intermediate model that points at the related model.
func (f *Field) SetM2MTheirField(value string) *Field {
	return f.override("M2MTheirField", func(p *fieldParams) { p.M2MTheirField = value })
}
