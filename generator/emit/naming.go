package emit

import (
	"go/types"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/hexgen/hexgen/generator/graph"
)

// platforms are endings of file names that the go command gives a meaning.
var platforms = strings.Fields(`test aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris
	wasip1 windows zos 386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le
	ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm unix`)

// fileNames returns the names of files for models.
func fileNames(g *graph.Graph) map[*graph.Model]string {
	res := map[*graph.Model]string{}
	taken := map[string]bool{"doc": true, "operators": true}
	for _, m := range g.Models {
		name := graph.Snake(m.Name)
		if i := strings.LastIndexByte(name, '_'); i >= 0 && slices.Contains(platforms, name[i+1:]) || taken[name] {
			name += "_model"
		}
		for i := 2; taken[name]; i++ {
			name = graph.Snake(m.Name) + strconv.Itoa(i) + "_model"
		}
		taken[name] = true
		res[m] = name + ".go"
	}
	return res
}

// countNames counts the short names of constants, of which two models may want the same.
func (e *emitter) countNames() {
	for _, name := range strings.Fields("charOp selectionOp boolOp binaryOp idOp orderedOp integerOp floatOp dateOp dateTimeOp decimalOp uuidOp jsonOp relationOp nullOperators equalOperators makeOrdered baseSteps fillRelation startAt put putRelation putRecords pointer untyped core record condition path step") {
		e.consts[name]++
	}
	for _, m := range e.Models {
		for _, suffix := range []string{"View", "Steps"} {
			e.consts[lower(m.Name)+suffix]++
		}
		for _, f := range m.Fields {
			e.consts[lower(m.Name)+f.Name]++
		}
		for _, x := range m.Methods {
			e.consts[lower(m.Name)+x.Name]++
		}
	}
}

// constant returns the name of the constant, or variable, of something of a model.
func (e *emitter) constant(m *graph.Model, name string) string {
	short := lower(m.Name) + name
	if e.consts[short] > 1 {
		return lower(m.Name) + "_" + name
	}
	return short
}

// lower makes the first letter, or an abbreviation at the start, a small one.
func lower(name string) string {
	runes := []rune(name)
	for i := range runes {
		if !unicode.IsUpper(runes[i]) || i > 0 && i+1 < len(runes) && !unicode.IsUpper(runes[i+1]) {
			break
		}
		runes[i] = unicode.ToLower(runes[i])
	}
	return string(runes)
}

// paramNames returns the names to use for parameters, which hide nothing that the body of a generated method uses.
func paramNames(params []*types.Var, hidden map[string]bool) []string {
	res := make([]string, len(params))
	taken := map[string]bool{"s": true, "x": true, "layer": true, "rs": true, "core": true, "record": true, "condition": true}
	for i, p := range params {
		name := p.Name()
		if name == "" || name == "_" {
			name = "arg" + strconv.Itoa(i+1)
		}
		for taken[name] || hidden[name] || types.Universe.Lookup(name) != nil {
			name += "Value"
		}
		taken[name] = true
		res[i] = name
	}
	return res
}
