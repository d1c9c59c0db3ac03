package generator_test

import (
	"context"
	"go/ast"
	"go/parser"
	"os"
	"path/filepath"
	"testing"

	"github.com/hexgen/hexgen/generator/check"
	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/emit"
	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/generator/load"
	"github.com/hexgen/hexgen/generator/synth"
)

// FuzzDeclarations feeds any source to the stages from the reading of declarations on. They may find problems in it,
// but must not panic, and what they write without problems must be Go.
func FuzzDeclarations(f *testing.F) {
	base := fuzzProject(f)
	files, err := filepath.Glob(filepath.Join(cases, "*", "src", "*", "*.go"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	compiled, fset := load.NewCompiled(base), base.Fset
	f.Fuzz(func(t *testing.T, text string) {
		file, err := parser.ParseFile(fset, "app.go", text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return
		}
		p := &load.Project{Layout: base.Layout, Fset: fset, Exports: base.Exports, Packages: []*load.Package{
			{ID: "example.com/app/x", Path: "example.com/app/x", Name: file.Name.Name, Files: []*ast.File{file}, Order: 1},
		}}
		problems := &diag.List{}
		set, err := decl.Read(p, compiled, problems)
		if err != nil {
			t.Fatal(err)
		}
		g := graph.Build(set, problems)
		draft, err := emit.Emit(g, emit.Options{
			Raw: true, Handles: func(string, string) bool { return true }, Walks: func(*graph.Field) bool { return true },
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := check.Check(p, compiled, g, draft, problems); err != nil && problems.Len() == 0 {
			t.Fatal(err)
		}
	})
}

// fuzzProject loads a project, for the compiled packages that source may import.
func fuzzProject(f *testing.F) *load.Project {
	f.Helper()
	dir := f.TempDir()
	toolkit, err := filepath.Abs("..")
	if err != nil {
		f.Fatal(err)
	}
	if err := synth.Write(dir, synth.Options{Models: 1, Fields: 5, Methods: 1, Toolkit: toolkit}); err != nil {
		f.Fatal(err)
	}
	p, err := load.Load(context.Background(), dir, []string{"./..."}, &diag.List{})
	if err != nil {
		f.Fatal(err)
	}
	return p
}
