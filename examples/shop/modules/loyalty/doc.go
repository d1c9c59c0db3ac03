// Package loyalty is the module of levels and discounts for good customers. It
// is a third layer on models that two other modules have a say in already:
// partners, products and orders.
package loyalty
