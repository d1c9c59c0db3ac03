package models

import (
	"fmt"
	"strings"

	"github.com/hexgen/hexgen/models/fieldtype"
	"github.com/hexgen/hexgen/models/operator"
)

// compare writes the comparison of a field that is no relation, where op is a positive operator.
//
// A field that is NULL reads as the zero value of its type, so that it is equal to it and different from everything
// else. It is neither above nor below anything.
func (r *tableRef) compare(b []byte, f *Field, op operator.Operator, value any, not bool) []byte {
	switch {
	case op == operator.IsNull:
		return r.isNull(b, f, not)
	case f.kind == fieldtype.JSON:
		r.src.w.fail(wrongOperator(f, op))
		return b
	}
	switch op {
	case operator.Equals:
		return r.equals(b, f, value, not)
	case operator.In:
		return r.in(b, f, value, not)
	case operator.Greater, operator.GreaterOrEqual, operator.Lower, operator.LowerOrEqual:
		return r.ordered(b, f, op, value, not)
	case operator.Like, operator.ILike, operator.Contains, operator.IContains:
		return r.text(b, f, op, value, not)
	}
	r.src.w.fail(wrongOperator(f, op))
	return b
}

// isText tells whether an empty value of the field counts as none.
func (f *Field) isText() bool { return f.kind.IsText() || f.kind == fieldtype.Binary }

// isNull writes that a field has no value, or that it has one.
func (r *tableRef) isNull(b []byte, f *Field, not bool) []byte {
	x := r.column(nil, f)
	if !f.isText() {
		b = append(b, x...)
		if not {
			return append(b, " IS NOT NULL"...)
		}
		return append(b, " IS NULL"...)
	}
	empty := "''"
	if f.kind == fieldtype.Binary && !r.src.w.pg {
		empty = "x''"
	}
	if not { // NULL is not different from ''
		return append(append(append(b, x...), " <> "...), empty...)
	}
	b = append(append(append(b, '('), x...), " IS NULL OR "...)
	b = append(append(append(b, x...), " = "...), empty...)
	return append(b, ')')
}

// equals writes that a field is equal to a value, or that it is not.
func (r *tableRef) equals(b []byte, f *Field, value any, not bool) []byte {
	w := r.src.w
	v, err := encodeValue(w.d, f, value)
	if err != nil {
		w.fail(err)
		return b
	}
	zero := isZeroValue(f, v)
	switch {
	case w.pg && !isStorable(v):
		return append(b, w.d.Bool(not)...)
	case v == nil, zero && f.isText():
		return r.isNull(b, f, not)
	case f.kind == fieldtype.Boolean && f.params.GoType == nil:
		b = r.column(b, f)
		if zero != not { // it is false, or NULL
			return append(b, " IS NOT TRUE"...)
		}
		return append(append(b, " = "...), w.d.Bool(true)...)
	}
	sign := " = "
	if not {
		sign = " <> "
	}
	x := r.column(nil, f)
	return r.orNull(b, x, zero != not && r.mayBeNull(f), func(b []byte) []byte {
		return w.bind(append(append(b, x...), sign...), v)
	})
}

// orNull writes a term, and with null that it holds or x is NULL.
func (r *tableRef) orNull(b, x []byte, null bool, term func(b []byte) []byte) []byte {
	if !null {
		return term(b)
	}
	b = term(append(b, '('))
	b = append(append(b, " OR "...), x...)
	return append(b, " IS NULL)"...)
}

// in writes that a field is equal to one of the values, or to none.
func (r *tableRef) in(b []byte, f *Field, values any, not bool) []byte {
	w := r.src.w
	l, err := w.listOf(f, values)
	if err != nil {
		w.fail(err)
		return b
	}
	if l.n == 0 && !l.zero {
		return append(b, w.d.Bool(not)...)
	}
	if l.n == 0 {
		return r.isNull(b, f, not)
	}
	x := r.column(nil, f)
	return r.orNull(b, x, l.zero != not && r.mayBeNull(f), func(b []byte) []byte {
		return w.inList(b, x, l, not)
	})
}

// The comparisons, and what is left when they do not hold.
var comparisons = map[operator.Operator][2]string{
	operator.Greater:        {" > ", " <= "},
	operator.GreaterOrEqual: {" >= ", " < "},
	operator.Lower:          {" < ", " >= "},
	operator.LowerOrEqual:   {" <= ", " > "},
}

// ordered writes a comparison by order.
func (r *tableRef) ordered(b []byte, f *Field, op operator.Operator, value any, not bool) []byte {
	w := r.src.w
	if f.kind == fieldtype.Boolean || f.kind == fieldtype.Binary {
		w.fail(wrongOperator(f, op))
		return b
	}
	v, err := encodeValue(w.d, f, value)
	if err == nil && v == nil {
		v, err = encodeZero(w.d, f)
	}
	if err != nil {
		w.fail(err)
		return b
	}
	if w.pg && !isStorable(v) {
		v = strings.ReplaceAll(strings.ToValidUTF8(v.(string), ""), "\x00", "")
	}
	sign := comparisons[op][0]
	if not {
		sign = comparisons[op][1]
	}
	x := r.column(nil, f)
	return r.orNull(b, x, not && r.mayBeNull(f), func(b []byte) []byte {
		if text, ok := v.(string); ok && !w.pg && f.isDecimalText() {
			return r.orderedDecimal(b, x, sign, text)
		}
		return w.bind(append(append(b, x...), sign...), v)
	})
}

// text writes a search in a text.
func (r *tableRef) text(b []byte, f *Field, op operator.Operator, value any, not bool) []byte {
	w := r.src.w
	if !f.kind.IsText() {
		w.fail(wrongOperator(f, op))
		return b
	}
	v, err := encodeValue(w.d, f, value)
	s, ok := v.(string)
	if err == nil && v != nil && !ok {
		err = fieldError(f.model.name, f.name, ErrWrongType,
			fmt.Sprintf("the condition looks for a %T in a text", value),
			"look for a string")
	}
	if err != nil {
		w.fail(err)
		return b
	}
	if w.pg && !isStorable(s) {
		return append(b, w.d.Bool(not)...)
	}
	p := patternOf(op, s)
	if p.all { // every text contains ""
		return append(b, w.d.Bool(!not)...)
	}
	x := r.column(nil, f)
	return r.orNull(b, x, not && r.mayBeNull(f), func(b []byte) []byte {
		return w.match(b, x, p, not)
	})
}
