// Package h holds one handle per model, h.Partner() for a model Partner: what
// declares the model in an init function and what creates and finds its
// records afterwards.
//
// Apart from this file the package is written by "hexgen generate". The copy
// kept here covers the models that ship with hexgen; a project replaces the
// module by its own folder, generated over everything the project imports.
package h
