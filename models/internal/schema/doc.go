// Package schema brings the tables of a database in line with those a program
// wants: it inspects the database, computes a [Plan] of statements, and applies
// it.
//
// The plan never loses data unless [Options.AllowDestructive] is set: columns
// the program does not know stay (and become nullable), and types are only
// widened; what is left undone is in [Plan.Skipped]. Tables the program does
// not know are never touched, nor are indexes and constraints others made.
// Constraints and indexes made here carry the mark "hexgen", a comment, and
// are dropped when the program no longer wants them.
//
// PostgreSQL rewrites the SQL of checks, defaults and partial indexes. To tell
// whether one has changed, the mark holds a hash of the text that was given;
// a default is given to the server on a temporary table that is rolled back,
// and what the server makes of both is compared. SQLite keeps the text as written; where its ALTER TABLE cannot do
// something, the table is replaced by a new one with the same rows.
//
// A library for this was considered (ariga.io/atlas): it needs a second, empty
// database to normalize expressions, has no sequences in its free edition, and
// brings HCL and cty along.
package schema
