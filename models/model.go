package models

// A modelKind tells what a model is backed by.
type modelKind uint8

const (
	undeclared modelKind = iota
	regularModel
	mixinModel
	transientModel
	manualModel
)

// Model is a model of the registry: the handle that modules declare and extend it with before Bootstrap, and its
// definition afterwards.
type Model struct {
	name     string
	registry *Registry
	kind     modelKind
	pos      Position // of the declaration
	table    string   // database table, set at Bootstrap (overridable)
	decl     modelDeclarations

	// Set by Bootstrap.

	view    *View
	fields  []*Field // by index of the view; nil where no module of the program declares the field
	byName  map[string]*Field
	byJSON  map[string]*Field // by column / JSON name
	ordered []*Field          // the fields that are not nil, in order of the view
	stored  []*Field          // those with a column in the table, in order of the view
	light   []int             // indexes of stored fields that are loaded together
	// translated are the hidden fields of the translations of stored fields, which are beyond the view.
	translated []*Field
	methods    []*Method   // by index of the view; nil where not declared
	mixins     []*Model    // all mixins, directly or not, from the one nearest to the model to the farthest
	order      []orderTerm // default order
	embeds     []*Field    // many2one fields with Embed
	// fieldOf and methodOf translate the indexes of a mixin's view into indexes of this model.
	fieldOf  map[*View][]int32
	methodOf map[*View][]int32

	constraintMethods []*Method       // all Constraint methods, each once
	sqlConstraints    []sqlConstraint // in order of declaration
	// referencedBy are the foreign keys of other models (and this one) that point here.
	referencedBy []*Field
	nameField    *Field // what NameGet shows, nil if none
	recordRules  []*RecordRule
	parentField  *Field // the field called Parent, if it is a many2one to this model
}

// orderTerm is one term of an ORDER BY.
type orderTerm struct {
	path []*Field // the fields to walk; the last one is compared
	desc bool
}

// sqlConstraint is a constraint of the table declared with AddSQLConstraint.
type sqlConstraint struct {
	name    string // as declared
	dbName  string // in the database: name + "_" + table + "_mancon"-like suffix, at most 63 bytes
	sql     string
	message string
	pos     Position
}

// Position is a place in the source of a module.
type Position struct {
	File string
	Line int
}
