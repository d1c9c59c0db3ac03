package dbtest

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// program makes an executable file that prints a line.
func program(t *testing.T, path, line string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("#!/bin/sh\necho '"+line+"'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}

// onlyHere takes the machine's own PostgreSQL out of sight.
func onlyHere(t *testing.T, path string, dirs ...string) {
	t.Helper()
	t.Setenv("PATH", path)
	old := binDirs
	binDirs = dirs
	t.Cleanup(func() { binDirs = old })
}

func TestFindBinaries(t *testing.T) {
	dir := t.TempDir()
	at := func(parts ...string) string { return filepath.Join(append([]string{dir}, parts...)...) }
	for _, version := range []string{"9.6", "17", "18"} {
		program(t, at("lib", version, "bin", "initdb"), "")
		program(t, at("lib", version, "bin", "postgres"), "")
	}
	program(t, at("config", "pg_config"), at("lib", "17", "bin"))
	program(t, at("half", "postgres"), "")
	if err := os.Mkdir(at("links"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(at("lib", "9.6", "bin", "postgres"), at("links", "postgres")); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, path string
		dirs       []string
		want       string
	}{
		{"in PATH", at("lib", "17", "bin"), nil, at("lib", "17", "bin")},
		{"one program linked into PATH", at("links"), nil, at("lib", "9.6", "bin")},
		{"pg_config", at("config"), nil, at("lib", "17", "bin")},
		{"without initdb", at("half"), nil, ""},
		{"nothing", "", []string{at("none", "*")}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			onlyHere(t, tt.path, tt.dirs...)
			got, err := findBinaries()
			if got != tt.want || (tt.want == "") != errors.Is(err, ErrNoPostgres) {
				t.Errorf("found %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestNewerFirst(t *testing.T) {
	dirs := []string{"/lib/9.6/bin", "/lib/18/bin", "/lib/bin", "/lib/17/bin"}
	slices.SortFunc(dirs, newerFirst)
	if want := []string{"/lib/18/bin", "/lib/17/bin", "/lib/9.6/bin", "/lib/bin"}; !reflect.DeepEqual(dirs, want) {
		t.Errorf("sorted: %v", dirs)
	}
}

func TestInstall(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Run("refused without root", func(t *testing.T) {
			if err := install(&bytes.Buffer{}); !errors.Is(err, ErrNoPostgres) {
				t.Errorf("install: %v", err)
			}
		})
		return
	}
	dir := t.TempDir()
	program(t, filepath.Join(dir, "apt-get"), "called")
	onlyHere(t, dir)
	var out bytes.Buffer
	if err := install(&out); err != nil || strings.Count(out.String(), "called") != 2 {
		t.Errorf("install: %q, %v", out.String(), err)
	}
	t.Setenv("PATH", "")
	if err := install(&out); !errors.Is(err, ErrNoPostgres) {
		t.Errorf("without apt-get: %v", err)
	}
	// apt-get does its work, and still there is nothing.
	onlyHere(t, dir)
	if _, err := Start(Options{Install: true}); !errors.Is(err, ErrNoPostgres) {
		t.Errorf("after a fruitless installation: %v", err)
	}
}

func TestNoPostgresNamesTheWays(t *testing.T) {
	for _, want := range []string{EnvURL, "initdb", "pg_config", "apt-get"} {
		if !strings.Contains(ErrNoPostgres.Error(), want) {
			t.Errorf("the message does not name %s", want)
		}
	}
}
