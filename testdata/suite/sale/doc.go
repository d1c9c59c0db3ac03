// Package sale is the second module of the suite: it sells things, and extends models of base in place.
package sale
