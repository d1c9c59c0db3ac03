package generator_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/generator/synth"
)

// linesPerModel is what a model of 20 fields and 3 methods takes. It may grow by a tenth.
const linesPerModel = 850

func TestSizeOfGeneratedCode(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := synth.Write(dir, synth.Options{Models: 50, Fields: 20, Methods: 3, Toolkit: toolkit(t)}); err != nil {
		t.Fatal(err)
	}
	res := generate(t, dir)
	lines := res.Lines / len(res.Graph.Models)
	t.Logf("%d lines a model", lines)
	if limit := linesPerModel * 11 / 10; lines > limit {
		t.Errorf("%d lines a model, want at most %d", lines, limit)
	}
}

// TestWalksInLargePrograms checks that conditions of a large program walk where its source does, and not elsewhere.
func TestWalksInLargePrograms(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := synth.Write(dir, synth.Options{Models: 50, Fields: 20, Methods: 1, Toolkit: toolkit(t)}); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "deep", "deep.go"), `package deep

import (
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"

	_ "example.com/synth/modules/m004"
)

var Deep = q.PartnerAa().Company().Country().Owner().Name().Equals("x")

var company = q.PartnerAa().Company()

var Wide = company.Tags().Name().Contains("y")

var Named models.FieldNamer = q.PartnerAa().Company().Name()
`)
	generate(t, dir)
	vet(t, dir)
	text, err := os.ReadFile(filepath.Join(dir, "m", "order_aa.go"))
	if err != nil {
		t.Fatal(err)
	}
	_, relation, ok := strings.Cut(string(text), "type OrderAaRelation[C any] struct")
	if relation, _, _ = strings.Cut(relation, "\n}"); !ok {
		t.Fatal("OrderAaRelation is not there")
	}
	for field, walks := range map[string]bool{"Country": true, "Tags": true, "Owner": false} {
		found := false
		for line := range strings.Lines(relation) {
			words := strings.Fields(line)
			if len(words) > 2 && words[0] == field && strings.Contains(words[2], "Relation[C]") {
				found = true
			}
		}
		if found != walks {
			t.Errorf("OrderAaRelation.%s walks: %v, want %v in%s", field, found, walks, relation)
		}
	}
}
