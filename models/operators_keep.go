package models

// NeverTrue is false. Code behind it never runs, and the linker cannot know.
//
// Generated code looks at operators through interfaces whose condition type is that of a model, while they are
// implemented once, for *Condition. The linker drops methods that nobody seems to call through an interface. What
// stands behind NeverTrue calls each of them once.
var NeverTrue bool

// keepOperators keeps the methods of the operators alive.
func keepOperators() {
	if NeverTrue {
		keepNulls(nil)
		keepChar(nil)
		keepEqual[string](nil)
		keepBool(nil)
		keepBinary(nil)
		keepID(nil)
		KeepRelation(nil)
	}
}

func keepNulls(n NullOperators[*Condition]) {
	n.FieldName()
	n.IsNull()
	n.IsNotNull()
}

func keepEqual[T any](n EqualOperators[*Condition, T]) {
	var zero T
	keepNulls(n)
	n.Equals(zero)
	n.EqualsFunc(nil)
	n.EqualsEval("")
	n.NotEquals(zero)
	n.NotEqualsFunc(nil)
	n.NotEqualsEval("")
	n.In(nil)
	n.InFunc(nil)
	n.InEval("")
	n.NotIn(nil)
	n.NotInFunc(nil)
	n.NotInEval("")
}

func keepOrdered[T any](n OrderedOperators[*Condition, T]) {
	var zero T
	keepEqual[T](n)
	n.Greater(zero)
	n.GreaterFunc(nil)
	n.GreaterEval("")
	n.GreaterOrEqual(zero)
	n.GreaterOrEqualFunc(nil)
	n.GreaterOrEqualEval("")
	n.Lower(zero)
	n.LowerFunc(nil)
	n.LowerEval("")
	n.LowerOrEqual(zero)
	n.LowerOrEqualFunc(nil)
	n.LowerOrEqualEval("")
}

func keepChar(n CharOperators[*Condition]) {
	keepOrdered[string](n)
	n.Like("")
	n.LikeFunc(nil)
	n.LikeEval("")
	n.ILike("")
	n.ILikeFunc(nil)
	n.ILikeEval("")
	n.Contains("")
	n.ContainsFunc(nil)
	n.ContainsEval("")
	n.NotContains("")
	n.NotContainsFunc(nil)
	n.NotContainsEval("")
	n.IContains("")
	n.IContainsFunc(nil)
	n.IContainsEval("")
	n.NotIContains("")
	n.NotIContainsFunc(nil)
	n.NotIContainsEval("")
}

func keepBool(n BoolOperators[*Condition]) {
	keepNulls(n)
	n.Equals(false)
	n.EqualsFunc(nil)
	n.EqualsEval("")
	n.NotEquals(false)
	n.NotEqualsFunc(nil)
	n.NotEqualsEval("")
}

func keepBinary(n BinaryOperators[*Condition]) {
	keepNulls(n)
	n.Equals("")
	n.EqualsFunc(nil)
	n.EqualsEval("")
	n.NotEquals("")
	n.NotEqualsFunc(nil)
	n.NotEqualsEval("")
}

func keepID(n IDOperators[*Condition]) {
	keepOrdered[int64](n)
	n.ChildOf(0)
	n.ChildOfFunc(nil)
	n.ChildOfEval("")
}

// KeepRelation keeps the operators of a relation alive. It is called behind NeverTrue only.
func KeepRelation(n RelationOperators[*Condition, *Core]) {
	keepNulls(n)
	n.Equals(nil)
	n.EqualsFunc(nil)
	n.EqualsEval("")
	n.NotEquals(nil)
	n.NotEqualsFunc(nil)
	n.NotEqualsEval("")
	n.In(nil)
	n.InFunc(nil)
	n.InEval("")
	n.NotIn(nil)
	n.NotInFunc(nil)
	n.NotInEval("")
	n.ChildOf(nil)
	n.ChildOfFunc(nil)
	n.ChildOfEval("")
}
