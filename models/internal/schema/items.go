package schema

import (
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// splitItems returns the columns and constraints between the parentheses of a
// CREATE TABLE of SQLite.
func splitItems(sql string) []string {
	var items []string
	depth, start := 0, 0
	for i := 0; i < len(sql); {
		if n := sqldb.SkipQuoted(sqldb.SQLite, sql, i); n > i {
			i = n
			continue
		}
		switch sql[i] {
		case '(':
			depth++
			if depth == 1 {
				start = i + 1
			}
		case ')':
			depth--
			if depth == 0 {
				return append(items, strings.TrimSpace(sql[start:i]))
			}
		case ',':
			if depth == 1 {
				items = append(items, strings.TrimSpace(sql[start:i]))
				start = i + 1
			}
		}
		i++
	}
	return items
}

// cutWord takes a keyword off the start of a text.
func cutWord(s, word string) (string, bool) {
	if len(s) <= len(word) || !strings.EqualFold(s[:len(word)], word) || !strings.ContainsRune(" \t\n\r(\"`[", rune(s[len(word)])) {
		return s, false
	}
	return strings.TrimSpace(s[len(word):]), true
}

// cutName takes an identifier off the start of a text.
func cutName(s string) (name, rest string) {
	if end := sqldb.SkipQuoted(sqldb.SQLite, s, 0); s != "" && end > 0 && s[0] != '-' && s[0] != '/' {
		quote := s[end-1 : end]
		return strings.ReplaceAll(s[1:end-1], quote+quote, quote), strings.TrimSpace(s[end:])
	}
	name, rest, _ = strings.Cut(s, " ")
	return name, strings.TrimSpace(rest)
}
