package sqldb

import (
	"database/sql/driver"
	"fmt"
	"reflect"
	"strings"
)

func (p postgres) Rebind(query string, args []any) (string, []any, error) {
	return rebind(query, args, skipper{postgres: true}, p.Placeholder)
}

func (s sqlite) Rebind(query string, args []any) (string, []any, error) {
	return rebind(query, args, skipper{}, s.Placeholder)
}

// rebind is Dialect.Rebind with the placeholders of one database.
func rebind(query string, args []any, s skipper, placeholder func(int) string) (string, []any, error) {
	if strings.IndexByte(query, '?') < 0 {
		return query, args, nil
	}
	var b strings.Builder
	b.Grow(len(query) + 4*len(args))
	out := make([]any, 0, len(args))
	used, numbered := 0, false
	for i := 0; i < len(query); {
		if n := s.skip(query, i); n > i {
			b.WriteString(query[i:n])
			i = n
			continue
		}
		if query[i] != '?' {
			b.WriteByte(query[i])
			i++
			continue
		}
		i++
		switch {
		case i < len(query) && query[i] == '?':
			b.WriteByte('?')
			i++
			continue
		case !s.postgres && i < len(query) && isDigit(query[i]):
			b.WriteByte('?')
			numbered = true
			continue
		}
		if used >= len(args) {
			used++
			continue
		}
		out = appendExpanded(&b, out, args[used], placeholder)
		used++
	}
	switch {
	case numbered && used == 0, used == 0 && len(args) > 0 && s.postgres && strings.Contains(query, "$1"):
		return b.String(), args, nil
	case numbered:
		return "", nil, fmt.Errorf("sqldb: the SQL mixes ? and ?1; use one of them: %s", query)
	case used != len(args):
		return "", nil, fmt.Errorf("sqldb: the SQL has %d placeholders for %d arguments (write the operator ? as ??): %s", used, len(args), query)
	}
	return b.String(), out, nil
}

// appendExpanded writes the placeholder of one argument, or a list of them for
// a slice. The list of an empty slice is NULL, which IN matches with nothing.
func appendExpanded(b *strings.Builder, out []any, arg any, placeholder func(int) string) []any {
	v, ok := sliceOf(arg)
	if !ok {
		out = append(out, arg)
		b.WriteString(placeholder(len(out)))
		return out
	}
	if v.Len() == 0 {
		b.WriteString("NULL")
	}
	for i := range v.Len() {
		if i > 0 {
			b.WriteString(", ")
		}
		out = append(out, v.Index(i).Interface())
		b.WriteString(placeholder(len(out)))
	}
	return out
}

// sliceOf returns the slice an argument is to be expanded from; bytes and
// values that know their own form are no such slices.
func sliceOf(arg any) (reflect.Value, bool) {
	switch arg.(type) {
	case nil, []byte, string, int64, int, float64, bool, driver.Valuer:
		return reflect.Value{}, false
	}
	v := reflect.ValueOf(arg)
	if v.Kind() != reflect.Slice || v.Type().Elem().Kind() == reflect.Uint8 {
		return reflect.Value{}, false
	}
	return v, true
}
