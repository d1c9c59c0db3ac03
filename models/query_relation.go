package models

import (
	"fmt"

	"github.com/hexgen/hexgen/models/internal/sqldb"
	"github.com/hexgen/hexgen/models/operator"
)

// targets are the records that a relation is compared with: ids, or a query that was not run yet.
type targets struct {
	ids   []int64
	query *query
}

func (t targets) empty() bool { return t.query == nil && len(t.ids) == 0 }

// relation writes the comparison of a relation field, where op is a positive operator.
func (r *tableRef) relation(b []byte, f *Field, op operator.Operator, value any, not bool) []byte {
	w := r.src.w
	if op == operator.IsNull {
		return r.noRelation(b, f, not)
	}
	var t targets
	var err error
	switch op {
	case operator.Equals, operator.In, operator.ChildOf:
		t, err = w.targetsOf(f, f.relation, value, op != operator.Equals)
	default:
		err = wrongOperator(f, op)
	}
	if err != nil {
		w.fail(err)
		return b
	}
	switch {
	case t.empty() && op == operator.Equals:
		return r.noRelation(b, f, not)
	case t.empty():
		return append(b, w.d.Bool(not)...)
	}
	var tree *Model
	if op == operator.ChildOf {
		tree = f.relation
	}
	if !f.isToOne() {
		return r.semiJoin(b, f, not, func(b []byte, other *tableRef) []byte {
			return w.inTargets(b, other.id(), t, tree, false)
		})
	}
	id := r.foreignID(f)
	orNull := not && (r.nullable || !f.params.Required || !f.kind.HasForeignKey())
	if orNull {
		b = append(b, '(')
	}
	b = w.inTargets(b, id, t, tree, not)
	if orNull {
		b = append(append(append(b, " OR "...), id...), " IS NULL)"...)
	}
	return b
}

// foreignID returns the expression of the id of the record that a relation to one points at.
func (r *tableRef) foreignID(f *Field) string { return r.to(f).id() }

// noRelation writes that a relation field points at no record, or that it does.
func (r *tableRef) noRelation(b []byte, f *Field, not bool) []byte {
	if !f.isToOne() {
		return r.semiJoin(b, f, !not, func(b []byte, _ *tableRef) []byte { return b })
	}
	b = append(b, r.foreignID(f)...)
	if not {
		return append(b, " IS NOT NULL"...)
	}
	return append(b, " IS NULL"...)
}

// targetsOf reads the value that a relation field, or the id of a model, is compared with. A record set that was not
// queried yet may stay a query if lazy is true.
func (w *sqlWriter) targetsOf(f *Field, model *Model, value any, lazy bool) (targets, error) {
	switch v := value.(type) {
	case nil:
		return targets{}, nil
	case RecordSet:
		c := v.Underlying()
		if c == nil {
			return targets{}, nil
		}
		if name := c.ModelName(); name != "" && name != model.name {
			return targets{}, fieldError(f.model.name, f.name, ErrWrongType,
				fmt.Sprintf("the field points at records of %s, and is compared with records of %s", model.name, name),
				"compare with records of "+model.name)
		}
		if lazy {
			if q := c.pendingQuery(w.env); q != nil {
				return targets{query: q}, nil
			}
		}
		return targets{ids: c.Ids()}, nil
	case []int64:
		return targets{ids: v}, nil
	}
	if id, ok := coerceInt(value); ok {
		if id == 0 {
			return targets{}, nil
		}
		return targets{ids: []int64{id}}, nil
	}
	return targets{}, fieldError(f.model.name, f.name, ErrWrongType,
		fmt.Sprintf("the condition compares records with a %T", value),
		"compare with a record set, an id, or a slice of ids ([]int64)")
}

// pendingQuery returns the query of a set that was not queried yet, if it can run as a part of a query of env.
func (c *Core) pendingQuery(env Environment) *query {
	if c.row != rowLazy || c.list == nil || c.list.q == nil || c.env.s == nil || c.env.s != env.s || c.env.lang() != env.lang() {
		return nil
	}
	return c.list.q.ruled(c.env).restricted(c.env)
}

// inTargets writes that an id is one of the targets, or with tree one of those at or below them, or the opposite. An
// id that is NULL gives NULL.
func (w *sqlWriter) inTargets(b []byte, id string, t targets, tree *Model, not bool) []byte {
	if tree != nil && tree.parentField != nil {
		b = append(append(b, id...), inOrNot(not)...)
		return append(w.tree(append(b, '('), tree, t), ')')
	}
	if t.query != nil {
		b = append(append(b, id...), inOrNot(not)...)
		return append(w.subquery(append(b, '('), t.query), ')')
	}
	return w.inIDs(b, id, t.ids, not)
}

func inOrNot(not bool) string {
	if not {
		return " NOT IN "
	}
	return " IN "
}

// inIDs writes that an id is in a list, or that it is not.
func (w *sqlWriter) inIDs(b []byte, id string, ids []int64, not bool) []byte {
	switch len(ids) {
	case 0:
		return append(b, w.d.Bool(not)...)
	case 1:
		b = append(b, id...)
		if not {
			b = append(b, " <> "...)
		} else {
			b = append(b, " = "...)
		}
		return w.bind(b, ids[0])
	}
	return w.inArray(b, []byte(id), ids, sqldb.KindBigInt, not)
}

// tree writes a query of the ids of records and all below them. UNION, unlike UNION ALL, ends on cycles.
func (w *sqlWriter) tree(b []byte, m *Model, t targets) []byte {
	path, err := expandPath([]*Field{m.parentField})
	if err == nil && (len(path) != 1 || path[0].column == "") {
		err = notSearchable(m.parentField)
	}
	if err != nil {
		w.fail(err)
		return b
	}
	name, id := w.alias(), m.idColumn()
	column := func(alias, column string) {
		b = w.ident(append(append(b, alias...), '.'), column)
	}
	b = append(append(b, "WITH RECURSIVE "...), name...)
	b = append(b, `("id") AS (`...)
	if t.query != nil {
		b = append(w.subquery(append(b, "SELECT * FROM ("...), t.query), ") AS "...)
		b = append(b, w.alias()...)
	} else {
		roots := w.alias()
		b = append(b, "SELECT "...)
		column(roots, id)
		b = w.table(append(b, " FROM "...), m.table, roots)
		b = append(b, " WHERE "...)
		b = w.inIDs(b, roots+"."+w.d.Quote(id), t.ids, false)
	}
	child := w.alias()
	b = append(b, " UNION SELECT "...)
	column(child, id)
	b = w.table(append(b, " FROM "...), m.table, child)
	b = append(append(b, " JOIN "...), name...)
	b = append(b, " ON "...)
	column(child, path[0].column)
	b = append(append(b, " = "...), name...)
	b = append(b, `."id") SELECT "id" FROM `...)
	return append(b, name...)
}

// childOf writes that the id of a record is among given ones or below them.
func (r *tableRef) childOf(b []byte, f *Field, value any, not bool) []byte {
	w := r.src.w
	if f.index != FieldID {
		w.fail(wrongOperator(f, operator.ChildOf))
		return b
	}
	t, err := w.targetsOf(f, r.model, value, true)
	if err != nil {
		w.fail(err)
		return b
	}
	if t.empty() {
		return append(b, w.d.Bool(not)...)
	}
	orNull := not && r.nullable
	if orNull {
		b = append(b, '(')
	}
	b = w.inTargets(b, r.id(), t, r.model, not)
	if orNull {
		b = append(append(append(b, " OR "...), r.id()...), " IS NULL)"...)
	}
	return b
}
