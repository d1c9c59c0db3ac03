package models

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// checkText returns an error if a text is none that both databases can hold: PostgreSQL has no NUL characters, and only
// valid UTF-8. Binary fields hold any bytes.
func checkText(s string) error {
	switch {
	case !utf8.ValidString(s):
		return fmt.Errorf("%w: %s is not valid UTF-8", ErrOutOfRange, quoted(strings.ToValidUTF8(s, "\ufffd")))
	case strings.IndexByte(s, 0) >= 0:
		return fmt.Errorf("%w: %s has a NUL character", ErrOutOfRange, quoted(strings.ReplaceAll(s, "\x00", "\ufffd")))
	}
	return nil
}

// checkDocument returns an error if a JSON document has a text that a text field cannot have.
func checkDocument(doc string) error {
	if err := checkText(doc); err != nil {
		return err
	}
	for i := 0; i < len(doc); i++ {
		if doc[i] != '\\' {
			continue
		}
		if strings.HasPrefix(doc[i:], `\u0000`) {
			return fmt.Errorf("%w: the JSON document has a NUL character", ErrOutOfRange)
		}
		i++ // what follows is escaped
	}
	return nil
}

func encodeText(_ sqldb.Dialect, v string) (driver.Value, error) {
	if err := checkText(v); err != nil {
		return nil, err
	}
	return v, nil
}

func textArray(d sqldb.Dialect, vals []string, rows []int32, null []bool) (driver.Value, error) {
	out := pick(vals, rows)
	for _, s := range out {
		if err := checkText(s); err != nil {
			return nil, err
		}
	}
	return d.Array(out, null)
}
