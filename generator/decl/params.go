package decl

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/hexgen/hexgen/generator/names"
	"github.com/hexgen/hexgen/models/fieldtype"
)

// readParams are the parameters of fields that the generator reads.
var readParams = []string{
	"String", "Help", "Related", "ReverseFK", "M2MLinkModelName", "M2MOurField", "M2MTheirField", "RelationModel",
	"Depends", "Embed", "Stored", "Compute", "Inverse", "OnChange", "Constraint", "GoType",
}

// addFields reads the fields that are added to a model.
func (r *reader) addFields(model string, arg ast.Expr) {
	lit, ok := r.value(arg).(*ast.CompositeLit)
	if !ok {
		if !isInvalid(r.info.TypeOf(arg)) {
			r.unreadable(r.at(arg.Pos()), "fields of model "+model,
				"give a literal map[string]models.FieldDefinition{...}, or a variable that is set to one and not changed")
		}
		return
	}
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			r.field(model, kv)
		}
	}
}

// field reads one field of a literal map.
func (r *reader) field(model string, kv *ast.KeyValueExpr) {
	key, ok := r.text(kv.Key, "the name of a field of model "+model)
	if !ok {
		return
	}
	f := &Field{Pos: key.Pos, Model: model, Name: strings.Join(strings.Fields(key.Value), "")}
	if f.Name != key.Value {
		f.Params.String = key
	}
	lit, ok := r.value(kv.Value).(*ast.CompositeLit)
	if !ok {
		r.unread[f.Name] = true
		if !isInvalid(r.info.TypeOf(kv.Value)) {
			r.unreadable(r.at(kv.Value.Pos()), "field "+model+"."+f.Name, "give a literal such as models.CharField{...}, or a variable set to one")
		}
		return
	}
	named, ok := types.Unalias(orInvalid(r.info.TypeOf(lit))).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != names.Models {
		return // reported by the type-check
	}
	f.Kind = fieldtype.Parse(strings.TrimSuffix(named.Obj().Name(), "Field"))
	for _, elt := range lit.Elts {
		pair, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			r.unread[f.Name] = true
			r.unreadable(r.at(elt.Pos()), "field "+model+"."+f.Name, `write the names of the parameters, as in String: "Label"`)
			return
		}
		if id, ok := pair.Key.(*ast.Ident); ok {
			r.param(&f.Params, id.Name, pair.Value, model+"."+f.Name)
		}
	}
	r.add(f)
}

// param reads one parameter of a field.
func (r *reader) param(p *Params, name string, e ast.Expr, field string) {
	switch name {
	case "String", "Help": // only for comments: what is not constant is left out
		if v := r.info.Types[e].Value; v != nil && v.Kind() == constant.String {
			*r.textParam(p, name) = Text{Value: constant.StringVal(v), Pos: r.at(e.Pos())}
		}
	case "Related", "ReverseFK", "M2MLinkModelName", "M2MOurField", "M2MTheirField":
		if text, ok := r.text(e, name+" of field "+field); ok && text.Value != "" {
			*r.textParam(p, name) = text
		}
	case "RelationModel":
		p.RelationModel.Pos = r.at(e.Pos())
		if model, ok := r.modelOf(e); ok {
			p.RelationModel.Value = model
		}
	case "Depends":
		if list, ok := r.texts(e); ok {
			p.Depends = &list
		}
	case "Embed", "Stored":
		v := r.info.Types[e].Value
		if v == nil || v.Kind() != constant.Bool {
			r.unreadable(r.at(e.Pos()), name+" of field "+field, "give true or false")
			return
		}
		b := constant.BoolVal(v)
		*map[string]**bool{"Embed": &p.Embed, "Stored": &p.Stored}[name] = &b
	case "Compute", "Inverse", "OnChange", "Constraint":
		ref := map[string]**MethodRef{"Compute": &p.Compute, "Inverse": &p.Inverse, "OnChange": &p.OnChange, "Constraint": &p.Constraint}[name]
		if m, ok := r.methodOf(e, name+" of field "+field); ok {
			*ref = m
		}
	case "GoType":
		r.goType(p, e, field)
	}
}

func (r *reader) textParam(p *Params, name string) *Text {
	return map[string]*Text{
		"String": &p.String, "Help": &p.Help, "Related": &p.Related, "ReverseFK": &p.ReverseFK,
		"M2MLinkModelName": &p.M2MLinkModelName, "M2MOurField": &p.M2MOurField, "M2MTheirField": &p.M2MTheirField,
	}[name]
}

// text reads a string, which must be constant or a variable that is set once.
func (r *reader) text(e ast.Expr, what string) (Text, bool) {
	pos := r.at(e.Pos())
	for _, x := range []ast.Expr{e, r.value(e)} {
		if x == nil {
			continue
		}
		if v := r.info.Types[x].Value; v != nil && v.Kind() == constant.String {
			return Text{Value: constant.StringVal(v), Pos: pos}, true
		}
	}
	if !isInvalid(r.info.TypeOf(e)) {
		r.unreadable(pos, what, "give a constant string")
	}
	return Text{}, false
}

// texts reads a slice of strings.
func (r *reader) texts(e ast.Expr) ([]Text, bool) {
	v := r.value(e)
	if id, ok := v.(*ast.Ident); ok && id.Name == "nil" {
		return nil, true
	}
	lit, ok := v.(*ast.CompositeLit)
	if !ok {
		if !isInvalid(r.info.TypeOf(e)) {
			r.unreadable(r.at(e.Pos()), "list of fields", `give a literal such as []string{"Name"}, or a variable set to one`)
		}
		return nil, false
	}
	res := make([]Text, 0, len(lit.Elts))
	for _, elt := range lit.Elts {
		text, ok := r.text(elt, "a field in a list")
		if !ok {
			return nil, false
		}
		res = append(res, text)
	}
	return res, true
}

// methodOf reads the handle of a method.
func (r *reader) methodOf(e ast.Expr, what string) (*MethodRef, bool) {
	v := r.value(e)
	if id, ok := v.(*ast.Ident); ok && id.Name == "nil" {
		return nil, false
	}
	for _, x := range []ast.Expr{e, v} {
		if x == nil {
			continue
		}
		if kind, model, method := r.receiver(x); kind == "method" {
			return &MethodRef{Model: model, Name: method, Pos: r.methodPos(x)}, true
		}
	}
	if !isInvalid(r.info.TypeOf(e)) {
		r.unreadable(r.at(e.Pos()), what, "give the handle h.X().Methods().Y() of a method, or a variable set to it")
	}
	return nil, false
}

// methodPos returns where the name of a method stands in its handle.
func (r *reader) methodPos(e ast.Expr) token.Position {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
			return r.at(sel.Sel.Pos())
		}
	}
	return r.at(e.Pos())
}

// goType reads the Go type of a field, given as a pointer to a value of it.
func (r *reader) goType(p *Params, e ast.Expr, field string) {
	t := r.info.TypeOf(e)
	if isInvalid(t) || r.info.Types[e].IsNil() {
		return
	}
	if types.IsInterface(t) {
		if v := r.value(e); v != nil {
			t = r.info.TypeOf(v)
		}
	}
	if isInvalid(t) || types.IsInterface(t) {
		r.unreadable(r.at(e.Pos()), "GoType of field "+field, "give a pointer to a value of the type, such as new(int16)")
		return
	}
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	p.GoType, p.GoTypePos = t, r.at(e.Pos())
}
