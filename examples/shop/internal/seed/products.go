package seed

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// product is what the orders need to know of a product.
type product struct {
	id    string
	price float64
}

// makeProducts makes the tree of categories and the products in its leaves.
func (w *world) makeProducts() error {
	list, err := rowsOf("catalogue.tsv", catalogueList, 4)
	if err != nil {
		return err
	}
	var categories, products [][]string
	known := map[string]string{}
	for _, row := range list {
		parent := ""
		path := strings.Split(row[0], " / ")
		for depth, name := range path {
			full := strings.Join(path[:depth+1], " / ")
			if known[full] == "" {
				known[full] = slug(strings.ReplaceAll(full, " / ", "-"))
				categories = append(categories, []string{known[full], name, parent})
			}
			parent = known[full]
		}
		rows, err := w.productsOf(row, parent)
		if err != nil {
			return err
		}
		products = append(products, rows...)
	}
	if err := w.file("40-Category.csv", []string{"id", "Name", "Parent"}, categories); err != nil {
		return err
	}
	header := []string{"id", "Code", "Name", "Category", "Supplier", "Price", "Cost", "Weight"}
	return w.file("41-Product.csv", header, products)
}

// productsOf returns the products of one row of the catalogue: each noun in each
// variant.
func (w *world) productsOf(row []string, category string) ([][]string, error) {
	var rows [][]string
	for _, entry := range strings.Split(row[3], "|") {
		parts := strings.Split(entry, "=")
		if len(parts) != 3 {
			return nil, fmt.Errorf("catalogue.tsv: %s: %q, want noun=price=weight", row[0], entry)
		}
		base, err := strconv.ParseFloat(parts[1], 64)
		if err != nil {
			return nil, fmt.Errorf("catalogue.tsv: %s: %w", row[0], err)
		}
		supplier := pick(w.rnd, w.suppliers)
		for _, variant := range strings.Split(row[2], ",") {
			price := math.Round(base*(0.85+w.rnd.Float64()*0.5)) - 0.10
			cost := price * (0.4 + w.rnd.Float64()*0.25)
			code := fmt.Sprintf("%s-%03d", row[1], len(rows)+1)
			name := strings.ToUpper(parts[0][:1]) + parts[0][1:] + ", " + variant
			rows = append(rows, []string{code, code, name, category, supplier, money(price), money(cost), parts[2]})
			w.products = append(w.products, product{id: code, price: price})
		}
	}
	return rows, nil
}

// money writes an amount with two digits after the point.
func money(amount float64) string {
	return strconv.FormatFloat(amount, 'f', 2, 64)
}
