// Package load is the first stage of the generator: it finds the packages of a project that have to do with models,
// and parses them. It never reads the generated packages h, m and q.
package load

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/names"
)

// Project is the source of a program as far as the generator reads it.
type Project struct {
	Layout *Layout
	Fset   *token.FileSet
	// Packages are those that import h, m or q, directly or not, each after the ones that it imports. Variants of
	// packages for tests are among them.
	Packages []*Package
	// Exports has the files with the compiled declarations of all other packages that Packages import.
	Exports map[string]string
}

// Package is one package with its syntax.
type Package struct {
	// ID is the import path; of a variant for tests, with the name of the test behind it.
	ID string
	// Path is the import path as other packages write it.
	Path string
	Name string
	Dir  string
	// IsTest tells whether the package is a variant for tests.
	IsTest bool
	Files  []*ast.File
	// Imports are the packages that the import paths in the files stand for, as far as they are in Project.Packages.
	Imports map[string]*Package
	// GoVersion is the language version of the package's module, such as "go1.26".
	GoVersion string
	// Order is the place of the package in the order in which a program initialises its packages.
	Order int
}

const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule

// Load finds and parses the packages of the main module, those of patterns and all their dependencies: a program has
// one set of generated packages, so that a narrow pattern must not make them narrow. Problems in the source go to the
// list.
func Load(ctx context.Context, dir string, patterns []string, problems *diag.List) (*Project, error) {
	layout, err := FindLayout(ctx, dir)
	if err != nil {
		return nil, err
	}
	if err := layout.Prepare(); err != nil {
		return nil, err
	}
	p := &Project{Layout: layout, Fset: token.NewFileSet()}
	if patterns, err = layout.complete(ctx, dir, patterns); err != nil {
		return nil, err
	}
	dir = layout.Root
	roots, err := packages.Load(&packages.Config{Context: ctx, Mode: loadMode, Dir: dir, Tests: true, Fset: p.Fset}, patterns...)
	if err != nil {
		return nil, err
	}
	if len(roots) == 0 {
		return nil, fmt.Errorf("no packages match %s", strings.Join(patterns, " "))
	}
	s := selection{reach: map[*packages.Package]bool{}, made: map[*packages.Package]*Package{}, project: p, problems: problems}
	for _, root := range roots {
		s.reaches(root)
	}
	for _, root := range roots {
		s.take(root)
	}
	s.parse()
	s.order(roots)
	p.Exports, err = exports(ctx, dir, s.leaves(), problems)
	return p, err
}

// selection picks the packages that have to do with models out of the graph of imports.
type selection struct {
	reach    map[*packages.Package]bool
	made     map[*packages.Package]*Package
	sources  []*packages.Package
	project  *Project
	problems *diag.List
}

// reaches tells whether a package imports h, m or q, directly or not.
func (s *selection) reaches(p *packages.Package) bool {
	if known, ok := s.reach[p]; ok {
		return known
	}
	s.reach[p] = false
	if names.IsGenerated(p.PkgPath) {
		return false
	}
	res := false
	for _, dep := range p.Imports {
		// All are visited, so that every package has its answer.
		if names.IsGenerated(dep.PkgPath) || s.reaches(dep) {
			res = true
		}
	}
	s.reach[p] = res
	return res
}

// take notes a package, after those that it imports.
func (s *selection) take(p *packages.Package) *Package {
	if res, ok := s.made[p]; ok {
		return res
	}
	if names.IsGenerated(p.PkgPath) || !s.reach[p] || strings.HasSuffix(p.ID, ".test") {
		return nil
	}
	res := &Package{ID: p.ID, Path: p.PkgPath, Name: p.Name, Imports: map[string]*Package{}, IsTest: p.ID != p.PkgPath}
	s.made[p] = res
	for _, path := range sortedKeys(p.Imports) {
		if dep := s.take(p.Imports[path]); dep != nil {
			res.Imports[path] = dep
		}
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		res.GoVersion = "go" + p.Module.GoVersion
	}
	if len(p.GoFiles) > 0 {
		res.Dir = filepath.Dir(p.GoFiles[0])
	}
	s.sources = append(s.sources, p)
	s.project.Packages = append(s.project.Packages, res)
	return res
}

// parse parses the files of all packages, each file once.
func (s *selection) parse() {
	var files []string
	for _, p := range s.sources {
		files = append(files, p.GoFiles...)
	}
	slices.Sort(files)
	files = slices.Compact(files)
	trees, errs := parseFiles(s.project.Fset, files)
	for _, err := range errs {
		if err != nil {
			s.fail(err)
		}
	}
	for i, p := range s.sources {
		for _, file := range p.GoFiles {
			if at, ok := slices.BinarySearch(files, file); ok && trees[at] != nil {
				s.project.Packages[i].Files = append(s.project.Packages[i].Files, trees[at])
			}
		}
		s.goErrors(p)
	}
}

// parseFiles parses files side by side.
func parseFiles(fset *token.FileSet, files []string) ([]*ast.File, []error) {
	trees, errs := make([]*ast.File, len(files)), make([]error, len(files))
	var wait sync.WaitGroup
	limit := make(chan struct{}, 8)
	for i, file := range files {
		wait.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			trees[i], errs[i] = parser.ParseFile(fset, file, nil, parser.ParseComments|parser.SkipObjectResolution)
		})
	}
	wait.Wait()
	return trees, errs
}

// fail notes errors of syntax.
func (s *selection) fail(err error) {
	if list, ok := err.(scanner.ErrorList); ok { //nolint:errorlint // the parser returns it as it is
		for _, e := range list {
			s.problems.Addf(e.Pos, "correct the syntax", "%s", e.Msg)
		}
		return
	}
	s.problems.Addf(token.Position{}, "", "%s", err)
}

// goErrors notes what the go command found wrong with a package, as far as h, m and q are not the reason.
func (s *selection) goErrors(p *packages.Package) {
	for _, e := range p.Errors {
		if e.Kind != packages.ListError || isAboutGenerated(e.Msg) {
			continue
		}
		s.problems.Add(diag.Problem{Pos: position(e.Pos), What: strings.TrimSpace(e.Msg)})
	}
	for path, dep := range p.Imports {
		if s.reach[dep] || names.IsGenerated(dep.PkgPath) || len(dep.Errors) == 0 || len(dep.GoFiles) > 0 {
			continue
		}
		e := dep.Errors[0]
		s.problems.Add(diag.Problem{Pos: position(e.Pos), What: "import of " + path + ": " + strings.TrimSpace(e.Msg)})
	}
}

// isAboutGenerated tells whether an error of the go command may come from old generated files.
func isAboutGenerated(msg string) bool {
	return strings.Contains(msg, "import cycle") || strings.Contains(msg, names.H) || strings.Contains(msg, names.M) || strings.Contains(msg, names.Q)
}

// leaves returns the packages outside the selection that its packages import, and those that generated code needs.
func (s *selection) leaves() []string {
	set := map[string]bool{names.Models: true, names.Models + "/operator": true, names.Models + "/types": true, names.Models + "/security": true, names.Models + "/fieldtype": true}
	for _, path := range kindPackages {
		set[path] = true
	}
	for _, p := range s.sources {
		for _, dep := range p.Imports {
			if !s.reach[dep] && !names.IsGenerated(dep.PkgPath) && dep.PkgPath != "unsafe" && dep.PkgPath != "C" && len(dep.GoFiles) > 0 {
				set[dep.PkgPath] = true
			}
		}
	}
	return sortedKeys(set)
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// position reads a place as the go command writes it.
func position(text string) token.Position {
	var pos token.Position
	parts := strings.Split(text, ":")
	if text == "-" || text == "" {
		return pos
	}
	for n := len(parts); n > 1; n-- { // the file may have colons in its name
		var line, col int
		if k, _ := fmt.Sscanf(strings.Join(parts[n-1:], ":"), "%d:%d", &line, &col); k == 0 {
			continue
		}
		if n > 2 {
			if k, _ := fmt.Sscanf(strings.Join(parts[n-2:], ":"), "%d:%d", &line, &col); k == 2 {
				n--
			}
		}
		return token.Position{Filename: strings.Join(parts[:n-1], ":"), Line: line, Column: col}
	}
	pos.Filename = text
	return pos
}
