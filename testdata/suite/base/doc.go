// Package base is the first module of the suite: partners, users, courses and the models that single features are
// tested with.
package base
