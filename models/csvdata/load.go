package csvdata

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/hexgen/hexgen/models"
)

// Executor runs functions in transactions. A *models.Database is one.
type Executor interface {
	ExecuteInNewEnvironmentContext(ctx context.Context, uid int64, fn func(models.Environment)) error
	SimulateInNewEnvironmentContext(ctx context.Context, uid int64, fn func(models.Environment)) error
}

// Load loads the CSV files at the top of fsys, each in a transaction of its own.
// It stops at the first file with an error; the files before it stay loaded, and
// are in the result.
func Load(ctx context.Context, db Executor, fsys fs.FS, options Options) (Result, error) {
	options = options.withDefaults()
	files, err := listFiles(fsys)
	if err != nil {
		return nil, err
	}
	var result Result
	for _, f := range files {
		var res FileResult
		err := db.ExecuteInNewEnvironmentContext(ctx, options.UID, func(env models.Environment) {
			res = LoadFile(env, fsys, f.name, options)
		})
		if err != nil {
			return result, locate(ctx, db, fsys, f.name, options, err)
		}
		result = append(result, res)
	}
	return result, nil
}

// LoadFile loads one file within a transaction of the caller. It panics if that
// is not possible, with Errors if rows are wrong: a caller that recovers must
// roll back, or wrap the call in env.Savepoint.
func LoadFile(env models.Environment, fsys fs.FS, name string, options Options) FileResult {
	return loadFile(env, fsys, name, options.withDefaults(), 0)
}

// loadFile is LoadFile that handles rows one by one from the line single on,
// which is the first one of a batch, unless it is 0.
func loadFile(env models.Environment, fsys fs.FS, name string, options Options, single int) FileResult {
	f, err := parseFileName(name)
	if err != nil {
		panic(err)
	}
	model, ok := env.Registry().Get(f.model)
	if !ok {
		panic(&Error{File: name, Err: fmt.Errorf(
			"no model is called %s: rename the file, or import the module that declares the model", f.model)})
	}
	in, err := fsys.Open(name)
	if err != nil {
		panic(&Error{File: name, Err: err})
	}
	defer func() { _ = in.Close() }()

	l := &loader{
		env: env, fsys: fsys, model: model, options: options, single: single,
		ids: newExternalIDs(env), seen: map[string]int{}, started: time.Now(),
		progress: Progress{FileResult: FileResult{File: name, Model: f.model}},
	}
	if info, err := in.Stat(); err == nil {
		l.progress.Size = info.Size()
	}
	l.run(in)
	return l.progress.FileResult
}

// run reads the file batch by batch.
func (l *loader) run(in io.Reader) {
	reader := csv.NewReader(skipMark(in))
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		err = fmt.Errorf("the file is empty: its first row must name the columns, %s and fields of %s", idColumn, l.model.Name())
	}
	if err != nil {
		panic(l.readError(err))
	}
	var errs Errors
	l.columns, errs = readHeader(l.model, header)
	for _, e := range errs {
		l.report(e.Line, e.Column, e.Err)
	}
	for len(errs) == 0 && len(l.errs) < maxErrors {
		batch, end := l.read(reader)
		l.load(batch)
		l.tell(reader.InputOffset(), end)
		if end {
			break
		}
	}
	l.finish()
}

// read returns the rows of the next batch, and whether the file ends there.
func (l *loader) read(reader *csv.Reader) (batch []row, end bool) {
	for len(batch) < l.options.BatchSize {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return batch, true
		}
		if err != nil {
			// The parser cannot tell where the next row begins.
			e := l.readError(err)
			l.report(e.Line, e.Column, e.Err)
			return batch, true
		}
		line, _ := reader.FieldPos(0)
		batch = append(batch, row{line: line, cells: cells})
		if l.single > 0 && line >= l.single {
			break
		}
	}
	return batch, false
}

// skipMark leaves out the mark that some programs write before UTF-8.
func skipMark(in io.Reader) io.Reader {
	buffered := bufio.NewReader(in)
	if start, _ := buffered.Peek(len(byteOrderMark)); string(start) == byteOrderMark {
		_, _ = buffered.Discard(len(byteOrderMark))
	}
	return buffered
}

const byteOrderMark = "\ufeff"

// readError returns an error of the CSV parser with its place.
func (l *loader) readError(err error) *Error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return &Error{File: l.progress.File, Err: err}
	}
	cause := parse.Err
	if errors.Is(cause, csv.ErrFieldCount) {
		cause = fmt.Errorf("the row must have as many cells as the header, %d", len(l.columns)+1)
	}
	return &Error{File: l.progress.File, Line: parse.StartLine, Err: cause}
}

// tell reports the progress.
func (l *loader) tell(read int64, done bool) {
	l.progress.Elapsed = time.Since(l.started)
	l.progress.Read, l.progress.Done = read, done
	if l.options.Progress != nil && len(l.errs) == 0 {
		l.options.Progress(l.progress)
	}
}

// locate narrows an error that is only known to be somewhere in a batch down to
// a line: it loads the file once more with the rows of that batch one by one,
// and rolls that back.
func locate(ctx context.Context, db Executor, fsys fs.FS, name string, options Options, err error) error {
	var place *Error
	if !errors.As(err, &place) || place.LastLine <= place.Line {
		return err
	}
	options.Progress = nil
	again := db.SimulateInNewEnvironmentContext(ctx, options.UID, func(env models.Environment) {
		loadFile(env, fsys, name, options, place.Line)
	})
	var exact *Error
	if errors.As(again, &exact) && exact.Line >= place.Line && exact.LastLine <= exact.Line {
		return again
	}
	return err
}
