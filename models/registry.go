package models

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// Registry holds the models of a program. Modules declare into it in their init functions; Bootstrap completes and
// checks it, and from then on it does not change and can be read by any number of goroutines.
type Registry struct {
	mu     sync.Mutex
	models map[string]*Model
	// sequences in order of declaration.
	sequences []*Sequence
	// sourceLang is the language of the columns of translated fields, "" if nobody said it.
	sourceLang string
	// views finds what generated code knows of a model.
	views func(name string) *View

	sealed       atomic.Bool
	bootstrapped bool
	err          error    // of Bootstrap
	bootPos      Position // where Bootstrap was called
	ordered      []*Model // by name, set by Bootstrap; declared models only
	links        []*Field // one many2many field for each link table without a model, by name of the table
}

// defaultRegistry is the registry that handles of generated packages h declare into.
var defaultRegistry atomic.Pointer[Registry]

func init() { defaultRegistry.Store(NewRegistry()) }

// NewRegistry returns a registry without models.
func NewRegistry() *Registry {
	return &Registry{
		models: map[string]*Model{},
		views:  func(name string) *View { return compiledViews[name] },
	}
}

// DefaultRegistry returns the registry that modules declare their models into.
func DefaultRegistry() *Registry { return defaultRegistry.Load() }

// SetDefaultRegistry makes r the default registry and returns the one before. It is meant for tests.
func SetDefaultRegistry(r *Registry) *Registry { return defaultRegistry.Swap(r) }

// Handle returns the model called name of the default registry. It is made at first use; it counts as a model once it
// is declared.
func Handle(name string) *Model { return DefaultRegistry().Model(name) }

// Model returns the model called name. It is made at first use; it counts as a model once it is declared. In a sealed
// registry, a model that is not declared is a handle that every use refuses.
func (r *Registry) Model(name string) *Model {
	if r.sealed.Load() {
		if m, ok := r.models[name]; ok {
			return m
		}
		return newModel(r, name)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	m, ok := r.models[name]
	if !ok {
		m = newModel(r, name)
		r.models[name] = m
	}
	return m
}

// Get returns the declared model called name.
func (r *Registry) Get(name string) (*Model, bool) {
	if !r.sealed.Load() {
		r.mu.Lock()
		defer r.mu.Unlock()
	}
	m, ok := r.models[name]
	if !ok || m.kind == undeclared {
		return nil, false
	}
	return m, true
}

// Models returns the declared models, mixins among them, by name.
func (r *Registry) Models() []*Model {
	if r.sealed.Load() {
		return slices.Clone(r.ordered)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.declaredModels()
}

// IsSealed tells whether Bootstrap has completed the registry.
func (r *Registry) IsSealed() bool { return r.sealed.Load() }

// declaredModels returns the models that are declared, by name.
func (r *Registry) declaredModels() []*Model {
	res := slices.Collect(maps.Values(r.models))
	res = slices.DeleteFunc(res, func(m *Model) bool { return m.kind == undeclared })
	slices.SortFunc(res, compareModels)
	return res
}

// declare runs a declaration. It panics if the registry is sealed: what it would change has been built already.
func (r *Registry) declare(what string, pos Position, fn func()) {
	if r.sealed.Load() {
		panic(&DeclarationError{
			What:  what + " is declared after Bootstrap",
			Where: []Position{pos, r.bootPos},
			Mend:  "declare it in an init function",
		})
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	fn()
}
