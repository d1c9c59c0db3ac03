package schema

import (
	"strconv"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// typeChange is what turning one type into another does to values.
type typeChange uint8

const (
	typeSame   typeChange = iota
	typeWider             // every value fits
	typeNarrow            // values may be lost, or not fit
)

// postgresTypeName is the type as format_type prints it.
func postgresTypeName(t sqldb.Type) string {
	name := sqldb.Postgres.TypeName(t)
	switch t.Kind {
	case sqldb.KindVarchar:
		return strings.Replace(name, "varchar", "character varying", 1)
	case sqldb.KindTimestamp:
		return "timestamp without time zone"
	}
	return name
}

// compareTypes tells what becomes of values of the type a database has in the
// type that is wanted; both are as the database prints them.
func compareTypes(have, want string) typeChange {
	if strings.EqualFold(have, want) {
		return typeSame
	}
	hBase, hArgs := splitType(have)
	wBase, wArgs := splitType(want)
	switch {
	case hBase == "varchar" && wBase == "varchar":
		return widerIf(len(wArgs) == 0 || len(hArgs) == 1 && len(wArgs) == 1 && hArgs[0] <= wArgs[0])
	case hBase == "numeric" && wBase == "numeric":
		return widerIf(len(wArgs) == 0 || len(hArgs) == 2 && len(wArgs) == 2 &&
			hArgs[1] <= wArgs[1] && hArgs[0]-hArgs[1] <= wArgs[0]-wArgs[1])
	case wBase == "numeric":
		digits := map[string]int{"smallint": 5, "integer": 10, "bigint": 19}[hBase]
		return widerIf(digits > 0 && (len(wArgs) == 0 || wArgs[0]-wArgs[1] >= digits))
	}
	for _, w := range [][2]string{{"varchar", "text"}, {"character", "text"}, {"character", "varchar"}, {"smallint", "integer"},
		{"smallint", "bigint"}, {"integer", "bigint"}, {"integer", "double precision"}, {"real", "double precision"},
		{"date", "timestamp"}, {"json", "jsonb"}, {"uuid", "text"}, {"integer", "text"}, {"bigint", "text"}, {"numeric", "text"}} {
		if hBase == w[0] && wBase == w[1] {
			return widerIf(len(wArgs) == 0)
		}
	}
	return typeNarrow
}

func widerIf(ok bool) typeChange {
	if ok {
		return typeWider
	}
	return typeNarrow
}

// splitType splits "numeric(10,2)" into its name and its numbers.
func splitType(s string) (string, []int) {
	base, rest, ok := strings.Cut(strings.ToLower(s), "(")
	base = strings.TrimSpace(base)
	var args []int
	if ok {
		list, after, _ := strings.Cut(rest, ")")
		for part := range strings.SplitSeq(list, ",") {
			n, err := strconv.Atoi(strings.TrimSpace(part))
			if err != nil {
				return strings.ToLower(s), nil
			}
			args = append(args, n)
		}
		base += after
	}
	switch base {
	case "character varying":
		base = "varchar"
	case "timestamp without time zone":
		base = "timestamp"
	case "numeric", "decimal":
		base = "numeric"
		if len(args) == 1 {
			args = append(args, 0)
		}
	}
	return base, args
}
