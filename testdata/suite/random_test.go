package suite_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

// Random changes of orders, looked at in random ways, give the answers that a plain model in memory gives.
func TestRandomChanges(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				w := &world{t: t, env: env, rand: rand.New(rand.NewPCG(seed, 1))}
				w.seed()
				defer logFailure(t, &w.log)
				for i := 0; i < 200 && !t.Failed(); i++ {
					w.change()
					for range w.rand.IntN(3) {
						w.look()
					}
				}
				env.Flush()
				w.lookAtAll()
			})
		})
	}
}

// The same over several transactions, each of which starts with nothing in its cache.
func TestRandomChangesOfTransactions(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		for seed := range uint64(5) {
			w := &world{t: t, rand: rand.New(rand.NewPCG(seed, 4))}
			for range 12 {
				execute(t, db, func(env models.Environment) {
					defer logFailure(t, &w.log)
					w.enter(env)
					for i := 0; i < 15 && !t.Failed(); i++ {
						w.change()
						for range w.rand.IntN(2) {
							w.look()
						}
					}
					w.leave()
				})
			}
			execute(t, db, func(env models.Environment) {
				defer logFailure(t, &w.log)
				w.enter(env)
				w.lookAtAll()
				h.Order().NewSet(env).SearchAll().Unlink()
				h.Partner().NewSet(env).SearchAll().Unlink()
				h.Country().NewSet(env).SearchAll().Unlink()
			})
		}
	})
}

// logFailure shows the changes that led to a failure, be it a panic.
func logFailure(t *testing.T, log *[]string) {
	r := recover()
	if r != nil || t.Failed() {
		t.Log("after:\n" + strings.Join(*log, "\n"))
	}
	if r != nil {
		panic(r)
	}
}

// world holds records, and what is known of them.
type world struct {
	t         *testing.T
	env       models.Environment
	rand      *rand.Rand
	log       []string
	countries []*landOf
	partners  []*personOf
	tags      []*labelOf
	orders    []*orderOf
	lines     []*lineOf
	serial    int
	ids       [5][]int64 // of the records of the last transaction
}

type landOf struct {
	rs   m.CountrySet
	code string
}

type personOf struct {
	rs   m.PartnerSet
	land *landOf
}

type labelOf struct {
	rs   m.TagSet
	name string
}

type orderOf struct {
	rs       m.OrderSet
	person   *personOf
	discount float64
	labels   []*labelOf
}

type lineOf struct {
	rs              m.OrderLineSet
	order           *orderOf
	quantity, price float64
}

// pick returns a random element, and the zero value of an empty list.
func pick[T any](r *rand.Rand, list []T) T {
	var none T
	if len(list) == 0 {
		return none
	}
	return list[r.IntN(len(list))]
}

func (w *world) next(prefix string) string {
	w.serial++
	return fmt.Sprint(prefix, w.serial)
}

// nextCode returns a country code of two letters.
func (w *world) nextCode() string {
	w.serial++
	return string([]rune{'A' + rune(w.serial/26%26), 'A' + rune(w.serial%26)})
}

func (w *world) note(format string, args ...any) { w.log = append(w.log, fmt.Sprintf(format, args...)) }

func (w *world) seed() {
	for range 3 {
		code := w.nextCode()
		w.countries = append(w.countries, &landOf{newCountry(w.env, code, code), code})
		name := w.next("t")
		w.tags = append(w.tags, &labelOf{h.Tag().Create(w.env, h.Tag().NewData().SetName(name)), name})
		w.partners = append(w.partners, &personOf{rs: newPartners(w.env, w.next("P"))})
	}
}

// enter makes the records of an earlier environment ones of env, by the ids that leave noted.
func (w *world) enter(env models.Environment) {
	w.env = env
	w.note("a new transaction")
	if w.partners == nil {
		w.seed()
		return
	}
	for i, c := range w.countries {
		c.rs = h.Country().BrowseOne(env, w.ids[0][i])
	}
	for i, p := range w.partners {
		p.rs = h.Partner().BrowseOne(env, w.ids[1][i])
	}
	for i, l := range w.tags {
		l.rs = h.Tag().BrowseOne(env, w.ids[2][i])
	}
	for i, o := range w.orders {
		o.rs = h.Order().BrowseOne(env, w.ids[3][i])
	}
	for i, l := range w.lines {
		l.rs = h.OrderLine().BrowseOne(env, w.ids[4][i])
	}
}

// leave notes the ids of all records, for the next environment.
func (w *world) leave() {
	w.ids = [5][]int64{
		idsOf(w.countries, func(x *landOf) int64 { return x.rs.ID() }),
		idsOf(w.partners, func(x *personOf) int64 { return x.rs.ID() }),
		idsOf(w.tags, func(x *labelOf) int64 { return x.rs.ID() }),
		idsOf(w.orders, func(x *orderOf) int64 { return x.rs.ID() }),
		idsOf(w.lines, func(x *lineOf) int64 { return x.rs.ID() }),
	}
}

func idsOf[T any](list []T, id func(T) int64) []int64 {
	out := make([]int64, len(list))
	for i, x := range list {
		out[i] = id(x)
	}
	return out
}

// change makes one random change.
func (w *world) change() {
	changes := []func(){w.createOrder, w.createOrder, w.createLine, w.createLine, w.createLine, w.setLine, w.setLine, w.moveLine,
		w.setDiscount, w.moveOrder, w.movePartner, w.renameCountry, w.renameTag, w.setTags, w.setTagOrders, w.unlinkLine, w.unlinkOrder,
		w.unlinkTag, w.unlinkCountry, func() { w.note("flush"); w.env.Flush() }}
	changes[w.rand.IntN(len(changes))]()
}

func (w *world) createOrder() {
	o := &orderOf{person: pick(w.rand, w.partners)}
	data := h.Order().NewData().SetPartner(o.person.rs).SetName(w.next("O"))
	if w.rand.IntN(2) == 0 {
		o.discount = 50
		data.SetDiscount(50)
	}
	var nested []*lineOf
	for range w.rand.IntN(3) {
		l := &lineOf{order: o, quantity: 1, price: float64(w.rand.IntN(10))}
		data.CreateLines(h.OrderLine().NewData().SetQuantity(1).SetPrice(l.price))
		nested = append(nested, l)
	}
	o.rs = h.Order().Create(w.env, data)
	for i, l := range o.rs.Lines().OrderBy("ID").Records() {
		nested[i].rs = l
	}
	w.orders, w.lines = append(w.orders, o), append(w.lines, nested...)
	w.note("create %v with %d lines", o.rs, len(nested))
}

func (w *world) createLine() {
	if o := pick(w.rand, w.orders); o != nil {
		l := &lineOf{order: o, quantity: float64(1 + w.rand.IntN(3)), price: float64(w.rand.IntN(10))}
		l.rs = h.OrderLine().Create(w.env, h.OrderLine().NewData().SetOrder(o.rs).SetQuantity(l.quantity).SetPrice(l.price))
		w.lines = append(w.lines, l)
		w.note("create %v of %v", l.rs, o.rs)
	}
}

func (w *world) setLine() {
	if l := pick(w.rand, w.lines); l != nil {
		w.note("set %v", l.rs)
		l.price = float64(w.rand.IntN(100))
		if w.rand.IntN(2) == 0 {
			l.rs.SetPrice(l.price)
			return
		}
		l.quantity = float64(1 + w.rand.IntN(5))
		l.rs.Write(h.OrderLine().NewData().SetPrice(l.price).SetQuantity(l.quantity))
	}
}

func (w *world) moveLine() {
	if l := pick(w.rand, w.lines); l != nil {
		l.order = pick(w.rand, w.orders)
		l.rs.SetOrder(l.order.rs)
		w.note("move %v to %v", l.rs, l.order.rs)
	}
}

func (w *world) setDiscount() {
	if o := pick(w.rand, w.orders); o != nil {
		o.discount = float64(50 * w.rand.IntN(3))
		o.rs.SetDiscount(o.discount)
		w.note("discount %v of %v", o.discount, o.rs)
	}
}

func (w *world) moveOrder() {
	if o := pick(w.rand, w.orders); o != nil {
		o.person = pick(w.rand, w.partners)
		o.rs.SetPartner(o.person.rs)
		w.note("move %v to %v", o.rs, o.person.rs)
	}
}

func (w *world) movePartner() {
	p := pick(w.rand, w.partners)
	p.land = pick(w.rand, append(w.countries, nil))
	if p.land == nil {
		p.rs.SetCountry(nil)
		w.note("move %v out", p.rs)
		return
	}
	p.rs.SetCountry(p.land.rs)
	w.note("move %v to %v", p.rs, p.land.rs)
}

func (w *world) renameCountry() {
	if c := pick(w.rand, w.countries); c != nil {
		c.code = w.nextCode()
		c.rs.SetCode(c.code)
		w.note("rename %v to %s", c.rs, c.code)
	}
}

func (w *world) renameTag() {
	if l := pick(w.rand, w.tags); l != nil {
		l.name = w.next("t")
		l.rs.SetName(l.name)
		w.note("rename %v to %s", l.rs, l.name)
	}
}

func (w *world) setTags() {
	if o := pick(w.rand, w.orders); o != nil {
		o.labels = nil
		set := h.Tag().NewSet(w.env)
		for _, l := range w.tags {
			if w.rand.IntN(2) == 0 {
				o.labels = append(o.labels, l)
				set = set.Union(l.rs)
			}
		}
		o.rs.SetTags(set)
		w.note("tags of %v: %v", o.rs, set)
	}
}

// setTagOrders adds a tag to all orders of a partner at once.
func (w *world) setTagOrders() {
	p, l := pick(w.rand, w.partners), pick(w.rand, w.tags)
	if l == nil {
		return
	}
	for _, order := range p.rs.Orders().Records() {
		order.SetTags(order.Tags().Union(l.rs))
	}
	for _, o := range w.orders {
		if o.person == p && !slices.Contains(o.labels, l) {
			o.labels = append(o.labels, l)
		}
	}
	w.note("tag %v for orders of %v", l.rs, p.rs)
}

func (w *world) unlinkLine() {
	if l := pick(w.rand, w.lines); l != nil {
		w.note("unlink %v", l.rs)
		l.rs.Unlink()
		w.lines = slices.DeleteFunc(w.lines, func(x *lineOf) bool { return x == l })
	}
}

func (w *world) unlinkOrder() {
	if o := pick(w.rand, w.orders); o != nil {
		w.note("unlink %v", o.rs)
		o.rs.Unlink()
		w.orders = slices.DeleteFunc(w.orders, func(x *orderOf) bool { return x == o })
		w.lines = slices.DeleteFunc(w.lines, func(x *lineOf) bool { return x.order == o })
	}
}

func (w *world) unlinkTag() {
	if l := pick(w.rand, w.tags); l != nil && len(w.tags) > 1 {
		w.note("unlink %v", l.rs)
		l.rs.Unlink()
		w.tags = slices.DeleteFunc(w.tags, func(x *labelOf) bool { return x == l })
		for _, o := range w.orders {
			o.labels = slices.DeleteFunc(o.labels, func(x *labelOf) bool { return x == l })
		}
	}
}

func (w *world) unlinkCountry() {
	if c := pick(w.rand, w.countries); c != nil && len(w.countries) > 1 && w.rand.IntN(4) == 0 {
		w.note("unlink %v", c.rs)
		c.rs.Unlink()
		w.countries = slices.DeleteFunc(w.countries, func(x *landOf) bool { return x == c })
		for _, p := range w.partners {
			if p.land == c {
				p.land = nil
			}
		}
	}
}
