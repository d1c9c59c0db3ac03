package decl

import (
	"go/ast"
	"go/token"
	"slices"
)

// declaring are the names of methods that a function which declares something calls.
var declaring = []string{
	"DeclareModel", "DeclareMixinModel", "DeclareTransientModel", "DeclareManualModel", "AddFields", "InheritModel",
	"SetDefaultOrder", "DeclareMethod", "Extend", "Fields", "Methods",
}

// strip empties the bodies of functions that declare nothing, so that they need no type-check, and returns a function
// that puts them back. What init calls, and what that calls, is kept if it declares something.
func strip(files []*ast.File) (restore func()) {
	funcs := map[string]*ast.FuncDecl{}
	eachFunc(files, func(f *ast.FuncDecl) {
		if f.Recv == nil && f.Name.Name != "init" {
			funcs[f.Name.Name] = f
		}
	})
	kept := map[*ast.FuncDecl]bool{}
	var keep func(f *ast.FuncDecl)
	keep = func(f *ast.FuncDecl) {
		if kept[f] || f.Body == nil {
			return
		}
		kept[f] = true
		for _, name := range calls(f.Body) {
			if g := funcs[name]; g != nil && declares(g, funcs, nil) {
				keep(g)
			}
		}
	}
	eachFunc(files, func(f *ast.FuncDecl) {
		if f.Recv == nil && f.Name.Name == "init" {
			keep(f)
		}
	})
	bodies := map[**ast.BlockStmt]*ast.BlockStmt{}
	empty := func(body **ast.BlockStmt) {
		if *body != nil {
			bodies[body] = *body
			*body = noBody((*body).Pos())
		}
	}
	for _, file := range files {
		invoked := map[*ast.FuncLit]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if !kept[n] {
					empty(&n.Body)
				}
			case *ast.CallExpr:
				if f, ok := ast.Unparen(n.Fun).(*ast.FuncLit); ok {
					invoked[f] = true
				}
			case *ast.FuncLit:
				if !invoked[n] {
					empty(&n.Body)
				}
			}
			return true
		})
	}
	return func() {
		for to, body := range bodies {
			*to = body
		}
	}
}

// noBody is a body that is fine in a function with results.
func noBody(pos token.Pos) *ast.BlockStmt {
	call := &ast.CallExpr{Fun: &ast.Ident{NamePos: pos, Name: "panic"}, Lparen: pos, Rparen: pos,
		Args: []ast.Expr{&ast.BasicLit{ValuePos: pos, Kind: token.INT, Value: "0"}}}
	return &ast.BlockStmt{Lbrace: pos, Rbrace: pos, List: []ast.Stmt{&ast.ExprStmt{X: call}}}
}

// declares tells whether a function, or one that it calls, seems to declare something about models.
func declares(f *ast.FuncDecl, funcs map[string]*ast.FuncDecl, within []*ast.FuncDecl) bool {
	if f.Body == nil || slices.Contains(within, f) {
		return false
	}
	res := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && slices.Contains(declaring, sel.Sel.Name) {
			res = true
		}
		return !res
	})
	if res {
		return true
	}
	for _, name := range calls(f.Body) {
		if g := funcs[name]; g != nil && declares(g, funcs, append(within, f)) {
			return true
		}
	}
	return false
}

// calls returns the names of the functions that a body calls by name.
func calls(body *ast.BlockStmt) []string {
	var res []string
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
				res = append(res, id.Name)
			}
		}
		return true
	})
	return res
}

func eachFunc(files []*ast.File, fn func(*ast.FuncDecl)) {
	for _, file := range files {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				fn(f)
			}
		}
	}
}
