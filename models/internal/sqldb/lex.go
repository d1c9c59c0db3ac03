package sqldb

import "strings"

// skipper steps over the parts of SQL text in which nothing is a placeholder
// or a keyword: quotes and comments.
type skipper struct {
	// postgres switches on what only PostgreSQL has: dollar quotes, E strings
	// and nested comments. SQLite has backquotes and brackets instead.
	postgres bool
}

// skip returns the index after the quote or comment that starts at i, or i if
// none does. What is not terminated reaches to the end.
func (s skipper) skip(q string, i int) int {
	switch q[i] {
	case '\'':
		return skipQuoted(q, i, '\'', s.postgres && i > 0 && (q[i-1] == 'E' || q[i-1] == 'e') && (i < 2 || !isWordByte(q[i-2])))
	case '"':
		return skipQuoted(q, i, '"', false)
	case '`':
		if !s.postgres {
			return skipQuoted(q, i, '`', false)
		}
	case '[':
		if !s.postgres {
			return skipTo(q, i+1, "]")
		}
	case '-':
		if strings.HasPrefix(q[i:], "--") {
			return skipTo(q, i+2, "\n")
		}
	case '/':
		if strings.HasPrefix(q[i:], "/*") {
			return s.skipComment(q, i)
		}
	case '$':
		if s.postgres {
			return skipDollar(q, i)
		}
	}
	return i
}

// skipComment steps over a /* comment */, which nests in PostgreSQL.
func (s skipper) skipComment(q string, i int) int {
	if !s.postgres {
		return skipTo(q, i+2, "*/")
	}
	depth := 0
	for i < len(q) {
		switch {
		case strings.HasPrefix(q[i:], "/*"):
			depth++
			i += 2
		case strings.HasPrefix(q[i:], "*/"):
			depth--
			i += 2
			if depth == 0 {
				return i
			}
		default:
			i++
		}
	}
	return i
}

// skipQuoted steps over a quote in which the mark is doubled, and in which a
// backslash escapes where escapes is true.
func skipQuoted(q string, i int, mark byte, escapes bool) int {
	for i++; i < len(q); i++ {
		switch {
		case escapes && q[i] == '\\':
			i++
		case q[i] == mark && i+1 < len(q) && q[i+1] == mark:
			i++
		case q[i] == mark:
			return i + 1
		}
	}
	return len(q)
}

// skipDollar steps over $$...$$ and $tag$...$tag$; $1 is none.
func skipDollar(q string, i int) int {
	if i > 0 && isWordByte(q[i-1]) {
		return i
	}
	end := i + 1
	for end < len(q) && isWordByte(q[end]) {
		end++
	}
	if end >= len(q) || q[end] != '$' || (end > i+1 && isDigit(q[i+1])) {
		return i
	}
	return skipTo(q, end+1, q[i:end+1])
}

// skipTo returns the index after the next mark, or the end.
func skipTo(q string, i int, mark string) int {
	if n := strings.Index(q[i:], mark); n >= 0 {
		return i + n + len(mark)
	}
	return len(q)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isWordByte(c byte) bool {
	return c == '_' || isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

// isWrite tells whether a statement of SQLite writes: it starts with none of
// the reading keywords, or it is a WITH that holds a writing keyword.
func isWrite(q string) bool {
	var first string
	s := skipper{}
	for i := 0; i < len(q); {
		if n := s.skip(q, i); n > i {
			i = n
			continue
		}
		if !isWordByte(q[i]) {
			i++
			continue
		}
		end := i
		for end < len(q) && isWordByte(q[end]) {
			end++
		}
		word := q[i:end]
		i = end
		if first == "" {
			first = word
			if !strings.EqualFold(word, "WITH") {
				return !isOneOf(word, "SELECT", "VALUES", "EXPLAIN", "PRAGMA")
			}
			continue
		}
		if isOneOf(word, "INSERT", "UPDATE", "DELETE", "REPLACE") {
			return true
		}
	}
	return false
}

func isOneOf(word string, words ...string) bool {
	for _, w := range words {
		if strings.EqualFold(word, w) {
			return true
		}
	}
	return false
}

// SkipQuoted returns the index after the quote or comment that starts at i in
// SQL text of a dialect, or i if none does.
func SkipQuoted(d Dialect, sql string, i int) int {
	if i >= len(sql) {
		return i
	}
	return skipper{postgres: d == Postgres}.skip(sql, i)
}
