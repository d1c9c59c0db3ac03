package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/hexgen/hexgen/dbtest"
)

func TestRunGivesTheServerAndTheStatus(t *testing.T) {
	tests := []struct {
		name   string
		env    string
		script string
		want   int
	}{
		{"a server of its own", "", `case $HEXGEN_TEST_POSTGRES in postgres://*) exit 0;; esac; exit 1`, 0},
		{"the server that is set", "host=mine", `[ "$HEXGEN_TEST_POSTGRES" = host=mine ]`, 0},
		{"status", "host=mine", `exit 7`, 7},
		{"killed", "host=mine", `kill -TERM $$`, 128 + 15},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv(dbtest.EnvURL, tt.env)
			if got, err := run([]string{"sh", "-c", tt.script}); got != tt.want || err != nil {
				t.Errorf("status %d, %v, want %d", got, err, tt.want)
			}
		})
	}
	t.Run("no such command", func(t *testing.T) {
		t.Setenv(dbtest.EnvURL, "host=mine")
		if got, err := run([]string{"/no/such/command"}); got == 0 || err == nil {
			t.Errorf("status %d, %v", got, err)
		}
	})
}

func TestRunPassesSignalsOn(t *testing.T) {
	started := filepath.Join(t.TempDir(), "started")
	signals := make(chan os.Signal, 1)
	go func() {
		for range 500 {
			if _, err := os.Stat(started); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		signals <- syscall.SIGTERM
	}()
	script := `trap 'exit 9' TERM; : > "$0"; while :; do sleep 0.02; done`
	got, err := runCommand([]string{"sh", "-c", script, started}, os.Environ(), signals)
	if got != 9 || err != nil {
		t.Errorf("status %d, %v", got, err)
	}
}
