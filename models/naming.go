package models

import (
	"crypto/sha256"
	"encoding/hex"
	"go/token"
	"strings"
	"unicode"

	"github.com/hexgen/hexgen/models/fieldtype"
)

// maxIdentifier is the length in bytes of the longest name that both databases take.
const maxIdentifier = 63

// isExportedName tells whether name can be the name of a model, field or method.
func isExportedName(name string) bool {
	return token.IsIdentifier(name) && token.IsExported(name)
}

// mendedName returns the exported Go name nearest to name, "" if there is none.
func mendedName(name string) string {
	var b strings.Builder
	upper := true
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r) && (!unicode.IsDigit(r) || b.Len() == 0):
			upper = true
		case upper:
			b.WriteRune(unicode.ToUpper(r))
			upper = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// words splits a Go name: HTTPCode is HTTP and Code, PartnerIDs is Partner and IDs, Street2 is one word.
func words(name string) []string {
	var res []string
	runes := []rune(name)
	start := 0
	for i := 1; i < len(runes); i++ {
		if startsWord(runes, start, i) {
			res = append(res, string(runes[start:i]))
			start = i
		}
	}
	return append(res, string(runes[start:]))
}

// startsWord tells whether a new word starts at i, when the one before started at start.
func startsWord(runes []rune, start, i int) bool {
	if runes[i] == '_' || runes[i-1] == '_' || !unicode.IsUpper(runes[i]) {
		return false
	}
	if !unicode.IsUpper(runes[i-1]) {
		return true
	}
	// Inside an acronym: the last capital starts the next word, unless the "s" of a plural follows.
	if i+1 == len(runes) || !unicode.IsLower(runes[i+1]) {
		return false
	}
	return !isPlural(runes, start, i+1)
}

// isPlural tells whether the rune at i is the "s" of a plural acronym as in IDs: nothing or a new word follows.
func isPlural(runes []rune, start, i int) bool {
	acronym := i-start >= 2
	return acronym && runes[i] == 's' && (i+1 == len(runes) || unicode.IsUpper(runes[i+1]))
}

// snakeCase returns a Go name as databases write it: SaleOrder is sale_order.
func snakeCase(name string) string {
	return strings.ToLower(strings.Join(words(name), "_"))
}

// titleCase returns a Go name as a label: LimitDate is Limit Date.
func titleCase(name string) string {
	return strings.Join(words(name), " ")
}

// jsonName returns the name of a field in JSON and in the database.
func jsonName(name string, kind fieldtype.Type) string {
	res := snakeCase(name)
	suffix := ""
	switch {
	case kind.HasForeignKey():
		suffix = "_id"
	case kind.IsToMany():
		suffix = "_ids"
	}
	return strings.TrimSuffix(res, suffix) + suffix
}

// shortened returns name, or a name of its beginning and a hash of all of it if it is too long for a database.
func shortened(name string) string {
	if len(name) <= maxIdentifier {
		return name
	}
	const hashed = 8
	sum := sha256.Sum256([]byte(name))
	return strings.ToValidUTF8(name[:maxIdentifier-hashed-1], "") + "_" + hex.EncodeToString(sum[:hashed/2])
}
