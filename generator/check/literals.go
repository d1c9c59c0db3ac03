package check

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/hexgen/hexgen/generator/decl"
	"github.com/hexgen/hexgen/generator/graph"
)

// literals checks the names of fields that are given as strings: to Load, ForceLoad, Read, FieldsGet and OrderBy.
func (c *checker) literals(file *ast.File, info *types.Info) {
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		s := info.Selections[sel]
		if s == nil {
			return true
		}
		name, part := graph.PartOf(s.Recv())
		m := c.graph.Model(name)
		if part != graph.Set || m == nil || m.IsMixin() {
			return true
		}
		args := call.Args
		switch sel.Sel.Name {
		case "Read":
			if len(args) == 1 {
				if lit, ok := args[0].(*ast.CompositeLit); ok {
					args = lit.Elts
				}
			}
		case "Load", "ForceLoad", "FieldsGet", "OrderBy":
		default:
			return true
		}
		for _, arg := range args {
			v := info.Types[arg].Value
			if v == nil || v.Kind() != constant.String {
				continue
			}
			text := decl.Text{Value: constant.StringVal(v), Pos: c.at(arg.Pos())}
			if sel.Sel.Name == "OrderBy" {
				c.graph.CheckOrder(m, text, "OrderBy of "+m.Name, c.problems)
			} else {
				c.graph.CheckPath(m, text, sel.Sel.Name+" of "+m.Name, c.problems)
			}
		}
		return true
	})
}
