package models

import (
	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/types"
)

// DecimalField is an exact number, a decimal.Decimal of github.com/shopspring/decimal. With Digits it is rounded to so many
// digits after the point when it is set, and a number with more digits before the point is refused; without, it has as
// many digits as it is given. Where Go reads or compares it, nothing is lost on either database.
type DecimalField struct {
	JSON          string
	String        string
	Help          string
	Required      bool
	RequiredFunc  func(Environment) (bool, Conditioner)
	ReadOnly      bool
	ReadOnlyFunc  func(Environment) (bool, string)
	InvisibleFunc func(Environment) (bool, string)
	Unique        bool
	Index         bool
	NoCopy        bool
	Default       func(Environment) interface{}
	OnChange      Methoder
	Constraint    Methoder
	GroupOperator string
	Digits        types.Digits
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d DecimalField) fieldParams() fieldParams { return paramsOf(fieldtype.Decimal, d) }

// MonetaryField is an exact amount of money. It differs from a DecimalField in what clients show.
type MonetaryField struct {
	JSON          string
	String        string
	Help          string
	Required      bool
	RequiredFunc  func(Environment) (bool, Conditioner)
	ReadOnly      bool
	ReadOnlyFunc  func(Environment) (bool, string)
	InvisibleFunc func(Environment) (bool, string)
	Unique        bool
	Index         bool
	NoCopy        bool
	Default       func(Environment) interface{}
	OnChange      Methoder
	Constraint    Methoder
	GroupOperator string
	Digits        types.Digits
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d MonetaryField) fieldParams() fieldParams { return paramsOf(fieldtype.Monetary, d) }

// JSONField holds a value of any Go type that encoding/json can write and read, as a JSON document. GoType is a pointer to a
// value of the type, as in GoType: new(Settings); without, it is a json.RawMessage. A value that is null in JSON, such as
// a nil map, is none.
//
// The value that a getter returns is shared with the cache: it is for reading. To change it, set a new value, or set the
// same one again after changing it.
type JSONField struct {
	JSON          string
	String        string
	Help          string
	Required      bool
	RequiredFunc  func(Environment) (bool, Conditioner)
	ReadOnly      bool
	ReadOnlyFunc  func(Environment) (bool, string)
	InvisibleFunc func(Environment) (bool, string)
	NoCopy        bool
	Default       func(Environment) interface{}
	OnChange      Methoder
	Constraint    Methoder
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d JSONField) fieldParams() fieldParams { return paramsOf(fieldtype.JSON, d) }

// UUIDField is a uuid.UUID of github.com/google/uuid. The UUID of zeros is none.
type UUIDField struct {
	JSON          string
	String        string
	Help          string
	Required      bool
	RequiredFunc  func(Environment) (bool, Conditioner)
	ReadOnly      bool
	ReadOnlyFunc  func(Environment) (bool, string)
	InvisibleFunc func(Environment) (bool, string)
	Unique        bool
	Index         bool
	NoCopy        bool
	Default       func(Environment) interface{}
	OnChange      Methoder
	Constraint    Methoder
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d UUIDField) fieldParams() fieldParams { return paramsOf(fieldtype.UUID, d) }
