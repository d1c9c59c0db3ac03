package models

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/hexgen/hexgen/models/security"
)

// modelDeclarations are what modules declare about a model.
type modelDeclarations struct {
	positions    []Position // of DeclareModel and its variants; more than one is an error
	fields       map[string]*Field
	methods      map[string]*Method
	badNames     []badName
	inherits     []inheritance
	order        []string
	orderPos     Position
	constraints  []sqlConstraint // with an empty sql for a removal
	rules        []ruleDeclaration
	table        string
	firstMention Position // of an extension, to report a model that nothing declares
}

// inheritance is a mixin that a model imports.
type inheritance struct {
	mixin *Model
	pos   Position
}

// badName is a key of AddFields that cannot be the name of a field.
type badName struct {
	name string
	pos  Position
}

// ruleDeclaration adds a record rule, or removes the one of that name if rule is nil.
type ruleDeclaration struct {
	name string
	rule *RecordRule
	pos  Position
}

// RecordRule restricts which records of a model can be used. A global rule holds for everyone, and all global rules
// must match; of the rules of the groups that a user is in, one must match.
type RecordRule struct {
	Name      string
	Global    bool
	Group     *security.Group
	Condition *Condition
	Perms     security.Permission
}

// newModel returns a handle of a model that is not declared.
func newModel(r *Registry, name string) *Model {
	return &Model{name: name, registry: r, decl: modelDeclarations{
		fields: map[string]*Field{}, methods: map[string]*Method{},
	}}
}

// compareModels orders models by name.
func compareModels(a, b *Model) int { return cmp.Compare(a.name, b.name) }

// DeclareModel makes m a model whose records are kept in a table of the database.
func (m *Model) DeclareModel() *Model { return m.declareAs(regularModel) }

// DeclareMixinModel makes m a model that has no records but can be mixed in other models with InheritModel.
func (m *Model) DeclareMixinModel() *Model { return m.declareAs(mixinModel) }

// DeclareTransientModel makes m a model whose records are removed from the database after some time.
func (m *Model) DeclareTransientModel() *Model { return m.declareAs(transientModel) }

// DeclareManualModel makes m a model over a view or foreign table that the program makes itself.
func (m *Model) DeclareManualModel() *Model { return m.declareAs(manualModel) }

// declareAs makes m a model of the given kind.
func (m *Model) declareAs(kind modelKind) *Model {
	pos := callerPosition()
	m.registry.declare("model "+m.name, pos, func() {
		if m.kind == undeclared {
			m.kind, m.pos = kind, pos
		}
		m.decl.positions = append(m.decl.positions, pos)
	})
	return m
}

// extend runs a declaration about the model.
func (m *Model) extend(what string, fn func(pos Position)) {
	pos := callerPosition()
	m.registry.declare(what+" of model "+m.name, pos, func() {
		m.mention(pos)
		fn(pos)
	})
}

// mention notes the first place that extends the model.
func (m *Model) mention(pos Position) {
	if !m.decl.firstMention.IsKnown() {
		m.decl.firstMention = pos
	}
}

// AddFields adds fields to the model, by name.
func (m *Model) AddFields(fields map[string]FieldDefinition) {
	m.extend("a field", func(pos Position) {
		for _, key := range slices.Sorted(maps.Keys(fields)) {
			params := fields[key].fieldParams()
			name := fieldName(key)
			if name == "" {
				m.decl.badNames = append(m.decl.badNames, badName{name: key, pos: pos})
				continue
			}
			if name != key && params.String == "" {
				params.String = key
			}
			f := m.fieldHandle(name)
			f.decl.definitions = append(f.decl.definitions, fieldDefinition{params: params, pos: pos})
		}
	})
}

// InheritModel imports all fields and methods of a mixin model.
func (m *Model) InheritModel(mixin Modeler) {
	m.extend("a mixin", func(pos Position) {
		m.decl.inherits = append(m.decl.inherits, inheritance{mixin: mixin.Underlying(), pos: pos})
	})
}

// SetDefaultOrder sets the order of records in searches that ask for none, as in SetDefaultOrder("Name ASC", "ID DESC").
func (m *Model) SetDefaultOrder(orders ...string) {
	orders = slices.Clone(orders)
	m.extend("the default order", func(pos Position) { m.decl.order, m.decl.orderPos = orders, pos })
}

// SetTableName sets the name of the table in the database.
func (m *Model) SetTableName(name string) {
	m.extend("the table name", func(Position) { m.decl.table = name })
}

// AddSQLConstraint adds a constraint to the table. sql is its definition, such as "CHECK (age >= 0)", and errorString
// what the user reads when it is violated.
func (m *Model) AddSQLConstraint(name, sql, errorString string) {
	m.extend("SQL constraint "+name, func(pos Position) {
		m.decl.constraints = append(m.decl.constraints, sqlConstraint{name: name, sql: sql, message: errorString, pos: pos})
	})
}

// RemoveSQLConstraint removes a constraint that was added before.
func (m *Model) RemoveSQLConstraint(name string) {
	m.extend("removal of SQL constraint "+name, func(pos Position) {
		m.decl.constraints = append(m.decl.constraints, sqlConstraint{name: name, pos: pos})
	})
}

// AddRecordRule adds a rule that restricts which records can be used.
func (m *Model) AddRecordRule(rule *RecordRule) {
	m.extend("record rule "+rule.Name, func(pos Position) {
		m.decl.rules = append(m.decl.rules, ruleDeclaration{name: rule.Name, rule: rule, pos: pos})
	})
}

// RemoveRecordRule removes a rule that was added before.
func (m *Model) RemoveRecordRule(name string) {
	m.extend("removal of record rule "+name, func(pos Position) {
		m.decl.rules = append(m.decl.rules, ruleDeclaration{name: name, pos: pos})
	})
}

// Name returns the name of the model.
func (m *Model) Name() string { return m.name }

// Underlying returns m, so that a handle is a Modeler.
func (m *Model) Underlying() *Model { return m }

// Registry returns the registry that the model is of.
func (m *Model) Registry() *Registry { return m.registry }

// TableName returns the name of the model's table; it is known after Bootstrap.
func (m *Model) TableName() string { return m.table }

// IsMixin tells whether the model is declared as a mixin.
func (m *Model) IsMixin() bool { return m.kind == mixinModel }

// IsTransient tells whether the model is declared as transient.
func (m *Model) IsTransient() bool { return m.kind == transientModel }

// IsManual tells whether the model is declared as manual.
func (m *Model) IsManual() bool { return m.kind == manualModel }

// Field returns the handle of a field. It is made at first use; it counts as a field once AddFields of this model or
// of a mixin, or an embedded model, defines it.
func (m *Model) Field(name string) *Field {
	if m.registry.sealed.Load() {
		if f, ok := m.byName[name]; ok {
			return f
		}
		return &Field{name: name, model: m, index: -1}
	}
	m.registry.mu.Lock()
	defer m.registry.mu.Unlock()
	return m.fieldHandle(name)
}

// fieldHandle returns the handle of a field while the registry is locked.
func (m *Model) fieldHandle(name string) *Field {
	f, ok := m.decl.fields[name]
	if !ok {
		f = &Field{name: name, model: m, index: -1}
		m.decl.fields[name] = f
	}
	return f
}

// GetField returns the field of that name, or of that JSON name. It finds the fields of a sealed registry.
func (m *Model) GetField(name string) (*Field, bool) {
	if f, ok := m.byName[name]; ok {
		return f, true
	}
	f, ok := m.byJSON[name]
	return f, ok
}

// FieldNames returns the names of all fields, in the order of the model; it is known after Bootstrap.
func (m *Model) FieldNames() []string {
	res := make([]string, len(m.ordered))
	for i, f := range m.ordered {
		res[i] = f.name
	}
	return res
}

// Method returns the handle of a method. It is made at first use; it counts as a method once a layer is declared for
// this model or a mixin of it.
func (m *Model) Method(name string) *Method {
	if m.registry.sealed.Load() {
		if method, ok := m.decl.methods[name]; ok {
			return method
		}
		return &Method{name: name, model: m, index: -1}
	}
	m.registry.mu.Lock()
	defer m.registry.mu.Unlock()
	return m.methodHandle(name)
}

// methodHandle returns the handle of a method while the registry is locked.
func (m *Model) methodHandle(name string) *Method {
	method, ok := m.decl.methods[name]
	if !ok {
		method = &Method{name: name, model: m, index: -1}
		m.decl.methods[name] = method
	}
	return method
}

// MethodSet returns the handle of all methods of the model.
func (m *Model) MethodSet() *MethodSet { return &MethodSet{model: m} }

// fieldName returns the name of a field whose key in AddFields is key: words are joined, so that "Room No" is RoomNo.
// It returns "" if that is no exported Go name.
func fieldName(key string) string {
	name := strings.Join(strings.Fields(key), "")
	if !isExportedName(name) {
		return ""
	}
	return name
}
