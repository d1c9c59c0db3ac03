// Package modules is the parent of the four modules of the shop. Each of them
// builds on the ones before it, by importing them:
//
//	partners   countries, people and companies, users
//	products   categories and products; partners become suppliers
//	sales      orders and their lines; partners become customers
//	loyalty    levels and discounts for good customers
//
// A module declares its models, and what it adds to the models of others, in
// init functions. What it adds stays with it: remove the import of a module,
// generate again, and its fields and method layers are gone.
package modules
