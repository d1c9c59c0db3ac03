package models

import (
	"maps"
	"strings"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/types"
)

// FieldInfo describes a field to clients, as FieldsGet returns it.
type FieldInfo struct {
	Name          string          `json:"-"`
	JSON          string          `json:"name"`
	Type          fieldtype.Type  `json:"-"`
	TypeName      string          `json:"type"`
	String        string          `json:"string"`
	Help          string          `json:"help"`
	Required      bool            `json:"required"`
	ReadOnly      bool            `json:"readonly"`
	Invisible     bool            `json:"invisible"`
	Store         bool            `json:"store"`
	Searchable    bool            `json:"searchable"`
	Sortable      bool            `json:"sortable"`
	Translate     bool            `json:"translate"`
	Size          int             `json:"size,omitempty"`
	Digits        types.Digits    `json:"digits,omitzero"`
	Selection     types.Selection `json:"selection,omitempty"`
	Relation      string          `json:"relation,omitempty"`
	ReverseFK     string          `json:"relation_field,omitempty"`
	Depends       []string        `json:"depends,omitempty"`
	OnChange      bool            `json:"on_change"`
	GroupOperator string          `json:"group_operator,omitempty"`
	// Filter restricts the choice of related records, nil if nothing does.
	Filter *Condition `json:"-"`
	// RequiredIf, ReadOnlyIf and InvisibleIf are conditions for the client to evaluate, if Required and so on depend on
	// the record: a condition, or an expression as ReadOnlyFunc and InvisibleFunc return it.
	RequiredIf  *Condition `json:"-"`
	ReadOnlyIf  string     `json:"readonly_if,omitempty"`
	InvisibleIf string     `json:"invisible_if,omitempty"`
}

// fieldInfo describes the field to a client that works in env.
func (f *Field) fieldInfo(env Environment) *FieldInfo {
	p := &f.params
	info := &FieldInfo{
		Name: f.name, JSON: p.JSON, Type: f.kind, TypeName: strings.ToLower(f.kind.String()), String: p.String, Help: p.Help,
		Required: p.Required, ReadOnly: f.isReadOnly(), Store: f.isStored(), Translate: p.Translate,
		Searchable: f.isSearchable() || f.related != nil, Sortable: f.isStored(),
		Size: p.Size, Digits: p.Digits, Selection: maps.Clone(p.Selection), ReverseFK: p.ReverseFK, Depends: p.Depends,
		OnChange: f.onChange != nil, GroupOperator: p.GroupOperator,
	}
	if f.relation != nil {
		info.Relation = f.relation.name
	}
	if p.Filter != nil {
		info.Filter = p.Filter.Underlying()
	}
	if p.RequiredFunc != nil {
		required, cond := p.RequiredFunc(env)
		if cond != nil {
			info.RequiredIf = cond.Underlying()
		} else {
			info.Required = required
		}
	}
	info.ReadOnly, info.ReadOnlyIf = dynamic(env, p.ReadOnlyFunc, info.ReadOnly)
	info.Invisible, info.InvisibleIf = dynamic(env, p.InvisibleFunc, false)
	return info
}

// isReadOnly tells whether clients cannot change the field: because it is declared so, or since it is computed and
// nothing is done with a value that is set.
func (f *Field) isReadOnly() bool {
	return f.params.ReadOnly || f.compute != nil && f.inverse == nil
}

// dynamic returns what a function says of a field: yes or no, or an expression for the client.
func dynamic(env Environment, fn func(Environment) (bool, string), static bool) (bool, string) {
	if fn == nil {
		return static, ""
	}
	is, expression := fn(env)
	if expression != "" {
		return static, expression
	}
	return is, ""
}
