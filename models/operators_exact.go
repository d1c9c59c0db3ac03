package models

import (
	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// DecimalAt is a field of kind Decimal or Monetary.
func DecimalAt(owner *RelationPath, name string) DecimalOperators[*Condition] {
	return OrderedAt[decimal.Decimal](owner, name)
}

// UUIDAt is a field of kind UUID.
func UUIDAt(owner *RelationPath, name string) UUIDOperators[*Condition] {
	n := &equalNode[uuid.UUID]{fieldNode{owner, name}}
	if NeverTrue {
		keepEqual[uuid.UUID](n)
	}
	return n
}

// JSONAt is a field of kind JSON.
func JSONAt(owner *RelationPath, name string) JSONOperators[*Condition] {
	keepOperators()
	return &fieldNode{owner, name}
}
