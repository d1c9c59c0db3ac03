package demo_test

import (
	"regexp"
	"strings"
	"testing"
)

// wantLines checks that a line of text matches each of the patterns.
func wantLines(t *testing.T, text string, patterns ...string) {
	t.Helper()
	for _, pattern := range patterns {
		if !regexp.MustCompile(pattern).MatchString(text) {
			t.Errorf("nothing in the output matches %q:\n%s", pattern, text)
		}
	}
}

// elapsed is a duration as the demo prints it, or what changes its place with
// the length of one.
var elapsed = regexp.MustCompile(`[0-9.]+(µs|ms|s)\b|[ ─]+`)

// afterLoad returns the lines that the demo prints after it loaded the data,
// without the times.
func afterLoad(t *testing.T, output string) []string {
	t.Helper()
	_, rest, found := strings.Cut(output, "3  Search")
	if !found {
		t.Fatalf("the output has no section 3:\n%s", output)
	}
	return strings.Split(elapsed.ReplaceAllString(rest, " "), "\n")
}
