package models

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// refKey names a record in all databases: the n-th record that was created of a model.
type refKey struct {
	model string
	n     int
}

func (k refKey) String() string { return fmt.Sprintf("%s#%d", k.model, k.n) }

// refState is the reference: the values of the fields that are not computed, and nothing else. Whatever is computed is
// computed each time that it is asked for.
type refState struct {
	vals   map[refKey]map[string]any // string, int64, or the number of a record (0: none)
	links  map[[2]refKey]bool        // of a partner and a tag
	next   map[string]int
	memory map[refKey]bool // records in memory: seen by themselves only
}

func newRefState() *refState {
	return &refState{vals: map[refKey]map[string]any{}, links: map[[2]refKey]bool{}, next: map[string]int{}, memory: map[refKey]bool{}}
}

func (s *refState) clone() *refState {
	n := &refState{vals: make(map[refKey]map[string]any, len(s.vals)), links: maps.Clone(s.links), next: maps.Clone(s.next), memory: maps.Clone(s.memory)}
	for k, v := range s.vals {
		n.vals[k] = maps.Clone(v)
	}
	return n
}

// refRec is a record of the reference as formulas see it.
type refRec struct {
	s *refState
	k refKey
}

func (r refRec) text(f string) string { v, _ := r.s.value(r.k, f).(string); return v }
func (r refRec) key() any             { return r.k }
func (r refRec) num(f string) int64   { v, _ := r.s.value(r.k, f).(int64); return v }
func (r refRec) all(f string) []propRec {
	var out []propRec
	for _, k := range r.s.relation(r.k, f) {
		out = append(out, refRec{r.s, k})
	}
	return out
}

// alive returns the records of a model in order of creation, without those in memory.
func (s *refState) alive(model string) []refKey {
	var out []refKey
	for n := 1; n <= s.next[model]; n++ {
		if k := (refKey{model, n}); s.vals[k] != nil && !s.memory[k] {
			out = append(out, k)
		}
	}
	return out
}

// follow returns the record at the end of a related field's path and the field there, false if a step is empty.
func (s *refState) follow(k refKey, path string) (refKey, string, bool) {
	names := strings.Split(path, ".")
	for _, n := range names[:len(names)-1] {
		next := s.relation(k, n)
		if len(next) == 0 {
			return k, "", false
		}
		k = next[0]
	}
	return k, names[len(names)-1], true
}

// value returns the value of a text or number.
func (s *refState) value(k refKey, name string) any {
	f := propModelOf(k.model).find(name)
	switch {
	case f.kind == pTarget:
		if k, last, ok := s.follow(k, f.related); ok {
			return s.value(k, last)
		}
		return nil
	case f.compute != nil:
		return f.compute(refRec{s, k})
	}
	return s.vals[k][name]
}

// relation returns the records that a relation points at, in the default order of their model.
func (s *refState) relation(k refKey, name string) []refKey {
	f := propModelOf(k.model).find(name)
	var out []refKey
	switch f.kind {
	case pTarget:
		if k, last, ok := s.follow(k, f.related); ok {
			return s.relation(k, last)
		}
	case pOne, pOne2:
		if n, _ := s.vals[k][name].(int); n != 0 {
			return []refKey{{f.model, n}}
		}
	case pMany, pRev:
		for n := 1; n <= s.next[f.model]; n++ {
			x := refKey{f.model, n}
			if s.vals[x] != nil && s.vals[x][f.reverse] == k.n && (!s.memory[x] || s.memory[k]) {
				out = append(out, x)
			}
		}
		s.sort(out)
	case pLinks:
		for pair := range s.links {
			if pair[0] == k {
				out = append(out, pair[1])
			} else if pair[1] == k && !s.memory[pair[0]] {
				out = append(out, pair[0])
			}
		}
		s.sort(out)
	}
	return out
}

// sort puts records of one model in its default order.
func (s *refState) sort(keys []refKey) {
	slices.SortFunc(keys, func(a, b refKey) int {
		for _, term := range propModelOf(a.model).order {
			name, desc := strings.CutSuffix(term, " DESC")
			c := cmp.Compare(a.n, b.n)
			if name != "ID" {
				x, _ := s.value(a, name).(string)
				y, _ := s.value(b, name).(string)
				c = cmp.Compare(x, y)
			}
			if desc {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return cmp.Compare(a.n, b.n)
	})
}

// show returns the value of any field as text.
func (s *refState) show(k refKey, name string) string {
	switch f := propModelOf(k.model).end(name); f.kind {
	case pText:
		return refRec{s, k}.text(name)
	case pNum:
		return fmt.Sprint(refRec{s, k}.num(name))
	}
	return showKeys(s.relation(k, name))
}

func showKeys(keys []refKey) string {
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "%v ", k)
	}
	return "[" + strings.TrimSpace(b.String()) + "]"
}

// refData are values to create or write: text, number, []refKey for relations, and records to create.
type refData struct {
	model  string
	names  []string
	vals   map[string]any
	nested []refNested
}

type refNested struct {
	field string
	data  []*refData
}

func (d *refData) put(name string, v any) {
	if _, ok := d.vals[name]; !ok {
		d.names = append(d.names, name)
	}
	d.vals[name] = v
}

func (d *refData) String() string {
	var parts []string
	for _, n := range d.names {
		v := d.vals[n]
		if keys, ok := v.([]refKey); ok {
			v = showKeys(keys)
		}
		parts = append(parts, fmt.Sprintf("%s:%v", n, v))
	}
	for _, n := range d.nested {
		parts = append(parts, fmt.Sprintf("%s+%v", n.field, n.data))
	}
	return "{" + strings.Join(parts, " ") + "}"
}

// create makes a record.
func (s *refState) create(d *refData, memory bool) refKey {
	s.next[d.model]++
	k := refKey{d.model, s.next[d.model]}
	s.memory[k] = memory
	s.vals[k] = map[string]any{}
	m := propModelOf(d.model)
	for _, via := range m.fields {
		if !via.embed {
			continue
		}
		own, rest := &refData{model: via.model, vals: map[string]any{}}, &refData{model: d.model, vals: map[string]any{}}
		for _, n := range d.names {
			if f := m.find(n); f.kind == pTarget && strings.HasPrefix(f.related, via.name+".") {
				own.put(n, d.vals[n])
			} else {
				rest.put(n, d.vals[n])
			}
		}
		if given, _ := rest.vals[via.name].([]refKey); len(given) > 0 {
			for _, t := range given {
				s.assign([]refKey{t}, own)
			}
		} else {
			rest.put(via.name, []refKey{s.create(own, memory)})
		}
		d = rest
	}
	s.assign([]refKey{k}, d)
	return k
}

// assign gives values to records. It panics with refFailure if that cannot be.
func (s *refState) assign(keys []refKey, d *refData) {
	m := propModelOf(d.model)
	late := func(n string) int { // as the runtime does: own columns, then related and computed ones, then relations to many
		switch f := m.find(n); f.kind {
		case pTarget:
			return 1
		case pMany, pRev, pLinks:
			return 2
		default:
			if f.compute != nil {
				return 1
			}
			return 0
		}
	}
	nested := func(toOne bool) {
		for _, n := range d.nested {
			f := m.find(n.field)
			if (f.kind == pOne || f.kind == pOne2) != toOne {
				continue
			}
			for _, k := range keys {
				for _, x := range n.data {
					switch f.kind {
					case pLinks:
						s.link(k, s.create(x, s.memory[k]))
					case pMany, pRev:
						c := *x
						c.names, c.vals = slices.Clone(x.names), maps.Clone(x.vals)
						c.put(f.reverse, []refKey{k})
						s.create(&c, s.memory[k])
					default:
						s.vals[k][f.name] = s.create(x, s.memory[k]).n
					}
				}
			}
		}
	}
	for pass := range 3 {
		if pass == 1 {
			nested(true)
		}
		for _, n := range d.names {
			if late(n) == pass {
				for _, k := range keys {
					s.assignOne(k, m.find(n), d.vals[n])
				}
			}
		}
	}
	nested(false)
}

// refFailure is a panic of the reference: the operation must fail.
type refFailure string

func (s *refState) link(a, b refKey) {
	if a.model == "Tag" {
		a, b = b, a
	}
	s.links[[2]refKey{a, b}] = true
}

func (s *refState) assignOne(k refKey, f *propField, v any) {
	keys, _ := v.([]refKey)
	switch {
	case f.kind == pTarget:
		target, last, ok := s.follow(k, f.related)
		if !ok {
			panic(refFailure("related field of nothing"))
		}
		s.assign([]refKey{target}, &refData{model: target.model, names: []string{last}, vals: map[string]any{last: v}})
	case f.inverse != "":
		s.vals[k][f.inverse] = v
	case f.kind == pOne || f.kind == pOne2:
		s.vals[k][f.name] = 0
		if len(keys) > 0 {
			s.vals[k][f.name] = keys[0].n
		}
	case f.kind == pMany || f.kind == pRev:
		required := propModelOf(f.model).find(f.reverse).required
		for _, old := range s.relation(k, f.name) {
			switch {
			case slices.Contains(keys, old):
			case required:
				s.unlink([]refKey{old})
			default:
				s.vals[old][f.reverse] = 0
			}
		}
		for _, x := range keys {
			s.vals[x][f.reverse] = k.n
		}
	case f.kind == pLinks:
		for pair := range s.links {
			if pair[0] == k || pair[1] == k {
				delete(s.links, pair)
			}
		}
		for _, x := range keys {
			s.link(k, x)
		}
	default:
		s.vals[k][f.name] = v
	}
}

// unlink deletes records with all that hangs on them.
func (s *refState) unlink(keys []refKey) {
	doomed := map[refKey]bool{}
	var add func(k refKey)
	each := func(fn func(k refKey, f propField)) {
		for _, m := range propSchema {
			for _, k := range s.alive(m.name) {
				for _, f := range m.fields {
					if f.kind == pOne || f.kind == pOne2 {
						fn(k, f)
					}
				}
			}
		}
	}
	add = func(gone refKey) {
		if doomed[gone] {
			return
		}
		doomed[gone] = true
		each(func(k refKey, f propField) {
			if f.onDelete == Cascade && f.model == gone.model && s.vals[k][f.name] == gone.n {
				add(k)
			}
		})
	}
	for _, k := range keys {
		add(k)
	}
	each(func(k refKey, f propField) {
		n, _ := s.vals[k][f.name].(int)
		if n == 0 || !doomed[refKey{f.model, n}] || doomed[k] {
			return
		}
		if f.onDelete == Restrict {
			panic(refFailure("restricted"))
		}
		s.vals[k][f.name] = 0
	})
	for k := range doomed {
		delete(s.vals, k)
		for pair := range s.links {
			if pair[0] == k || pair[1] == k {
				delete(s.links, pair)
			}
		}
	}
}

// refSkip is a panic of the reference: the operation makes no sense.
type refSkip struct{}

// validate panics with refFailure if the records break a constraint, and with refSkip if a record is above itself.
func (s *refState) validate() {
	for _, k := range s.alive("Partner") {
		n := 0
		for up := s.relation(k, "Parent"); len(up) > 0; up = s.relation(up[0], "Parent") {
			if n++; n > s.next["Partner"] {
				panic(refSkip{})
			}
		}
	}
	for _, m := range propSchema {
		for _, f := range m.fields {
			seen := map[any]bool{}
			for _, k := range s.alive(m.name) {
				v := s.vals[k][f.name]
				unset := v == nil || v == 0
				if f.required && unset {
					panic(refFailure(f.name + " is required"))
				}
				if n, ok := v.(int64); ok && n < 0 && (f.check || f.name == "Qty") {
					panic(refFailure(f.name + " is negative"))
				}
				if (f.unique || f.kind == pOne2) && !unset {
					if seen[v] {
						panic(refFailure(f.name + " is not unique"))
					}
					seen[v] = true
				}
			}
		}
	}
}

// isAncestor tells whether a is b or above it.
func (s *refState) isAncestor(a, b refKey) bool {
	for {
		if a == b {
			return true
		}
		up := s.relation(b, "Parent")
		if len(up) == 0 {
			return false
		}
		b = up[0]
	}
}

// dump shows all fields of all records.
func (s *refState) dump() string {
	var b strings.Builder
	for _, m := range propSchema {
		keys := s.alive(m.name)
		s.sort(keys)
		for _, k := range keys {
			for _, f := range m.allFields() {
				fmt.Fprintf(&b, "%v.%s = %s\n", k, f, s.show(k, f))
			}
		}
	}
	return b.String()
}
