package models

import (
	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/types"
)

// CharField is a string of one line.
type CharField struct {
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
	Size          int
	Translate     bool
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d CharField) fieldParams() fieldParams { return paramsOf(fieldtype.Char, d) }

// HTMLField is a string that the client shows as HTML.
type HTMLField struct {
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
	Size          int
	Translate     bool
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d HTMLField) fieldParams() fieldParams { return paramsOf(fieldtype.HTML, d) }

// SelectionField is a string out of a set of predefined ones.
type SelectionField struct {
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
	Selection     types.Selection
	Size          int
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d SelectionField) fieldParams() fieldParams { return paramsOf(fieldtype.Selection, d) }

// TextField is a string of several lines.
type TextField struct {
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
	Size          int
	Translate     bool
	GoType        interface{}
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d TextField) fieldParams() fieldParams { return paramsOf(fieldtype.Text, d) }
