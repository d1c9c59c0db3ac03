package sqldb

import (
	"context"
	"sync"
)

// maxIdle bounds the connections kept in the free list.
const maxIdle = 16

// pool is the free list of connections. It exists beside the one of
// database/sql because a connection taken from here still has its prepared
// statements.
type pool struct {
	db    *DB
	slots chan struct{} // one for every connection in use
	idle  int           // most connections kept

	mu     sync.Mutex
	free   []*conn // the last one was used last
	closed bool
}

func newPool(db *DB, maxConns int) *pool {
	idle := min(maxIdle, maxConns)
	if !db.owned && maxConns <= maxIdle {
		// leave one connection of a limited handle to its owner
		idle = maxConns - 1
	}
	return &pool{db: db, slots: make(chan struct{}, maxConns), idle: idle}
}

// get returns a free connection, or a new one, waiting for its turn.
func (p *pool) get(ctx context.Context) (*conn, error) {
	select {
	case p.slots <- struct{}{}:
	default:
		select {
		case p.slots <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	c, err := p.take(ctx)
	if err != nil {
		<-p.slots
		return nil, err
	}
	return c, nil
}

func (p *pool) take(ctx context.Context) (*conn, error) {
	for {
		p.mu.Lock()
		if p.closed {
			p.mu.Unlock()
			return nil, ErrClosed
		}
		n := len(p.free)
		if n == 0 {
			p.mu.Unlock()
			return p.db.newConn(ctx)
		}
		c := p.free[n-1]
		p.free[n-1] = nil
		p.free = p.free[:n-1]
		p.mu.Unlock()
		if c.valid() {
			c.reused = true
			return c, nil
		}
		if err := c.discard(); err != nil {
			return nil, err
		}
	}
}

// put gives a connection back; one that is not healthy is closed.
func (p *pool) put(c *conn, healthy bool) error {
	defer func() { <-p.slots }()
	if !healthy {
		return c.discard()
	}
	p.mu.Lock()
	if !p.closed && len(p.free) < p.idle {
		p.free = append(p.free, c)
		p.mu.Unlock()
		return nil
	}
	p.mu.Unlock()
	return c.close()
}

// close closes the free connections; the others are closed when given back.
func (p *pool) close() error {
	p.mu.Lock()
	free := p.free
	p.free, p.closed = nil, true
	p.mu.Unlock()
	var err error
	for _, c := range free {
		err = joinErrors(err, c.close())
	}
	return err
}

func (p *pool) isClosed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closed
}
