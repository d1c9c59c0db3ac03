package dbtest

import "testing"

func TestParseDSN(t *testing.T) {
	tests := []struct{ in, want, other string }{
		{"postgres://me:pw@host:5433/db?sslmode=disable", "postgres://me:pw@host:5433/db?sslmode=disable",
			"postgres://me:pw@host:5433/x?sslmode=disable"},
		{"postgresql://host", "postgres://host", "postgres://host/x"},
		{"postgres:///db?host=%2Frun%2Fpg", "postgres:///db?host=%2Frun%2Fpg", "postgres:///x?host=%2Frun%2Fpg"},
		{"host=localhost user=me dbname=db", "postgres://me@localhost/db", "postgres://me@localhost/x"},
		{" port = 5433  user = me ", "postgres://me@localhost:5433/", "postgres://me@localhost:5433/x"},
		{"host=/run/pg port=5433 dbname=db", "postgres:///db?host=%2Frun%2Fpg&port=5433",
			"postgres:///x?host=%2Frun%2Fpg&port=5433"},
		{`user=me password='it\'s a \\ secret' host=h`, "postgres://me:it%27s%20a%20%5C%20secret@h/",
			"postgres://me:it%27s%20a%20%5C%20secret@h/x"},
		{"host=::1 port=1 sslmode=disable", "postgres://[::1]:1/?sslmode=disable", "postgres://[::1]:1/x?sslmode=disable"},
	}
	for _, tt := range tests {
		u, err := parseDSN(tt.in)
		if err != nil || u.String() != tt.want {
			t.Errorf("parseDSN(%q) = %v, %v, want %s", tt.in, u, err, tt.want)
			continue
		}
		if got, err := withDatabase(tt.in, "x"); err != nil || got != tt.other {
			t.Errorf("withDatabase(%q) = %s, %v, want %s", tt.in, got, err, tt.other)
		}
	}
	for _, in := range []string{"localhost", "host=a b", "password='x", "=x", "mysql://host", "postgres://h:port/"} {
		if u, err := parseDSN(in); err == nil {
			t.Errorf("parseDSN(%q) = %s", in, u)
		}
	}
}
