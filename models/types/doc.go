// Package types holds the small value types that declarations, environments
// and records share: Context, Selection and Digits.
package types
