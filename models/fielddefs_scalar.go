package models

import (
	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/types"
)

// BinaryField holds arbitrary data that is delivered to the client as a file, as a Go string. It is read from the database only
// when it is asked for.
type BinaryField struct {
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

func (d BinaryField) fieldParams() fieldParams { return paramsOf(fieldtype.Binary, d) }

// BooleanField is true or false.
type BooleanField struct {
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
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d BooleanField) fieldParams() fieldParams { return paramsOf(fieldtype.Boolean, d) }

// DateField is a day, a models.Date.
type DateField struct {
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
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d DateField) fieldParams() fieldParams { return paramsOf(fieldtype.Date, d) }

// DateTimeField is a point in time, a models.DateTime.
type DateTimeField struct {
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
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d DateTimeField) fieldParams() fieldParams { return paramsOf(fieldtype.DateTime, d) }

// FloatField is a float64. With Digits it is stored as a decimal.
type FloatField struct {
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

func (d FloatField) fieldParams() fieldParams { return paramsOf(fieldtype.Float, d) }

// IntegerField is an int64.
type IntegerField struct {
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
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d IntegerField) fieldParams() fieldParams { return paramsOf(fieldtype.Integer, d) }
