package models

import (
	"cmp"
	"fmt"
	"slices"
)

// Bootstrap completes the default registry: it inflates mixins and embeds, checks all declarations and seals it.
func Bootstrap() error { return DefaultRegistry().Bootstrap() }

// Bootstrap completes the registry: it inflates mixins and embeds, resolves relations, paths and methods, checks all of
// it and seals the registry. It returns all errors that it finds, as DeclarationErrors. A second call returns what the
// first one did.
func (r *Registry) Bootstrap() error {
	pos := callerPosition()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.bootstrapped {
		return r.err
	}
	r.bootstrapped, r.bootPos = true, pos
	b := &bootstrap{registry: r, reported: map[string]bool{}}
	b.run()
	if len(b.errs) > 0 {
		r.err = b.errs.sorted()
		return r.err
	}
	r.ordered = r.declaredModels()
	r.sealed.Store(true)
	return nil
}

// bootstrap is the state of one run of Bootstrap.
type bootstrap struct {
	registry *Registry
	models   []*Model // declared ones: mixins first, then by name
	errs     DeclarationErrors
	reported map[string]bool // what would be reported again for each model that a mixin is in
}

// run takes the registry through the stages. Each stage needs what those before it have set; a stage leaves out what
// has been reported as wrong before.
func (b *bootstrap) run() {
	b.models = b.registry.declaredModels()
	slices.SortStableFunc(b.models, func(m, n *Model) int { return cmp.Compare(m.rank(), n.rank()) })
	b.checkModels()
	b.checkSequences()
	b.resolveMixins()
	b.findViews()
	b.nameTables()
	b.each(b.buildMethods)
	b.each(b.buildFields)
	b.each(b.completeFields)
	b.embed()
	b.each(b.arrangeFields)
	b.each(b.addTranslations)
	b.each(b.checkOverrides)
	b.each(b.resolveFieldMethods)
	b.resolveRelated()
	b.resolveReverses()
	b.resolveLinks()
	b.each(b.resolveDefaultOrder)
	b.each(b.collectConstraints)
	b.each(b.collectRules)
	b.each(b.translateMixinViews)
	b.resolveLists()
	b.resolveDepends()
	b.resolveDownstream()
	b.checkCycles()
}

// rank puts mixins before the models that they are mixed in, so that their errors are reported as theirs.
func (m *Model) rank() int {
	if m.kind == mixinModel {
		return 0
	}
	return 1
}

// each calls fn for all models.
func (b *bootstrap) each(fn func(*Model)) {
	for _, m := range b.models {
		fn(m)
	}
}

// eachField calls fn for all fields of models that have records, in order of models and views.
func (b *bootstrap) eachField(fn func(*Field)) {
	for _, m := range b.models {
		if m.kind == mixinModel {
			continue
		}
		for _, f := range m.ordered {
			fn(f)
		}
	}
}

// fail reports an error.
func (b *bootstrap) fail(what, mend string, where ...Position) {
	b.errs = append(b.errs, &DeclarationError{What: what, Where: where, Mend: mend})
}

// failField reports what is wrong with a parameter of a field. If the field comes from a mixin, that is done once, not
// for each model that it is mixed in.
func (b *bootstrap) failField(f *Field, param, mend, format string, args ...any) {
	key := "field " + f.label() + " " + param
	if f.decl.origin != f.model && b.reported[key] {
		return
	}
	b.reported[key] = true
	b.fail("field "+f.label()+": "+fmt.Sprintf(format, args...), mend, f.where(param))
}
