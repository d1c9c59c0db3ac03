// Package generator makes the packages h, m and q of a program out of the source of its modules.
//
// The work flows one way through stages, each its own package with a named type as its result:
//
//	load   finds and parses the packages that have to do with models  → load.Project
//	decl   reads what modules declare                                  → decl.Set
//	graph  makes models of that, and checks them                       → graph.Graph
//	emit   writes the generated files, in memory                       → emit.Files
//	check  type-checks the source against them                         → check.Uses
//	write  brings the folders up to date
//
// Problems in the source are collected through all stages; if there is one, nothing is written.
package generator

import (
	"context"
	"path/filepath"
	"time"

	"github.com/hexgen/hexgen/generator/check"
	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/emit"
	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/generator/load"
	"github.com/hexgen/hexgen/generator/names"
	"github.com/hexgen/hexgen/generator/write"
)

// Options say what to generate from.
type Options struct {
	// Dir is a folder of the main module; "" is the current one.
	Dir string
	// Patterns are the packages to start from, as for the go command; none stands for ./...
	Patterns []string
}

// Result is what a run of the generator would write.
type Result struct {
	Graph   *graph.Graph
	Changes []write.Change
	// Root is the folder of the main module.
	Root string
	// Lines is the number of generated lines.
	Lines int
	// Stages are the times that the stages took, in order.
	Stages []Stage
}

// Stage is the time that a stage took.
type Stage struct {
	Name string
	Took time.Duration
}

// run is one run of the generator.
type run struct {
	problems diag.List
	result   Result
	started  time.Time
}

// stage notes the end of a stage.
func (r *run) stage(name string) {
	now := time.Now()
	r.result.Stages = append(r.result.Stages, Stage{name, now.Sub(r.started)})
	r.started = now
}

// Generate makes the generated files in memory and compares them with those that are there. It writes nothing but
// missing go.mod files of h, m and q; the changes are for write.Apply. If the source has problems, the error is a
// *diag.Error with all of them.
func Generate(ctx context.Context, opts Options) (*Result, error) {
	dir, err := filepath.Abs(opts.Dir)
	if err != nil {
		return nil, err
	}
	if len(opts.Patterns) == 0 {
		opts.Patterns = []string{"./..."}
	}
	r := &run{started: time.Now()}
	project, err := load.Load(ctx, dir, opts.Patterns, &r.problems)
	if err != nil {
		return nil, err
	}
	r.result.Root = project.Layout.Root
	r.stage("load")
	if err := r.problems.Err(dir); err != nil {
		return nil, err // what does not parse says nothing about models
	}
	files, err := r.make(project)
	if err != nil {
		return nil, err
	}
	if err := r.problems.Err(dir); err != nil {
		return nil, err
	}
	byDir := map[string]map[string][]byte{}
	for path, list := range files {
		byDir[project.Layout.Targets[path]] = list
		for _, text := range list {
			r.result.Lines += countLines(text)
		}
	}
	r.result.Changes, err = write.Compare(byDir)
	r.stage("compare")
	return &r.result, err
}

// make runs the stages between loading and writing.
func (r *run) make(project *load.Project) (emit.Files, error) {
	compiled := load.NewCompiled(project)
	declared, err := decl.Read(project, compiled, &r.problems)
	if err != nil {
		return nil, err
	}
	r.stage("declarations")
	g := graph.Build(declared, &r.problems)
	r.result.Graph = g
	r.stage("graph")
	// The check needs all that the source may use; what it does use is then written.
	candidates := decl.BaseHandles(project)
	draft, err := emit.Emit(g, emit.Options{
		Raw: true, Names: true,
		Handles: func(_, method string) bool { return candidates[method] },
		Walks:   func(*graph.Field) bool { return true },
	})
	if err != nil {
		return nil, err
	}
	r.stage("draft")
	uses, err := check.Check(project, compiled, g, draft, &r.problems)
	if err != nil {
		return nil, err
	}
	r.stage("check")
	if r.problems.Len() > 0 {
		return nil, nil //nolint:nilnil // the problems are the result
	}
	free := emit.WalksAreFew(g)
	files, err := emit.Emit(g, emit.Options{
		Handles: func(model, method string) bool { return uses.Handles[[2]string{model, method}] },
		Walks:   func(f *graph.Field) bool { return free || uses.Walks[f] },
		Names:   free || uses.Names,
	})
	r.stage("emit")
	return files, err
}

func countLines(text []byte) int {
	n := 0
	for _, c := range text {
		if c == '\n' {
			n++
		}
	}
	return n
}

// Targets are the import paths of the generated packages.
var Targets = []string{names.H, names.M, names.Q}
