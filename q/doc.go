// Package q holds the typed search conditions, q.Partner() for a model
// Partner, with the operators that make sense for each of its fields.
//
// Apart from this file the package is written by "hexgen generate". The copy
// kept here covers the models that ship with hexgen; a project replaces the
// module by its own folder, generated over everything the project imports.
package q
