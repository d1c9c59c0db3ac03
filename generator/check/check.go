// Package check is the fifth stage of the generator: it type-checks the source of a program against the packages h, m
// and q that are about to be written, while they are still in memory.
package check

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"sort"
	"sync"

	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/emit"
	"github.com/hexgen/hexgen/generator/graph"
	"github.com/hexgen/hexgen/generator/load"
	"github.com/hexgen/hexgen/generator/names"
)

// Uses are the parts of the generated packages that the source uses, of those that are not written for all models.
type Uses struct {
	// Handles are the handles of base methods, by model and method.
	Handles map[[2]string]bool
	// Walks are the relation fields that conditions go over after another relation.
	Walks map[*graph.Field]bool
	// Names tells whether the operators of a field at the end of a relation are used as a value.
	Names bool
}

// checker checks one program.
type checker struct {
	project  *load.Project
	compiled *load.Compiled
	graph    *graph.Graph
	problems *diag.List
	own      map[string]*types.Package
	checked  map[*load.Package]*types.Package
	uses     *Uses
	known    map[diag.Line]bool // lines with problems that earlier stages found
}

// Check checks all packages of a project against generated files. What is wrong goes to the problems.
func Check(p *load.Project, compiled *load.Compiled, g *graph.Graph, files emit.Files, problems *diag.List) (*Uses, error) {
	c := &checker{
		project: p, compiled: compiled, graph: g, problems: problems, own: map[string]*types.Package{},
		checked: map[*load.Package]*types.Package{}, known: problems.Lines(), uses: &Uses{Handles: map[[2]string]bool{}, Walks: map[*graph.Field]bool{}},
	}
	for _, path := range []string{names.M, names.Q, names.H} {
		if err := c.generated(path, files[path]); err != nil {
			return nil, err
		}
	}
	for _, pkg := range p.Packages {
		c.source(pkg)
	}
	return c.uses, nil
}

// generated checks the declarations of a generated package.
func (c *checker) generated(path string, files map[string][]byte) error {
	fset := c.project.Fset
	var fileNames []string
	for name := range files {
		fileNames = append(fileNames, name)
	}
	sort.Strings(fileNames)
	trees, errs := make([]*ast.File, len(fileNames)), make([]error, len(fileNames))
	var wait sync.WaitGroup
	for i, name := range fileNames {
		wait.Go(func() {
			trees[i], errs[i] = parser.ParseFile(fset, c.project.Layout.Targets[path]+"/"+name, files[name], parser.SkipObjectResolution)
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("generated code is no Go, please report this: %w", err)
	}
	var first error
	conf := types.Config{Importer: importer{c, nil}, IgnoreFuncBodies: true, Error: func(err error) {
		if e := (types.Error{}); first == nil && !(errors.As(err, &e) && e.Soft) {
			first = err
		}
	}}
	pkg, _ := conf.Check(path, fset, trees, nil) //nolint:errcheck // in first
	if first != nil && c.problems.Len() == 0 {
		return fmt.Errorf("generated code does not compile, please report this: %w", first)
	}
	c.own[path] = pkg
	return nil
}

// source checks a package of the program, bodies included.
func (c *checker) source(pkg *load.Package) {
	info := &types.Info{Selections: map[*ast.SelectorExpr]*types.Selection{}, Types: map[ast.Expr]types.TypeAndValue{}}
	conf := types.Config{
		Importer: importer{c, pkg}, FakeImportC: true, GoVersion: pkg.GoVersion, Error: c.fail,
		Sizes: types.SizesFor("gc", "amd64"),
	}
	c.checked[pkg], _ = conf.Check(pkg.Path, c.project.Fset, pkg.Files, info) //nolint:errcheck // goes to fail
	for sel, s := range info.Selections {
		c.noteUse(sel, s)
	}
	for _, file := range pkg.Files {
		c.literals(file, info)
		c.names(file, info)
	}
}

// importer gives the packages that one package imports.
type importer struct {
	c   *checker
	pkg *load.Package // nil for generated packages
}

// Import returns a package by the path in the source.
func (i importer) Import(path string) (*types.Package, error) {
	if p := i.c.own[path]; p != nil {
		return p, nil
	}
	if names.IsGenerated(path) {
		return nil, fmt.Errorf("generated package %s could not be read", path)
	}
	if i.pkg != nil {
		if dep, ok := i.pkg.Imports[path]; ok {
			return i.c.checked[dep], nil
		}
	}
	return i.c.compiled.Import(path)
}

// noteUse notes what a selection uses of the generated packages.
func (c *checker) noteUse(sel *ast.SelectorExpr, s *types.Selection) {
	recv := s.Recv()
	if ptr, ok := types.Unalias(recv).(*types.Pointer); ok {
		recv = ptr.Elem()
	}
	named, ok := types.Unalias(recv).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return
	}
	typ, name := named.Origin().Obj().Name(), sel.Sel.Name
	switch named.Obj().Pkg().Path() {
	case names.H:
		if model, ok := cut(typ, "Methods"); ok && names.IsBaseMethod(name) {
			c.uses.Handles[[2]string{model, name}] = true
		}
	case names.M:
		if m := c.graph.Model(relationTo(named)); m != nil {
			if f := m.Field(name); f != nil && f.Relation != nil {
				c.uses.Walks[f] = true
			}
		}
	}
}

// relationTo returns the model that a type is a relation to in a condition, "" for other types. The type is
// XRelation[C], or one made of it; what they start with are the operators of the relation.
func relationTo(named *types.Named) string {
	s, ok := named.Underlying().(*types.Struct)
	if !ok || s.NumFields() == 0 || !s.Field(0).Embedded() {
		return ""
	}
	first, ok := types.Unalias(s.Field(0).Type()).(*types.Named)
	if !ok || first.Obj().Name() != "RelationOperators" || first.TypeArgs().Len() != 2 {
		return ""
	}
	model, _ := graph.PartOf(first.TypeArgs().At(1))
	return model
}

// names notes whether the operators of a field at the end of a relation are used other than by calling one of them.
func (c *checker) names(file *ast.File, info *types.Info) {
	var parents []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			parents = parents[:len(parents)-1]
			return true
		}
		parents = append(parents, n)
		call, ok := n.(*ast.CallExpr)
		if !ok || len(parents) < 2 {
			return true
		}
		if _, selected := parents[len(parents)-2].(*ast.SelectorExpr); !selected && isOperators(info.TypeOf(call)) {
			c.uses.Names = true
		}
		return true
	})
}

// isOperators tells whether a type is that of the operators of a field.
func isOperators(t types.Type) bool {
	ptr, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return false
	}
	named, ok := types.Unalias(ptr.Elem()).(*types.Named)
	return ok && named.TypeArgs().Len() > 0 && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == names.M
}

// at returns the position of a node.
func (c *checker) at(pos token.Pos) token.Position { return c.project.Fset.Position(pos) }
