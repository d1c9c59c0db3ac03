// Package synth makes synthetic projects to measure the generator with.
package synth

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Options say what a project is made of.
type Options struct {
	Models  int // number of models
	Fields  int // fields of each model, one in five of them a relation
	Methods int // methods of each model
	Toolkit string
}

// perModule is the number of models that a module declares.
const perModule = 10

// Write writes a project to a folder: modules of ten models each, of which every one imports the one before and extends
// a model of it.
func Write(dir string, o Options) error {
	mod, err := GoMod("example.com/synth", o.Toolkit)
	if err != nil {
		return err
	}
	files := map[string]string{
		"go.mod":   mod,
		"h/go.mod": "module github.com/hexgen/hexgen/h\n\ngo 1.26\n",
		"m/go.mod": "module github.com/hexgen/hexgen/m\n\ngo 1.26\n",
		"q/go.mod": "module github.com/hexgen/hexgen/q\n\ngo 1.26\n",
	}
	modules := (o.Models + perModule - 1) / perModule
	for i := range modules {
		files[fmt.Sprintf("modules/m%03d/module.go", i)] = module(o, i)
	}
	files["main.go"] = fmt.Sprintf("package main\n\nimport _ \"example.com/synth/modules/m%03d\"\n\nfunc main() {}\n", modules-1)
	sum, err := os.ReadFile(filepath.Join(o.Toolkit, "go.sum"))
	if err != nil {
		return err
	}
	files["go.sum"] = string(sum)
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// fields are the names and kinds of fields that are no relations, in turn.
var fields = [][2]string{
	{"Name", "Char"}, {"Age", "Integer"}, {"Active", "Boolean"}, {"Birthday", "Date"}, {"Amount", "Float"}, {"State", "Selection"},
	{"Note", "Text"}, {"ClosedAt", "DateTime"}, {"Reference", "Char"}, {"Priority", "Integer"}, {"IsDone", "Boolean"}, {"DueDate", "Date"},
	{"Weight", "Float"}, {"Kind", "Selection"}, {"Comment", "Text"}, {"OpenedAt", "DateTime"},
}

// field returns the name and kind of a field.
func field(i int) (name, kind string) {
	f := fields[i%len(fields)]
	if n := i / len(fields); n > 0 {
		return fmt.Sprint(f[0], n+1), f[1]
	}
	return f[0], f[1]
}

// relations are the names of relation fields, in turn.
var relations = []string{"Company", "Country", "Owner", "Tags"}

// module writes one module.
func module(o Options, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "// Package m%03d is a module of a synthetic project.\npackage m%03d\n\nimport (\n", n, n)
	b.WriteString("\t\"github.com/hexgen/hexgen/h\"\n\t\"github.com/hexgen/hexgen/m\"\n\t\"github.com/hexgen/hexgen/models\"\n\t\"github.com/hexgen/hexgen/q\"\n")
	if n > 0 {
		fmt.Fprintf(&b, "\n\t_ \"example.com/synth/modules/m%03d\"\n", n-1)
	}
	b.WriteString(")\n\nfunc init() {\n")
	if n > 0 {
		fmt.Fprintf(&b, "\th.%s().AddFields(map[string]models.FieldDefinition{\"Added%d\": models.CharField{}})\n", name((n-1)*perModule), n)
		fmt.Fprintf(&b, "\th.%s().Methods().Method0().Extend(`Extended.`, func(rs m.%[1]sSet, n int64) string { return rs.Super().Method0(n) })\n", name((n-1)*perModule))
	}
	for i := n * perModule; i < min(o.Models, (n+1)*perModule); i++ {
		model(&b, o, i)
	}
	b.WriteString("}\n\nfunc use(rs m." + name(n*perModule) + "Set) int {\n")
	fmt.Fprintf(&b, "\treturn rs.Search(q.%s().Name().Equals(\"x\").And().Company().Name().ILike(\"y\")).Len()\n}\n\nvar _ = use\n", name(n*perModule))
	return b.String()
}

// name returns the name of a model.
func name(i int) string {
	words := []string{"Partner", "Order", "Invoice", "Product", "Account", "Delivery", "Project", "Employee", "Payment", "Ticket"}
	return fmt.Sprintf("%s%c%c", words[i%len(words)], 'A'+i/10%26, 'a'+i/260)
}

// model writes the declaration of a model. Relations are to models all over the program.
func model(b *strings.Builder, o Options, i int) {
	fmt.Fprintf(b, "\n\t%s := h.%s().DeclareModel()\n\t%[1]s.AddFields(map[string]models.FieldDefinition{\n", "model"+name(i), name(i))
	links := o.Fields / 5
	for f := range o.Fields - links {
		label, kind := field(f)
		fmt.Fprintf(b, "\t\t%q: models.%sField{Help: \"Number %d\"},\n", label, kind, f)
	}
	for f := range links {
		to := (i*7 + f*31 + 1) % o.Models
		kind := "Many2OneField"
		if f%len(relations) == len(relations)-1 {
			kind = "Many2ManyField"
			if to == i {
				to = (to + 1) % o.Models
			}
		}
		label := relations[f%len(relations)]
		if f >= len(relations) {
			label = fmt.Sprint(label, f/len(relations)+1)
		}
		fmt.Fprintf(b, "\t\t%q: models.%s{RelationModel: h.%s()},\n", label, kind, name(to))
	}
	b.WriteString("\t})\n")
	for f := range o.Methods {
		fmt.Fprintf(b, "\tmodel%s.Methods().Method%d().DeclareMethod(\n\t\t`Method%[2]d does something.`,\n\t\tfunc(rs m.%[1]sSet, n int64) string { return rs.Name() })\n", name(i), f)
	}
}
