// Package dbtest gives tests a PostgreSQL server and fresh databases on it.
//
// The server is the one that the environment variable HEXGEN_TEST_POSTGRES
// names, as a URL or as a list of key=value settings. Without it the package
// starts a throw-away cluster from the PostgreSQL binaries of the machine and
// removes it when the test process ends, in whatever way that is. To start one
// cluster for the tests of many packages, run them under the command beside it:
//
//	go run github.com/hexgen/hexgen/dbtest/cmd/with-postgres -- go test ./...
//
// A test that asks for a database and cannot have one fails; it is never skipped.
package dbtest
