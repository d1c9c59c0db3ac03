// Package docs holds the documentation of hexgen, as Markdown, and the tests
// that keep it true.
package docs
