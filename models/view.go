package models

import "github.com/hexgen/hexgen/models/fieldtype"

// Fixed indexes of the fields that every model has. Fields of a model follow from BaseFieldCount on.
const (
	FieldID = iota
	FieldCreateDate
	FieldCreateUID
	FieldWriteDate
	FieldWriteUID
	FieldLastUpdate
	FieldDisplayName
	// BaseFieldCount is the index of the first field that a model declares itself.
	BaseFieldCount
)

// baseFieldNames are the names of the fields that every model has, by index.
var baseFieldNames = [BaseFieldCount]string{
	"ID", "CreateDate", "CreateUID", "WriteDate", "WriteUID", "LastUpdate", "DisplayName",
}

// Fixed indexes of the methods with layers that every model has. Methods of a model follow from BaseMethodCount on.
const (
	MethodCreate = iota
	MethodWrite
	MethodUnlink
	MethodLoad
	MethodRead
	MethodSearch
	MethodSearchAll
	MethodSearchCount
	MethodSearchByName
	MethodFetchAll
	MethodBrowse
	MethodBrowseOne
	MethodCopy
	MethodNew
	MethodNameGet
	MethodDefaultGet
	MethodFieldsGet
	MethodCheckRecursion
	MethodOnChange
	// BaseMethodCount is the index of the first method that a model declares itself.
	BaseMethodCount
)

// baseMethodNames are the names of the methods that every model has, by index.
var baseMethodNames = [BaseMethodCount]string{
	"Create", "Write", "Unlink", "Load", "Read", "Search", "SearchAll", "SearchCount", "SearchByName", "FetchAll",
	"Browse", "BrowseOne", "Copy", "New", "NameGet", "DefaultGet", "FieldsGet", "CheckRecursion", "OnChange",
}

// View is what generated code knows of a model: the order of its fields and methods. Getters, setters and method
// calls use indexes into it. Bootstrap compares it with what the modules of the program declare.
type View struct {
	name      string
	fields    []ViewField // without the base fields
	methods   []string    // without the base methods
	fieldIdx  map[string]int
	methodIdx map[string]int
}

// ViewField is one field of a View.
type ViewField struct {
	Name string
	Kind fieldtype.Type
	// Relation is the name of the related model of a relation field.
	Relation string
	// Column makes the storage of a field with a GoType; nil means the storage of its kind.
	Column func() Column
}

// NewView registers what generated code knows of the model called name. It is called by generated code only, once a
// model, when package m is initialised.
func NewView(name string, fields []ViewField, methods []string) *View {
	v := makeView(name, fields, methods)
	compiledViews[name] = v
	return v
}

// makeView returns a view without registering it.
func makeView(name string, fields []ViewField, methods []string) *View {
	v := &View{name: name, fields: fields, methods: methods,
		fieldIdx:  make(map[string]int, len(fields)+BaseFieldCount),
		methodIdx: make(map[string]int, len(methods)+BaseMethodCount),
	}
	for i, n := range baseFieldNames {
		v.fieldIdx[n] = i
	}
	for i, f := range fields {
		v.fieldIdx[f.Name] = BaseFieldCount + i
	}
	for i, n := range baseMethodNames {
		v.methodIdx[n] = i
	}
	for i, n := range methods {
		v.methodIdx[n] = BaseMethodCount + i
	}
	return v
}

// compiledViews holds the views of the program's generated packages. It is written by package initialisation only,
// and is constant from then on.
var compiledViews = map[string]*View{}
