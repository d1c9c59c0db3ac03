package load

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"
)

// everything is the pattern of all packages of the main module.
const everything = "./..."

// complete returns the patterns to load from the root of the main module: all of its packages, and those that patterns
// name from dir. A pattern that names no package is an error, since it is a slip.
func (l *Layout) complete(ctx context.Context, dir string, patterns []string) ([]string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	res := []string{everything}
	for _, pattern := range patterns {
		if pattern == everything && dir == l.Root {
			continue
		}
		found, err := packages.Load(&packages.Config{Context: ctx, Mode: packages.NeedName | packages.NeedFiles, Dir: dir}, pattern)
		if err != nil {
			return nil, err
		}
		named := false
		for _, p := range found {
			named = named || len(p.GoFiles)+len(p.IgnoredFiles) > 0
		}
		if !named {
			return nil, fmt.Errorf("no packages match %s: check the pattern, which is relative to %s", pattern, dir)
		}
		if pattern == "." || strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../") {
			rel, err := filepath.Rel(l.Root, filepath.Join(dir, pattern))
			if err != nil {
				return nil, err
			}
			if pattern = filepath.ToSlash(rel); !strings.HasPrefix(pattern, ".") {
				pattern = "./" + pattern
			}
		}
		res = append(res, pattern)
	}
	return res, nil
}
