// Package emit is the fourth stage of the generator: it writes the packages h, m and q for a graph of models. It is
// pure: its result is a map of files in memory.
package emit

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"github.com/dave/jennifer/jen"

	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/generator/names"
)

// Files are the contents of files, by import path of the package and file name.
type Files map[string]map[string][]byte

// Options are what generated code depends on besides the models.
type Options struct {
	// Handles tells whether to write the handle of a base method of a model.
	Handles func(model, method string) bool
	// Walks tells whether conditions walk on over a relation field, when they have come to its model over another one.
	Walks func(*graph.Field) bool
	// Names tells whether fields at the end of a relation are to be a models.FieldNamer. It costs every package that
	// imports m some time to compile.
	Names bool
	// Raw leaves out the formatting, for files that are only type-checked.
	Raw bool
}

// emitter writes the files of one graph.
type emitter struct {
	*graph.Graph
	opts   Options
	files  map[*graph.Model]string // names of files
	consts map[string]int          // how often the short name of a constant would be used
}

// Emit writes all files.
func Emit(g *graph.Graph, opts Options) (Files, error) {
	e := &emitter{Graph: g, opts: opts, files: fileNames(g), consts: map[string]int{}}
	e.countNames()
	type job struct {
		pkg, name string
		file      *jen.File
		data      []byte
		err       error
	}
	var jobs []*job
	add := func(pkg, name string, file *jen.File) { jobs = append(jobs, &job{pkg: pkg, name: name, file: file}) }
	add(names.H, "doc.go", e.doc(names.H, docH()))
	add(names.M, "doc.go", e.doc(names.M, docM()))
	add(names.Q, "doc.go", e.doc(names.Q, docQ()))
	res := Files{names.H: {}, names.M: {}, names.Q: {}}
	makers := make([]func(), 0, 3*len(g.Models))
	for _, m := range g.Models {
		name := e.files[m]
		for _, part := range []struct {
			pkg  string
			make func(*graph.Model) *jen.File
		}{{names.H, e.fileH}, {names.M, e.fileM}, {names.Q, e.fileQ}} {
			j := &job{pkg: part.pkg, name: name}
			jobs = append(jobs, j)
			makers = append(makers, func() { j.file = part.make(m) })
		}
	}
	parallel(len(makers), func(i int) { makers[i]() })
	parallel(len(jobs), func(i int) {
		j := jobs[i]
		var b bytes.Buffer
		j.file.NoFormat = opts.Raw
		j.err = j.file.Render(&b)
		j.data = b.Bytes()
	})
	for _, j := range jobs {
		if j.err != nil {
			return nil, fmt.Errorf("generated file %s/%s: %w", j.pkg, j.name, j.err)
		}
		res[j.pkg][j.name] = j.data
	}
	if len(g.Models) > 0 {
		res[names.M]["operators.go"] = operators(opts.Names)
	}
	return res, nil
}

// parallel runs fn for the numbers below n on all processors.
func parallel(n int, fn func(i int)) {
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				fn(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}

// newFile starts a file of a package.
func (e *emitter) newFile(pkg string) *jen.File {
	f := jen.NewFilePathName(pkg, pkg[strings.LastIndex(pkg, "/")+1:])
	f.HeaderComment(strings.TrimPrefix(names.Header, "// "))
	for _, path := range []string{names.H, names.M, names.Q, names.Models, names.Models + "/fieldtype", names.Models + "/operator", names.Models + "/types", names.Models + "/security"} {
		f.ImportName(path, path[strings.LastIndex(path, "/")+1:])
	}
	for _, a := range accessors {
		if a.path != "" {
			f.ImportName(a.path, a.path[strings.LastIndex(a.path, "/")+1:])
		}
	}
	return f
}

// doc writes the file with the documentation of a package.
func (e *emitter) doc(pkg, text string) *jen.File {
	f := e.newFile(pkg)
	for _, line := range strings.Split(text, "\n") {
		f.PackageComment(strings.TrimSpace("// " + line))
	}
	return f
}
