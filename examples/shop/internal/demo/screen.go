package demo

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/mattn/go-isatty"
)

// screen prints the demo. It uses colours on terminals only.
type screen struct {
	out    io.Writer
	colour bool
	number int // of the section
}

func newScreen(out io.Writer) *screen {
	return &screen{out: out, colour: isTerminal(out) && os.Getenv("NO_COLOR") == ""}
}

// isTerminal tells whether a person reads what is written to w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// paint returns value in a colour.
func (s *screen) paint(colour text.Color, value string) string {
	if !s.colour {
		return value
	}
	return text.Colors{colour}.Sprint(value)
}

func (s *screen) printf(format string, args ...any) {
	_, _ = fmt.Fprintf(s.out, format, args...)
}

// banner begins the output.
func (s *screen) banner(title, where string) {
	s.printf("\n%s  %s\n", s.paint(text.Bold, title), s.paint(text.Faint, where))
}

// section begins a part.
func (s *screen) section(title string) {
	s.number++
	head := fmt.Sprintf("%d  %s", s.number, title)
	s.printf("\n%s\n%s\n", s.paint(text.FgHiCyan, head), s.paint(text.Faint, strings.Repeat("─", text.StringWidth(head))))
}

// say prints a paragraph.
func (s *screen) say(format string, args ...any) {
	s.printf("%s\n", fmt.Sprintf(format, args...))
}

// code prints the Go expression that a part is about.
func (s *screen) code(lines ...string) {
	for _, line := range lines {
		s.printf("    %s\n", s.paint(text.FgYellow, line))
	}
	s.printf("\n")
}

// table prints rows under a header. Columns whose header begins with > are
// aligned to the right. Without any names there is no header.
func (s *screen) table(header []string, rows [][]string) {
	t := table.NewWriter()
	named := strings.Join(header, "") != ""
	style := table.StyleLight
	style.Options = table.Options{SeparateHeader: named}
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "  ", ""
	t.SetStyle(style)
	var (
		head    table.Row
		configs []table.ColumnConfig
	)
	for i, name := range header {
		align := text.AlignLeft
		if strings.HasPrefix(name, ">") {
			name, align = name[1:], text.AlignRight
		}
		head = append(head, s.paint(text.Faint, name))
		configs = append(configs, table.ColumnConfig{Number: i + 1, Align: align, AlignHeader: align})
	}
	if named {
		t.AppendHeader(head)
	}
	t.SetColumnConfigs(configs)
	for _, cells := range rows {
		var row table.Row
		for _, cell := range cells {
			row = append(row, cell)
		}
		t.AppendRow(row)
	}
	for _, line := range strings.Split(t.Render(), "\n") {
		s.printf("%s\n", strings.TrimRight(line, " "))
	}
}

// cost prints what a part took.
func (s *screen) cost(c cost) {
	s.printf("%s\n", s.paint(text.FgGreen, "→ "+c.String()))
}

// done ends the output.
func (s *screen) done(elapsed time.Duration) {
	s.printf("\n%s\n\n", s.paint(text.Bold, "Done in "+short(elapsed)+"."))
}

// count writes a number of things.
func count(n int) string { return humanize.Comma(int64(n)) }

// plural writes a number with the right form of a noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(n) + " " + noun + "s"
}

// money writes an amount.
func money(amount float64) string { return humanize.FormatFloat("#,###.##", amount) }

// short writes a duration with three digits at most.
func short(d time.Duration) string {
	switch {
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	}
	return d.Round(time.Microsecond).String()
}
