package decl

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/load"
	"github.com/hexgen/hexgen/generator/names"
)

// reader reads one package.
type reader struct {
	fset     *token.FileSet
	pkg      *load.Package
	problems *diag.List
	module   *Module
	unread   map[string]bool // see Set.Unread
	info     *types.Info
	restore  func()

	values  map[types.Object]ast.Expr      // what variables are set to, if that is once
	funcs   map[types.Object]*ast.FuncDecl // functions of the package
	inside  []*ast.FuncDecl                // functions that are being read
	blocked string                         // why declarations here cannot be read, such as "in a loop"
}

func (r *reader) at(pos token.Pos) token.Position { return r.fset.Position(pos) }

// findValues finds out what variables are set to, so that a handle or a map of fields in a variable can be read.
func (r *reader) findValues() {
	r.values, r.funcs = map[types.Object]ast.Expr{}, map[types.Object]*ast.FuncDecl{}
	set := func(id *ast.Ident, value ast.Expr) {
		obj := r.info.ObjectOf(id)
		if obj == nil {
			return
		}
		if _, twice := r.values[obj]; twice {
			value = nil
		}
		r.values[obj] = value
	}
	for _, file := range r.pkg.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				r.funcs[r.info.Defs[n.Name]] = n
			case *ast.ValueSpec:
				for i, id := range n.Names {
					if len(n.Values) == len(n.Names) {
						set(id, n.Values[i])
					}
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if id, ok := to.(*ast.Ident); ok && len(n.Lhs) == len(n.Rhs) {
						set(id, n.Rhs[i])
					}
					if index, ok := to.(*ast.IndexExpr); ok { // the map is changed after it was made
						if id, ok := index.X.(*ast.Ident); ok {
							r.values[r.info.ObjectOf(id)] = nil
						}
					}
				}
			}
			return true
		})
	}
}

// value follows variables and brackets to the expression that stands for e; nil if that is not known.
func (r *reader) value(e ast.Expr) ast.Expr {
	for range 100 {
		e = ast.Unparen(e)
		switch x := e.(type) {
		case *ast.Ident:
			obj, ok := r.info.ObjectOf(x).(*types.Var)
			if !ok {
				return e
			}
			if e = r.values[obj]; e == nil {
				return nil
			}
		case *ast.CallExpr:
			body := r.onlyReturn(x)
			if body == nil {
				return e
			}
			e = body
		default:
			return e
		}
	}
	return nil
}

// onlyReturn returns the result of a called function of this package that consists of one return statement.
func (r *reader) onlyReturn(call *ast.CallExpr) ast.Expr {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || len(call.Args) > 0 {
		return nil
	}
	f := r.funcs[r.info.ObjectOf(id)]
	if f == nil || f.Body == nil || len(f.Body.List) != 1 {
		return nil
	}
	if ret, ok := f.Body.List[0].(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
		return ret.Results[0]
	}
	return nil
}

// stmts reads the statements of a body in order.
func (r *reader) stmts(body ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		why := ""
		var inner []ast.Node
		switch n := n.(type) {
		case *ast.ForStmt:
			why, inner = "in a loop", []ast.Node{n.Body}
		case *ast.RangeStmt:
			why, inner = "in a loop", []ast.Node{n.Body}
		case *ast.IfStmt:
			r.stmtsIf(n.Init)
			why, inner = "in a condition", []ast.Node{n.Body}
			if n.Else != nil {
				inner = append(inner, n.Else)
			}
		case *ast.SwitchStmt:
			why, inner = "in a condition", []ast.Node{n.Body}
		case *ast.TypeSwitchStmt:
			why, inner = "in a condition", []ast.Node{n.Body}
		case *ast.SelectStmt:
			why, inner = "in a condition", []ast.Node{n.Body}
		case *ast.CallExpr:
			r.call(n)
			return false
		case *ast.FuncLit:
			return false
		default:
			return true
		}
		before := r.blocked
		r.blocked = why
		for _, b := range inner {
			r.stmts(b)
		}
		r.blocked = before
		return false
	})
}

func (r *reader) stmtsIf(s ast.Stmt) {
	if s != nil {
		r.stmts(s)
	}
}

func (r *reader) exprs(list []ast.Expr) {
	for _, e := range list {
		r.stmts(e)
	}
}

// call reads a call after what it is applied to and its arguments, which is the order in which they run.
func (r *reader) call(call *ast.CallExpr) {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		r.stmts(fun.X)
		r.exprs(call.Args)
		r.declaration(call, fun)
	case *ast.FuncLit: // called at once
		r.exprs(call.Args)
		r.stmts(fun.Body)
	case *ast.Ident:
		r.exprs(call.Args)
		f := r.funcs[r.info.ObjectOf(fun)]
		if f == nil || f.Body == nil {
			return
		}
		for _, g := range r.inside {
			if f == g {
				return
			}
		}
		r.inside = append(r.inside, f)
		r.stmts(f.Body)
		r.inside = r.inside[:len(r.inside)-1]
	default:
		r.stmts(call.Fun)
		r.exprs(call.Args)
	}
}

// receiver tells what a method is called on: a handle with the model and method that it stands for, "Model" for an
// untyped *models.Model, "Field" for a *models.Field, "Method" for a *models.Method, or "".
func (r *reader) receiver(e ast.Expr) (kind, model, method string) {
	t := r.info.TypeOf(e)
	if model, method, kind = handle(t); kind != "" {
		return kind, model, method
	}
	ptr, ok := types.Unalias(orInvalid(t)).(*types.Pointer)
	if !ok {
		return "", "", ""
	}
	if named, ok := types.Unalias(ptr.Elem()).(*types.Named); ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == names.Models {
		return named.Obj().Name(), "", ""
	}
	return "", "", ""
}

func orInvalid(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}
