package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/hexgen/hexgen/generator/diag"
)

// kindPackages are the packages of the Go types of some kinds of fields. The runtime imports them, modules need not.
var kindPackages = []string{"encoding/json", "github.com/google/uuid", "github.com/shopspring/decimal"}

// exports returns the files with compiled declarations of packages. The go command compiles them if it has to.
func exports(ctx context.Context, dir string, paths []string, problems *diag.List) (map[string]string, error) {
	args := append([]string{"list", "-e", "-export", "-json=ImportPath,Export,Error"}, paths...)
	out, err := goCommand(ctx, dir, args...)
	if err != nil {
		return nil, err
	}
	res := make(map[string]string, len(paths))
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p struct {
			ImportPath, Export string
			Error              *struct{ Pos, Err string }
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return res, nil
		} else if err != nil {
			return nil, fmt.Errorf("output of go list: %w", err)
		}
		switch {
		case p.Export != "":
			res[p.ImportPath] = p.Export
		case p.Error != nil && !slices.Contains(kindPackages, p.ImportPath):
			problems.Add(diag.Problem{Pos: position(p.Error.Pos), What: "package " + p.ImportPath + ": " + strings.TrimSpace(p.Error.Err),
				Mend: "mend the package, so that it compiles"})
		}
	}
}

// Compiled gives the packages that have compiled declarations, as types. It may be used by several goroutines.
type Compiled struct {
	mu     sync.Mutex
	fset   *token.FileSet
	files  map[string]string
	loaded map[string]*types.Package
}

// NewCompiled returns the compiled packages of a project.
func NewCompiled(p *Project) *Compiled {
	return &Compiled{fset: p.Fset, files: p.Exports, loaded: map[string]*types.Package{}}
}

// Import returns a package by its import path.
func (c *Compiled) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.loaded[path]; p != nil && p.Complete() {
		return p, nil
	}
	file, ok := c.files[path]
	if !ok {
		if p := c.loaded[path]; p != nil { // known from the declarations of others, which is enough to name its types
			return p, nil
		}
		return nil, fmt.Errorf("package %s is not compiled", path)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	//lint:ignore SA1019 the go command of today writes archives, which only NewReader opens
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return gcexportdata.Read(r, c.fset, c.loaded, path)
}
