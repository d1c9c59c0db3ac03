// Package models is the runtime of hexgen: the registry of models, and record sets that read and write their records.
//
// Programs rarely name it. Modules declare models through the generated handles of package h, work with the generated
// record sets of package m, and search with the generated conditions of package q; all three are thin layers over this
// package.
//
// # From declarations to records
//
// What happens goes one way through these stages:
//
//   - Declarations. Handles record what modules declare in their init functions, with file and line (model_declare.go,
//     fielddefs.go, field_set.go, method_declare.go).
//   - Registry. Bootstrap inflates mixins and embeds, resolves relations, paths and dependencies, checks everything, and
//     seals the result (registry.go, bootstrap*.go). A sealed registry does not change and is read without locks.
//   - Query plans. A record set that was not asked for anything yet holds a plan (query.go), which turns into one SQL
//     text with bound parameters, the same text for the same plan.
//   - Rows and columns. An environment is a transaction with one cache: a table for each model (table.go), a typed column
//     for each field (column.go), a row for each record. A getter is two bounds checks and a bit test away from its value.
//
// # Reading
//
// A record remembers the list that it was reached through (list.go). The first getter that misses loads the field, and
// the other light ones of the model, for the whole list; a relation read on one record is read for all of them. Reading
// order.Partner().Country().Name() over a thousand orders costs three queries.
//
// # Writing
//
// Setters, Write and Create change the cache; the database hears of it later and in bulk: before a query that could see
// the change, before direct SQL, and before the commit (flush.go). What computed fields depend on is noted as changed,
// and the notes are resolved in one go (trigger.go, compute.go).
//
// # Methods
//
// A method is a chain of layers, typed functions that modules put on top of each other (layers.go). Super() is a mark on
// the record set, which carries the frames of the layers that are running.
//
// # Generated code and this package
//
// Exported functions that take a *Core, *Data or *View and an index are the interface for generated code. They are
// documented for those who read it, and not meant to be called by hand.
package models
