package models

import "github.com/hexgen/hexgen/models/fieldtype"

// addTranslations gives each translated field of a model the hidden field that holds its values in other languages.
// Hidden fields come after all others, and are not found by name.
func (b *bootstrap) addTranslations(m *Model) {
	m.translated = nil
	for _, f := range m.ordered {
		f.translations = nil
		if !f.params.Translate || f.params.Related != "" && f.column == "" || m.kind == mixinModel {
			continue // a related field has the translations of its source
		}
		switch {
		case f.kind != fieldtype.Char && f.kind != fieldtype.Text && f.kind != fieldtype.HTML:
			b.failField(f, "Translate", "translate Char, Text and HTML fields only", "a field of kind %s cannot be translated", f.kind)
		case f.params.GoType != nil:
			b.failField(f, "Translate", "remove GoType or Translate", "a field with a GoType cannot be translated")
		case f.column == "":
			b.failField(f, "Translate", "remove Translate: the method computes the value for the language of the context", "a computed field cannot be translated")
		case f.params.Compute != nil || f.params.Related != "":
			b.failField(f, "Translate", "remove Stored or Translate", "a stored field that is computed or related has one value for all languages")
		case m.kind == manualModel:
			b.failField(f, "Translate", "translate the fields of the models that the view reads", "fields of a manual model cannot be translated")
		default:
			b.translate(f)
		}
	}
}

// translate makes the hidden field of a translated one.
func (b *bootstrap) translate(f *Field) {
	m := f.model
	column := shortened(f.column + "_i18n")
	if other := m.byJSON[column]; other != nil {
		b.failField(f, "Translate", "rename "+other.name, "its translations need the column %q, which is that of field %s", column, other.label())
		return
	}
	h := &Field{name: f.name + " (translations)", model: m, pos: f.pos, index: len(m.fields), column: column, kind: fieldtype.JSON, source: f}
	h.params = fieldParams{Kind: fieldtype.JSON, JSON: column, String: f.params.String + " (translations)"}
	f.translations = h
	m.fields = append(m.fields, h)
	m.stored = append(m.stored, h)
	m.translated = append(m.translated, h)
}
