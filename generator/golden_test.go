package generator_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/hexgen/hexgen/generator"
	"github.com/hexgen/hexgen/generator/diag"
	"github.com/hexgen/hexgen/generator/synth"
	"github.com/hexgen/hexgen/generator/write"
)

var update = flag.Bool("update", false, "write what the tests find to their want folders")

const cases = "../testdata/generator"

// toolkit is the checkout of hexgen.
func toolkit(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// project copies source to a new folder and makes a module of it, called example.com/app.
func project(t *testing.T, src string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(src)); err != nil {
		t.Fatal(err)
	}
	mod, err := synth.GoMod("example.com/app", toolkit(t))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(toolkit(t), "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "go.mod"), mod)
	writeFile(t, filepath.Join(dir, "go.sum"), string(sum))
	return dir
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// generate brings the generated files of a project up to date.
func generate(t *testing.T, dir string) *generator.Result {
	t.Helper()
	res, err := generator.Generate(context.Background(), generator.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := write.Apply(res.Changes); err != nil {
		t.Fatal(err)
	}
	return res
}

// TestGolden compares what is generated, or the errors, with the want folders. Run it with -update to accept changes.
func TestGolden(t *testing.T) {
	entries, err := os.ReadDir(cases)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		t.Run(entry.Name(), func(t *testing.T) {
			t.Parallel()
			dir, want := project(t, filepath.Join(cases, entry.Name(), "src")), filepath.Join(cases, entry.Name(), "want")
			got := map[string]string{}
			res, err := generator.Generate(context.Background(), generator.Options{Dir: dir})
			problems := (*diag.Error)(nil)
			switch {
			case errors.As(err, &problems):
				got["errors.txt"] = problems.Error() + "\n"
			case err != nil:
				t.Fatal(err)
			default:
				if err := write.Apply(res.Changes); err != nil {
					t.Fatal(err)
				}
				for _, c := range res.Changes {
					rel, err := filepath.Rel(dir, c.Path)
					if err != nil {
						t.Fatal(err)
					}
					if base := filepath.Base(rel); base != "doc.go" && base != "operators.go" {
						got[filepath.ToSlash(rel)] = string(c.New)
					}
				}
				vet(t, dir)
			}
			compare(t, want, got)
		})
	}
}

// vet compiles and vets a project, tests included.
func vet(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.Command("go", "vet", "./...", "github.com/hexgen/hexgen/h", "github.com/hexgen/hexgen/m", "github.com/hexgen/hexgen/q")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}

// compare compares files with those of a folder.
func compare(t *testing.T, want string, got map[string]string) {
	t.Helper()
	if *update {
		if err := os.RemoveAll(want); err != nil {
			t.Fatal(err)
		}
		for name, text := range got {
			writeFile(t, filepath.Join(want, filepath.FromSlash(name)), text)
		}
		return
	}
	seen := map[string]bool{}
	err := filepath.WalkDir(want, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(want, path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		seen[name] = true
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if got[name] != string(text) {
			t.Errorf("%s differs: got\n%s\nwant\n%s", name, got[name], text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range got {
		if !seen[name] {
			t.Errorf("%s is not in %s: got\n%s", name, want, text)
		}
	}
	if len(seen) == 0 && len(got) == 0 {
		t.Error("nothing to compare")
	}
}
