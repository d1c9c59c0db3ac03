package csvdata

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/fieldtype"
)

// idColumn is the name of the first column.
const idColumn = "id"

// listSeparator stands between the external ids of a many2many cell.
const listSeparator = "|"

// column is one column of a file, without the first one.
type column struct {
	name   string // in the header
	field  *models.Field
	kind   fieldtype.Type
	target string // the model that a relation field points at
}

// readHeader returns the columns that the first row of a file names.
func readHeader(model *models.Model, header []string) ([]column, Errors) {
	var errs Errors
	bad := func(name, format string, args ...any) {
		errs = append(errs, &Error{Line: 1, Column: name, Err: fmt.Errorf(format, args...)})
	}
	if header[0] != idColumn {
		bad(header[0], "the first column must be called %s and hold the external ids", idColumn)
	}
	var columns []column
	for _, name := range header[1:] {
		field, ok := model.GetField(name)
		switch {
		case !ok:
			bad(name, "%s has no such field: use one of %s", model.Name(), strings.Join(model.FieldNames(), ", "))
		case slices.ContainsFunc(columns, func(c column) bool { return c.field == field }):
			bad(name, "the field has two columns: remove one")
		case field.Type().IsReverse():
			bad(name, "a %s field cannot be loaded: load %s with a column for the other end, %s",
				field.Type(), field.Relation().Name(), field.ReverseFK())
		case !field.IsSettable():
			bad(name, "the field is computed and cannot be set: remove the column")
		default:
			c := column{name: name, field: field, kind: field.Type()}
			if c.kind.IsRelation() {
				c.target = field.Relation().Name()
			}
			columns = append(columns, c)
		}
	}
	return columns, errs
}

// externalIDs returns the external ids that a cell of a relation column names.
func (c column) externalIDs(cell string) []string {
	if cell == "" {
		return nil
	}
	if !c.kind.IsToMany() {
		return []string{cell}
	}
	ids := strings.Split(cell, listSeparator)
	for i := range ids {
		ids[i] = strings.TrimSpace(ids[i])
	}
	return ids
}

// value returns the value of a cell that is neither empty nor of a relation.
func (c column) value(fsys fs.FS, file, cell string) (any, error) {
	if c.kind != fieldtype.Binary {
		return ParseValue(c.field, cell)
	}
	content, err := fs.ReadFile(fsys, path.Join(path.Dir(file), cell))
	if err != nil {
		return nil, fmt.Errorf("the cell must be the path of a file, relative to the CSV file: %w", err)
	}
	return string(content), nil
}

// relation returns the value of a relation column for the ids of records.
func (c column) relation(ids []int64) any {
	if c.kind.IsToMany() {
		return ids
	}
	return ids[0]
}
