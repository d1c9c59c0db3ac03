package schema

// liveTable is a table as found in a database.
type liveTable struct {
	name, comment string
	columns       []*liveColumn
	constraints   []*liveConstraint
	indexes       []*liveIndex
	primaryKey    []string
	// sql and triggers are the texts SQLite keeps.
	sql      string
	triggers []string
	// unnamed are the constraints without a name in the text of SQLite.
	unnamed []string
}

type liveColumn struct {
	name, typ, def, comment string
	notNull                 bool
}

type liveConstraint struct {
	name string
	kind string // of PostgreSQL: c, f, u, x, p
	// def is the definition as the database prints it.
	def string
	// mark is its comment, if that is a mark of this package.
	mark string
	// of foreign keys of one column
	column, refTable, refColumn string
	onDelete                    Action
	deferred                    bool
}

type liveIndex struct {
	name, where   string
	columns       []string
	unique, valid bool
	mark          string // see liveConstraint
	sql           string // SQLite
}

// live is what was found in a database.
type live struct {
	tables    map[string]*liveTable
	sequences map[string]liveSequence
}

type liveSequence struct {
	increment int64
}

func (t *liveTable) column(name string) *liveColumn {
	for _, c := range t.columns {
		if c.name == name {
			return c
		}
	}
	return nil
}

func (t *liveTable) constraint(name string) *liveConstraint {
	for _, c := range t.constraints {
		if c.name == name {
			return c
		}
	}
	return nil
}

func (t *liveTable) index(name string) *liveIndex {
	for _, x := range t.indexes {
		if x.name == name {
			return x
		}
	}
	return nil
}
