module github.com/hexgen/hexgen/h

go 1.26
