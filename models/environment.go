package models

import (
	"context"
	"fmt"

	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/models/types"
)

// Environment is what record sets work in: a transaction with its cache of records, the current user and the context.
// It is an immutable value: Sudo, WithContext and the like of a record set give sets in another environment of the same
// transaction. All environments of a transaction share one cache.
//
// Only one goroutine may work in an environment at any moment. The race detector reports a use from two.
type Environment struct {
	s *session
	v *envView
	f *frame
}

// envView is the part of an environment that can differ within a transaction.
type envView struct {
	uid int64
	ctx *types.Context
	// lang is the language of translated fields, "" for the source language.
	lang string
	// access is what is known of the user's rights, nil until it is asked for.
	access *accessView
}

// session returns the transaction, and panics with a typed error in the zero Environment.
func (e Environment) session() *session {
	if e.s == nil {
		panic(&UsageError{What: "record set without an environment", Mend: "make it with NewSet(env), or take one from a record set that has an environment"})
	}
	if e.s.done {
		panic(&UsageError{What: "environment used after its transaction ended", Mend: "do not keep environments or record sets beyond the function given to ExecuteInNewEnvironment"})
	}
	return e.s
}

// IsZero tells whether the environment is the zero value, which has no transaction.
func (e Environment) IsZero() bool { return e.s == nil }

// Cr returns the cursor for direct access to the database, in the transaction of the environment. Direct SQL goes
// around access rights and record rules.
func (e Environment) Cr() *Cursor { return &Cursor{s: e.session()} }

// Uid returns the id of the current user.
func (e Environment) Uid() int64 {
	if e.v == nil {
		return 0
	}
	return e.v.uid
}

// Context returns the read-only context.
func (e Environment) Context() *types.Context {
	if e.v == nil || e.v.ctx == nil {
		return types.NewContext()
	}
	return e.v.ctx
}

// Ctx returns the context.Context that every query of the environment obeys.
func (e Environment) Ctx() context.Context {
	if e.s == nil {
		return context.Background()
	}
	return e.s.ctx
}

// Flush sends all pending writes to the database, computing stored fields first. It happens by itself before a query
// that could see them, before direct SQL and before the commit. It panics with the error of the database.
func (e Environment) Flush() { e.session().flush() }

// StatementCount returns how many data statements the transaction has sent to the database so far, not counting those
// that begin, commit or mark savepoints. Differences of it show what a piece of code costs.
func (e Environment) StatementCount() int { return e.session().tx.Count() }

// AfterCommit has fn called once the transaction is committed. A panic of fn is returned by ExecuteInNewEnvironment as
// an error that says that the transaction is committed all the same.
func (e Environment) AfterCommit(fn func()) {
	s := e.session()
	s.afterCommit = append(s.afterCommit, fn)
}

// AfterRollback has fn called once the transaction is rolled back.
func (e Environment) AfterRollback(fn func()) {
	s := e.session()
	s.afterRollback = append(s.afterRollback, fn)
}

// Savepoint runs fn so that its effects can be undone alone: if fn panics, everything since the call is rolled back,
// in the database and in the cache, and the panic comes back as an error. The transaction goes on in both cases.
func (e Environment) Savepoint(fn func()) error { return e.session().savepoint(fn) }

// Equals tells whether both environments are of one transaction, user and context.
func (e Environment) Equals(other Environment) bool {
	return e.s == other.s && e.Uid() == other.Uid() && e.Context() == other.Context()
}

// Registry returns the registry of the models of the environment.
func (e Environment) Registry() *Registry { return e.session().db.registry }

// with returns the environment with another view.
func (e Environment) with(uid int64, ctx *types.Context) Environment {
	e.v = &envView{uid: uid, ctx: ctx, lang: e.s.languageOf(ctx)}
	return e
}

// sudo returns the environment of the super user, or of uid if one is given.
func (e Environment) sudo(uid ...int64) Environment {
	id := security.SuperUserID
	if len(uid) > 0 {
		id = uid[0]
	}
	return e.with(id, e.Context())
}

// model returns a model of the registry by name.
func (e Environment) model(name string) *Model {
	m := e.session().db.registry.lookup(name)
	if m == nil {
		panic(&UsageError{What: fmt.Sprintf("no model is called %q", name), Mend: "check the name, and that the program imports the module that declares it"})
	}
	return m
}
