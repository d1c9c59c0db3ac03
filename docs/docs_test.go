package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// block is a piece of code of a Markdown file.
type block struct {
	before   string // the text since the last block
	language string
	code     string
}

var fence = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```\n")

// blocks returns the code in a Markdown text.
func blocks(text string) []block {
	var res []block
	end := 0
	for _, at := range fence.FindAllStringSubmatchIndex(text, -1) {
		res = append(res, block{before: text[end:at[0]], language: text[at[2]:at[3]], code: text[at[4]:at[5]]})
		end = at[1]
	}
	return res
}

// read returns the content of a file.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// comment is what a line of a snippet may say in addition.
var comment = regexp.MustCompile(`\s*// .*$`)

// normal returns a line of code as it is compared.
func normal(line string) string {
	return strings.Join(strings.Fields(comment.ReplaceAllString(line, "")), " ")
}

// TestSnippetsAreInTheShop fails if a line of Go in the documentation is not one
// of the example shop, which is compiled and tested.
func TestSnippetsAreInTheShop(t *testing.T) {
	known := map[string]bool{"": true, "…": true}
	err := filepath.WalkDir("../examples/shop", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".go") {
			for _, line := range strings.Split(read(t, path), "\n") {
				known[normal(line)] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob("*.md")
	if err != nil || len(pages) == 0 {
		t.Fatalf("pages = %v, %v", pages, err)
	}
	for _, page := range pages {
		for _, b := range blocks(read(t, page)) {
			if b.language != "go" {
				continue
			}
			for _, line := range strings.Split(b.code, "\n") {
				if !known[normal(line)] {
					t.Errorf("%s: not a line of examples/shop: %s", page, line)
				}
			}
		}
	}
}

// link is a link to another file of the repository.
var link = regexp.MustCompile(`\]\(([^):#]+)[^)]*\)`)

// TestLinks fails if a page links to a file that is not there.
func TestLinks(t *testing.T) {
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, "../README.md", "../examples/shop/README.md") {
		for _, target := range link.FindAllStringSubmatch(read(t, page), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), target[1])); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}
