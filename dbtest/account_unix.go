//go:build unix

package dbtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// An account is the user that the server runs as. PostgreSQL refuses to run as
// root, so root lends it another one.
type account struct {
	credential *syscall.Credential // nil: the user of this process
}

// apply makes cmd run under the account and out of reach of a Ctrl-C in the
// terminal, which must not take the server away before the tests have ended.
func (a account) apply(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: a.credential, Setpgid: true}
}

// mkdir makes a folder that only the account can read.
func (a account) mkdir(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	return a.own(dir)
}

func (a account) own(dir string) error {
	if a.credential == nil {
		return nil
	}
	return os.Chown(dir, int(a.credential.Uid), int(a.credential.Gid))
}

// makeDir makes the folder of a cluster and finds the account it belongs to.
func makeDir() (account, string, error) {
	accounts := []account{{}}
	base := os.TempDir()
	if os.Geteuid() == 0 {
		accounts = lentAccounts()
		if !openToAll(base) {
			base = "/tmp"
		}
	}
	// The path of a unix socket has to fit into about 100 bytes.
	if len(base) > 60 {
		base = "/tmp"
	}
	dir, err := os.MkdirTemp(base, "hexgen-pg-")
	if err != nil {
		return account{}, "", err
	}
	// The server reports where its data is without symbolic links.
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	failure := errors.New("there is neither a user postgres nor nobody to run the server as")
	for _, a := range accounts {
		if failure = a.own(dir); failure == nil {
			return a, dir, nil
		}
	}
	return account{}, "", errors.Join(failure, os.Remove(dir))
}

// lentAccounts are the accounts that root can run a server as.
func lentAccounts() []account {
	var res []account
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		c, err := credential(u)
		if err != nil {
			continue
		}
		res = append(res, account{credential: c})
	}
	return res
}

func credential(u *user.User) (*syscall.Credential, error) {
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", u.Username, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", u.Username, err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// openToAll tells whether every user can reach a folder.
func openToAll(dir string) bool {
	for {
		info, err := os.Stat(dir)
		if err != nil || info.Mode()&0o001 == 0 {
			return false
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return true
		}
		dir = parent
	}
}
