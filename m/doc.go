// Package m holds two types per model: m.PartnerSet, the records of a model
// Partner with their fields and methods, and m.PartnerData, the values to
// create or write them with.
//
// Apart from this file the package is written by "hexgen generate". The copy
// kept here covers the models that ship with hexgen; a project replaces the
// module by its own folder, generated over everything the project imports.
package m
