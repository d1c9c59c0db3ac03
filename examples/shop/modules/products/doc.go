// Package products is the module of what the shop sells.
//
// It shows a tree of records with a stored computed field that runs down the
// tree (Category), a many2one with its reverse side added to the model of
// another module (suppliers), and the first layer of a method that every later
// module extends: Product.Quote.
package products
