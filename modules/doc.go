// Package modules is the parent of the hexgen modules that ship with the
// toolkit, one package each, which a program adds by importing them. None is
// written yet.
package modules
