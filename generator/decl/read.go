package decl

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/load"
)

// Read reads the declarations of all modules of a project. What it cannot read goes to the problems.
func Read(p *load.Project, compiled *load.Compiled, problems *diag.List) (*Set, error) {
	used := newUsage()
	res := &Set{Packages: map[string]bool{}, Unread: map[string]bool{}}
	for _, pkg := range p.Packages {
		for _, file := range pkg.Files {
			used.note(file)
		}
		res.Packages[pkg.Path] = true
	}
	own, err := used.build(compiled)
	if err != nil {
		return nil, err
	}
	checked := map[*load.Package]*types.Package{}
	type ordered struct {
		*Module
		order int
	}
	var modules []ordered
	for _, pkg := range p.Packages {
		if pkg.IsTest {
			continue
		}
		r := &reader{fset: p.Fset, pkg: pkg, problems: problems, unread: res.Unread, module: &Module{Path: pkg.Path, Name: pkg.Name}}
		checked[pkg] = r.check(importer{pkg: pkg, checked: checked, own: own, compiled: compiled})
		r.read()
		if len(r.module.Items) > 0 {
			modules = append(modules, ordered{r.module, pkg.Order})
		}
	}
	slices.SortStableFunc(modules, func(a, b ordered) int { return cmp.Compare(a.order, b.order) })
	for _, m := range modules {
		res.Modules = append(res.Modules, m.Module)
	}
	return res, nil
}

// importer gives the packages that one package imports.
type importer struct {
	pkg      *load.Package
	checked  map[*load.Package]*types.Package
	own      *standIns
	compiled *load.Compiled
}

// Import returns a package by the path that stands in the source.
func (i importer) Import(path string) (*types.Package, error) {
	for _, p := range []*types.Package{i.own.h, i.own.m, i.own.q} {
		if p.Path() == path {
			return p, nil
		}
	}
	if dep, ok := i.pkg.Imports[path]; ok {
		if p := i.checked[dep]; p != nil {
			return p, nil
		}
		return nil, fmt.Errorf("package %s could not be read", path)
	}
	return i.compiled.Import(path)
}

// check type-checks the package as far as declarations need it. Errors are found again, with better words, when the
// package is checked against the generated packages.
func (r *reader) check(imp types.Importer) *types.Package {
	restore := strip(r.pkg.Files)
	r.restore = restore
	r.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: imp, Error: func(error) {}, FakeImportC: true, GoVersion: r.pkg.GoVersion}
	p, _ := conf.Check(r.pkg.Path, r.fset, r.pkg.Files, r.info) //nolint:errcheck // see above
	return p
}

// read reads the initialisers of package variables, then the init functions, and puts the bodies back.
func (r *reader) read() {
	defer r.restore()
	r.findValues()
	for _, file := range r.pkg.Files {
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok {
				for _, spec := range g.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok {
						r.exprs(v.Values)
					}
				}
			}
		}
	}
	for _, file := range r.pkg.Files {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" && f.Body != nil {
				r.stmts(f.Body)
			}
		}
	}
}
