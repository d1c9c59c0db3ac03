package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// mark starts the comment of constraints and indexes made by this package.
const mark = "hexgen"

// markOf is the mark of an object with the SQL a program gave for it. Its hash
// tells later whether that SQL has changed, since PostgreSQL keeps expressions
// in a form of its own, which differs again after the type of a column changed.
func markOf(sql string) string {
	if sql == "" {
		return mark
	}
	sum := sha256.Sum256([]byte(strings.TrimSpace(sql)))
	return mark + " " + hex.EncodeToString(sum[:6])
}

// markIn returns a comment if it is a mark, else "".
func markIn(comment string) string {
	if comment == mark || strings.HasPrefix(comment, mark+" ") {
		return comment
	}
	return ""
}
