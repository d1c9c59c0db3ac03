package models

import (
	"errors"
	"fmt"
)

// isolate runs fn in an environment like env, of the same database transaction but with a cache of its own, and undoes
// everything that fn did: in the database by a savepoint, and in the cache by leaving that of env alone. A panic of fn
// goes on afterwards. Pending writes of env are sent first, so that fn sees them.
func (s *session) isolate(env Environment, fn func(Environment)) {
	s.flush()
	s.savepoints++
	defer func() { s.savepoints-- }()
	name := fmt.Sprintf("hexgen_%d", s.savepoints)
	s.fail(s.tx.Savepoint(s.ctx, name))
	n := newSession(s.ctx, s.db, s.tx)
	n.now, n.savepoints, n.isolated = s.now, s.savepoints, true
	inner := n.sudo.with(env.Uid(), env.Context())
	inner.f = env.f
	err := s.db.protect(func() { fn(inner) })
	n.done = true
	if isRetryable(err) {
		panic(err) // the whole transaction must run again
	}
	undo := s.tx.RollbackTo(s.ctx, name)
	if undo == nil {
		undo = s.tx.Release(s.ctx, name)
	}
	if undo != nil {
		panic(errors.Join(err, s.db.typed(undo)))
	}
	for _, hook := range n.afterRollback {
		hook()
	}
	if err != nil {
		panic(err)
	}
}
