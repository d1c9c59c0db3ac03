package emit

import (
	"strings"

	"github.com/hexgen/hexgen/generator/graph"
)

// fieldDoc describes a field.
func fieldDoc(f *graph.Field) string {
	var b strings.Builder
	b.WriteString(f.Name + " is ")
	switch kind := f.Kind.String(); {
	case f.Relation != nil:
		b.WriteString("a " + kind + " to " + f.Relation.Name)
	case strings.ContainsRune("AEIO", rune(kind[0])):
		b.WriteString("an " + kind)
	default:
		b.WriteString("a " + kind)
	}
	if label := strings.TrimSpace(f.Params.String.Value); label != "" && label != f.Name {
		b.WriteString(", " + quote(label))
	}
	switch {
	case f.Embedded != nil:
		b.WriteString(", of the embedded " + f.Embedded.Model.Name)
	case f.Params.Related.IsSet():
		b.WriteString(", related to " + f.Params.Related.Value)
	case f.Params.Compute != nil:
		b.WriteString(", computed by " + f.Params.Compute.Name)
	}
	switch {
	case f.From != nil:
		b.WriteString(", from " + f.From.Name)
	case f.Module != f.Model.Module && f.Embedded == nil:
		b.WriteString(", added by " + f.Module)
	}
	b.WriteString(".")
	if help := strings.TrimSpace(f.Params.Help.Value); help != "" {
		b.WriteString(" " + sentence(help))
	}
	return b.String()
}

func quote(s string) string { return `"` + strings.Join(strings.Fields(s), " ") + `"` }

// sentence puts a full stop behind a text.
func sentence(s string) string {
	if s = strings.Join(strings.Fields(s), " "); s != "" && !strings.ContainsRune(".!?:", rune(s[len(s)-1])) {
		s += "."
	}
	return s
}

// methodDoc describes a method by the texts of its layers.
func methodDoc(x *graph.Method) string {
	var parts, modules []string
	for i, layer := range x.Layers {
		doc := strings.TrimSpace(layer.Doc)
		if doc == "" && i == 0 {
			doc = x.Name + " is a method of " + x.Model.Name + "."
		}
		if i == 0 && !strings.HasPrefix(doc, x.Name) {
			doc = x.Name + ": " + doc
		}
		if doc != "" {
			parts = append(parts, sentenceLines(doc))
		}
		if i > 0 {
			modules = append(modules, layer.Module)
		}
	}
	from := "It is declared in " + x.Layers[0].Module
	if mixin := x.Layers[0].Mixin; mixin != "" {
		from += " for " + mixin
	}
	if len(modules) > 0 {
		from += " and extended in " + strings.Join(modules, ", ")
	}
	return strings.Join(append(parts, from+"."), "\n")
}

// sentenceLines ends a text of several lines with a full stop.
func sentenceLines(doc string) string {
	lines := strings.Split(doc, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	lines[len(lines)-1] = sentence(lines[len(lines)-1])
	return strings.Join(lines, "\n")
}
