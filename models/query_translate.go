package models

// translated writes the expression of a translated field in the language of the query: the translation, or the value
// in the source language if there is none.
//
// The language is a literal, so that the text of statements stays the same for each language and an index on the
// expression can serve them. It cannot have characters that need an escape.
func (r *tableRef) translated(b []byte, f *Field) []byte {
	w := r.src.w
	if w.pg {
		b = r.plain(append(b, "COALESCE("...), f.translations.column)
		b = append(append(append(b, " ->> '"...), w.lang...), "', "...)
	} else {
		b = r.plain(append(b, "COALESCE(json_extract("...), f.translations.column)
		b = append(append(append(b, `, '$."`...), w.lang...), `"'), `...)
	}
	return append(r.plain(b, f.column), ')')
}

// inSource calls write with the fields of the query in the source language.
func (w *sqlWriter) inSource(write func()) {
	lang := w.lang
	w.lang = ""
	write()
	w.lang = lang
}

// readsTranslations tells whether the records that a query finds depend on the language.
func (q *query) readsTranslations() bool {
	for _, f := range q.fieldsUsed() {
		if f.translations != nil {
			return true
		}
	}
	return false
}
