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

// elapsed is a duration as the demo prints it.
var elapsed = regexp.MustCompile(` *[0-9.]+(µs|ms|s)\b`)

// afterLoad returns what the demo prints after it loaded the data, without the
// times.
func afterLoad(output string) string {
	_, rest, _ := strings.Cut(output, "3  ")
	return elapsed.ReplaceAllString(rest, "")
}
