package models

import (
	"database/sql/driver"
	"slices"
	"sync"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// Ids of new records are known before the records are inserted, so that inserts can wait and be sent together.
//
// On PostgreSQL they are taken from the table's sequence: one for the first record of a transaction, then blocks of
// growing size. What a transaction leaves of a block serves the next one of this process. On SQLite a transaction
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

// size returns how many ids of a table are in the pool.
func (p *idPools) size(table string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.free[table])
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
	free := append(p.free[table], ids...)
	if !slices.IsSorted(free) { // blocks taken by other transactions at the same time
		slices.Sort(free)
	}
	p.free[table] = free
}

// nextID returns an id for a new record.
func (t *table) nextID() int64 {
	if t.s.db.sql.Dialect() == sqldb.SQLite {
		return t.nextSQLite()
	}
	for {
		if ids := t.s.db.ids.take(t.model.table, 1); len(ids) > 0 {
			t.block = max(1, t.block)
			return ids[0]
		}
		n := t.blockSize()
		t.block += n
		t.fillPool(n)
	}
}

// blockSize is how many ids to take next: more and more, as the transaction goes on creating.
func (t *table) blockSize() int {
	switch {
	case t.block == 0:
		return 1
	case t.block < maxBlock/8:
		return maxBlock / 8
	}
	return maxBlock
}

// reserve makes sure that n ids are at hand.
func (t *table) reserve(n int) {
	if n < 2 || t.s.db.sql.Dialect() == sqldb.SQLite || t.model.kind == mixinModel {
		return
	}
	if missing := n - t.s.db.ids.size(t.model.table); missing > 0 {
		if t.block > 0 {
			missing = max(missing, t.blockSize())
		}
		t.block += missing
		t.fillPool(missing)
	}
}

// fillPool takes n ids from the sequence.
func (t *table) fillPool(n int) {
	ids, err := t.s.tx.NextIDs(t.s.ctx, t.model.table, n)
	t.s.fail(err)
	t.s.db.ids.give(t.model.table, ids)
}

// nextSQLite counts on from the last id that the table ever had.
func (t *table) nextSQLite() int64 {
	if t.lastID == 0 {
		t.s.query("SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = ?1), 0)", []driver.Value{t.model.table},
			func(vals []driver.Value) error { return decodeInt(&t.lastID, vals[0]) })
		t.lastID = max(t.lastID, t.usedID)
		for _, r := range t.created {
			t.lastID = max(t.lastID, t.ids[r])
		}
	}
	t.lastID++
	return t.lastID
}
