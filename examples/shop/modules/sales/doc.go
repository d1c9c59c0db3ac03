// Package sales is the module of orders.
//
// It shows stored computed fields that follow their sources over several
// models: the subtotal of a line, the total of its order, the sum of all orders
// of the partner. It extends methods of the partners and products modules
// without touching them, and guards its data with constraints in Go and in SQL.
package sales
