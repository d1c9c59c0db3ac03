package csvdata

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"time"

	"github.com/hexgen/hexgen/models"
)

// loader is the state of one file while it is loaded.
type loader struct {
	env      models.Environment
	fsys     fs.FS
	model    *models.Model
	options  Options
	single   int // rows from this line on are handled one by one; 0 for none
	columns  []column
	ids      *externalIDs
	seen     map[string]int // line of each external id of the file
	later    []reference
	errs     Errors
	progress Progress
	started  time.Time
}

// row is one row of the file.
type row struct {
	line  int
	cells []string
}

// id returns the external id.
func (r row) id() string { return r.cells[0] }

// record is a row ready to be written.
type record struct {
	row
	data   *models.Data
	exists int64 // id of the record that the row updates, 0 for none
}

// reference is a cell that points at a record of the same file that is not
// there yet.
type reference struct {
	row    row
	column column
	names  []string
}

// report notes an error in a row.
func (l *loader) report(line int, column string, err error) {
	l.errs = append(l.errs, &Error{File: l.progress.File, Line: line, Column: column, Err: err})
}

// load checks the rows of a batch and, as long as the file is free of errors,
// writes them.
func (l *loader) load(batch []row) {
	if len(batch) == 0 {
		return
	}
	l.fetch(batch)
	var created, existing []record
	for _, r := range batch {
		rec, ok := l.record(r)
		switch {
		case !ok:
		case rec.exists == 0:
			created = append(created, rec)
		case l.options.Existing == Skip:
			l.progress.Skipped++
		default:
			existing = append(existing, rec)
		}
	}
	if len(l.errs) > 0 {
		return
	}
	l.protect(batch[0].line, batch[len(batch)-1].line, func() {
		l.create(created)
		l.update(existing)
		l.resolve()
		l.env.Flush()
	})
}

// fetch looks up all external ids that the batch mentions, with a query for each
// model.
func (l *loader) fetch(batch []row) {
	names := map[string][]string{}
	models := []string{l.model.Name()}
	for _, r := range batch {
		names[l.model.Name()] = append(names[l.model.Name()], r.id())
	}
	for i, c := range l.columns {
		if c.target == "" {
			continue
		}
		if names[c.target] == nil {
			models = append(models, c.target)
		}
		for _, r := range batch {
			names[c.target] = append(names[c.target], c.externalIDs(r.cells[i+1])...)
		}
	}
	for _, model := range models {
		l.ids.fetch(model, names[model])
	}
}

// record returns the values of a row; ok is false if there is nothing to write.
func (l *loader) record(r row) (rec record, ok bool) {
	if r.id() == "" {
		l.report(r.line, idColumn, errors.New("the external id is empty: give every row one of its own"))
		return rec, false
	}
	if first := l.seen[r.id()]; first != 0 {
		l.report(r.line, idColumn, fmt.Errorf("%q is the external id of line %d already: give every row one of its own", r.id(), first))
		return rec, false
	}
	l.seen[r.id()] = r.line
	rec = record{row: r, data: l.model.NewData()}
	rec.exists, _ = l.ids.get(l.model.Name(), r.id())
	for i, c := range l.columns {
		l.cell(&rec, c, r.cells[i+1])
	}
	return rec, true
}

// cell sets the value of one cell.
func (l *loader) cell(rec *record, c column, cell string) {
	switch {
	case cell == "" && rec.exists == 0:
	case cell == "":
		if !c.field.IsRequired() {
			rec.data.Set(c.field.Name(), nil)
		}
	case c.target != "":
		l.relation(rec, c, cell)
	default:
		value, err := c.value(l.fsys, l.progress.File, cell)
		if err != nil {
			l.report(rec.line, c.name, err)
			return
		}
		rec.data.Set(c.field.Name(), value)
	}
}

// relation sets the value of a cell with external ids. Those that may still
// come in this file are left for later.
func (l *loader) relation(rec *record, c column, cell string) {
	names := c.externalIDs(cell)
	ids := make([]int64, 0, len(names))
	for _, name := range names {
		id, ok := l.ids.get(c.target, name)
		if ok {
			ids = append(ids, id)
			continue
		}
		if c.target == l.model.Name() && !c.field.IsRequired() {
			l.later = append(l.later, reference{row: rec.row, column: c, names: names})
			return
		}
		l.report(rec.line, c.name, unknownID(c.target, name))
		return
	}
	rec.data.Set(c.field.Name(), c.relation(ids))
}

// unknownID is the error of a cell that points nowhere.
func unknownID(model, name string) error {
	return fmt.Errorf("no record of %s has the external id %q: load it before, or correct the cell", model, name)
}

// create makes the records of new rows.
func (l *loader) create(records []record) {
	if len(records) == 0 {
		return
	}
	data := make([]*models.Data, len(records))
	names := make([]string, len(records))
	for i, rec := range records {
		data[i], names[i] = rec.data, rec.id()
	}
	set := models.NewSet(l.env, l.model.Name()).CreateMulti(data)
	l.ids.put(l.model.Name(), names, set.Ids())
	l.progress.Created += len(records)
}

// update writes the rows of records that exist.
func (l *loader) update(records []record) {
	values := newUpdates(l.model)
	for _, rec := range records {
		values.of(rec.exists).MergeWith(rec.data)
	}
	values.write(l.env)
	l.progress.Updated += len(records)
}

// resolve sets the references whose records are there by now.
func (l *loader) resolve() {
	var open []reference
	values := newUpdates(l.model)
	for _, ref := range l.later {
		ids := l.resolved(ref)
		if len(ids) < len(ref.names) {
			open = append(open, ref)
			continue
		}
		id, _ := l.ids.get(l.model.Name(), ref.row.id())
		values.of(id).Set(ref.column.field.Name(), ref.column.relation(ids))
	}
	l.later = open
	values.write(l.env)
}

// resolved returns the ids of the records of a reference that are there.
func (l *loader) resolved(ref reference) []int64 {
	var ids []int64
	for _, name := range ref.names {
		if id, ok := l.ids.get(ref.column.target, name); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// finish reports the references that point nowhere, and panics if there are
// errors.
func (l *loader) finish() {
	for _, ref := range l.later {
		for _, name := range ref.names {
			_, known := l.ids.get(ref.column.target, name)
			if !known && l.seen[name] == 0 {
				l.report(ref.row.line, ref.column.name, unknownID(ref.column.target, name))
			}
		}
	}
	if len(l.errs) > 0 {
		panic(l.errs)
	}
}

// protect runs fn and adds the place in the file to a panic.
func (l *loader) protect(first, last int, fn func()) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		err, ok := r.(error)
		if !ok {
			err = fmt.Errorf("%v", r)
		}
		place := &Error{File: l.progress.File, Line: first, LastLine: last, Err: err}
		panic(&models.TransactionError{Cause: place, PanicValue: r, Stack: debug.Stack()})
	}()
	fn()
}
