package check

import (
	"errors"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/names"
)

var (
	undefined = regexp.MustCompile(`^undefined: (h|m|q)\.(\w+)$`)
	noMember  = regexp.MustCompile(`^(.+) undefined \(type (\S+) has no field or method (\w+)`)
	word      = regexp.MustCompile(`\w+`)
)

// fail notes an error of the type-check, with words of the generator's own where it knows better.
func (c *checker) fail(err error) {
	e := types.Error{}
	if !errors.As(err, &e) {
		c.problems.Addf(token.Position{}, "", "%s", err)
		return
	}
	pos := c.at(e.Pos)
	if c.known[diag.Line{File: pos.Filename, Number: pos.Line}] || c.follows(e.Msg) {
		return
	}
	if m := undefined.FindStringSubmatch(e.Msg); m != nil {
		c.undefinedName(e, m[1], m[2])
		return
	}
	if m := noMember.FindStringSubmatch(e.Msg); m != nil {
		if known := c.members(m[2]); known != nil {
			// What is wrong is the name behind the dot.
			c.problems.Addf(pos, diag.DidYouMean(m[3], known, mendMember(m[2])), "%s undefined: %s has no field or method %s", m[1], m[2], m[3])
			return
		}
	}
	c.problems.Addf(pos, "", "%s", oneLine(e.Msg))
}

// follows tells whether an error follows from a problem that is reported already.
func (c *checker) follows(msg string) bool {
	if c.problems.Len() == 0 || len(c.graph.Dropped) == 0 {
		return false
	}
	for _, w := range word.FindAllString(msg, -1) {
		if c.graph.Dropped[w] {
			return true
		}
		for _, suffix := range []string{"Set", "Data", "Condition", "FilteredOn"} {
			if base, ok := cut(w, suffix); ok && c.graph.Dropped[base] {
				return true
			}
		}
		for _, prefix := range []string{"Set", "Create"} {
			if base, ok := strings.CutPrefix(w, prefix); ok && c.graph.Dropped[base] {
				return true
			}
		}
	}
	return false
}

// undefinedName reports a name that a generated package does not have.
func (c *checker) undefinedName(e types.Error, pkg, name string) {
	model, isModel := name, pkg != "m"
	for _, suffix := range []string{"ConditionStart", "Condition", "Set", "Data"} {
		if base, ok := cut(name, suffix); ok && pkg != "h" {
			model, isModel = base, true
			break
		}
	}
	if own := c.own[names.Root+"/"+pkg]; !isModel && own != nil {
		c.problems.Addf(c.at(e.Pos), diag.DidYouMean(name, own.Scope().Names(), "use XSet or XData of a model X"), "package %s has no type %s", pkg, name)
		return
	}
	c.problems.Addf(c.at(e.Pos), diag.DidYouMean(model, c.graph.Names(), "declare it with h."+model+"().DeclareModel(), or import the module that does"),
		"unknown model %s", model)
}

// members returns the names of the fields and methods of a type of a generated package, nil for other types.
func (c *checker) members(typ string) []string {
	pkg, name, ok := strings.Cut(strings.TrimPrefix(typ, "*"), ".")
	name, _, _ = strings.Cut(name, "[")
	if !ok || !slices.Contains([]string{"h", "m", "q"}, pkg) {
		return nil
	}
	own := c.own[names.Root+"/"+pkg]
	if own == nil {
		return nil
	}
	obj := own.Scope().Lookup(name)
	if obj == nil {
		return nil
	}
	t := types.Unalias(obj.Type())
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	res := []string{}
	set := types.NewMethodSet(types.NewPointer(t))
	for i := range set.Len() {
		res = append(res, set.At(i).Obj().Name())
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			res = append(res, f.Name())
		}
	}
	return res
}

// mendMember tells what to do about a member of a type that is missing and has no neighbour.
func mendMember(typ string) string {
	switch {
	case strings.HasSuffix(typ, "Fields"):
		return "add the field with AddFields"
	case strings.HasSuffix(typ, "Methods"):
		return "declare the method with DeclareMethod"
	case strings.HasSuffix(typ, "Op"):
		return "use an operator that there is for this kind of field"
	}
	return "declare the field or method, or import the module that does"
}

func cut(name, suffix string) (string, bool) {
	base, ok := strings.CutSuffix(name, suffix)
	return base, ok && base != ""
}

func oneLine(msg string) string { return strings.Join(strings.Fields(msg), " ") }
