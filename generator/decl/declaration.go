package decl

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// declaration reads one call of a method if it declares something.
func (r *reader) declaration(call *ast.CallExpr, fun *ast.SelectorExpr) {
	kind, model, method := r.receiver(fun.X)
	name, pos := fun.Sel.Name, r.at(fun.Sel.Pos())
	switch kind {
	case "":
		if id, ok := fun.X.(*ast.Ident); ok && r.isPackage(id, "h") {
			r.add(&Mention{Pos: pos, Model: name})
		}
	case "model":
		r.modelCall(call, fun, model)
	case "fields":
		r.add(&Mention{Pos: pos, Model: model, Field: name})
	case "methods":
		if name != "AllowAllToGroup" {
			r.add(&Mention{Pos: pos, Model: model, Method: name})
		}
	case "method":
		if name == "DeclareMethod" || name == "Extend" {
			r.methodCall(call, name == "Extend", model, method, pos)
		}
	case "Model":
		if slices.Contains(declaring, name) {
			r.unreadable(pos, "call of "+name, "call it on h.X() itself or on a variable set to it: an untyped *models.Model does not tell which model it is")
		}
	case "Field":
		if name == "UpdateSelection" || strings.HasPrefix(name, "Set") {
			r.fieldCall(call, fun, name)
		}
	case "Method":
		if slices.Contains([]string{"Declare", "ExtendWith"}, name) {
			r.unreadable(pos, "call of "+name, "use DeclareMethod or Extend of h.X().Methods().Y()")
		}
	}
}

// isPackage tells whether a name stands for one of the generated packages.
func (r *reader) isPackage(id *ast.Ident, short string) bool {
	pkg, ok := r.info.Uses[id].(*types.PkgName)
	return ok && strings.HasSuffix(pkg.Imported().Path(), "/hexgen/"+short)
}

// add notes a declaration, unless it is where it may run never or many times.
func (r *reader) add(item Item) {
	if _, ok := item.(*Mention); !ok && r.blocked != "" {
		switch d := item.(type) {
		case *Model:
			r.unread[d.Name] = true
		case *Field:
			r.unread[d.Name] = true
		case *Method:
			r.unread[d.Name] = true
		}
		r.unreadable(item.Place(), "declaration "+r.blocked, "write each declaration out, outside of loops and conditions")
		return
	}
	r.module.Items = append(r.module.Items, item)
}

// unreadable reports a declaration that the generator cannot know without running the program.
func (r *reader) unreadable(pos token.Position, what, mend string) {
	r.problems.Addf(pos, mend, "%s cannot be read by the generator", what)
}

// modelCall reads a call of a method of a model's handle.
func (r *reader) modelCall(call *ast.CallExpr, fun *ast.SelectorExpr, model string) {
	pos := r.at(fun.Sel.Pos())
	switch name := fun.Sel.Name; name {
	case string(Regular), string(Mixin), string(Transient), string(Manual):
		r.add(&Model{Pos: pos, Name: model, Kind: ModelKind(name)})
	case "AddFields":
		if len(call.Args) == 1 {
			r.addFields(model, call.Args[0])
		}
	case "InheritModel":
		if len(call.Args) == 1 {
			if mixin, ok := r.modelOf(call.Args[0]); ok {
				r.add(&Inherit{Pos: r.at(call.Args[0].Pos()), Model: model, Mixin: mixin})
			}
		}
	case "SetDefaultOrder":
		order := &Order{Pos: pos, Model: model}
		if call.Ellipsis.IsValid() {
			terms, ok := r.texts(call.Args[0])
			if !ok {
				return
			}
			order.Terms = terms
		}
		for _, arg := range call.Args {
			if call.Ellipsis.IsValid() {
				break
			}
			if text, ok := r.text(arg, "a default order"); ok {
				order.Terms = append(order.Terms, text)
			}
		}
		r.add(order)
	}
}

// modelOf reads the handle of a model.
func (r *reader) modelOf(e ast.Expr) (string, bool) {
	if kind, model, _ := r.receiver(e); kind == "model" {
		return model, true
	}
	if v := r.value(e); v != nil {
		if kind, model, _ := r.receiver(v); kind == "model" {
			return model, true
		}
	}
	if !isInvalid(r.info.TypeOf(e)) {
		r.unreadable(r.at(e.Pos()), "the model", "give the handle h.X() of a model, or a variable set to it")
	}
	return "", false
}

func isInvalid(t types.Type) bool {
	return t == nil || t == types.Typ[types.Invalid]
}

// methodCall reads DeclareMethod or Extend.
func (r *reader) methodCall(call *ast.CallExpr, extend bool, model, name string, pos token.Position) {
	if len(call.Args) != 2 {
		return // reported by the type-check
	}
	t := r.info.TypeOf(call.Args[1])
	if isInvalid(t) {
		r.unread[name] = true
		return
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		r.unread[name] = true
		r.problems.Addf(r.at(call.Args[1].Pos()), "give a function such as func(rs m."+model+"Set) { ... }",
			"layer of method %s.%s is no function", model, name)
		return
	}
	doc := ""
	if v := r.info.Types[call.Args[0]].Value; v != nil && v.Kind() == constant.String {
		doc = constant.StringVal(v)
	}
	r.add(&Method{Pos: pos, Model: model, Name: name, Doc: doc, Sig: sig, Extend: extend})
}

// fieldCall reads a setter of a field.
func (r *reader) fieldCall(call *ast.CallExpr, fun *ast.SelectorExpr, setter string) {
	if len(call.Args) != 1 {
		return
	}
	param, known := map[string]string{"SetOnchange": "OnChange"}[setter], false
	if param == "" {
		param = strings.TrimPrefix(setter, "Set")
	}
	if known = slices.Contains(readParams, param); !known {
		return
	}
	model, field, ok := r.fieldOf(fun.X)
	if !ok {
		r.unreadable(r.at(fun.Sel.Pos()), "call of "+setter, "call it on h.X().Fields().Y() itself or on a variable set to it")
		return
	}
	o := &Override{Pos: r.at(fun.Sel.Pos()), Model: model, Field: field}
	r.param(&o.Params, param, call.Args[0], model+"."+field)
	r.add(o)
}

// fieldOf reads the handle of a field, through chained setters and variables.
func (r *reader) fieldOf(e ast.Expr) (model, field string, ok bool) {
	for range 100 {
		call, isCall := r.value(e).(*ast.CallExpr)
		if !isCall {
			return "", "", false
		}
		sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !isSel {
			return "", "", false
		}
		if kind, model, _ := r.receiver(sel.X); kind == "fields" {
			return model, sel.Sel.Name, true
		}
		e = sel.X
	}
	return "", "", false
}
