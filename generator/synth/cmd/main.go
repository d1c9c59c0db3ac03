// Command cmd measures the generator on synthetic projects: time and lines of generation, and the time to build h, m
// and q, at first and after one more field.
//
//	go run ./generator/synth/cmd -toolkit . -models 100
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/hexgen/hexgen/generator/synth"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	o := synth.Options{}
	flag.IntVar(&o.Models, "models", 100, "number of models")
	flag.IntVar(&o.Fields, "fields", 20, "fields of each model")
	flag.IntVar(&o.Methods, "methods", 3, "methods of each model")
	flag.StringVar(&o.Toolkit, "toolkit", ".", "checkout of hexgen")
	keep := flag.String("dir", "", "write the project here and keep it")
	flag.Parse()
	var err error
	if o.Toolkit, err = filepath.Abs(o.Toolkit); err != nil {
		return err
	}
	dir := *keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "synth"); err != nil {
			return err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // a folder for temporary files
	}
	if err := synth.Write(dir, o); err != nil {
		return err
	}
	m := measurement{dir: dir, bin: filepath.Join(dir, "hexgen-bin")}
	m.run("build the generator", o.Toolkit, "go", "build", "-o", m.bin, "./cmd/hexgen")
	m.run("", dir, "go", "build", "github.com/hexgen/hexgen/models/...")
	m.run("generate", dir, m.bin, "generate", "-v", "./...")
	m.run("generate again", dir, m.bin, "generate", "./...")
	m.run("build m", dir, "go", "build", "github.com/hexgen/hexgen/m")
	m.run("build h and q", dir, "go", "build", "github.com/hexgen/hexgen/h", "github.com/hexgen/hexgen/q")
	m.run("build the modules", dir, "go", "build", "./...")
	m.addField()
	m.run("generate after one more field", dir, m.bin, "generate", "./...")
	m.run("build h, m, q after it", dir, "go", "build", "github.com/hexgen/hexgen/h", "github.com/hexgen/hexgen/m", "github.com/hexgen/hexgen/q")
	m.run("build the modules after it", dir, "go", "build", "./...")
	return m.err
}

// measurement runs commands one after the other until one fails.
type measurement struct {
	dir, bin string
	err      error
}

func (m *measurement) run(what, dir, name string, args ...string) {
	if m.err != nil {
		return
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	if err := cmd.Run(); err != nil {
		m.err = fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out.String())
		return
	}
	if what == "" {
		return
	}
	memory := int64(0)
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		memory = usage.Maxrss / 1024
	}
	used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	fmt.Printf("%-32s %7.2f s %7.2f s of processor %6d MB\n", what, time.Since(start).Seconds(), used.Seconds(), memory)
	if text := out.String(); text != "" {
		fmt.Print(text)
	}
}

// addField adds a field to the first model.
func (m *measurement) addField() {
	if m.err != nil {
		return
	}
	file := filepath.Join(m.dir, "modules", "m000", "module.go")
	text, err := os.ReadFile(file)
	if err != nil {
		m.err = err
		return
	}
	more := strings.Replace(string(text), `"Name":`, "\"OneMore\": models.IntegerField{},\n\t\t\"Name\":", 1)
	m.err = os.WriteFile(file, []byte(more), 0o644)
}
