package graph

import (
	"go/token"

	"github.com/hexgen/hexgen/generator/diag"
)

// setMethods are the methods that record sets of all models have.
var setMethods = []string{
	"Create", "CreateMulti", "Write", "Unlink", "Load", "ForceLoad", "Search", "SearchCount", "SearchAll", "FetchAll", "SearchByName", "Browse",
	"BrowseOne", "Copy", "NameGet", "DefaultGet", "FieldsGet", "Read", "CheckRecursion", "New", "First", "All", "Records", "Ids", "Len", "IsEmpty",
	"IsNotEmpty", "Env", "EnsureOne", "Limit", "Offset", "OrderBy", "Filtered", "Sorted", "SortedDefault", "SortedByField", "Union", "Subtract",
	"Intersect", "Equals", "Exists", "Sudo", "WithEnv", "WithContext", "WithNewContext", "Super", "GroupBy", "Aggregates", "ModelName", "Underlying",
	"String", "OnChange",
}

// dataMethods are the methods that data of all models have.
var dataMethods = []string{"Has", "Unset", "Underlying", "Fields", "Copy", "MergeWith", "IsEmpty", "MarshalJSON", "UnmarshalJSON", "SetID"}

// conditionMethods are what conditions of all models have beside the fields.
var conditionMethods = []string{"Where", "FieldName"}

// checkNames reports fields and methods whose generated names would meet.
func (b *builder) checkNames() {
	for _, m := range b.Models {
		set, data, cond := scope{}, scope{}, scope{}
		for _, n := range setMethods {
			set[n] = owner{what: "a method of all record sets"}
		}
		for _, n := range dataMethods {
			data[n] = owner{what: "a method of all data"}
		}
		for _, n := range conditionMethods {
			cond[n] = owner{what: "a part of all conditions"}
		}
		for _, f := range m.base {
			set[f.Name] = owner{what: "a field of all models"}
			data[f.Name] = set[f.Name]
		}
		for _, f := range m.Fields {
			what := "field " + f.Label()
			b.claim(set, f.Name, what, "its getter", f.Pos)
			b.claim(cond, f.Name, what, "its step in conditions", f.Pos)
			b.claim(set, "Set"+f.Name, what, "its setter", f.Pos)
			b.claim(data, f.Name, what, "its getter", f.Pos)
			b.claim(data, "Set"+f.Name, what, "its setter", f.Pos)
			if f.Kind.IsRelation() {
				b.claim(data, "Create"+f.Name, what, "the method that adds records to create", f.Pos)
			}
		}
		for _, x := range m.Methods {
			b.claim(set, x.Name, "method "+x.Label(), "the method", x.Layers[0].Pos)
		}
	}
	b.checkTypeNames()
}

type owner struct {
	what string
	pos  token.Position
}

type scope map[string]owner

// claim takes a name in a scope, and reports if it is taken.
func (b *builder) claim(s scope, name, what, use string, pos token.Position) {
	old, taken := s[name]
	if !taken {
		s[name] = owner{what, pos}
		return
	}
	p := diag.Problem{Pos: pos, What: what + ": " + use + " would be called " + name + ", which is the name of " + old.what, Mend: "give it another name"}
	if old.pos.IsValid() {
		p.Also = also(old.pos)
	}
	b.problems.Add(p)
}

// checkTypeNames reports models whose generated types would meet.
func (b *builder) checkTypeNames() {
	h, m := scope{}, scope{}
	for _, x := range b.Models {
		h[x.Name] = owner{"the handle of model " + x.Name, x.Pos}
		m[x.Name] = owner{"model " + x.Name, x.Pos}
	}
	for _, name := range OperatorTypes {
		b.claimType(m, name, "package m", token.Position{})
	}
	for _, x := range b.Models {
		for _, suffix := range []string{"Set", "Record", "Data", "Filter", "Condition", "Start", "ConditionStart", "Relation"} {
			b.claimType(m, x.Name+suffix, "model "+x.Name, x.Pos)
		}
		for _, suffix := range []string{"Model", "Fields", "Methods"} {
			b.claimType(h, x.Name+suffix, "model "+x.Name, x.Pos)
		}
		for _, f := range x.Fields {
			if f.Kind.IsRelation() || f.GoType != nil {
				b.claimType(m, x.Name+f.Name+"Field", "field "+f.Label(), f.Pos)
			}
		}
		for _, y := range x.Methods {
			b.claimType(h, x.Name+y.Name+"Method", "method "+y.Label(), y.Layers[0].Pos)
		}
	}
}

// OperatorTypes are the types of package m that belong to no model.
var OperatorTypes = []string{
	"CharOperators", "SelectionOperators", "BinaryOperators", "BoolOperators", "IDOperators", "OrderedOperators", "RelationOperators", "BaseOperators",
	"NullOperators", "EqualOperators", "UUIDOperators", "JSONOperators",
}

func (b *builder) claimType(s scope, name, what string, pos token.Position) {
	if old, taken := s[name]; taken {
		p := diag.Problem{Pos: pos, What: what + " needs the generated name " + name + ", which " + old.what + " needs as well", Mend: "give one of them another name"}
		if !pos.IsValid() {
			p.Pos, p.What = old.pos, old.what+" has the name of a type of package m"
		} else if old.pos.IsValid() {
			p.Also = also(old.pos)
		}
		b.problems.Add(p)
		return
	}
	s[name] = owner{what, pos}
}
