module github.com/hexgen/hexgen/q

go 1.26
