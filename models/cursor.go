package models

import "database/sql"

// Cursor gives direct access to the database in the transaction of an environment. Pending writes of record sets are
// sent before each call. The placeholder is ? on every database. It goes around access rights and record rules.
type Cursor struct{ s *session }

// Execute runs a statement that returns no rows. Values that record sets have read before are read again afterwards. It
// panics on errors.
func (c *Cursor) Execute(query string, args ...interface{}) sql.Result {
	c.s.flush()
	res, err := c.s.tx.ExecResult(c.s.ctx, query, args...)
	c.s.fail(err)
	c.s.invalidate()
	return res
}

// Get maps the only row of a query into dest, a pointer to a struct or to a basic value. It panics on errors, also if
// there is no row.
func (c *Cursor) Get(dest interface{}, query string, args ...interface{}) {
	c.s.flush()
	c.s.fail(c.s.tx.Get(c.s.ctx, dest, query, args...))
}

// Select maps all rows of a query into dest, a pointer to a slice. It panics on errors.
func (c *Cursor) Select(dest interface{}, query string, args ...interface{}) {
	c.s.flush()
	c.s.fail(c.s.tx.Select(c.s.ctx, dest, query, args...))
}
