package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/hexgen/hexgen/generator/names"
)

// Layout is where a project has its files.
type Layout struct {
	// Root is the folder of the main module.
	Root string
	// Module is the path of the main module.
	Module string
	// Targets are the folders of the generated packages h, m and q by their import paths.
	Targets map[string]string
}

// FindLayout finds the main module of a folder and the folders that it has h, m and q in.
func FindLayout(ctx context.Context, dir string) (*Layout, error) {
	out, err := goCommand(ctx, dir, "env", "-json", "GOMOD", "GOWORK")
	if err != nil {
		return nil, err
	}
	var env struct{ GOMOD, GOWORK string }
	if err := json.Unmarshal(out, &env); err != nil {
		return nil, fmt.Errorf("output of go env: %w", err)
	}
	if env.GOMOD == "" || env.GOMOD == os.DevNull {
		return nil, fmt.Errorf("%s: no go.mod here or in a folder above: run go mod init, or hexgen init", dir)
	}
	l := &Layout{Root: filepath.Dir(env.GOMOD), Targets: map[string]string{}}
	if err := l.readMod(env.GOMOD); err != nil {
		return nil, err
	}
	if env.GOWORK != "" && env.GOWORK != "off" {
		if err := l.readWork(env.GOWORK); err != nil {
			return nil, err
		}
	}
	for _, path := range []string{names.H, names.M, names.Q} {
		if l.Targets[path] == "" {
			short := path[strings.LastIndex(path, "/")+1:]
			return nil, fmt.Errorf("%s: the project has no folder for the generated package %s: add the line %q, or run hexgen init",
				env.GOMOD, short, "replace "+path+" => ./"+short)
		}
	}
	return l, nil
}

// readMod takes the folders that a go.mod file replaces h, m and q by.
func (l *Layout) readMod(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	mod, err := modfile.ParseLax(file, data, nil)
	if err != nil {
		return err
	}
	if mod.Module != nil {
		l.Module = mod.Module.Mod.Path
	}
	full, err := modfile.Parse(file, data, nil)
	if err != nil {
		return err
	}
	l.take(filepath.Dir(file), full.Replace)
	return nil
}

// readWork takes the folders that a go.work file has h, m and q in.
func (l *Layout) readWork(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	work, err := modfile.ParseWork(file, data, nil)
	if err != nil {
		return err
	}
	l.take(filepath.Dir(file), work.Replace)
	for _, use := range work.Use {
		dir := absolute(filepath.Dir(file), use.Path)
		data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		path := modfile.ModulePath(data)
		if errors.Is(err, fs.ErrNotExist) { // h, m or q of a fresh checkout
			path = names.Root + "/" + filepath.Base(dir)
		} else if err != nil {
			return err
		}
		if names.IsGenerated(path) {
			l.Targets[path] = dir
		}
	}
	return nil
}

func (l *Layout) take(base string, replaces []*modfile.Replace) {
	for _, r := range replaces {
		if names.IsGenerated(r.Old.Path) && r.New.Version == "" {
			l.Targets[r.Old.Path] = absolute(base, r.New.Path)
		}
	}
}

func absolute(base, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(base, filepath.FromSlash(path))
}

// Prepare makes the folders of the generated packages and their go.mod files if they are missing, since the go command
// refuses to work without them.
func (l *Layout) Prepare() error {
	for path, dir := range l.Targets {
		file := filepath.Join(dir, "go.mod")
		if _, err := os.Stat(file); err == nil {
			continue
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte("module "+path+"\n\ngo 1.26\n"), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// goCommand runs the go command and returns what it prints.
func goCommand(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		text := strings.TrimSpace(stderr.String())
		if text == "" {
			text = err.Error()
		}
		return nil, fmt.Errorf("go %s: %s", args[0], text)
	}
	return []byte(stdout.String()), nil
}
