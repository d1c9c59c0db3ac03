// Package suite is the behaviour suite of the ORM: three modules of models (base, sale on top of it, crm on top of
// both), and tests that run on SQLite and on PostgreSQL alike. The packages h, m and q in its folders are generated.
package suite

//go:generate go run github.com/hexgen/hexgen/cmd/hexgen generate ./...
