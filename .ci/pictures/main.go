// Command pictures draws the screens that the README shows: it runs the program on a pseudo-terminal with what the demo holds, types
// what stands in scenes.go, and writes what the terminal shows as SVG into .github/pictures.
//
//	go run .          draw all pictures anew
//	go run . -check   draw them, and fail where one differs from the file
//
// The clock of the program stands, so that each call draws the same.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
)

func main() {
	check := flag.Bool("check", false, "compare with the files in place of writing them")
	root := flag.String("root", "../..", "the folder of the repository")
	flag.Parse()
	if err := run(*root, *check); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(root string, check bool) error {
	folder, err := os.MkdirTemp("", "pictures-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // nothing depends on it
	program, err := build(root, folder)
	if err != nil {
		return err
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	var failed []error
	turn := make(chan struct{}, atOnce)
	for _, s := range scenes {
		for _, language := range []string{"en", "de"} {
			for _, l := range []look{light, dark} {
				name := fmt.Sprintf("%s.%s.%s", s.name, language, l.name)
				draw := func() ([]byte, error) { return picture(program, filepath.Join(folder, name), language, s, l) }
				all.Go(func() {
					turn <- struct{}{}
					defer func() { <-turn }()
					if err := keep(filepath.Join(root, ".github", "pictures", name+".svg"), draw, check); err != nil {
						mu.Lock()
						failed = append(failed, fmt.Errorf("%s: %w", name, err))
						mu.Unlock()
					}
				})
			}
		}
	}
	all.Wait()
	return errors.Join(failed...)
}

// atOnce is how many pictures are drawn at the same time: most of it is waiting.
const atOnce = 5

// tries is how often a picture is drawn that differs: on a machine with much to do the screen may not have come to rest.
const tries = 3

// keep writes a picture, or compares it with the one that is there.
func keep(file string, draw func() ([]byte, error), check bool) error {
	for range tries {
		svg, err := draw()
		if err != nil {
			return err
		}
		if !check {
			return os.WriteFile(file, svg, 0o644)
		}
		if there, err := os.ReadFile(file); err == nil && bytes.Equal(there, svg) {
			return nil
		}
	}
	return errors.New("this is not what the program draws; \"go run -C .ci/pictures .\" draws it anew")
}

// standing is the program's main with a clock that stands; a byte more in the file that CLOCK names is a second later.
const standing = `package main

import (
	"os"
	"time"

	"emptychair/cmd/emptychair/shell"
)

func main() {
	e := shell.System()
	e.Now = func() time.Time {
		now := time.Date(2026, time.November, 17, 10, 0, 0, 0, time.UTC)
		if info, err := os.Stat(os.Getenv("CLOCK")); err == nil {
			now = now.Add(time.Duration(info.Size()) * time.Second)
		}
		return now
	}
	os.Exit(run(e))
}
`

// build builds the program with another main in the place of its own.
func build(root, folder string) (program string, err error) {
	root, err = filepath.Abs(root)
	if err != nil {
		return "", err
	}
	program = filepath.Join(folder, "emptychair")
	main, overlay := filepath.Join(folder, "main.go"), filepath.Join(folder, "overlay.json")
	replace := fmt.Sprintf(`{"Replace": {%q: %q}}`, filepath.Join(root, "cmd", "emptychair", "main.go"), main)
	err = errors.Join(os.WriteFile(main, []byte(standing), 0o600), os.WriteFile(overlay, []byte(replace), 0o600))
	if err != nil {
		return "", err
	}
	cmd := exec.Command("go", "build", "-overlay", overlay, "-o", program, "./cmd/emptychair")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	return program, cmd.Run()
}
