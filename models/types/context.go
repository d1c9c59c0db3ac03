package types

import (
	"maps"
	"slices"
)

// A Context is a read-only map of metadata that travels with an environment.
// SetEntry returns a changed copy, so that a Context can be kept and shared
// between goroutines. A nil Context is an empty one.
//
// Values of map and slice types are not copied on the way in: treat them as
// given away. The typed slice getters return slices of their own.
type Context struct {
	values map[string]interface{}
}

// NewContext returns a Context with the entries of the given maps, those of
// later maps in the place of earlier ones. Without arguments it is empty.
func NewContext(entries ...map[string]interface{}) *Context {
	values := make(map[string]interface{})
	for _, e := range entries {
		maps.Copy(values, e)
	}
	return &Context{values: values}
}

// HasKey tells whether the Context has a value for key.
func (c *Context) HasKey(key string) bool {
	if c == nil {
		return false
	}
	_, ok := c.values[key]
	return ok
}

// IsEmpty tells whether the Context has no entries.
func (c *Context) IsEmpty() bool {
	return c == nil || len(c.values) == 0
}

// Keys returns the keys of all entries, sorted.
func (c *Context) Keys() []string {
	if c == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(c.values))
}

// ToMap returns the entries as a map of the caller's own.
func (c *Context) ToMap() map[string]interface{} {
	res := make(map[string]interface{})
	if c != nil {
		maps.Copy(res, c.values)
	}
	return res
}

// Get returns the value of key, or nil if there is none.
func (c *Context) Get(key string) interface{} {
	if c == nil {
		return nil
	}
	return c.values[key]
}

// GetString returns the value of key as a string, "" if there is none. It
// panics with a *ContextTypeError if the value is no string.
func (c *Context) GetString(key string) string {
	return single(c, key, "string", toString)
}

// GetInteger returns the value of key as an int64, 0 if there is none. It
// panics with a *ContextTypeError if the value is no number that an int64 can
// hold without loss.
func (c *Context) GetInteger(key string) int64 {
	return single(c, key, "int64", toInteger)
}

// GetFloat returns the value of key as a float64, 0 if there is none. It panics
// with a *ContextTypeError if the value is no number.
func (c *Context) GetFloat(key string) float64 {
	return single(c, key, "float64", toFloat)
}

// GetStringSlice returns the value of key as a slice of strings, nil if there
// is none. It panics with a *ContextTypeError if the value is no slice or one
// of its elements is no string.
func (c *Context) GetStringSlice(key string) []string {
	return slice(c, key, "[]string", toString)
}

// GetIntegerSlice returns the value of key as a slice of int64, nil if there is
// none. It panics with a *ContextTypeError if the value is no slice or one of
// its elements is no number that an int64 can hold without loss.
func (c *Context) GetIntegerSlice(key string) []int64 {
	return slice(c, key, "[]int64", toInteger)
}

// GetFloatSlice returns the value of key as a slice of float64, nil if there is
// none. It panics with a *ContextTypeError if the value is no slice or one of
// its elements is no number.
func (c *Context) GetFloatSlice(key string) []float64 {
	return slice(c, key, "[]float64", toFloat)
}

// SetEntry returns a copy of the Context in which key has the given value. The
// Context itself stays as it is.
func (c *Context) SetEntry(key string, value interface{}) *Context {
	res := &Context{values: c.ToMap()}
	res.values[key] = value
	return res
}
