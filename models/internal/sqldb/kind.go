package sqldb

import "strconv"

// Kind is the kind of a column, independent of the database.
type Kind uint8

// The kinds of columns both databases store.
const (
	KindInvalid   Kind = iota
	KindBigInt         // 64-bit integer; ids
	KindInteger        // 32-bit integer
	KindBoolean        // true or false
	KindText           // text without limit
	KindVarchar        // text of at most Type.Size characters
	KindDouble         // 64-bit floating point
	KindNumeric        // exact decimal of Type.Precision digits, Type.Scale of them after the point
	KindDate           // calendar day
	KindTimestamp      // instant in UTC, to the microsecond
	KindBytes          // binary data
	KindJSON           // JSON document
	KindUUID           // UUID
)

var kindNames = [...]string{"invalid", "bigint", "integer", "boolean", "text", "varchar", "double", "numeric",
	"date", "timestamp", "bytes", "json", "uuid"}

// String returns the name of the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind " + strconv.Itoa(int(k))
}

// Type is the type of a column: a kind and, where the kind has them, its
// limits.
type Type struct {
	Kind Kind
	// Size is the limit of a KindVarchar in characters; zero is no limit.
	Size int
	// Precision and Scale are the total digits and the digits after the point
	// of a KindNumeric; zero Precision is no limit.
	Precision, Scale int
}
