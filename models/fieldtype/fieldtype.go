// Package fieldtype names the kinds of fields that a model can have.
package fieldtype

// Type is the kind of a field.
type Type uint8

// The kinds of fields.
const (
	Invalid Type = iota
	Binary
	Boolean
	Char
	Date
	DateTime
	Float
	HTML
	Integer
	Many2Many
	Many2One
	One2Many
	One2One
	Rev2One
	Selection
	Text
	Decimal  // exact number
	Monetary // exact amount of money
	JSON     // document of any Go type
	UUID
)

var names = [...]string{
	Invalid: "Invalid", Binary: "Binary", Boolean: "Boolean", Char: "Char", Date: "Date", DateTime: "DateTime",
	Float: "Float", HTML: "HTML", Integer: "Integer", Many2Many: "Many2Many", Many2One: "Many2One",
	One2Many: "One2Many", One2One: "One2One", Rev2One: "Rev2One", Selection: "Selection", Text: "Text",
	Decimal: "Decimal", Monetary: "Monetary", JSON: "JSON", UUID: "UUID",
}

// String returns the name of the kind, as in the name of its definition struct without "Field".
func (t Type) String() string {
	if int(t) < len(names) {
		return names[t]
	}
	return names[Invalid]
}

// Parse returns the kind of that name, and Invalid if there is none.
func Parse(name string) Type {
	for i, n := range names {
		if n == name {
			return Type(i)
		}
	}
	return Invalid
}

// IsRelation tells whether the field points at records of a model.
func (t Type) IsRelation() bool {
	switch t {
	case Many2Many, Many2One, One2Many, One2One, Rev2One:
		return true
	}
	return false
}

// IsToMany tells whether the field can point at several records.
func (t Type) IsToMany() bool {
	return t == Many2Many || t == One2Many
}

// HasForeignKey tells whether the field holds the id of a record in a column of its own table.
func (t Type) HasForeignKey() bool {
	return t == Many2One || t == One2One
}

// IsReverse tells whether the field is the other end of a foreign key of the related model.
func (t Type) IsReverse() bool {
	return t == One2Many || t == Rev2One
}

// IsText tells whether values are Go strings that an operator can search inside of.
func (t Type) IsText() bool {
	switch t {
	case Char, HTML, Text, Selection:
		return true
	}
	return false
}

// IsDecimal tells whether values are exact decimal numbers.
func (t Type) IsDecimal() bool {
	return t == Decimal || t == Monetary
}

// IsNumber tells whether values are numbers that can be added up.
func (t Type) IsNumber() bool {
	return t == Integer || t == Float || t.IsDecimal()
}
