// Command with-postgres runs another command with a PostgreSQL server to test
// on, which it names in HEXGEN_TEST_POSTGRES:
//
//	with-postgres -- go test ./...
//
// If that variable is set already, the server it names is used. Otherwise the
// command starts a throw-away server, installing PostgreSQL with apt-get if it
// has to and may, and removes it afterwards. It ends with the status of the
// command that it ran.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/hexgen/hexgen/dbtest"
)

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: with-postgres [--] COMMAND [ARGUMENT...]")
		os.Exit(2)
	}
	code, err := run(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "with-postgres:", err)
		code = max(code, 1)
	}
	os.Exit(code)
}

// run runs the command on a server and returns its exit status.
func run(args []string) (code int, err error) {
	// From here on a signal ends the command first and then the server.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)

	env := os.Environ()
	if os.Getenv(dbtest.EnvURL) == "" {
		cluster, err := dbtest.Start(dbtest.Options{Install: true, Log: os.Stderr})
		if err != nil {
			return 1, err
		}
		defer func() { err = errors.Join(err, cluster.Stop()) }()
		env = append(env, dbtest.EnvURL+"="+cluster.URL())
	}
	select {
	case s := <-signals:
		return signalStatus(s), nil
	default:
	}
	return runCommand(args, env, signals)
}

// runCommand runs the command in the foreground and passes signals on to it.
func runCommand(args, env []string, signals <-chan os.Signal) (int, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = env
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return 127, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			// It may have ended in between, or have got a Ctrl-C itself.
			_ = cmd.Process.Signal(s)
		case err := <-done:
			return exitStatus(err)
		}
	}
}

// exitStatus returns the status that a shell would give for a command.
func exitStatus(err error) (int, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case !errors.As(err, &exit):
		return 1, err
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return signalStatus(status.Signal()), nil
	}
	return exit.ExitCode(), nil
}

func signalStatus(s os.Signal) int {
	if n, ok := s.(syscall.Signal); ok {
		return 128 + int(n)
	}
	return 1
}
