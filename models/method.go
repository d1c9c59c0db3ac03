package models

// Method is a method of a model: the handle that modules declare and extend it with before Bootstrap, and the chain
// of its layers afterwards.
type Method struct {
	name  string
	model *Model
	index int // in the view
	decl  methodDeclarations

	// Set by Bootstrap.

	layers []layer // from the one that is called first to the one declared first
	// extended tells of a base method whether modules put layers on top of the built-in one.
	extended bool
	// grants are the rights to execute the method, in order: those of mixins first.
	grants []methodGrant
}

// layer is one implementation of a method. fn is a function in its erased form: the model's own set, data and
// condition types are *Core, *Data and *Condition.
type layer struct {
	fn  any
	doc string
	pos Position
}
