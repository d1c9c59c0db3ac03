package models

import (
	"github.com/hexgen/hexgen/models/fieldtype"
)

// Many2ManyField points at any number of records, which can be pointed at by any number of others.
type Many2ManyField struct {
	RelationModel    Modeler
	M2MLinkModelName string
	M2MOurField      string
	M2MTheirField    string
	Filter           Conditioner
	JSON             string
	String           string
	Help             string
	Required         bool
	RequiredFunc     func(Environment) (bool, Conditioner)
	ReadOnly         bool
	ReadOnlyFunc     func(Environment) (bool, string)
	InvisibleFunc    func(Environment) (bool, string)
	NoCopy           bool
	Default          func(Environment) interface{}
	OnChange         Methoder
	Constraint       Methoder
	Compute          Methoder
	Inverse          Methoder
	Related          string
	Stored           bool
	Depends          []string
}

func (d Many2ManyField) fieldParams() fieldParams { return paramsOf(fieldtype.Many2Many, d) }

// Many2OneField points at one record of another model, or at none.
type Many2OneField struct {
	RelationModel Modeler
	OnDelete      OnDeleteAction
	Embed         bool
	Filter        Conditioner
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
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d Many2OneField) fieldParams() fieldParams { return paramsOf(fieldtype.Many2One, d) }

// One2ManyField gives the records of another model that point here with their Many2One field ReverseFK.
type One2ManyField struct {
	RelationModel Modeler
	ReverseFK     string
	Filter        Conditioner
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
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d One2ManyField) fieldParams() fieldParams { return paramsOf(fieldtype.One2Many, d) }

// One2OneField points at one record of another model that no other record points at, or at none.
type One2OneField struct {
	RelationModel Modeler
	OnDelete      OnDeleteAction
	Embed         bool
	Filter        Conditioner
	JSON          string
	String        string
	Help          string
	Required      bool
	RequiredFunc  func(Environment) (bool, Conditioner)
	ReadOnly      bool
	ReadOnlyFunc  func(Environment) (bool, string)
	InvisibleFunc func(Environment) (bool, string)
	Index         bool
	NoCopy        bool
	Default       func(Environment) interface{}
	OnChange      Methoder
	Constraint    Methoder
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d One2OneField) fieldParams() fieldParams { return paramsOf(fieldtype.One2One, d) }

// Rev2OneField gives the record of another model that points here with its One2One field ReverseFK.
type Rev2OneField struct {
	RelationModel Modeler
	ReverseFK     string
	Filter        Conditioner
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
	Compute       Methoder
	Inverse       Methoder
	Related       string
	Stored        bool
	Depends       []string
}

func (d Rev2OneField) fieldParams() fieldParams { return paramsOf(fieldtype.Rev2One, d) }
