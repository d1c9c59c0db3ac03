package dbtest

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// ErrNoPostgres says that no PostgreSQL was found, and how to provide one.
var ErrNoPostgres = errors.New(`no PostgreSQL to test on. Any one of these helps:
  - set ` + EnvURL + ` to a server on which databases may be created,
    for example postgres://me:secret@localhost/postgres?sslmode=disable
  - install PostgreSQL, so that initdb and postgres are in PATH, in the folder
    that pg_config names, or in /usr/lib/postgresql/*/bin
  - run the tests with "make test" as root on a system with apt-get, which
    installs the package postgresql`)

// binDirs are where installations of PostgreSQL keep initdb and postgres.
var binDirs = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/usr/local/pgsql/bin",
	"/usr/local/bin",
	"/opt/homebrew/opt/postgresql*/bin",
	"/usr/local/opt/postgresql*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// findBinaries returns the folder of initdb and postgres.
func findBinaries() (string, error) {
	for _, dir := range candidateDirs() {
		if isProgram(filepath.Join(dir, "initdb")) && isProgram(filepath.Join(dir, "postgres")) {
			return dir, nil
		}
	}
	return "", ErrNoPostgres
}

// candidateDirs returns the folders to look in, the best first: what PATH leads
// to, what pg_config names, and the usual places.
func candidateDirs() []string {
	var dirs []string
	for _, program := range []string{"postgres", "initdb"} {
		path, err := exec.LookPath(program)
		if err != nil {
			continue
		}
		dirs = append(dirs, filepath.Dir(path))
		// Only one of the programs may be linked into PATH.
		if target, err := filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(target))
		}
	}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	for _, pattern := range binDirs {
		found, err := filepath.Glob(pattern)
		if err != nil {
			continue
		}
		slices.SortFunc(found, newerFirst)
		dirs = append(dirs, found...)
	}
	return dirs
}

// newerFirst orders folders by the version number in their path.
func newerFirst(a, b string) int {
	return pathVersion(b) - pathVersion(a)
}

// pathVersion returns the first number in a path, 0 if there is none.
func pathVersion(path string) int {
	start := strings.IndexAny(path, "0123456789")
	if start < 0 {
		return 0
	}
	digits := path[start:]
	if end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		digits = digits[:end]
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// install puts PostgreSQL on the machine with apt-get if the process may do so.
// What apt-get says goes to out.
func install(out io.Writer) error {
	if os.Geteuid() != 0 {
		return ErrNoPostgres
	}
	apt, err := exec.LookPath("apt-get")
	if err != nil {
		return ErrNoPostgres
	}
	for _, args := range [][]string{{"update"}, {"install", "-y", "postgresql"}} {
		cmd := exec.Command(apt, args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		cmd.Stdout, cmd.Stderr = out, out
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("apt-get %s: %w\n%w", strings.Join(args, " "), err, ErrNoPostgres)
		}
	}
	return nil
}
