package decl

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/generator/names"
)

// standIns are packages h, m and q with what the source uses of them, so that declarations can be type-checked before
// the generated packages exist. The handles carry the names of models and methods in their types: h.Partner() is a
// *model[Partner_], and its method UpdateBirthday a
// *method[Partner_, UpdateBirthday__].
type standIns struct {
	h, m, q *types.Package
}

// suffixes of the types that package m has for every model.
var suffixes = []string{"ConditionStart", "Condition", "Set", "Data"}

// usage is what the source uses of the generated packages.
type usage struct {
	models  map[string]bool // names of models; true if it is called as h.X() or q.X()
	types   map[string]bool // names of types in m
	handles map[string]bool // names that may be methods or fields of a model
}

func newUsage() *usage {
	return &usage{models: map[string]bool{}, types: map[string]bool{}, handles: map[string]bool{}}
}

// note collects what a file uses. Names that are no handles do no harm.
func (u *usage) note(file *ast.File) {
	paths := imports(file)
	called := map[ast.Expr]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called[n.Fun] = true
		case *ast.SelectorExpr:
			name := n.Sel.Name
			if !n.Sel.IsExported() {
				break
			}
			path := ""
			if pkg, ok := n.X.(*ast.Ident); ok {
				path = paths[pkg.Name]
			}
			switch {
			case (path == names.H || path == names.Q) && called[n]:
				u.models[name] = true
			case names.IsGenerated(path):
				u.models[trimAny(name)] = u.models[trimAny(name)]
				if path == names.M {
					u.types[name] = true
				}
			default:
				u.handles[name] = true
			}
		}
		return true
	})
}

// trimAny removes the suffix of a type of package m.
func trimAny(name string) string {
	for _, s := range append(suffixes, "Model") {
		if base, ok := strings.CutSuffix(name, s); ok && base != "" {
			return base
		}
	}
	return name
}

// imports returns the import paths of a file by the names that the file has for them.
func imports(file *ast.File) map[string]string {
	res := map[string]string{}
	for _, spec := range file.Imports {
		path := strings.Trim(spec.Path.Value, "`\"")
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		res[name] = path
	}
	return res
}

// build makes the stand-ins.
func (u *usage) build(importer types.Importer) (*standIns, error) {
	s := &standIns{}
	chain := chainImporter{next: importer, own: map[string]*types.Package{}}
	for _, part := range []struct {
		path string
		text string
		to   **types.Package
	}{{names.M, u.textM(), &s.m}, {names.Q, u.textQ(), &s.q}, {names.H, u.textH(), &s.h}} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, part.path, part.text, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("stand-in of %s: %w", part.path, err)
		}
		conf := types.Config{Importer: chain, IgnoreFuncBodies: true}
		*part.to, err = conf.Check(part.path, fset, []*ast.File{file}, nil)
		if err != nil {
			return nil, fmt.Errorf("stand-in of %s: %w", part.path, err)
		}
		chain.own[part.path] = *part.to
	}
	return s, nil
}

// chainImporter gives some packages itself, and asks another importer for the rest.
type chainImporter struct {
	own  map[string]*types.Package
	next types.Importer
}

// Import returns a package by its path.
func (c chainImporter) Import(path string) (*types.Package, error) {
	if p, ok := c.own[path]; ok {
		return p, nil
	}
	return c.next.Import(path)
}

func (u *usage) textM() string {
	var b strings.Builder
	b.WriteString("package m\n\nimport \"" + names.Models + "\"\n\n")
	taken := map[string]bool{}
	add := func(name, format string, args ...any) {
		if !taken[name] {
			taken[name] = true
			fmt.Fprintf(&b, format+"\n", args...)
		}
	}
	for _, n := range sorted(u.models) {
		add(n+"Set", "type %[1]sSet = *%[1]s", n)
		add(n+"Data", "type %[1]sData = *%[1]sRecord", n)
		add(n+"Condition", "type %[1]sCondition = *%[1]sFilter", n)
		add(n+"ConditionStart", "type %[1]sConditionStart = *%[1]sStart", n)
	}
	for _, n := range sorted(u.models) {
		add(n, "type %s models.Core", n)
		add(n+"Record", "type %sRecord models.Data", n)
		add(n+"Filter", "type %sFilter models.Condition", n)
		add(n+"Start", "type %sStart models.RelationPath", n)
	}
	for _, n := range sorted(u.types) {
		add(n, "type %s struct{}", n)
	}
	return b.String()
}

func (u *usage) textQ() string {
	var b strings.Builder
	b.WriteString("package q\n\nimport \"" + names.M + "\"\n\n")
	for _, n := range sorted(u.models) {
		if u.models[n] {
			fmt.Fprintf(&b, "func %[1]s() m.%[1]sConditionStart { return nil }\n", n)
		}
		for _, suffix := range []string{"Condition", "ConditionStart"} {
			if !u.models[n+suffix] {
				fmt.Fprintf(&b, "type %[1]s%[2]s = m.%[1]s%[2]s\n", n, suffix)
			}
		}
	}
	return b.String()
}

const textHandles = `
type model[T any] struct{ *models.Model }

func (*model[T]) DeclareModel() *model[T]          { return nil }
func (*model[T]) DeclareMixinModel() *model[T]     { return nil }
func (*model[T]) DeclareTransientModel() *model[T] { return nil }
func (*model[T]) DeclareManualModel() *model[T]    { return nil }
func (*model[T]) Fields() *fields[T]               { return nil }
func (*model[T]) Methods() *methods[T]             { return nil }

type fields[T any] struct{}
type methods[T any] struct{ *models.MethodSet }
type method[T, N any] struct{ *models.Method }

func (*method[T, N]) DeclareMethod(doc string, layer any) *method[T, N] { return nil }
func (*method[T, N]) Extend(doc string, layer any) *method[T, N]        { return nil }
`

func (u *usage) textH() string {
	var b strings.Builder
	b.WriteString("package h\n\nimport \"" + names.Models + "\"\n" + textHandles)
	for _, n := range sorted(u.models) {
		fmt.Fprintf(&b, "type %[1]s_ struct{}\n", n)
		if u.models[n] {
			fmt.Fprintf(&b, "func %[1]s() *model[%[1]s_] { return nil }\n", n)
		}
		if !u.models[n+"Model"] {
			fmt.Fprintf(&b, "type %[1]sModel = model[%[1]s_]\n", n)
		}
	}
	reserved := []string{"AllowAllToGroup"}
	for _, n := range sorted(u.handles) {
		if slices.Contains(reserved, n) {
			continue
		}
		fmt.Fprintf(&b, "type %[1]s__ struct{}\nfunc (*methods[T]) %[1]s() *method[T, %[1]s__] { return nil }\n", n)
		fmt.Fprintf(&b, "func (*fields[T]) %[1]s() *models.Field { return nil }\n", n)
	}
	return b.String()
}

func sorted(set map[string]bool) []string {
	res := make([]string, 0, len(set))
	for n := range set {
		res = append(res, n)
	}
	slices.Sort(res)
	return res
}

// handle returns the model and method that the type of a handle stands for; "" for the method of a model's handle.
func handle(t types.Type) (model, method string, kind string) {
	if t == nil {
		return "", "", ""
	}
	ptr, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return "", "", ""
	}
	named, ok := types.Unalias(ptr.Elem()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != names.H || named.TypeArgs().Len() == 0 {
		return "", "", ""
	}
	name := func(i int) string {
		return strings.TrimRight(named.TypeArgs().At(i).(*types.Named).Obj().Name(), "_")
	}
	kind = named.Obj().Name()
	if named.TypeArgs().Len() > 1 {
		method = name(1)
	}
	return name(0), method, kind
}
