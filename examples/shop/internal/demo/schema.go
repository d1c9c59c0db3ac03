package demo

import (
	"strings"

	"github.com/hexgen/hexgen/models"
)

// showModels lists what the modules declare and where it is kept.
func showModels(s *screen, db *models.Database) error {
	s.section("Models, from the declarations of four modules")
	var rows [][]string
	fields := 0
	for _, model := range db.Registry().Models() {
		names := model.FieldNames()
		table := model.TableName()
		if model.IsMixin() {
			table = "(mixin)"
		} else {
			fields += len(names)
		}
		rows = append(rows, []string{model.Name(), table, count(len(names)), firstWords(names, 56)})
	}
	s.table([]string{"model", "table", ">fields", "among them"}, rows)
	s.say("")
	s.say("%s with %s, on %s. The packages h, m and q that the rest of this", plural(len(rows), "model"), plural(fields, "field"), db.Dialect())
	s.say("program is written with were generated from these declarations.")
	return nil
}

// baseFields are the fields that every model has.
const baseFields = 7

// firstWords joins names of a model's own fields up to a width.
func firstWords(names []string, width int) string {
	if len(names) > baseFields {
		names = names[baseFields:]
	}
	line := strings.Join(names, " ")
	if len(line) <= width {
		return line
	}
	return line[:strings.LastIndexByte(line[:width], ' ')] + " …"
}
