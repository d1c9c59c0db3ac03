package models

// frame says that a layer of a method is running. Record sets of that layer carry it, so that Super knows which layer
// comes next.
type frame struct {
	method *Method
	layer  int
	parent *frame
}

// call is the receiver of a layer: a record set with its frame, in one allocation.
type call struct {
	Core
	frame frame
}

// Enter begins a call of the method with that index in the view. It returns the layer to run, in its erased form, and
// the receiver to run it with. Generated methods call it.
//
// After Super the layer below the innermost running layer of the same method is run, if there is one running; else the
// top layer (seed 004, section 4.3).
func Enter(c *Core, v *View, method int) (any, *Core) {
	if c == nil || c.tbl == nil {
		c = detached(v)
	}
	m := c.tbl.model
	if m.view != v {
		method = int(m.methodOf[v][method])
	}
	if method >= len(m.methods) || m.methods[method] == nil {
		panic(m.missingMethod(v, method))
	}
	return c.enter(m.methods[method])
}

// enter checks that the user may call the method, and chooses the layer.
func (c *Core) enter(m *Method) (any, *Core) {
	c.checkCall(m)
	return c.enterLayer(m)
}

// enterLayer is enter without a check of rights.
func (c *Core) enterLayer(m *Method) (any, *Core) {
	layer := 0
	if c.super {
		for f := c.env.f; f != nil; f = f.parent {
			if f.method == m {
				layer = f.layer + 1
				break
			}
		}
	}
	var fn any
	switch {
	case layer < len(m.layers):
		fn = m.layers[layer].fn
	case layer == len(m.layers) && m.index < BaseMethodCount:
		fn = builtin(m.index)
	}
	if fn == nil {
		panic(&UsageError{Model: m.model.name, Field: m.name, What: "Super() in the first layer of a method, which has none below",
			Mend: "remove the call of Super(), or extend the method from a module that comes after the declaring one"})
	}
	n := &call{Core: *c, frame: frame{method: m, layer: layer, parent: c.env.f}}
	n.env.f = &n.frame
	n.super = false
	return fn, &n.Core
}

// detached returns an empty set without an environment, for calls on nil sets.
func detached(v *View) *Core {
	m := DefaultRegistry().lookup(v.name)
	if m == nil {
		panic(&UsageError{Model: v.name, What: "method called on a nil record set of a model that no module of this program declares",
			Mend: "import the module that declares the model"})
	}
	return &Core{tbl: newTable(nil, m), row: rowEmpty}
}

// missingMethod is the error of generated code that knows a method which the program does not.
func (m *Model) missingMethod(v *View, method int) error {
	name := "?"
	if i := method - BaseMethodCount; i >= 0 && i < len(v.methods) {
		name = v.methods[i]
	}
	return &UsageError{Model: m.name, Field: name,
		What: "the method is in the generated code, but no module of this program declares it",
		Mend: "import the module that declares it, or run go generate if the declaration was removed"}
}

// MixinField translates the index of a field in a mixin's view into that of the record's model. Generated code of
// mixins calls it.
func MixinField(c *Core, v *View, f int) int {
	if c == nil || c.tbl == nil || c.tbl.model.view == v {
		return f
	}
	return int(c.tbl.model.fieldOf[v][f])
}

// Call is a call of a method that can be run later.
type Call struct {
	// Records are the records that the method is called on.
	Records *Core
	// Method is the name of the method.
	Method string
	// Args are the arguments, typed as the method takes them.
	Args []any
	run  func()
}

// NewCall captures a call. Generated Bind methods call it.
func NewCall(rs *Core, method string, run func(), args ...any) *Call {
	return &Call{Records: rs, Method: method, Args: args, run: run}
}

// Run makes the call now.
func (c *Call) Run() { c.run() }
