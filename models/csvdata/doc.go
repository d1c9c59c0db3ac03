// Package csvdata loads CSV files into models.
//
// The name of a file says which model it is for and when its turn is:
//
//	10-Country.csv         records of Country, before the files with higher numbers
//	20-Partner.csv         records of Partner
//	20-Partner_update.csv  more of them; what follows the underscore is free
//	Tag.csv                files without a number come last
//
// The first row has the names of the fields, by Go name or by JSON name. The
// first column is called id and holds the external id: a name of the record
// that does not change and that other rows and files use to point at it. A cell
// of a many2one or one2one field is the external id of a record, a cell of a
// many2many field a list of them with | in between. Records may point at others
// of the same file, also at later ones. A cell of a binary field is the path of
// a file beside the CSV file. An empty cell leaves a new record without a value,
// so that defaults apply, and clears the value of a record that exists.
//
// External ids are kept in a table of their own, so that a file can be loaded
// again: rows whose record exists update it, or are skipped, see Options.
//
// Each file is loaded in a transaction of its own: after an error nothing of the
// file stays. Errors in the rows say file, line and column, and are reported
// together.
package csvdata
