package models

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hexgen/hexgen/dbtest"
	"github.com/hexgen/hexgen/models/security"
)

// TestProperty runs random operations on SQLite, on PostgreSQL and on a naive reference, and compares all answers. A
// failure prints the shortest list of operations found that shows it. HEXGEN_PROPERTY_RUNS and HEXGEN_PROPERTY_OPS make
// it longer, HEXGEN_PROPERTY_SEED starts at another seed.
func TestProperty(t *testing.T) {
	runs, ops, first := fromEnv(t, "HEXGEN_PROPERTY_RUNS", 12), fromEnv(t, "HEXGEN_PROPERTY_OPS", 120), fromEnv(t, "HEXGEN_PROPERTY_SEED", 1)
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			y := newPropSys(t, kind)
			for seed := first; seed < first+runs; seed++ {
				list := randomOps(uint64(seed), ops)
				fail := y.try(list)
				if fail == nil {
					continue
				}
				list = y.shrink(list, fail)
				steps := resolve(list)
				t.Fatalf("seed %d: %v\n\noperations:\n%s", seed, y.run(steps), describe(steps, ""))
			}
		})
	}
}

func fromEnv(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

func describe(steps []propStep, indent string) string {
	var b strings.Builder
	for _, st := range steps {
		b.WriteString(indent + st.desc)
		if st.undo {
			b.WriteString(" (rolled back)")
		}
		if st.fails {
			b.WriteString(" (fails: " + st.want + ")")
		}
		b.WriteString("\n" + describe(st.sub, indent+"    "))
	}
	return b.String()
}

// propSys is one database under test, with the records that it made.
type propSys struct {
	db   *Database
	made []*Core // by the operation that runs
	all  map[string][]int64
	keyN map[string]map[int64]int
	held map[refKey]*Core // record sets kept from earlier operations of the transaction
}

func newPropSys(t *testing.T, kind string) *propSys {
	t.Helper()
	url := "sqlite::memory:"
	if kind == "postgres" {
		url = dbtest.NewDatabase(t)
	}
	db, err := Open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	y := &propSys{db: db}
	db.UseRegistry(bootstrapped(t, declarePropModels(func(c *Core) { y.made = append(y.made, c) })))
	if err := db.SyncDatabase(); err != nil {
		t.Fatal(err)
	}
	return y
}

// clear empties the database.
func (y *propSys) clear() error {
	y.all, y.keyN, y.held, y.made = map[string][]int64{}, map[string]map[int64]int{}, map[refKey]*Core{}, nil
	return y.db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
		env.Cr().Execute("UPDATE country SET capital_id = NULL")
		env.Cr().Execute("UPDATE partner SET team_id = NULL")
		for _, table := range []string{"line", `"order"`, `"user"`, "profile", "team", "partner", "tag", "product", "country"} {
			env.Cr().Execute("DELETE FROM " + table)
		}
	})
}

// try runs operations and returns what went wrong.
func (y *propSys) try(ops []propOp) error { return y.run(resolve(ops)) }

var errUndo = errors.New("undo")

// run runs transactions from an empty database.
func (y *propSys) run(steps []propStep) error {
	if err := y.clear(); err != nil {
		return fmt.Errorf("clear: %w", err)
	}
	for _, tx := range steps {
		clear(y.held)
		marks := y.marks()
		inner := tx.sub
		if tx.kind == opPlain {
			inner = []propStep{tx}
		}
		err := y.db.ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
			y.steps(env, inner)
			if tx.undo {
				panic(errUndo)
			}
		})
		if err != nil && !(tx.undo && errors.Is(err, errUndo)) {
			var te *TransactionError
			if errors.As(err, &te) && !errors.As(err, new(*propMismatch)) {
				return fmt.Errorf("%w\n%s", err, te.Stack)
			}
			return err
		}
		if tx.undo {
			y.reset(marks)
		}
	}
	return nil
}

// propMismatch is an answer that differs from that of the reference.
type propMismatch struct{ desc, got, want string }

func (e *propMismatch) Error() string {
	got, want := strings.Split(e.got, "\n"), strings.Split(e.want, "\n")
	var b strings.Builder
	fmt.Fprintf(&b, "%s:\n", e.desc)
	for _, line := range got {
		if !slices.Contains(want, line) {
			fmt.Fprintf(&b, "  got  %s\n", line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			fmt.Fprintf(&b, "  want %s\n", line)
		}
	}
	return b.String()
}

func (y *propSys) steps(env Environment, steps []propStep) {
	for _, st := range steps {
		marks := y.marks()
		switch {
		case st.kind == opSave:
			var inner error
			err := env.Savepoint(func() {
				y.steps(env, st.sub)
				if st.undo {
					panic(errUndo)
				}
			})
			if st.undo && errors.Is(err, errUndo) {
				err = nil
				y.reset(marks)
			}
			if err = errors.Join(err, inner); err != nil {
				panic(err)
			}
		case st.fails:
			err := env.Savepoint(func() {
				st.run(y, env)
				env.Flush()
			})
			if err == nil {
				panic(&propMismatch{st.desc, "no error", "an error: " + st.want})
			}
			var internal interface{ RuntimeError() }
			if errors.As(err, &internal) || errors.As(err, new(*MissingRecordError)) {
				panic(err)
			}
			y.reset(marks)
		default:
			got := st.run(y, env)
			y.number()
			if got != st.want {
				panic(&propMismatch{st.desc, got, st.want})
			}
		}
	}
}

// number gives the records made by an operation their numbers.
func (y *propSys) number() {
	slices.SortFunc(y.made, compareIDs)
	for _, c := range y.made {
		model, id := c.ModelName(), c.ID()
		if id < 0 {
			continue
		}
		y.all[model] = append(y.all[model], id)
		if y.keyN[model] == nil {
			y.keyN[model] = map[int64]int{}
		}
		y.keyN[model][id] = len(y.all[model])
		y.hold(c)
	}
	y.made = nil
}

func (y *propSys) marks() map[string]int {
	m := map[string]int{}
	for model, ids := range y.all {
		m[model] = len(ids)
	}
	return m
}

// reset forgets the records made since marks.
func (y *propSys) reset(marks map[string]int) {
	y.made = nil
	for model, ids := range y.all {
		for _, id := range ids[marks[model]:] {
			delete(y.keyN[model], id)
		}
		y.all[model] = ids[:marks[model]]
	}
	for k := range y.held {
		if k.n > marks[k.model] {
			delete(y.held, k)
		}
	}
}

// hold keeps a record for later operations.
func (y *propSys) hold(c *Core) {
	if k := y.key(c.ModelName(), c.ID()); k.n > 0 {
		y.held[k] = c
	}
}

func (y *propSys) key(model string, id int64) refKey { return refKey{model, y.keyN[model][id]} }

func (y *propSys) id(k refKey) int64 { return y.all[k.model][k.n-1] }

func (y *propSys) ids(keys []refKey) []int64 {
	ids := make([]int64, len(keys))
	for i, k := range keys {
		ids[i] = y.id(k)
	}
	return ids
}

func (y *propSys) keys(c *Core) string {
	var keys []refKey
	for _, id := range c.Ids() {
		keys = append(keys, y.key(c.ModelName(), id))
	}
	return showKeys(keys)
}

// reach returns a record in one of several ways.
func (y *propSys) reach(env Environment, k refKey, via int) *Core {
	c := y.held[k]
	switch {
	case via == 0 || c == nil && via == 1:
		c = CallBrowseOne(NewSet(env, k.model), y.id(k))
	case via == 1:
	case via == 2:
		c = CallBrowse(NewSet(env, k.model), []int64{y.id(k)})
	default: // as one of all records
		c = nil
		for _, r := range CallSearchAll(NewSet(env, k.model)).Records() {
			if r.ID() == y.id(k) {
				c = r
			}
		}
		if c == nil {
			panic(fmt.Errorf("%v is not among all records", k))
		}
	}
	y.held[k] = c
	return c
}

func (y *propSys) browse(env Environment, model string, keys []refKey) *Core {
	return CallBrowse(NewSet(env, model), y.ids(keys))
}

// value returns a value of the reference for the runtime.
func (y *propSys) value(env Environment, f *propField, v any) any {
	keys, ok := v.([]refKey)
	if !ok {
		return v
	}
	c := NewSet(env, f.model)
	for _, k := range keys {
		c = c.Union(y.reach(env, k, 1))
	}
	return c
}

// data returns data of the reference for the runtime.
func (y *propSys) data(env Environment, d *refData) *Data {
	out := env.model(d.model).NewData()
	m := propModelOf(d.model)
	for _, n := range d.names {
		out.Set(n, y.value(env, m.end(n), d.vals[n]))
	}
	for _, n := range d.nested {
		for _, x := range n.data {
			out.Create(n.field, y.data(env, x))
		}
	}
	return out
}

// show returns the value of a field as text.
func (y *propSys) show(c *Core, name string) string {
	v := get(c, name)
	if rs, ok := v.(*Core); ok {
		return y.keys(rs)
	}
	return fmt.Sprint(v)
}

// dump shows all fields of all records.
func (y *propSys) dump(env Environment) string {
	var b strings.Builder
	for _, m := range propSchema {
		for _, r := range CallSearchAll(NewSet(env, m.name)).Records() {
			for _, f := range m.allFields() {
				fmt.Fprintf(&b, "%v.%s = %s\n", y.key(m.name, r.ID()), f, y.show(r, f))
			}
		}
	}
	return b.String()
}

// shrink leaves out operations as long as it still fails, for half a minute at most.
func (y *propSys) shrink(ops []propOp, fail error) []propOp {
	deadline := time.Now().Add(30 * time.Second)
	for size := len(ops) / 2; size > 0; {
		smaller := false
		for at := 0; at+size <= len(ops) && time.Now().Before(deadline); {
			shorter := slices.Delete(slices.Clone(ops), at, at+size)
			if err := y.try(shorter); err != nil && sameFailure(err, fail) {
				ops, smaller = shorter, true
			} else {
				at += size
			}
		}
		if !smaller || size > 1 {
			size /= 2
		}
	}
	return ops
}

// sameFailure tells whether both are wrong answers, or both errors.
func sameFailure(a, b error) bool {
	var x, y *propMismatch
	return errors.As(a, &x) == errors.As(b, &y)
}
