package models

// CallOnChange runs the OnChange methods of fields that the user changed in a form, and returns what the form must show
// then: the fields whose values differ from those that the form has, and the names of those that are to be emptied.
//
// The set is the record that the form shows, or empty for a new one. values are those of the form, also of fields that
// were not changed; what it does not have is taken from the record. changed are the names of the fields that the user
// changed; each of their OnChange methods runs once, as does the one of every field that another OnChange method or a
// computation changes. The methods see a record with the values of the form, and may set fields of it instead of
// returning values. Computed fields are computed again.
//
// All this happens in an isolated environment: nothing of it reaches the record, and whatever the methods write is
// rolled back. New records in memory of a relation are returned as records to create; what a method has created in the
// database is gone. CallOnChange panics with a typed error if
// the set has several records or a name is not one of a field, and passes on panics of the methods.
func CallOnChange(c *Core, values *Data, changed []string) (*Data, []string) {
	if fn, rs := c.layered(MethodOnChange); fn != nil {
		return fn.(func(*Core, *Data, []string) (*Data, []string))(rs, values, changed)
	}
	return c.onChange(values, changed)
}

// OnChange is CallOnChange for code that handles records of any model.
func (c *Core) OnChange(values *Data, changed []string) (*Data, []string) {
	return CallOnChange(c, values, changed)
}

// onChange is the built-in layer of OnChange.
func (c *Core) onChange(values *Data, changed []string) (*Data, []string) {
	if c.IsNotEmpty() {
		c.EnsureOne()
	}
	if values == nil {
		values = c.NewData()
	}
	fields := make([]*Field, len(changed))
	for i, name := range changed {
		fields[i] = c.model().mustField(name)
	}
	result := c.NewData()
	var unset []string
	c.env.session().isolate(c.env, func(env Environment) {
		f := newForm(c, env, values, fields)
		f.run(fields)
		unset = f.result(result)
	})
	result.moveTo(c.env)
	return result, unset
}

// moveTo replaces the record sets of d, and of the records that it creates, by those of another transaction's cache.
func (d *Data) moveTo(env Environment) {
	for i, v := range d.vals {
		if rs, ok := v.(*Core); ok {
			d.vals[i] = rs.WithEnv(env)
		}
	}
	for _, n := range d.nested {
		for _, r := range n.data {
			r.moveTo(env)
		}
	}
}
