package models

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"strconv"
	"strings"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// linkChange is a row of a many2many link table to insert or delete.
type linkChange struct {
	link    *linkTable
	columns [2]string
	ids     [2]int64
	add     bool
	void    bool // undone by a later change
}

type linkKey struct {
	table string
	a, b  int64
}

// setLinks makes a many2many field of row point at wanted.
func (c *Core) setLinks(row int32, field *Field, wanted []int32) {
	t := c.tbl
	target := t.target(field.index)
	current := GetRelation(t.one(c.env, row, c.group), field.index).members()
	removed, added := without(current, rowSet(wanted)), without(wanted, rowSet(current))
	if len(removed)+len(added) == 0 {
		return
	}
	if field.link.model != nil {
		t.changeRecords(field, row, removed, added)
		return
	}
	for _, r := range removed {
		t.s.changeLink(field.link, t.ids[row], target.ids[r], false)
	}
	for _, r := range added {
		t.s.changeLink(field.link, t.ids[row], target.ids[r], true)
	}
	t.relink(field, row, removed, added)
	if twin := field.twin; twin != nil {
		for _, r := range removed {
			target.relink(twin, r, []int32{row}, nil)
		}
		for _, r := range added {
			target.relink(twin, r, nil, []int32{row})
		}
		t.s.modified(target, twin, append(removed, added...))
	}
	t.s.modified(t, field, []int32{row})
}

// relink changes the list of a many2many field of row, if it is known. It is read again if its order is not that of the
// ids.
func (t *table) relink(field *Field, row int32, removed, added []int32) {
	col, ok := t.store[field.index].(*column[[]int32])
	if !ok || !col.has(row) {
		return
	}
	target := t.target(field.index)
	list := col.vals[row]
	if len(removed) > 0 {
		list = without(list, rowSet(removed))
	}
	switch {
	case len(added) == 1:
		list = target.inserted(list, added[0])
	case len(added) > 1:
		list = unique(slices.Concat(list, added))
		slices.SortFunc(list, func(a, b int32) int { return cmp.Compare(target.ids[a], target.ids[b]) })
	}
	col.vals[row] = list
	if len(added) > 0 && len(list) > 1 && !target.model.inIDOrder() || field.params.Filter != nil {
		col.state[row] = 0
	}
}

func rowSet(rows []int32) map[int32]bool {
	set := make(map[int32]bool, len(rows))
	for _, r := range rows {
		set[r] = true
	}
	return set
}

// changeLink notes a row of a link table to insert or delete.
func (s *session) changeLink(link *linkTable, our, their int64, add bool) {
	if our < 0 || their < 0 { // records in memory
		return
	}
	ch := &linkChange{link: link, columns: [2]string{link.ourColumn, link.theirColumn}, ids: [2]int64{our, their}, add: add}
	if ch.columns[0] > ch.columns[1] { // both ends of the relation share the table
		ch.columns[0], ch.columns[1] = ch.columns[1], ch.columns[0]
		ch.ids[0], ch.ids[1] = ch.ids[1], ch.ids[0]
	}
	key := linkKey{link.name, ch.ids[0], ch.ids[1]}
	if old := s.linkIdx[key]; old != nil {
		old.void = true
		delete(s.linkIdx, key)
		if old.add != add {
			return
		}
	}
	s.linkIdx[key] = ch
	s.links = append(s.links, ch)
}

// readLinks returns the pairs of a link table whose column holds one of the ids of rows, with that id first.
func (s *session) readLinks(column, other string, link *linkTable, t *table, rows []int32) [][2]int64 {
	if len(s.links) > 0 || link.model != nil && s.table(link.model).hasPending() {
		s.writeRows()
	}
	ids := make([]int64, 0, len(rows))
	for _, r := range rows {
		if t.state[r]&(rowMemory|rowNew) == 0 {
			ids = append(ids, t.ids[r])
		}
	}
	if len(ids) == 0 {
		return nil
	}
	d := s.db.sql.Dialect()
	arg, err := d.Array(ids, nil)
	s.fail(err)
	var pairs [][2]int64
	sql := "SELECT " + d.Quote(column) + ", " + d.Quote(other) + " FROM " + d.Quote(link.name) +
		" WHERE " + d.InArray(d.Quote(column), 1, sqldb.KindBigInt) + " ORDER BY 1, 2"
	s.query(sql, []driver.Value{arg}, func(vals []driver.Value) error {
		var p [2]int64
		if err := decodeInt(&p[0], vals[0]); err != nil {
			return err
		}
		err := decodeInt(&p[1], vals[1])
		pairs = append(pairs, p)
		return err
	})
	return pairs
}

// writeLinks sends the noted changes of link tables, one statement a table and kind of change.
func (s *session) writeLinks() {
	links := s.links
	s.links = nil
	clear(s.linkIdx)
	type group struct {
		table string
		add   bool
	}
	groups := make(map[group][]*linkChange)
	var order []group
	for _, ch := range links {
		if ch.void {
			continue
		}
		g := group{ch.link.name, ch.add}
		if _, ok := groups[g]; !ok {
			order = append(order, g)
		}
		groups[g] = append(groups[g], ch)
	}
	for _, add := range []bool{false, true} {
		for _, g := range order {
			if g.add != add {
				continue
			}
			switch changes := groups[g]; {
			case !add:
				s.deleteLinks(changes)
			default:
				s.insertLinks(changes)
			}
		}
	}
}

// pairs returns both columns of changes as parameters for pairSource.
func (s *session) pairs(changes []*linkChange) []driver.Value {
	d := s.db.sql.Dialect()
	if d == sqldb.SQLite { // one list of pairs: SQLite would join two lists in quadratic time
		b := []byte{'['}
		for i, ch := range changes {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, '[')
			b = strconv.AppendInt(b, ch.ids[0], 10)
			b = append(b, ',')
			b = strconv.AppendInt(b, ch.ids[1], 10)
			b = append(b, ']')
		}
		return []driver.Value{string(append(b, ']'))}
	}
	args := make([]driver.Value, 2)
	for i := range args {
		ids := make([]int64, len(changes))
		for j, ch := range changes {
			ids[j] = ch.ids[i]
		}
		a, err := d.Array(ids, nil)
		s.fail(err)
		args[i] = a
	}
	return args
}

// pairSource is the FROM clause of a statement whose parameters are pairs of ids, as columns a and b.
func pairSource(d sqldb.Dialect) string {
	if d == sqldb.Postgres {
		return "unnest($1::bigint[], $2::bigint[]) AS v(a, b)"
	}
	return "(SELECT json_extract(value, '$[0]') AS a, json_extract(value, '$[1]') AS b FROM json_each(?)) AS v"
}

func (s *session) insertLinks(changes []*linkChange) {
	d := s.db.sql.Dialect()
	ch := changes[0]
	where := "" // SQLite needs it to tell ON CONFLICT from a join condition
	if d == sqldb.SQLite {
		where = " WHERE true"
	}
	s.exec("INSERT INTO "+d.Quote(ch.link.name)+" ("+d.Quote(ch.columns[0])+", "+d.Quote(ch.columns[1])+") SELECT v.a, v.b FROM "+
		pairSource(d)+where+" ON CONFLICT DO NOTHING", s.pairs(changes))
}

func (s *session) deleteLinks(changes []*linkChange) {
	d := s.db.sql.Dialect()
	ch := changes[0]
	s.exec("DELETE FROM "+d.Quote(ch.link.name)+" WHERE ("+d.Quote(ch.columns[0])+", "+d.Quote(ch.columns[1])+") IN (SELECT v.a, v.b FROM "+
		pairSource(d)+")", s.pairs(changes))
}

// paramList writes "(p1, p2), (p3, p4)" for rows of n parameters each, counting from first.
func paramList(d sqldb.Dialect, rows, n, first int) string {
	var b strings.Builder
	b.Grow(rows * n * 7)
	for i := range rows {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		for j := range n {
			if j > 0 {
				b.WriteString(", ")
			}
			if d == sqldb.SQLite { // a number would make the driver look up the parameter's name in a list of all
				b.WriteByte('?')
			} else {
				b.WriteString(d.Placeholder(first + i*n + j))
			}
		}
		b.WriteByte(')')
	}
	return b.String()
}
