package models

import (
	"testing"

	"github.com/hexgen/hexgen/models/internal/sqldb"
)

// BenchmarkSelectSQL measures what it costs to build a condition and to make SQL of it.
func BenchmarkSelectSQL(b *testing.B) {
	m := queryModels(b).Model("Partner")
	fields := m.stored[1:]
	for _, bench := range []struct {
		name string
		cond func() *Condition
	}{
		{"field", func() *Condition { return CharAt(&RelationPath{}, "Name").Equals("x") }},
		{"path", func() *Condition {
			root := RelationPath{}
			company := RelationAt(&root, "Company")
			country := RelationAt(&company, "Country")
			return CharAt(&country, "Name").Equals("x")
		}},
		{"semi-join", func() *Condition { return Where().Field("Orders.Lines.Product.Name").Equals("x") }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				q := &query{model: m, cond: bench.cond()}
				if _, _, err := q.selectSQL(Environment{}, sqldb.Postgres, fields); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
