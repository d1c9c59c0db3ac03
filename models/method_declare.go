package models

import (
	"strings"

	"github.com/hexgen/hexgen/models/security"
)

// methodDeclarations are what modules declare about a method.
type methodDeclarations struct {
	declared   []layer // of Declare; more than one is an error
	extensions []layer // in order of declaration
	grants     []methodGrant
}

// methodGrant gives a group the right to execute a method, or takes it away.
type methodGrant struct {
	group   *security.Group
	callers []*Method // the methods that the right is limited to calls from; none for no limit
	revoke  bool
	pos     Position
}

// crudMethods are the methods that only the admin group may execute unless it is allowed to others.
var crudMethods = [...]string{"Create", "Load", "Write", "Unlink"}

// MethodSet stands for all methods of a model. Generated handles of methods embed it.
type MethodSet struct {
	model *Model
}

// AllowAllToGroup gives the group the right to create, read, write and delete records of the model.
func (s *MethodSet) AllowAllToGroup(group *security.Group) {
	for _, name := range crudMethods {
		s.model.Method(name).AllowGroup(group)
	}
}

// Declare adds the layer that a method starts with. It is called by generated code with the layer in its erased form.
func (m *Method) Declare(doc string, erasedLayer any) *Method {
	l := layer{fn: erasedLayer, doc: doc, pos: callerPosition()}
	m.model.registry.declare("method "+m.label(), l.pos, func() {
		m.model.mention(l.pos)
		m.decl.declared = append(m.decl.declared, l)
	})
	return m
}

// ExtendWith puts a layer on top of those that a method has. It is called by generated code with the layer in its
// erased form.
func (m *Method) ExtendWith(doc string, erasedLayer any) *Method {
	l := layer{fn: erasedLayer, doc: doc, pos: callerPosition()}
	m.model.registry.declare("an extension of method "+m.label(), l.pos, func() {
		m.model.mention(l.pos)
		m.decl.extensions = append(m.decl.extensions, l)
	})
	return m
}

// AllowGroup gives the group the right to execute the method; if callers are given, only from within those.
func (m *Method) AllowGroup(group *security.Group, callers ...Methoder) *Method {
	grant := methodGrant{group: group}
	for _, c := range callers {
		grant.callers = append(grant.callers, c.Underlying())
	}
	return m.grant(grant)
}

// RevokeGroup takes the right to execute the method from the group.
func (m *Method) RevokeGroup(group *security.Group) *Method {
	return m.grant(methodGrant{group: group, revoke: true})
}

// grant records a right.
func (m *Method) grant(grant methodGrant) *Method {
	grant.pos = callerPosition()
	m.model.registry.declare("a right on method "+m.label(), grant.pos, func() {
		m.model.mention(grant.pos)
		m.decl.grants = append(m.decl.grants, grant)
	})
	return m
}

// Name returns the name of the method.
func (m *Method) Name() string { return m.name }

// Model returns the model of the method.
func (m *Method) Model() *Model { return m.model }

// Underlying returns m, so that a handle is a Methoder.
func (m *Method) Underlying() *Method { return m }

// Doc returns the documentation of all layers of the method, from the first declared to the last.
func (m *Method) Doc() string {
	var docs []string
	for i := len(m.layers) - 1; i >= 0; i-- {
		if doc := strings.TrimSpace(m.layers[i].doc); doc != "" {
			docs = append(docs, doc)
		}
	}
	return strings.Join(docs, "\n\n")
}

// label returns "Model.Method", for messages.
func (m *Method) label() string { return m.model.name + "." + m.name }
