package models

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// propOp is a random operation: what it does follows from its numbers and the state that it meets, so that leaving
// other operations out gives another valid list.
type propOp struct {
	kind int
	seed uint64
}

// propStep is an operation as it was resolved against the reference.
type propStep struct {
	desc string
	want string
	// kind is opPlain, or one of the operations that open and close transactions and savepoints.
	kind  int
	sub   []propStep
	undo  bool // of a transaction or savepoint: it is rolled back
	fails bool // the operation must fail, with nothing of it left
	run   func(y *propSys, env Environment) string
}

// Kinds of operations.
const (
	opCreate = iota
	opSet
	opWrite
	opUnlink
	opRead
	opSearch
	opFlush
	opDump
	opExecute
	opMemory
	opSave
	opKeep
	opUndo
	opCommit
	opRollback
	opPlain
)

// opWeights says how often operations are drawn, by kind.
var opWeights = [...]int{opCreate: 14, opSet: 26, opWrite: 8, opUnlink: 5, opRead: 26, opSearch: 9, opFlush: 3, opDump: 1, opExecute: 1,
	opMemory: 2, opSave: 3, opKeep: 2, opUndo: 2, opCommit: 2, opRollback: 1}

func randomOps(seed uint64, n int) []propOp {
	rng := rand.New(rand.NewPCG(seed, 1))
	var kinds []int
	for k, w := range opWeights {
		kinds = append(kinds, slices.Repeat([]int{k}, w)...)
	}
	ops := make([]propOp, n)
	for i := range ops {
		ops[i] = propOp{kinds[rng.IntN(len(kinds))], rng.Uint64()}
		if i < n/6 && ops[i].kind > opCreate && ops[i].kind < opFlush { // something to work with first
			ops[i].kind = opCreate
		}
	}
	return ops
}

// resolve runs operations on the reference and returns what a database has to do and to answer: a list of transactions.
func resolve(ops []propOp) []propStep {
	type level struct {
		steps  []propStep
		before *refState
		kind   int
	}
	s := newRefState()
	stack := []level{{before: s.clone(), kind: opCommit}}
	var done []propStep
	closeTop := func(undo bool) {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		step := propStep{kind: top.kind, sub: top.steps, undo: undo, desc: "savepoint"}
		if undo {
			s = top.before
		}
		if len(stack) == 0 {
			step.desc = "transaction"
			done = append(done, step, propStep{kind: opPlain, desc: "all fields after it", want: s.dump(), run: (*propSys).dump})
			stack = append(stack, level{before: s.clone(), kind: opCommit})
			return
		}
		at := &stack[len(stack)-1]
		at.steps = append(at.steps, step)
	}
	for _, op := range ops {
		switch op.kind {
		case opSave:
			if len(stack) < 4 {
				stack = append(stack, level{before: s.clone(), kind: opSave})
			}
		case opKeep, opUndo:
			if len(stack) > 1 {
				closeTop(op.kind == opUndo)
			}
		case opCommit, opRollback:
			for len(stack) > 1 {
				closeTop(op.seed%2 == 0)
			}
			closeTop(op.kind == opRollback)
		default:
			before := s.clone()
			step, ok := propResolver{s, rand.New(rand.NewPCG(op.seed, 2))}.step(op.kind)
			if !ok {
				s = before
				continue
			}
			if step.fails {
				s = before
			}
			at := &stack[len(stack)-1]
			at.steps = append(at.steps, step)
		}
	}
	for len(stack) > 1 {
		closeTop(false)
	}
	closeTop(false)
	return done
}

// propResolver makes one step from an operation.
type propResolver struct {
	s   *refState
	rng *rand.Rand
}

// step returns the step of an operation; false if there is nothing that it could work on.
func (p propResolver) step(kind int) (step propStep, ok bool) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case refSkip:
			ok = false
		case refFailure:
			step.fails, ok = true, true
			step.want = string(r)
		default:
			panic(r)
		}
	}()
	switch kind {
	case opCreate:
		ok = p.create(&step)
	case opSet:
		ok = p.set(&step)
	case opWrite:
		ok = p.write(&step)
	case opUnlink:
		ok = p.unlink(&step)
	case opRead:
		ok = p.read(&step)
	case opSearch:
		ok = p.search(&step)
	case opMemory:
		ok = p.inMemory(&step)
	case opFlush:
		step = propStep{desc: "flush", run: func(_ *propSys, env Environment) string { env.Flush(); return "" }}
		return step, true
	case opDump:
		step = propStep{desc: "all fields", want: p.s.dump(), run: (*propSys).dump}
		return step, true
	case opExecute:
		ok = p.execute(&step)
	}
	if ok && kind != opRead && kind != opSearch && kind != opMemory {
		p.s.validate()
	}
	step.kind = opPlain
	return step, ok
}

func (p propResolver) chance(percent int) bool { return p.rng.IntN(100) < percent }

func drawOne[T any](p propResolver, list []T) T { return list[p.rng.IntN(len(list))] }

func (p propResolver) word() string {
	return string(rune('a'+p.rng.IntN(4))) + fmt.Sprint(p.rng.IntN(3))
}

func (p propResolver) number() int64 {
	if p.chance(3) {
		return -1
	}
	return int64(p.rng.IntN(6))
}

// some returns up to n records of a model, in random order.
func (p propResolver) some(model string, n int) []refKey {
	keys := p.s.alive(model)
	p.rng.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	return keys[:min(len(keys), p.rng.IntN(n+1))]
}

func (p propResolver) one(model string) (refKey, bool) {
	keys := p.s.alive(model)
	if len(keys) == 0 {
		return refKey{}, false
	}
	return drawOne(p, keys), true
}

// via returns a way to reach a record: most often one that does not ask the database.
func (p propResolver) via() int { return max(1, p.rng.IntN(11)-6) % 4 }

func (p propResolver) model() *propModel { return &propSchema[p.rng.IntN(len(propSchema))] }

// settable returns the fields that can be given a value.
func settable(m *propModel) []string {
	var out []string
	for _, n := range m.allFields() {
		f := m.find(n)
		end := f
		if f.kind == pTarget {
			if f.stored || strings.Count(f.related, ".") > 1 {
				continue
			}
			end = m.end(n)
		}
		if end.compute == nil || end.inverse != "" {
			out = append(out, n)
		}
	}
	return out
}

// valueFor returns a random value of a field; of a record if k is not zero.
func (p propResolver) valueFor(m *propModel, name string, keys []refKey) (any, bool) {
	f := m.find(name)
	end := m.end(name)
	switch end.kind {
	case pText:
		return p.word(), true
	case pNum:
		return p.number(), true
	case pOne, pOne2:
		v := p.some(end.model, 1)
		if len(v) == 0 && end.required && p.chance(90) {
			if k, ok := p.one(end.model); ok {
				v = []refKey{k}
			}
		}
		if end.name == "Parent" && len(v) > 0 {
			for _, k := range keys {
				if f.kind == pTarget {
					if k = p.s.relation(k, "Partner")[0]; k.model != "Partner" {
						return nil, false
					}
				}
				if p.s.isAncestor(k, v[0]) {
					return nil, false
				}
			}
		}
		return v, true
	case pRev:
		return p.some(end.model, 1), true
	}
	v := p.some(end.model, 3)
	if end.name == "Children" {
		for _, k := range keys {
			if f.kind == pTarget {
				k = p.s.relation(k, "Partner")[0]
			}
			for _, x := range v {
				if p.s.isAncestor(x, k) {
					return nil, false
				}
			}
		}
	}
	return v, true
}

// data returns random values for a record to create.
func (p propResolver) data(m *propModel, depth int) *refData {
	d := &refData{model: m.name, vals: map[string]any{}}
	for _, n := range settable(m) {
		f, end := m.find(n), m.end(n)
		must := n == "Ref" || m.name == "Tag" && n == "Name" || end.required && p.chance(95)
		if f.kind == pTarget && (!p.chance(25) || !strings.HasPrefix(f.related, "Partner.")) || end.inverse != "" || n == "CountryName" {
			continue
		}
		toMany := end.kind == pMany || end.kind == pLinks || end.kind == pRev
		switch {
		case f.embed && p.chance(60):
		case toMany && f.kind != pTarget && depth > 0 && p.chance(35):
			data := p.children(f, depth)
			d.nested = append(d.nested, refNested{n, data})
		case f.kind == pOne && !f.embed && depth > 0 && f.model != "Partner" && f.model != "Order" && p.chance(15):
			d.nested = append(d.nested, refNested{n, []*refData{p.data(propModelOf(f.model), depth-1)}})
		case toMany && p.chance(75):
		case must || f.embed || p.chance(65):
			if v, ok := p.valueFor(m, n, nil); ok {
				d.put(n, v)
			}
		}
	}
	return d
}

// children returns data of records to create at the other end of a relation to many.
func (p propResolver) children(f *propField, depth int) []*refData {
	n := 1 + p.rng.IntN(3)
	if f.kind == pRev {
		n = 1
	}
	var out []*refData
	for range n {
		x := p.data(propModelOf(f.model), depth-1)
		if f.kind != pLinks {
			x.names = slices.DeleteFunc(x.names, func(n string) bool { return n == f.reverse })
			delete(x.vals, f.reverse)
			x.nested = slices.DeleteFunc(x.nested, func(n refNested) bool { return n.field == f.reverse })
		}
		out = append(out, x)
	}
	return out
}

func (p propResolver) create(step *propStep) bool {
	m := p.model()
	if p.chance(30) {
		m = propModelOf("Order")
	}
	d := p.data(m, 2)
	step.desc = fmt.Sprintf("create %s %v", m.name, d)
	step.run = func(y *propSys, env Environment) string {
		y.hold(CallCreate(NewSet(env, m.name), y.data(env, d)))
		return ""
	}
	step.desc += fmt.Sprint(" -> ", p.s.create(d, false))
	return true
}

func (p propResolver) set(step *propStep) bool {
	m := p.model()
	k, ok := p.one(m.name)
	if !ok {
		return false
	}
	n := drawOne(p, settable(m))
	v, ok := p.valueFor(m, n, []refKey{k})
	if !ok {
		return false
	}
	d := &refData{model: m.name, names: []string{n}, vals: map[string]any{n: v}}
	via, fast := p.via(), p.chance(50)
	step.desc = fmt.Sprintf("set %v%v (via %d, %v)", k, d, via, fast)
	step.run = func(y *propSys, env Environment) string {
		c := y.reach(env, k, via)
		i := c.model().byName[n].index
		switch v := v.(type) {
		case string:
			if fast {
				Set(c, i, v)
				return ""
			}
		case int64:
			if fast {
				Set(c, i, v)
				return ""
			}
		}
		set(c, n, y.value(env, m.end(n), v))
		return ""
	}
	p.s.assign([]refKey{k}, d)
	return true
}

func (p propResolver) write(step *propStep) bool {
	m := p.model()
	keys := p.some(m.name, 5)
	if len(keys) == 0 {
		return false
	}
	p.s.sort(keys) // as Browse returns them
	d := &refData{model: m.name, vals: map[string]any{}}
	for range 1 + p.rng.IntN(3) {
		n := drawOne(p, settable(m))
		if end := m.end(n); m.find(n).kind == pTarget || end.kind == pRev || end.kind == pOne2 || end.kind == pMany {
			continue
		}
		if v, ok := p.valueFor(m, n, keys); ok {
			d.put(n, v)
		}
	}
	if f := m.fields[p.rng.IntN(len(m.fields))]; (f.kind == pMany || f.kind == pLinks) && p.chance(30) && d.vals[f.name] == nil {
		d.nested = append(d.nested, refNested{f.name, p.children(&f, 1)})
	}
	step.desc = fmt.Sprintf("write %s %v", showKeys(keys), d)
	step.run = func(y *propSys, env Environment) string {
		CallWrite(y.browse(env, m.name, keys), y.data(env, d))
		return ""
	}
	p.s.assign(keys, d)
	return true
}

func (p propResolver) unlink(step *propStep) bool {
	m := p.model()
	keys := p.some(m.name, 2)
	if len(keys) == 0 {
		return false
	}
	step.desc = "unlink " + showKeys(keys)
	step.run = func(y *propSys, env Environment) string {
		CallUnlink(y.browse(env, m.name, keys))
		return ""
	}
	p.s.unlink(keys)
	return true
}

func (p propResolver) read(step *propStep) bool {
	m := p.model()
	k, ok := p.one(m.name)
	if !ok {
		return false
	}
	via := p.via()
	// a path of relations, then a field
	at, path := []refKey{k}, []string(nil)
	am := m
	for p.chance(40) {
		var rels []string
		for _, n := range am.allFields() {
			if am.end(n).kind != pText && am.end(n).kind != pNum {
				rels = append(rels, n)
			}
		}
		n := drawOne(p, rels)
		var next []refKey
		for _, k := range at {
			for _, x := range p.s.relation(k, n) {
				if !slices.Contains(next, x) {
					next = append(next, x)
				}
			}
		}
		if len(next) == 0 {
			break
		}
		at, path, am = next, append(path, n), propModelOf(am.end(n).model)
	}
	f := drawOne(p, am.allFields())
	step.desc = fmt.Sprintf("read %v.%s%v (via %d)", k, strings.Join(append(path, f), "."), showKeys(at), via)
	var b strings.Builder
	for _, k := range at {
		b.WriteString(p.s.show(k, f) + ";")
	}
	step.want = b.String()
	step.run = func(y *propSys, env Environment) string {
		recs := []*Core{y.reach(env, k, via)}
		for _, n := range path {
			var next []*Core
			seen := map[int64]bool{}
			for _, r := range recs {
				for _, x := range rel(r, n).Records() {
					if !seen[x.ID()] {
						seen[x.ID()] = true
						next = append(next, x)
					}
				}
			}
			recs = next
		}
		var b strings.Builder
		for _, r := range recs {
			b.WriteString(y.show(r, f) + ";")
		}
		return b.String()
	}
	return true
}

// execute changes a field by direct SQL that nothing is computed from.
func (p propResolver) execute(step *propStep) bool {
	v := p.word()
	step.desc = "execute: Note of all partners = " + v
	for _, k := range p.s.alive("Partner") {
		p.s.vals[k]["Note"] = v
	}
	step.run = func(_ *propSys, env Environment) string {
		env.Cr().Execute("UPDATE partner SET note = ?", v)
		return ""
	}
	return true
}

// inMemory makes a record in memory and reads its fields; nothing of it may be left anywhere.
func (p propResolver) inMemory(step *propStep) bool {
	m := propModelOf(drawOne(p, []string{"Partner", "Order", "Line", "Tag", "Country"}))
	d := p.data(m, 1)
	d.nested = slices.DeleteFunc(d.nested, func(n refNested) bool { return m.find(n.field).kind != pMany })
	d.withoutMoves()
	s := p.s.clone()
	k := s.create(d, true)
	s.validate()
	var names []string
	var b strings.Builder
	for _, f := range m.fields {
		if end := m.end(f.name); (end.kind == pText || end.kind == pNum) && f.name != "Sign" {
			names = append(names, f.name)
			b.WriteString(f.name + "=" + s.show(k, f.name) + ";")
		}
	}
	step.desc = fmt.Sprintf("new %s %v", m.name, d)
	step.want = b.String()
	step.run = func(y *propSys, env Environment) string {
		c := CallNew(NewSet(env, m.name), y.data(env, d))
		var b strings.Builder
		for _, n := range names {
			b.WriteString(n + "=" + y.show(c, n) + ";")
		}
		return b.String()
	}
	return true
}

// withoutMoves takes out what would make records of the database point at a record in memory.
func (d *refData) withoutMoves() {
	m := propModelOf(d.model)
	for _, n := range slices.Clone(d.names) {
		if kind := m.end(n).kind; kind == pMany || kind == pRev {
			d.names = slices.DeleteFunc(d.names, func(x string) bool { return x == n })
			delete(d.vals, n)
		}
	}
	for _, n := range d.nested {
		for _, x := range n.data {
			x.withoutMoves()
		}
	}
}

// search finds records by a random condition.
func (p propResolver) search(step *propStep) bool {
	m := p.model()
	var cond *Condition
	var texts []string
	var terms []func(k refKey) bool
	or := p.chance(40)
	var relations []func(y *propSys, env Environment, c *Condition) *Condition
	for range p.rng.IntN(3) + 1 {
		text, term, add := p.predicate(m, or)
		if add == nil {
			continue
		}
		texts, terms, relations = append(texts, text), append(terms, term), append(relations, add)
	}
	var found []refKey
	for _, k := range p.s.alive(m.name) {
		match := !or || len(terms) == 0
		for _, term := range terms {
			if term(k) == or {
				match = or
				break
			}
		}
		if match {
			found = append(found, k)
		}
	}
	p.s.sort(found)
	mode, limit := p.rng.IntN(4), 1+p.rng.IntN(3)
	step.desc = fmt.Sprintf("search %s %s (or %v, mode %d, limit %d)", m.name, strings.Join(texts, "; "), or, mode, limit)
	switch mode {
	case 0:
		step.want = fmt.Sprint(len(found))
	case 1:
		step.want = showKeys(found[:min(limit, len(found))])
	default:
		step.want = showKeys(found)
	}
	step.run = func(y *propSys, env Environment) string {
		c := cond
		for _, add := range relations {
			c = add(y, env, c)
		}
		rs := CallSearch(NewSet(env, m.name), c)
		switch mode {
		case 0:
			return fmt.Sprint(CallSearchCount(rs))
		case 1:
			rs = rs.Limit(limit)
		}
		for _, r := range rs.Records() {
			y.hold(r)
		}
		return y.keys(rs)
	}
	return true
}

// predicate returns a random comparison: as text, for the reference and for the runtime.
func (p propResolver) predicate(m *propModel, or bool) (string, func(refKey) bool, func(*propSys, Environment, *Condition) *Condition) {
	var path []string
	at := m
	for {
		n := drawOne(p, at.allFields())
		end := at.end(n)
		path = append(path, n)
		if end.compute != nil && !end.stored {
			return "", nil, nil
		}
		if end.kind == pText || end.kind == pNum || p.chance(20) {
			break
		}
		if len(path) > 3 {
			return "", nil, nil
		}
		at = propModelOf(end.model)
	}
	last := path[len(path)-1]
	end := at.end(last)
	owners := func(k refKey) []refKey {
		recs := walkRecs(refRec{p.s, k}, path[:len(path)-1]...)
		var out []refKey
		for _, r := range recs {
			out = append(out, r.(refRec).k)
		}
		return out
	}
	start := func(c *Condition) *ConditionField {
		st := Where()
		if !c.IsEmpty() {
			st = c.And()
			if or {
				st = c.Or()
			}
		}
		return st.Field(strings.Join(path, "."))
	}
	name := strings.Join(path, ".")
	switch end.kind {
	case pText:
		v := p.word()
		if p.chance(50) {
			if k, ok := p.one(at.name); ok && p.s.show(k, last) != "" {
				v = p.s.show(k, last)
			}
		}
		return name + "=" + v, func(k refKey) bool {
				return slices.ContainsFunc(owners(k), func(o refKey) bool { return p.s.show(o, last) == v })
			}, func(_ *propSys, _ Environment, c *Condition) *Condition {
				return start(c).Equals(v)
			}
	case pNum:
		v := int64(p.rng.IntN(8))
		return fmt.Sprintf("%s>%d", name, v), func(k refKey) bool {
				return slices.ContainsFunc(owners(k), func(o refKey) bool { return refRec{p.s, o}.num(last) > v })
			}, func(_ *propSys, _ Environment, c *Condition) *Condition {
				return start(c).Greater(v)
			}
	}
	keys := p.some(end.model, 3)
	return name + " in " + showKeys(keys), func(k refKey) bool {
			return slices.ContainsFunc(owners(k), func(o refKey) bool {
				return slices.ContainsFunc(p.s.relation(o, last), func(x refKey) bool { return slices.Contains(keys, x) })
			})
		}, func(y *propSys, env Environment, c *Condition) *Condition {
			return start(c).In(y.ids(keys))
		}
}
