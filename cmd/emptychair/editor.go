package main

import (
	"cmp"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
)

// edit lets somebody write a text in the editor that the environment names. The text is in a file of which nothing remains: in
// a folder of its own, that goes with whatever the editor put beside it.
func (a *app) edit(text string) (string, error) {
	program := cmp.Or(strings.TrimSpace(a.getenv("VISUAL")), strings.TrimSpace(a.getenv("EDITOR")))
	if program == "" {
		return "", wrongUse("cli.error.no-editor")
	}
	folder, err := os.MkdirTemp("", "emptychair-text-")
	if err != nil {
		return "", failure("cli.error.edit-folder", "Folder", os.TempDir())
	}
	defer func() { _ = os.RemoveAll(folder) }()
	file := filepath.Join(folder, "story.txt")
	hint, begun := a.hinted(text)
	if err := os.WriteFile(file, []byte(begun), 0o600); err != nil {
		return "", failure("cli.error.edit-folder", "Folder", os.TempDir())
	}
	if err := a.runEditor(program, file); err != nil {
		return "", err
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", failure("cli.error.editor", "Editor", program)
	}
	return unhinted(string(b), hint), nil
}

// hinted is what the editor opens with: a hint of what belongs there above an empty text, and one below a text to change.
func (a *app) hinted(text string) (hint, begun string) {
	if text == "" {
		hint = a.printer().T("cli.editor.new")
		return hint, hint + "\n\n"
	}
	hint = a.printer().T("cli.editor.change")
	return hint, text + "\n\n" + hint + "\n"
}

// unhinted is a text without the lines of the hint. Other lines stay, however they begin: they may be part of what was told.
func unhinted(text, hint string) string {
	lines := slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool {
		line = strings.TrimSpace(line)
		return line != "" && slices.Contains(strings.Split(hint, "\n"), line)
	})
	return strings.Join(lines, "\n")
}

// runEditor waits until the editor ends. Keys that send signals are the editor's matter while it runs; a signal that would end
// this program ends the editor first.
func (a *app) runEditor(program, file string) error {
	cmd := editorCall(program, file)
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = a.stdin, a.stdout, a.stderr, a.withoutPassphrase()
	cmd.Dir = a.dir
	if !a.isTerminal(a.stdout) {
		cmd.Stdout = a.stderr // what is printed may go elsewhere; the editor draws on the terminal
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	if err := cmd.Start(); err != nil {
		return failure("cli.error.editor", "Editor", program)
	}
	done, ended := make(chan struct{}), make(chan bool)
	go func() { ended <- passOn(signals, cmd.Process, done) }()
	err := cmd.Wait()
	close(done)
	switch interrupted := <-ended; {
	case interrupted:
		return errInterrupted
	case err != nil:
		return failure("cli.error.editor", "Editor", program)
	}
	return nil
}

// passOn sends signals on to a process until it is done, and tells whether one was to end it.
func passOn(signals <-chan os.Signal, p *os.Process, done <-chan struct{}) (ended bool) {
	for {
		select {
		case <-done:
			return ended
		case s := <-signals:
			if s != os.Interrupt { // the terminal sent that to the editor, too
				ended = true
				_ = p.Signal(s)
			}
		}
	}
}

// editorCall calls an editor as the shell would: its name may have options, and quotes.
func editorCall(program, file string) *exec.Cmd {
	if runtime.GOOS == "windows" {
		words := append(strings.Fields(program), file)
		return exec.Command(words[0], words[1:]...)
	}
	return exec.Command("sh", "-c", program+` "$1"`, "sh", file)
}
