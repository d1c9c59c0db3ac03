package dbtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options say how a cluster is started.
type Options struct {
	// Install lets Start install PostgreSQL with apt-get if none is found.
	Install bool
	// Log receives what an installation prints; nil drops it.
	Log io.Writer
}

// A Cluster is a PostgreSQL server with its data in a temporary folder. It keeps
// nothing: it neither waits for the disk nor outlives the process that started
// it, not even one that is killed.
type Cluster struct {
	dir  string
	port int
	// supervisor is the shell that runs the server until lifeline is closed,
	// by Stop or by the end of this process, and then removes dir.
	supervisor *exec.Cmd
	lifeline   *os.File
	stop       func() error
}

// supervise runs a server, waits for the end of its standard input, stops the
// server at once and removes the folder. $1 is the folder, the rest the command.
const supervise = `
trap '' INT TERM HUP QUIT
dir=$1; shift
"$@" >>"$dir/log" 2>&1 </dev/null &
cat >/dev/null
kill -QUIT $!
wait
cd / && rm -rf "$dir"
`

const (
	startAttempts = 5
	startTimeout  = time.Minute
	superUser     = "postgres"
)

// Start makes a cluster and returns when it accepts connections, over TCP on the
// loopback device and without a password.
func Start(opts Options) (*Cluster, error) {
	bin, err := findBinaries()
	if errors.Is(err, ErrNoPostgres) && opts.Install {
		out := opts.Log
		if out == nil {
			out = io.Discard
		}
		if err := install(out); err != nil {
			return nil, err
		}
		bin, err = findBinaries()
	}
	if err != nil {
		return nil, err
	}
	account, dir, err := makeDir()
	if err != nil {
		return nil, fmt.Errorf("a folder for PostgreSQL: %w", err)
	}
	cluster, err := startIn(dir, bin, account)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start PostgreSQL from %s: %w", bin, err), os.RemoveAll(dir))
	}
	return cluster, nil
}

// startIn makes the data folder and runs a server on it. Another program may
// take the free port before the server does; then it tries another.
func startIn(dir, bin string, account account) (*Cluster, error) {
	if err := initData(dir, bin, account); err != nil {
		return nil, err
	}
	var last error
	for range startAttempts {
		cluster, err := launch(dir, bin, account)
		if err != nil {
			return nil, err
		}
		if last = cluster.waitReady(); last == nil {
			return cluster, nil
		}
		portTaken := strings.Contains(last.Error(), "could not create any TCP/IP sockets")
		if !portTaken {
			return nil, errors.Join(last, cluster.Stop())
		}
		if err := cluster.Stop(); err != nil {
			return nil, err
		}
		// The supervisor has removed the folder.
		if err := account.mkdir(dir); err != nil {
			return nil, err
		}
		if err := initData(dir, bin, account); err != nil {
			return nil, err
		}
	}
	return nil, last
}

// initData runs initdb. C.UTF-8 sorts the same everywhere and knows the upper
// and lower case of all letters; systems without it get C.
func initData(dir, bin string, account account) error {
	var failure error
	for _, locale := range []string{"C.UTF-8", "C"} {
		data := filepath.Join(dir, "data")
		cmd := exec.Command(filepath.Join(bin, "initdb"), "--pgdata", data, "--username", superUser,
			"--auth", "trust", "--encoding", "UTF8", "--locale", locale, "--no-sync")
		cmd.Dir = dir
		account.apply(cmd)
		out, err := cmd.CombinedOutput()
		if err == nil {
			return nil
		}
		failure = errors.Join(failure, fmt.Errorf("initdb: %w\n%s", err, out))
		if err := os.RemoveAll(data); err != nil {
			return errors.Join(failure, err)
		}
	}
	return failure
}

// launch starts the supervisor with a server on a free port.
func launch(dir, bin string, account account) (*Cluster, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	args := []string{"-c", supervise, "sh", dir, filepath.Join(bin, "postgres"), "-D", filepath.Join(dir, "data")}
	for _, setting := range []string{
		"listen_addresses=127.0.0.1", "port=" + strconv.Itoa(port), "unix_socket_directories=" + dir,
		"max_connections=300", "timezone=UTC", "logging_collector=off",
		"fsync=off", "synchronous_commit=off", "full_page_writes=off",
	} {
		args = append(args, "-c", setting)
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("/bin/sh", args...)
	cmd.Dir = dir
	cmd.Stdin = read
	account.apply(cmd)
	err = cmd.Start()
	_ = read.Close()
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	cluster := &Cluster{dir: dir, port: port, supervisor: cmd, lifeline: write}
	cluster.stop = sync.OnceValue(func() error {
		return errors.Join(cluster.lifeline.Close(), cluster.supervisor.Wait())
	})
	return cluster, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}

// URL returns the URL of the cluster's maintenance database.
func (c *Cluster) URL() string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.User(superUser),
		Host:     net.JoinHostPort("127.0.0.1", strconv.Itoa(c.port)),
		Path:     "/postgres",
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// Stop ends the server, with all connections, and removes its data. It may be
// called more than once.
func (c *Cluster) Stop() error {
	if err := c.stop(); err != nil {
		return fmt.Errorf("stop PostgreSQL in %s: %w", c.dir, err)
	}
	return nil
}

// waitReady returns when the server accepts connections, or with the reason why
// it does not.
func (c *Cluster) waitReady() error {
	db, err := sql.Open("postgres", c.URL())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	for {
		// Asking for its data folder makes sure that it is our server which
		// answers on this port.
		var data string
		err := db.QueryRowContext(ctx, "SHOW data_directory").Scan(&data)
		if err == nil && data == filepath.Join(c.dir, "data") {
			return nil
		}
		log, readErr := os.ReadFile(filepath.Join(c.dir, "log"))
		if ctx.Err() != nil || failedToStart(string(log)) {
			return errors.Join(err, readErr, fmt.Errorf("the server says:\n%s", log))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// failedToStart looks for the message with which a server gives up. A server
// that is not ready yet logs one too, for each connection it turns away.
func failedToStart(log string) bool {
	for line := range strings.Lines(log) {
		if strings.Contains(line, "FATAL:") && !strings.Contains(line, "the database system is") {
			return true
		}
	}
	return false
}
