package synth

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/hexgen/hexgen/generator/names"
)

// GoMod writes the go.mod file of a project that uses a checkout of the toolkit, with all that the toolkit requires.
func GoMod(module, toolkit string) (string, error) {
	data, err := os.ReadFile(filepath.Join(toolkit, "go.mod"))
	if err != nil {
		return "", err
	}
	root, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		return "", err
	}
	mod := &modfile.File{Syntax: &modfile.FileSyntax{}}
	paths := []string{names.Root, names.H, names.M, names.Q}
	err = errors.Join(mod.AddModuleStmt(module), mod.AddGoStmt("1.26.0"))
	for i, path := range paths {
		to := toolkit
		if i > 0 {
			to = "./" + path[strings.LastIndexByte(path, '/')+1:]
		}
		err = errors.Join(err, mod.AddRequire(path, "v0.0.0"), mod.AddReplace(path, "", to, ""))
	}
	for _, r := range root.Require {
		if !strings.HasPrefix(r.Mod.Path, names.Root) {
			mod.AddNewRequire(r.Mod.Path, r.Mod.Version, true)
		}
	}
	if err != nil {
		return "", err
	}
	text, err := mod.Format()
	return string(text), err
}
