module github.com/hexgen/hexgen/m

go 1.26
