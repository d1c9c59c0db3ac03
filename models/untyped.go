package models

import (
	"github.com/hexgen/hexgen/models/operator"
	"github.com/hexgen/hexgen/models/types"
)

// Methods of record sets for code that handles records of any model. They go through the layers of the model's
// methods, like the generated ones.

// Create creates a record; the records of the set do not matter.
func (c *Core) Create(d *Data) *Core { return CallCreate(c, d) }

// CreateMulti creates a record of each data and returns them in order.
func (c *Core) CreateMulti(data []*Data) *Core { return CreateMulti(c, data) }

// Write writes values to all records. An empty set does nothing and gives true.
func (c *Core) Write(d *Data) bool { return CallWrite(c, d) }

// Unlink deletes the records.
func (c *Core) Unlink() bool { return CallUnlink(c) }

// Load reads fields of the records into the cache: all light stored fields if none are given.
func (c *Core) Load(fields ...string) *Core { return CallLoad(c, fields...) }

// Read returns the values of fields of all records.
func (c *Core) Read(fields []string) []FieldMap { return CallRead(c, fields) }

// Search narrows the set to the records that match a condition; a new set is searched as a whole.
func (c *Core) Search(cond Conditioner) *Core {
	if cond == nil {
		return CallSearch(c, nil)
	}
	return CallSearch(c, cond.Underlying())
}

// SearchAll returns all records of the model.
func (c *Core) SearchAll() *Core { return CallSearchAll(c) }

// FetchAll returns all records of the model, whatever the set is.
func (c *Core) FetchAll() *Core { return CallFetchAll(c) }

// SearchCount returns the number of records; of a set that was not queried yet without reading them.
func (c *Core) SearchCount() int { return CallSearchCount(c) }

// SearchByName returns records by their name.
func (c *Core) SearchByName(name string, op operator.Operator, additional Conditioner, limit int) *Core {
	var cond *Condition
	if additional != nil {
		cond = additional.Underlying()
	}
	return CallSearchByName(c, name, op, cond, limit)
}

// Browse narrows the set to the records with the given ids; a new set is searched as a whole.
func (c *Core) Browse(ids []int64) *Core { return CallBrowse(c, ids) }

// BrowseOne is Browse for one id.
func (c *Core) BrowseOne(id int64) *Core { return CallBrowseOne(c, id) }

// Copy duplicates the record, with other values for some fields.
func (c *Core) Copy(overrides *Data) *Core { return CallCopy(c, overrides) }

// New returns a record in memory.
func (c *Core) New(d *Data) *Core { return CallNew(c, d) }

// NameGet returns the name to show for the record.
func (c *Core) NameGet() string { return CallNameGet(c) }

// DefaultGet returns the defaults of a new record: those of the context, and of all fields with a Default.
func (c *Core) DefaultGet() *Data { return CallDefaultGet(c) }

// FieldsGet describes fields of the model, all of them if no names are given.
func (c *Core) FieldsGet(fields ...string) map[string]*FieldInfo { return CallFieldsGet(c, fields...) }

// CheckRecursion tells whether no record is its own ancestor through the field Parent.
func (c *Core) CheckRecursion() bool { return CallCheckRecursion(c) }

// Filtered returns the records for which fn is true.
func (c *Core) Filtered(fn func(*Core) bool) *Core { return Filtered(c, fn) }

// NewData returns empty data of the set's model.
func (c *Core) NewData() *Data { return c.model().NewData() }

// Model returns the model of the records.
func (c *Core) Model() *Model { return c.model() }

// Model returns a declared model by name.
func (e Environment) Model(name string) (*Model, bool) { return e.Registry().Get(name) }

// Dialect returns the kind of the database: "sqlite" or "postgres".
func (e Environment) Dialect() string { return e.session().db.Dialect() }

// Relation returns the model that a relation field points at, nil of other fields. It is known after Bootstrap.
func (f *Field) Relation() *Model { return f.relation }

// ReverseFK returns the name of the foreign key that a One2Many or Rev2One field is the other end of.
func (f *Field) ReverseFK() string {
	if f.reverse == nil {
		return ""
	}
	return f.reverse.name
}

// Selection returns the allowed values of a Selection field with their labels.
func (f *Field) Selection() types.Selection { return f.params.Selection }

// Digits returns the decimal precision of a Float field.
func (f *Field) Digits() types.Digits { return f.params.Digits }

// IsRequired tells whether the field must have a value in the database.
func (f *Field) IsRequired() bool { return f.params.Required }

// IsStored tells whether the field has a column in the database.
func (f *Field) IsStored() bool { return f.isStored() }

// IsSettable tells whether the field can be given a value: it is not computed, or has an inverse.
func (f *Field) IsSettable() bool {
	return f.index >= BaseFieldCount && (f.compute == nil || f.inverse != nil || f.isStored())
}

// LayerInfo describes one layer of a method.
type LayerInfo struct {
	// Doc is the documentation of the layer.
	Doc string
	// Pos is where the layer is declared.
	Pos Position
}

// Layers describes the layers of the method, from the one called first to the one declared first.
func (m *Method) Layers() []LayerInfo {
	out := make([]LayerInfo, len(m.layers))
	for i, l := range m.layers {
		out[i] = LayerInfo{Doc: l.doc, Pos: l.pos}
	}
	return out
}
