package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fileName finds the name of the file that a block of the tutorial is for.
var fileName = regexp.MustCompile("`([a-z/]+\\.go)`")

// TestTutorial does what the tutorial of the README says, in an empty folder.
func TestTutorial(t *testing.T) {
	_, tutorial, found := strings.Cut(read(t, "../README.md"), "\n## Ten minutes")
	if !found {
		t.Fatal("the README has no tutorial")
	}
	tutorial, _, _ = strings.Cut(tutorial, "\n## ")

	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	script.WriteString("set -e\n")
	var want string
	for _, b := range blocks(tutorial) {
		switch b.language {
		case "sh":
			script.WriteString(b.code)
		case "go":
			names := fileName.FindAllStringSubmatch(b.before, -1)
			if len(names) == 0 {
				t.Fatalf("the text does not say which file this is:\n%s", b.code)
			}
			script.WriteString("cat > " + names[len(names)-1][1] + " <<'END OF FILE'\n" + b.code + "END OF FILE\n")
		case "":
			want = b.code
		}
	}

	cmd := exec.Command("sh", "-c", script.String())
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "HEXGEN="+root, "GOWORK=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.HasSuffix(string(out), want) {
		t.Errorf("the program prints\n%s\nwant\n%s", out, want)
	}
}
