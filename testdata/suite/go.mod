module hexgen.test/suite

go 1.26.0

tool github.com/hexgen/hexgen/cmd/hexgen

require (
	github.com/google/uuid v1.6.0
	github.com/hexgen/hexgen v0.0.0
	github.com/hexgen/hexgen/h v0.0.0
	github.com/hexgen/hexgen/m v0.0.0
	github.com/hexgen/hexgen/q v0.0.0
	github.com/shopspring/decimal v1.6.0
)

require (
	github.com/aymanbagabas/go-udiff v0.4.1 // indirect
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/dustin/go-humanize v1.1.0 // indirect
	github.com/jmoiron/sqlx v1.4.0 // indirect
	github.com/lib/pq v1.12.3 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/spf13/cobra v1.10.2 // indirect
	github.com/spf13/pflag v1.0.9 // indirect
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
	modernc.org/libc v1.79.0 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
	modernc.org/sqlite v1.61.1 // indirect
)

replace (
	github.com/hexgen/hexgen => ../..
	github.com/hexgen/hexgen/h => ./h
	github.com/hexgen/hexgen/m => ./m
	github.com/hexgen/hexgen/q => ./q
)
