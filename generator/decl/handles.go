package decl

import (
	"go/ast"

	"github.com/hexgen/hexgen/generator/load"
	"github.com/hexgen/hexgen/generator/names"
)

// BaseHandles returns the base methods whose handles the source may use: those that are called without arguments on
// something that may have come from Methods().
func BaseHandles(p *load.Project) map[string]bool {
	res := map[string]bool{}
	for _, pkg := range p.Packages {
		for _, file := range pkg.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok || len(call.Args) > 0 {
					return true
				}
				sel, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || !names.IsBaseMethod(sel.Sel.Name) {
					return true
				}
				switch x := sel.X.(type) {
				case *ast.Ident:
					res[sel.Sel.Name] = true
				case *ast.CallExpr:
					if inner, ok := x.Fun.(*ast.SelectorExpr); ok && inner.Sel.Name == "Methods" {
						res[sel.Sel.Name] = true
					}
				}
				return true
			})
		}
	}
	return res
}
