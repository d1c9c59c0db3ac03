package models

import (
	"github.com/hexgen/hexgen/models/operator"
)

// The methods with layers that every model has. CallX is what generated code calls: it runs the layers that modules
// put on the method, and the built-in one directly if there are none.

// builtin returns the lowest layer of a base method.
func builtin(method int) any {
	switch method {
	case MethodCreate:
		return (*Core).create
	case MethodWrite:
		return (*Core).write
	case MethodUnlink:
		return (*Core).unlink
	case MethodLoad:
		return func(c *Core, fields ...string) *Core { return c.load(fields...) }
	case MethodRead:
		return (*Core).read
	case MethodSearch:
		return (*Core).search
	case MethodSearchAll, MethodFetchAll:
		return (*Core).searchAll
	case MethodSearchCount:
		return (*Core).searchCount
	case MethodSearchByName:
		return (*Core).searchByName
	case MethodBrowse:
		return (*Core).browse
	case MethodBrowseOne:
		return (*Core).browseOne
	case MethodCopy:
		return (*Core).copy
	case MethodNew:
		return (*Core).new
	case MethodNameGet:
		return (*Core).nameGet
	case MethodDefaultGet:
		return (*Core).defaultGet
	case MethodFieldsGet:
		return func(c *Core, fields ...string) map[string]*FieldInfo { return c.fieldsGet(fields...) }
	case MethodCheckRecursion:
		return (*Core).checkRecursion
	case MethodOnChange:
		return (*Core).onChange
	}
	return nil
}

// layered returns the layer and receiver of a base method that modules extend, or nil if the built-in one is all.
func (c *Core) layered(method int) (any, *Core) {
	if c == nil || c.tbl == nil {
		panic(&UsageError{Field: baseMethodNames[method], What: "method called on a nil record set, which has no environment",
			Mend: "start from NewSet(env)"})
	}
	m := c.tbl.model.methods[method]
	if m == nil {
		return nil, nil
	}
	c.checkCall(m)
	if !m.extended {
		return nil, nil
	}
	return c.enterLayer(m)
}

// CallCreate creates a record.
func CallCreate(c *Core, d *Data) *Core {
	if fn, rs := c.layered(MethodCreate); fn != nil {
		return fn.(func(*Core, *Data) *Core)(rs, d)
	}
	return c.create(d)
}

// CallWrite writes values to all records. An empty set does nothing and gives true.
func CallWrite(c *Core, d *Data) bool {
	if c == nil {
		return true
	}
	if fn, rs := c.layered(MethodWrite); fn != nil {
		return fn.(func(*Core, *Data) bool)(rs, d)
	}
	return c.write(d)
}

// CallUnlink deletes the records.
func CallUnlink(c *Core) bool {
	if c == nil {
		return true
	}
	if fn, rs := c.layered(MethodUnlink); fn != nil {
		return fn.(func(*Core) bool)(rs)
	}
	return c.unlink()
}

// CallLoad reads fields of the records into the cache.
func CallLoad(c *Core, fields ...string) *Core {
	if c == nil {
		return nil
	}
	if fn, rs := c.layered(MethodLoad); fn != nil {
		return fn.(func(*Core, ...string) *Core)(rs, fields...)
	}
	return c.load(fields...)
}

// CallRead returns the values of fields of all records.
func CallRead(c *Core, fields []string) []FieldMap {
	if c == nil {
		return []FieldMap{}
	}
	if fn, rs := c.layered(MethodRead); fn != nil {
		return fn.(func(*Core, []string) []FieldMap)(rs, fields)
	}
	return c.read(fields)
}

// CallSearch narrows the set to the records that match a condition; of a new set, it searches all records.
func CallSearch(c *Core, cond *Condition) *Core {
	if fn, rs := c.layered(MethodSearch); fn != nil {
		return fn.(func(*Core, *Condition) *Core)(rs, cond)
	}
	return c.search(cond)
}

// CallSearchAll returns all records of the model.
func CallSearchAll(c *Core) *Core {
	if fn, rs := c.layered(MethodSearchAll); fn != nil {
		return fn.(func(*Core) *Core)(rs)
	}
	return c.searchAll()
}

// CallFetchAll returns all records of the model, whatever the set is.
func CallFetchAll(c *Core) *Core {
	if fn, rs := c.layered(MethodFetchAll); fn != nil {
		return fn.(func(*Core) *Core)(rs)
	}
	return c.searchAll()
}

// CallSearchCount returns the number of records that match the search of the set, without reading them and whatever its
// limit and offset.
func CallSearchCount(c *Core) int {
	if c == nil {
		return 0
	}
	if fn, rs := c.layered(MethodSearchCount); fn != nil {
		return fn.(func(*Core) int)(rs)
	}
	return c.searchCount()
}

// CallSearchByName returns records by their name.
func CallSearchByName(c *Core, name string, op operator.Operator, additional *Condition, limit int) *Core {
	if fn, rs := c.layered(MethodSearchByName); fn != nil {
		return fn.(func(*Core, string, operator.Operator, *Condition, int) *Core)(rs, name, op, additional, limit)
	}
	return c.searchByName(name, op, additional, limit)
}

// CallBrowse narrows the set to records with the given ids; of a new set, it searches all records.
func CallBrowse(c *Core, ids []int64) *Core {
	if fn, rs := c.layered(MethodBrowse); fn != nil {
		return fn.(func(*Core, []int64) *Core)(rs, ids)
	}
	return c.browse(ids)
}

// CallBrowseOne is CallBrowse for one id.
func CallBrowseOne(c *Core, id int64) *Core {
	if fn, rs := c.layered(MethodBrowseOne); fn != nil {
		return fn.(func(*Core, int64) *Core)(rs, id)
	}
	return c.browseOne(id)
}

// CallCopy duplicates the record.
func CallCopy(c *Core, overrides *Data) *Core {
	if fn, rs := c.layered(MethodCopy); fn != nil {
		return fn.(func(*Core, *Data) *Core)(rs, overrides)
	}
	return c.copy(overrides)
}

// CallNew returns a record in memory.
func CallNew(c *Core, d *Data) *Core {
	if fn, rs := c.layered(MethodNew); fn != nil {
		return fn.(func(*Core, *Data) *Core)(rs, d)
	}
	return c.new(d)
}

// CallNameGet returns the name to show for the record.
func CallNameGet(c *Core) string {
	if c == nil {
		return ""
	}
	if fn, rs := c.layered(MethodNameGet); fn != nil {
		return fn.(func(*Core) string)(rs)
	}
	return c.nameGet()
}

// CallDefaultGet returns the defaults of a new record.
func CallDefaultGet(c *Core) *Data {
	if fn, rs := c.layered(MethodDefaultGet); fn != nil {
		return fn.(func(*Core) *Data)(rs)
	}
	return c.defaultGet()
}

// CallFieldsGet describes fields of the model.
func CallFieldsGet(c *Core, fields ...string) map[string]*FieldInfo {
	if fn, rs := c.layered(MethodFieldsGet); fn != nil {
		return fn.(func(*Core, ...string) map[string]*FieldInfo)(rs, fields...)
	}
	return c.fieldsGet(fields...)
}

// CallCheckRecursion tells whether no record is its own ancestor.
func CallCheckRecursion(c *Core) bool {
	if c == nil {
		return true
	}
	if fn, rs := c.layered(MethodCheckRecursion); fn != nil {
		return fn.(func(*Core) bool)(rs)
	}
	return c.checkRecursion()
}
