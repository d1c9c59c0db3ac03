package types

type Plain struct{}

type Own = Plain
