package models

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hexgen/hexgen/models/operator"
)

// pattern is what a text is searched for: elements that each stand for one or more characters.
type pattern struct {
	elems []elem
	fold  bool   // in any case
	plain string // the text to find anywhere; "" if the pattern has wildcards
	all   bool   // matches all texts
}

// elem is an element of a pattern: a character, or a wildcard.
type elem struct {
	r    rune
	text string // how the character was given, which matters if it is no valid UTF-8
	wild byte   // '%', '_' or 0
}

// patternOf reads the argument of a text operator. Like and ILike take % and _ as wildcards and \ as what makes them
// ordinary; an argument with none of the three is looked for anywhere.
func patternOf(op operator.Operator, s string) pattern {
	p := pattern{fold: op == operator.ILike || op == operator.IContains}
	anywhere := op == operator.Contains || op == operator.IContains || !strings.ContainsAny(s, `%_\`)
	if anywhere {
		p.plain, p.all = s, s == ""
		p.elems = append(p.elems, elem{wild: '%'})
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		e := elem{r: r, text: s[i : i+n]}
		if !anywhere {
			switch {
			case r == '%' || r == '_':
				e.wild = byte(r)
			case r == '\\' && i+n < len(s):
				i += n
				r, n = utf8.DecodeRuneInString(s[i:])
				e = elem{r: r, text: s[i : i+n]}
			}
		}
		p.elems = append(p.elems, e)
		i += n
	}
	if anywhere {
		p.elems = append(p.elems, elem{wild: '%'})
	}
	return p
}

// like returns the pattern of LIKE ... ESCAPE '\'.
func (p pattern) like() string {
	var b strings.Builder
	for _, e := range p.elems {
		switch {
		case e.wild != 0:
			b.WriteByte(e.wild)
			continue
		case e.r == '%' || e.r == '_' || e.r == '\\':
			b.WriteByte('\\')
		}
		b.WriteString(e.text)
	}
	return b.String()
}

// glob returns the pattern of SQLite's GLOB, which knows case. In any case, a letter becomes the class of its forms.
func (p pattern) glob() string {
	var b strings.Builder
	for _, e := range p.elems {
		switch {
		case e.wild == '%':
			b.WriteByte('*')
		case e.wild == '_':
			b.WriteByte('?')
		case e.r == '*' || e.r == '?' || e.r == '[':
			b.WriteByte('[')
			b.WriteString(e.text)
			b.WriteByte(']')
		case p.fold && unicode.SimpleFold(e.r) != e.r:
			b.WriteByte('[')
			b.WriteRune(e.r)
			for f := unicode.SimpleFold(e.r); f != e.r; f = unicode.SimpleFold(f) {
				b.WriteRune(f)
			}
			b.WriteByte(']')
		default:
			b.WriteString(e.text)
		}
	}
	return b.String()
}

// isASCII tells whether case matters for letters of ASCII only.
func (p pattern) isASCII() bool {
	for _, e := range p.elems {
		if e.r >= utf8.RuneSelf && unicode.SimpleFold(e.r) != e.r {
			return false
		}
	}
	return true
}

// match writes that an expression matches a pattern, or that it does not.
//
// PostgreSQL has LIKE and ILIKE, the latter with the letters that the locale of the database knows. LIKE of SQLite
// ignores the case of ASCII letters. So on SQLite instr and GLOB search where case matters, and GLOB with classes of
// letters finds non-ASCII letters in any case. None of these needs a function of ours in the database.
func (w *sqlWriter) match(b, x []byte, p pattern, not bool) []byte {
	no := ""
	if not {
		no = " NOT"
	}
	infix := func(op, arg, tail string) []byte {
		b = append(append(append(append(b, x...), no...), op...), ' ')
		return append(w.bind(b, arg), tail...)
	}
	switch {
	case w.pg && p.fold:
		return infix(" ILIKE", p.like(), ` ESCAPE '\'`)
	case w.pg:
		return infix(" LIKE", p.like(), ` ESCAPE '\'`)
	case p.fold && p.isASCII():
		return infix(" LIKE", p.like(), ` ESCAPE '\'`)
	case p.plain != "" && !p.fold:
		b = append(append(append(b, "instr("...), x...), ", "...)
		b = w.bind(b, p.plain)
		if not {
			return append(b, ") = 0"...)
		}
		return append(b, ") > 0"...)
	}
	return infix(" GLOB", p.glob(), "")
}
