package base

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"hexgen.test/suite/trace"
)

func init() {
	h.Named().DeclareMixinModel()
	h.Named().AddFields(map[string]models.FieldDefinition{
		"Name": models.CharField{String: "Name", Required: true, Index: true},
	})
	h.Named().Methods().Label().DeclareMethod(
		`Label returns the name of the record for a list.`, namedLabel)
	h.Named().Methods().Rename().DeclareMethod(
		`Rename gives all records the name and returns them.`, namedRename)

	// A relation of a mixin: each model that has it mixed in has links of its own.
	h.Labelled().DeclareMixinModel()
	h.Labelled().AddFields(map[string]models.FieldDefinition{
		"Labels": models.Many2ManyField{RelationModel: h.Tag()},
	})
	h.Labelled().Methods().LabelNames().DeclareMethod(
		`LabelNames returns the names of the labels of all records.`,
		func(rs m.LabelledSet) []string {
			var names []string
			for _, r := range rs.Records() {
				for _, label := range r.Labels().Records() {
					names = append(names, label.Name())
				}
			}
			return names
		})

	archivable := h.Archivable().DeclareMixinModel()
	archivable.AddFields(map[string]models.FieldDefinition{
		"Active": models.BooleanField{Required: true, Default: func(models.Environment) interface{} { return true }},
	})
	archivable.Methods().Archive().DeclareMethod(
		`Archive makes the records inactive and returns those that were active.`, archivableArchive)
	archivable.Methods().Unarchive().DeclareMethod(
		`Unarchive makes the records active.`, func(rs m.ArchivableSet) { rs.SetActive(true) })

	// A mixin of mixins, which also overrides a method of one of them.
	h.Catalogued().DeclareMixinModel()
	h.Catalogued().InheritModel(h.Named())
	h.Catalogued().InheritModel(h.Archivable())
	h.Catalogued().AddFields(map[string]models.FieldDefinition{
		"Code": models.CharField{Size: 16, NoCopy: true},
	})
	h.Catalogued().Methods().Label().Extend(
		`Label has the code in front of the name.`,
		func(rs m.CataloguedSet) string {
			trace.Add(rs.Env(), "catalogued.Label")
			return "[" + rs.Code() + "] " + rs.Super().Label()
		})
	h.Catalogued().Methods().Create().Extend(
		`Create writes codes in capitals.`, cataloguedCreate)
}

func namedLabel(rs m.NamedSet) string {
	trace.Add(rs.Env(), "named.Label")
	return rs.Name()
}

func namedRename(rs m.NamedSet, name string) m.NamedSet {
	rs.SetName(name)
	return rs
}

func archivableArchive(rs m.ArchivableSet) m.ArchivableSet {
	trace.Add(rs.Env(), "archivable.Archive")
	active := rs.Filtered(func(r m.ArchivableSet) bool { return r.Active() })
	if active.IsNotEmpty() {
		active.SetActive(false)
	}
	return active
}

func cataloguedCreate(rs m.CataloguedSet, data m.CataloguedData) m.CataloguedSet {
	trace.Add(rs.Env(), "catalogued.Create")
	if data.Code() == "" {
		data = data.Copy().SetCode("NEW")
	}
	return rs.Super().Create(data)
}
