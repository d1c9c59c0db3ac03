package emit

import (
	"fmt"
	"strings"
)

// docH is the documentation of package h.
func docH() string {
	return `Package h has the handles of all models of the program.

h.Partner() is the handle of model Partner. In init functions it declares and extends the model:

	DeclareModel         declares a model with a table
	DeclareMixinModel    declares a model to be mixed in others
	DeclareTransientModel  declares a model whose records are removed after some time
	DeclareManualModel   declares a model over a view or a foreign table
	AddFields            adds fields, by name
	InheritModel         imports all fields and methods of a mixin
	Fields().Name()      is the handle of a field, to override its parameters with SetX
	Methods().Archive()  is the handle of a method: DeclareMethod gives it its first layer, Extend puts a layer on top,
	                     AllowGroup and RevokeGroup say who may execute it, and Bind returns a call to run later
	SetDefaultOrder, SetTableName, AddSQLConstraint, RemoveSQLConstraint, AddRecordRule, RemoveRecordRule

In a running program it gives record sets:

	NewSet               a new set, to start a search from
	NewData              empty data, to create or write records with
	Create, CreateMulti  create one record, or many at once
	Search               the records that match a condition of package q
	Browse, BrowseOne    the records with given ids`
}

// docM is the documentation of package m.
func docM() string {
	var b strings.Builder
	b.WriteString(`Package m has the record sets and the data of all models of the program, and the types of conditions.

A PartnerSet is an ordered set of records of model Partner. It has a getter and a setter for each field: the getter
returns the value of the first record, and Go's zero value for an empty set; the setter sets the value of all
records, and panics on an empty set. It has the methods that modules declare for the model, and these:
`)
	for _, m := range baseMethods {
		fmt.Fprintf(&b, "\n\t%-15s  %s", m.name, strings.TrimSuffix(m.doc, "."))
	}
	b.WriteString(`

A PartnerData holds values of fields, to create or write records with. It has a getter and a setter for each field,
CreateLines and the like to create records at the other end of a relation, and these:
`)
	for _, m := range dataMethods {
		fmt.Fprintf(&b, "\n\t%-15s  %s", m.name, strings.TrimSuffix(m.doc, "."))
	}
	b.WriteString(`

A PartnerCondition is a condition on records. And, AndNot, Or and OrNot continue it with another predicate, AndCond,
AndNotCond, OrCond and OrNotCond with another condition, each in brackets.`)
	return b.String()
}

// docQ is the documentation of package q.
func docQ() string {
	return `Package q has the starts of conditions on the models of the program.

q.Partner().Name().Equals("Jane") is a condition on records of model Partner. Conditions walk over relations, as in
q.Partner().Company().Name().ILike("inc"), or take a condition on the related records, as in
q.Partner().CompanyFilteredOn(q.Company().Name().ILike("inc")).

In a program with many models a condition walks over a second and further relations where its source does so: run
hexgen generate after writing such a condition for the first time.`
}
