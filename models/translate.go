package models

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"maps"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// Translated fields. The column of the field has its value in the source language: that of environments whose context
// has no key "lang", or the language of Registry.SetSourceLanguage. Beside it, each translated field has a hidden field
// with a JSON column, <column>_i18n, of its values in other languages: {"de": "Stuhl", "fr": "chaise"}. Since that is
// a field of the record, all that holds for fields holds for translations: they are written behind, undone with
// savepoints, checked against concurrent changes, and deleted with the record; and the cache knows values of all
// languages at once. The column is read only in an environment with a language.
//
// In such an environment the value of a translated field is that of the language, or that of the source language if
// there is none; conditions, orders and groups compare the same value. Setting the field there changes the language
// only, and setting it to nil removes the translation; creating a record sets the source language as well. Record rules
// and stored computed fields go by the source language, since they are the same for everybody.

// translations are the values of a translated field by language. They are not changed once they are in a column.
type translations map[string]string

// translationCodec is for the hidden fields.
var translationCodec = &codec[translations]{
	decode: func(dst *translations, src driver.Value) error {
		var doc string
		if err := decodeString(&doc, src); err != nil {
			return err
		}
		return decodeJSON(dst, doc)
	},
	encode: func(_ sqldb.Dialect, v translations) (driver.Value, error) { return v.document() },
	array: func(d sqldb.Dialect, vals []translations, rows []int32, null []bool) (driver.Value, error) {
		out := make([]string, len(rows))
		for i, r := range rows {
			var err error
			if out[i], err = vals[r].document(); err != nil {
				return nil, err
			}
		}
		return d.Array(out, null)
	},
	equal:  func(a, b translations) bool { return maps.Equal(a, b) },
	less:   func(a, b translations) bool { return len(a) < len(b) },
	isNull: func(v translations) bool { return len(v) == 0 },
	coerce: func(v any) (translations, bool) { m, ok := v.(map[string]string); return m, ok },
}

// document returns the JSON document, in which languages are in order.
func (v translations) document() (string, error) {
	for _, text := range v {
		if err := checkText(text); err != nil {
			return "", err
		}
	}
	doc, err := json.Marshal(v)
	return string(doc), err
}

// with returns the translations with another value of a language; nil takes it away.
func (v translations) with(lang string, value *string) translations {
	out := maps.Clone(v)
	if value == nil {
		delete(out, lang)
		return out
	}
	if out == nil {
		out = make(translations)
	}
	out[lang] = *value
	return out
}

// SetSourceLanguage says in which language the values of translated fields are without a language in the context, so
// that a context with this language has no translations either. It must be called before Bootstrap.
func (r *Registry) SetSourceLanguage(lang string) {
	checkLanguage(lang)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sourceLang = lang
}

// checkLanguage panics unless lang can be a language code.
func checkLanguage(lang string) {
	ok := len(lang) <= 64
	for _, c := range []byte(lang) {
		ok = ok && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '@' || c == '.')
	}
	if !ok {
		panic(&UsageError{What: quoted(lang) + " is no language code", Mend: `set the key "lang" of the context to a code such as "fr" or "pt_BR"`})
	}
}

// languageOf returns the language of a context, "" for the source language.
func (s *session) languageOf(ctx interface{ Get(string) interface{} }) string {
	value := ctx.Get("lang")
	if value == nil || value == "" || value == false {
		return ""
	}
	lang, ok := value.(string)
	if !ok {
		panic(&UsageError{What: fmt.Sprintf("the language of the context is a %T", value), Mend: `set the key "lang" of the context to a code such as "fr" or "pt_BR"`})
	}
	if s != nil && lang == s.db.registry.sourceLang {
		return ""
	}
	checkLanguage(lang)
	return lang
}

// lang returns the language of translated fields in the environment, "" for the source language.
func (e Environment) lang() string {
	if e.v == nil {
		return ""
	}
	return e.v.lang
}

// translates tells whether fields of the model have other values in the environment than those of their columns.
func (m *Model) translates(env Environment) bool { return len(m.translated) > 0 && env.lang() != "" }

// isSlow tells whether getters in the environment may not take a value from the cache at once: because the user's
// rights must be checked, or since the value may be translated.
func (m *Model) isSlow(env Environment) bool { return m.translates(env) || m.guards(env) }

// translatedField returns a field if its value is that of a language, else nil.
func (c *Core) translatedField(f int) *Field {
	if !c.guarded || !c.model().translates(c.env) {
		return nil
	}
	if field := c.tbl.field(f); field.translations != nil {
		return field
	}
	return nil
}

// translated returns the value of a translated field, which is ready, of the first record in the environment's language.
func (c *Core) translated(f *Field) string {
	col := c.tbl.translationsOf(f, c)
	if v, ok := col.vals[c.row][c.env.lang()]; ok {
		return v
	}
	source, ok := c.tbl.room(f.index).(*column[string])
	if !ok {
		panic(f.typeMismatch())
	}
	return source.vals[c.row]
}

// translationsOf returns the translations of a field, with those of the first record of c and of its group read.
func (t *table) translationsOf(f *Field, c *Core) *column[translations] {
	col, ok := t.room(f.translations.index).(*column[translations])
	if !ok {
		panic(f.typeMismatch())
	}
	switch {
	case col.has(c.row):
	case t.state[c.row]&rowMemory != 0:
		col.zero(c.row)
	default:
		t.loadFields(t.model.translated, c.missing(&col.columnBase))
		if !col.has(c.row) {
			panic(t.missingRecord(c.row))
		}
	}
	return col
}

// assignTranslation gives a field of rows a value in the environment's language.
func (c *Core) assignTranslation(rows []int32, f *Field, v any) {
	var value *string
	if v != nil {
		s, ok := coerceString(v)
		if !ok {
			panic(f.valueError(v))
		}
		value = &s
	}
	t, lang := c.tbl, c.env.lang()
	group := &list{tbl: t, rows: rows}
	changed := make([]int32, 0, len(rows))
	for _, r := range rows {
		col := t.translationsOf(f, t.one(c.env, r, group))
		before, had := col.vals[r][lang]
		if had == (value != nil) && (!had || before == *value) {
			continue
		}
		if col.put(r, col.vals[r].with(lang, value)) {
			t.markDirty(r, &col.columnBase)
			changed = append(changed, r)
		}
	}
	t.s.modified(t, f, changed)
}

// fillSource gives the translated fields of a new record their values in the source language too.
func (c *Core) fillSource(row int32, d *Data) {
	if !c.model().translates(c.env) {
		return
	}
	for i, f := range d.fields {
		field := c.tbl.field(int(f))
		if field.translations == nil || d.vals[i] == nil {
			continue
		}
		if _, err := c.tbl.room(field.index).set(row, d.vals[i]); err != nil {
			panic(err)
		}
		c.tbl.s.modified(c.tbl, field, []int32{row})
	}
}

// inSource returns the record in the source language.
func (c *Core) inSource() *Core {
	if c.env.lang() == "" {
		return c
	}
	return c.in(c.env.with(c.env.Uid(), c.env.Context().SetEntry("lang", "")))
}

// Translations returns the values that a translated field of the first record has in other languages than the source
// language, by language. The map is the caller's own; it is empty if there are none.
func (c *Core) Translations(f FieldNamer) map[string]string {
	out := map[string]string{}
	if c == nil {
		return out
	}
	field := c.model().mustField(f.FieldName())
	src, i := c.holder(field.index)
	if src == nil {
		return out
	}
	if field = src.tbl.field(i); field.translations != nil {
		maps.Copy(out, src.tbl.translationsOf(field, src).vals[src.row])
	}
	return out
}

// holder returns the record that holds the value of a field, and which field of it that is: those at the end of a
// related field's path.
func (c *Core) holder(f int) (*Core, int) {
	src, i := c.ready(f)
	for src != nil && src != c {
		c = src
		src, i = c.ready(i)
	}
	return src, i
}

// copyTranslations gives a copy of a record the translations of its fields, but those that were given a value.
func (c *Core) copyTranslations(from *Core, given *Data) {
	for _, f := range c.model().ordered {
		if !f.params.Translate || !f.isCopied() || given.find(f.index) >= 0 {
			continue
		}
		to, i := c.holder(f.index)
		src, j := from.holder(f.index)
		if to == nil || src == nil || to.tbl.field(i).translations == nil {
			continue
		}
		t, field := to.tbl, to.tbl.field(i)
		values := src.tbl.translationsOf(src.tbl.field(j), src).vals[src.row]
		col := t.translationsOf(field, to)
		if col.put(to.row, values) {
			t.markDirty(to.row, &col.columnBase)
		}
	}
}
