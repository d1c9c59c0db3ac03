package models

import (
	"slices"

	"github.com/hexgen/hexgen/models/security"

	"database/sql/driver"
)

// Access rights. The super user may do everything. For others, methods are checked when they are called, and record
// rules when records are searched, read, written or deleted. Record sets of users whose access to a model is limited
// are marked as guarded: their getters do not take a value from the cache before the record was checked.

// accessView is what is known of the rights of an environment's user, for the models it met.
type accessView struct {
	guarded map[*Model]bool
	rules   map[ruleKey]*Condition
}

type ruleKey struct {
	model *Model
	perm  security.Permission
}

// isSuper tells whether nothing is checked for the environment.
func (e Environment) isSuper() bool { return e.v == nil || e.v.uid == security.SuperUserID }

// access returns what is known of the user's rights.
func (e Environment) access() *accessView {
	if e.v.access == nil {
		e.v.access = &accessView{guarded: make(map[*Model]bool), rules: make(map[ruleKey]*Condition)}
	}
	return e.v.access
}

// guards tells whether reads of the model's records must be checked in the environment.
func (m *Model) guards(env Environment) bool {
	if env.isSuper() {
		return false
	}
	a := env.access()
	g, ok := a.guarded[m]
	if !ok {
		g = env.rule(m, security.Read) != nil || !m.methods[MethodLoad].allowed(env)
		a.guarded[m] = g
	}
	return g
}

// rule returns the condition that records must match for the user to have a permission; nil if there is none. All
// global rules must match, and one of those of the user's groups if there are any.
func (e Environment) rule(m *Model, perm security.Permission) *Condition {
	if e.isSuper() || len(m.recordRules) == 0 {
		return nil
	}
	key := ruleKey{m, perm}
	a := e.access()
	if c, ok := a.rules[key]; ok {
		return c
	}
	var global, group *Condition
	for _, r := range m.recordRules {
		if r.Perms&perm == 0 || r.Condition.IsEmpty() {
			continue
		}
		switch cond := r.Condition; {
		case r.Global:
			global = global.AndCond(cond)
		case r.Group != nil && security.Registry.HasMembership(e.v.uid, r.Group):
			group = group.OrCond(cond)
		}
	}
	if !group.IsEmpty() {
		global = global.AndCond(group)
	}
	if global.IsEmpty() {
		global = nil
	}
	a.rules[key] = global
	return global
}

// ruled returns the query restricted to what the rules let the user see.
func (q *query) ruled(env Environment) *query {
	rule := env.rule(q.model, security.Read)
	if rule == nil || q.browsed {
		return q
	}
	n := *q
	n.rules = append(slices.Clip(n.rules), rule)
	if n.within != nil {
		n.within = n.within.ruled(env)
	}
	return &n
}

// allowed tells whether the user may execute the method from where the environment's frames are: whether he is in one
// of the groups that it is allowed to. That is everyone at first, or the admin group for the methods that create, load,
// write and delete; AllowGroup adds a group, RevokeGroup takes one out.
func (m *Method) allowed(env Environment) bool {
	if env.isSuper() {
		return true
	}
	first := security.GroupEveryone
	if slices.Contains(crudMethods[:], m.name) {
		first = security.AdminGroup
	}
	uid := env.v.uid
	if len(m.grants) == 0 {
		return security.Registry.HasMembership(uid, first)
	}
	if !m.revoked(first, 0) && security.Registry.HasMembership(uid, first) {
		return true
	}
	for i, g := range m.grants {
		if !g.revoke && !m.revoked(g.group, i+1) && (len(g.callers) == 0 || env.calledFrom(g.callers)) &&
			security.Registry.HasMembership(uid, g.group) {
			return true
		}
	}
	return false
}

// revoked tells whether the right is taken from the group by one of the grants from the given one on.
func (m *Method) revoked(group *security.Group, from int) bool {
	return slices.ContainsFunc(m.grants[from:], func(g methodGrant) bool { return g.revoke && g.group == group })
}

// calledFrom tells whether the running layer is of one of the methods.
func (e Environment) calledFrom(callers []*Method) bool {
	if e.f == nil {
		return false
	}
	return slices.ContainsFunc(callers, func(m *Method) bool {
		return m == e.f.method || m.name == e.f.method.name && slices.Contains(e.f.method.model.mixins, m.model)
	})
}

// checkCall panics unless the user may execute the method.
func (c *Core) checkCall(m *Method) {
	if c.env.v == nil || c.env.v.uid == security.SuperUserID || m.allowed(c.env) {
		return
	}
	e := &AccessError{Model: m.model.name, Operation: m.name, UID: c.env.v.uid,
		Message: "allow it to a group of the user with Methods()." + m.name + "().AllowGroup"}
	if c.row >= 0 {
		e.IDs = []int64{c.tbl.ids[c.row]}
	}
	panic(e)
}

// checkRead panics unless the user may read the records. rows are checked together with the group they belong to.
func (c *Core) checkRead(rows []int32) {
	t := c.tbl
	c.checkCall(t.model.methods[MethodLoad])
	cond := c.env.rule(t.model, security.Read)
	if cond == nil {
		return
	}
	known := t.readable[c.env.v.uid]
	if known == nil {
		known = make(map[int32]bool)
		if t.readable == nil {
			t.readable = make(map[int64]map[int32]bool)
		}
		t.readable[c.env.v.uid] = known
	}
	var ask []int32
	for _, r := range rows {
		if _, ok := known[r]; !ok && t.state[r]&(rowMemory|rowGone) == 0 {
			ask = append(ask, r)
		}
	}
	if len(ask) > 0 {
		if c.group != nil {
			for _, r := range c.group.members() {
				if _, ok := known[r]; c.group.tbl == t && !ok && t.state[r]&(rowMemory|rowGone) == 0 {
					ask = append(ask, r)
				}
			}
		}
		ask = unique(ask)
		matching := rowSet(c.matching(ask, cond))
		for _, r := range ask {
			known[r] = matching[r]
		}
	}
	for _, r := range rows {
		if ok, checked := known[r]; checked && !ok {
			panic(c.forbidden("read", []int32{r}))
		}
	}
}

// matching returns those of rows that match a rule.
func (c *Core) matching(rows []int32, cond *Condition) []int32 {
	t := c.tbl
	q := (&query{model: t.model, ids: pick(t.ids, rows), rules: []*Condition{cond}, unordered: true}).restricted(c.env)
	t.s.flushFor(q)
	sql, args, err := q.selectSQL(c.env, t.s.db.sql.Dialect(), nil)
	t.s.fail(err)
	var out []int32
	t.s.query(sql, args, func(vals []driver.Value) error {
		var id int64
		err := decodeInt(&id, vals[0])
		out = append(out, t.row(id))
		return err
	})
	return out
}

// checkRule panics unless all rows match the rules of a permission.
func (c *Core) checkRule(perm security.Permission, operation string, rows []int32) {
	cond := c.env.rule(c.model(), perm)
	if cond == nil {
		return
	}
	var ask []int32
	for _, r := range rows {
		if c.tbl.state[r]&(rowMemory|rowGone) == 0 {
			ask = append(ask, r)
		}
	}
	if len(ask) == 0 {
		return
	}
	if ok := rowSet(c.matching(ask, cond)); len(ok) < len(ask) {
		panic(c.forbidden(operation, without(ask, ok)))
	}
}

// forbidden is the error of records that a rule keeps from the user.
func (c *Core) forbidden(operation string, rows []int32) error {
	return &AccessError{Model: c.model().name, IDs: pick(c.tbl.ids, rows), Operation: operation, UID: c.env.v.uid,
		Message: "a record rule forbids it"}
}

// readableOnly returns the records that the rules let the user see.
func (c *Core) readableOnly(rows []int32) []int32 {
	cond := c.env.rule(c.model(), security.Read)
	if cond == nil || len(rows) == 0 {
		return rows
	}
	visible := rowSet(c.matching(rows, cond))
	out := make([]int32, 0, len(rows))
	for _, r := range rows {
		if visible[r] || c.tbl.state[r]&rowMemory != 0 {
			out = append(out, r)
		}
	}
	return out
}

// forgetAccess drops what is known of readable records after a change that rules may depend on.
func (s *session) forgetAccess() {
	for _, t := range s.list {
		t.readable = nil
	}
}

// ruleFields returns the fields that record rules of any model read.
func (db *Database) ruleFields() map[*Field]bool {
	db.rulesOnce.Do(func() {
		for _, m := range db.registry.Models() {
			for _, r := range m.recordRules {
				q := &query{model: m, cond: r.Condition, unordered: true}
				for _, f := range q.fieldsUsed() { // paths are read, values of functions are not needed
					if db.rules == nil {
						db.rules = make(map[*Field]bool)
					}
					db.rules[f] = true
				}
			}
		}
	})
	return db.rules
}
