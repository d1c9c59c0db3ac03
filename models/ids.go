package models

import (
	"database/sql/driver"
	"sync"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// Ids of new records are known before the records are inserted, so that inserts can wait and be sent together.
//
// On PostgreSQL they are taken from the table's sequence: one for the first record of a transaction, then blocks that
// double in size. What a transaction leaves of a block serves the next one of this process. On SQLite a transaction
// that writes is alone, so it counts on from the last id of the table.

// maxBlock is the largest number of ids taken at once.
const maxBlock = 1024

// idPools holds the ids that were taken from sequences and not used yet, by table.
type idPools struct {
	mu   sync.Mutex
	free map[string][]int64
}

// take removes up to n ids from the pool of a table.
func (p *idPools) take(table string, n int) []int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	ids := p.free[table]
	n = min(n, len(ids))
	out := ids[:n:n]
	if n > 0 {
		p.free[table] = ids[n:]
	}
	return out
}

// give puts ids into the pool of a table.
func (p *idPools) give(table string, ids []int64) {
	if len(ids) == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.free == nil {
		p.free = make(map[string][]int64)
	}
	p.free[table] = append(p.free[table], ids...)
}

// nextID returns an id for a new record.
func (t *table) nextID() int64 {
	if t.s.db.sql.Dialect() == sqldb.SQLite {
		return t.nextSQLite()
	}
	pools, name := &t.s.db.ids, t.model.table
	if ids := pools.take(name, 1); len(ids) > 0 {
		t.block++
		return ids[0]
	}
	n := min(max(1, t.block), maxBlock)
	t.block += n
	ids, err := t.s.tx.NextIDs(t.s.ctx, name, n)
	t.s.fail(err)
	pools.give(name, ids[1:])
	return ids[0]
}

// nextSQLite counts on from the last id that the table ever had.
func (t *table) nextSQLite() int64 {
	if t.lastID == 0 {
		t.s.query("SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = ?1), 0)", []driver.Value{t.model.table},
			func(vals []driver.Value) error { return decodeInt(&t.lastID, vals[0]) })
		for _, r := range t.created {
			t.lastID = max(t.lastID, t.ids[r])
		}
	}
	t.lastID++
	return t.lastID
}
