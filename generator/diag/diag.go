// Package diag holds what the stages of the generator report about the source that they read.
package diag

import (
	"cmp"
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// A Problem is something wrong in the source, with what to do about it.
type Problem struct {
	Pos  token.Position
	What string
	// Mend says how to mend it; it may be empty.
	Mend string
	// Also are other places that the problem is about.
	Also []token.Position
}

// A List collects problems. Its zero value is empty and ready to use.
type List struct {
	problems []Problem
	seen     map[string]bool
}

// Add notes a problem, unless it is there already.
func (l *List) Add(p Problem) {
	key := fmt.Sprintf("%s\x00%s", p.Pos, p.What)
	if l.seen[key] {
		return
	}
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	l.seen[key] = true
	l.problems = append(l.problems, p)
}

// Addf notes a problem at one place.
func (l *List) Addf(pos token.Position, mend, format string, args ...any) {
	l.Add(Problem{Pos: pos, What: fmt.Sprintf(format, args...), Mend: mend})
}

// Lines returns the lines that have problems.
func (l *List) Lines() map[Line]bool {
	res := map[Line]bool{}
	for _, p := range l.problems {
		res[Line{p.Pos.Filename, p.Pos.Line}] = true
	}
	return res
}

// Line is a line of a file.
type Line struct {
	File   string
	Number int
}

// Len returns the number of problems.
func (l *List) Len() int { return len(l.problems) }

// Sorted returns the problems in the order of their places.
func (l *List) Sorted() []Problem {
	res := slices.Clone(l.problems)
	slices.SortStableFunc(res, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Pos.Filename, b.Pos.Filename), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.What, b.What))
	})
	return res
}

// Err returns the problems as an error that shows files relative to dir, and nil if there are none.
func (l *List) Err(dir string) error {
	if l.Len() == 0 {
		return nil
	}
	return &Error{Problems: l.Sorted(), Dir: dir}
}

// Error is a list of problems as an error, a line each.
type Error struct {
	Problems []Problem
	// Dir is the folder that files are shown relative to.
	Dir string
}

// Error returns one line for each problem: "file:line:col: what: how to mend".
func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.line(e.Dir)
	}
	return strings.Join(lines, "\n")
}

func (p Problem) line(dir string) string {
	var b strings.Builder
	if p.Pos.Filename != "" {
		b.WriteString(Place(p.Pos, dir) + ": ")
	}
	b.WriteString(p.What)
	for i, pos := range p.Also {
		b.WriteString([]string{" (see ", ", "}[min(i, 1)] + Place(pos, dir))
	}
	if len(p.Also) > 0 {
		b.WriteString(")")
	}
	if p.Mend != "" {
		b.WriteString(": " + p.Mend)
	}
	return b.String()
}

// Place returns a position as text, with the file relative to dir if it is inside of it or next to it.
func Place(pos token.Position, dir string) string {
	if rel, err := filepath.Rel(dir, pos.Filename); err == nil && !strings.HasPrefix(rel, filepath.Join("..", "..", "..")) {
		pos.Filename = filepath.ToSlash(rel)
	}
	return pos.String()
}
