//go:build !unix

package dbtest

import (
	"errors"
	"os/exec"
)

// An account is the user that the server runs as.
type account struct{}

func (account) apply(*exec.Cmd) {}

func (account) mkdir(string) error { return errUnsupported }

var errUnsupported = errors.New("a cluster can only be started on Unix; set " + EnvURL + " to a running server")

func makeDir() (account, string, error) { return account{}, "", errUnsupported }
