module github.com/hexgen/hexgen/q

go 1.26

require (
	github.com/hexgen/hexgen v0.0.0
	github.com/hexgen/hexgen/h v0.0.0
	github.com/hexgen/hexgen/m v0.0.0
)
