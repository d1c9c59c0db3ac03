package sqldb

import (
	"context"
	"database/sql/driver"
	"testing"

	"github.com/hexgen/hexgen/dbtest"
)

// BenchmarkRead reads 1000 rows, and one row in a transaction of its own.
func BenchmarkRead(b *testing.B) {
	for name, source := range map[string]string{"postgres": dbtest.NewDatabase(b), "sqlite": "sqlite::memory:"} {
		db, err := Open(source)
		if err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		script := "CREATE TABLE n (id bigint PRIMARY KEY, name varchar(20)); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1000) INSERT INTO n SELECT i, 'name ' || i FROM c"
		if db.Dialect() == SQLite {
			script = "CREATE TABLE n (id bigint PRIMARY KEY, name varchar(20)); INSERT INTO n WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1000) SELECT i, 'name ' || i FROM c"
		}
		if err := db.InTx(ctx, Options{}, func(tx *Tx) error { return tx.ExecScript(ctx, script) }); err != nil {
			b.Fatal(err)
		}
		read := func(b *testing.B, sql string, want int, args ...driver.Value) {
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				err := db.InTx(ctx, Options{ReadOnly: true}, func(tx *Tx) error {
					return tx.Query(ctx, sql, args, func([]driver.Value) error { n++; return nil })
				})
				if err != nil || n != want {
					b.Fatal(n, err)
				}
			}
		}
		b.Run(name+"/1000 rows", func(b *testing.B) { read(b, "SELECT id, name FROM n ORDER BY id", 1000) })
		b.Run(name+"/by id", func(b *testing.B) { read(b, "SELECT id, name FROM n WHERE id = $1", 1, int64(500)) })
		cancel()
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	}
}
