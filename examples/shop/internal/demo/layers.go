package demo

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	"example.com/shop/modules/products/pricing"
)

// showLayers calls two methods that several modules extend.
func showLayers(s *screen, env models.Environment) {
	customer := bestCustomer(env)
	product := h.Product().Search(env, q.Product().Code().Equals("OL-010"))

	s.say("What do 60 pieces of %q cost %s? The method has a layer in each of three", product.Name(), customer.Name())
	s.say("modules, and each one calls the next with Super():")
	s.code(`product.Quote(customer, 60)`)
	var rows [][]string
	for i, layer := range h.Product().Methods().Quote().Layers() {
		module, place := placeOf(layer.Pos)
		rows = append(rows, []string{count(i + 1), module, place, firstSentence(layer.Doc)})
	}
	s.table([]string{">called", "module", "declared at", "what the layer says of itself"}, rows)

	var quote pricing.Quote
	c := measure(env, func() { quote = product.Quote(customer, 60) })
	s.say("")
	s.say("The price comes back the other way:")
	s.say("")
	rows = nil
	for _, step := range quote.Steps {
		rows = append(rows, []string{step.Module, step.Reason, money(step.Price)})
	}
	s.table([]string{"module", "what it did", ">price"}, rows)
	s.cost(c)

	var lines []string
	c = measure(env, func() { lines = customer.Profile() })
	s.say("")
	s.say("And who is that? The first three lines come from partners, the others from modules above it:")
	s.code(`customer.Profile()`)
	for _, line := range lines {
		s.say("  %s", line)
	}
	s.cost(c)
}

// placeOf returns the name of the module that a declaration is in, and its place
// in the source.
func placeOf(pos models.Position) (module, place string) {
	dir, file := path.Split(filepath.ToSlash(pos.File))
	module = path.Base(dir)
	return module, fmt.Sprintf("modules/%s/%s:%d", module, file, pos.Line)
}

// firstSentence returns the beginning of a documentation text.
func firstSentence(doc string) string {
	sentence, _, _ := strings.Cut(strings.Join(strings.Fields(doc), " "), ". ")
	return strings.TrimSuffix(sentence, ".")
}

// bestCustomer returns the partner who ordered most.
func bestCustomer(env models.Environment) m.PartnerSet {
	return h.Partner().NewSet(env).SearchAll().OrderBy("TotalOrdered DESC", "ID").Limit(1)
}
