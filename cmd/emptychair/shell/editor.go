package shell

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"emptychair/checks"
	"emptychair/store"
)

// Writing is a text that somebody wrote for a command.
type Writing struct {
	Text   string
	Edited bool // just now, in an editor: it is nowhere else
}

// MaxInput is more bytes than any text may have.
const MaxInput = 16 * checks.MaxText

// Text returns the text that an argument gives, or stdin where the argument says so or is missing; on a terminal a missing one is
// written in an editor, beginning with what is there already.
func (s *Shell) Text(args []string, already string) (Writing, error) {
	switch {
	case len(args) > 0 && args[0] != Stdin:
		return Writing{Text: args[0]}, nil
	case len(args) > 0 || !s.IsTerminal(s.Stdin):
		b, err := io.ReadAll(io.LimitReader(s.Stdin, MaxInput))
		if err != nil {
			return Writing{}, Failure("cli.error.input")
		}
		return Writing{Text: string(b)}, nil
	}
	text, err := s.edit(already)
	return Writing{text, true}, err
}

// IsEmpty tells whether nothing was written that can be seen.
func (w Writing) IsEmpty() bool { return strings.TrimSpace(checks.Clean(w.Text)) == "" }

// ShowUnsaved shows once more what was written where it could not be saved, so that it is not lost. It returns the error.
func (s *Shell) ShowUnsaved(w Writing, err error) error {
	if err != nil && w.Edited && !w.IsEmpty() {
		_, _ = fmt.Fprintf(s.Stderr, "%s\n%s\n\n", s.Printer().T("cli.not-noted"), strings.TrimSpace(checks.Clean(w.Text)))
	}
	return err
}

// edit lets somebody write a text in the editor that the environment names. The text is in a file of which nothing remains: in
// a folder of its own, that goes with whatever the editor put beside it. Where the editor or this program ends badly, and something was
// written, the folder stays and is named.
func (s *Shell) edit(text string) (string, error) {
	program := cmp.Or(strings.TrimSpace(s.Getenv("VISUAL")), strings.TrimSpace(s.Getenv("EDITOR")))
	if program == "" {
		return "", WrongUse("cli.error.no-editor")
	}
	folder, lock, err := store.CreateTemporaryFolder("emptychair-text-*")
	if err != nil {
		return "", Failure("cli.error.edit-folder", "Folder", os.TempDir())
	}
	finish := store.RemoveTemporaryFolder
	defer func() { _ = finish(folder, lock) }()
	file := filepath.Join(folder, "story.txt")
	hint, begun := s.withHint(text)
	if err := os.WriteFile(file, []byte(begun), 0o600); err != nil {
		return "", Failure("cli.error.edit-folder", "Folder", os.TempDir())
	}
	failed := s.runEditor(program, file, lock)
	b, err := os.ReadFile(file)
	if err != nil {
		failed = cmp.Or(failed, Failure("cli.error.editor", "Editor", program))
	}
	if failed == nil {
		return withoutHint(string(b), hint), nil
	}
	const textAndLock = 2
	if list, _ := os.ReadDir(folder); string(b) != begun || len(list) > textAndLock {
		finish = store.KeepTemporaryFolder
		_, _ = fmt.Fprintln(s.Stderr, s.Printer().T("cli.editor.kept", "Folder", CleanPath(folder)))
	}
	return "", failed
}

// withHint is what the editor opens with: a hint of what belongs there above an empty text, and one below a text to change.
func (s *Shell) withHint(text string) (hint, begun string) {
	if text == "" {
		hint = s.Printer().T("cli.editor.new")
		return hint, hint + "\n\n"
	}
	hint = s.Printer().T("cli.editor.change")
	return hint, text + "\n\n" + hint + "\n"
}

// withoutHint is a text without the lines of the hint. Other lines stay, however they begin: they may be part of what was told.
func withoutHint(text, hint string) string {
	lines := slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool {
		line = strings.TrimSpace(line)
		return line != "" && slices.Contains(strings.Split(hint, "\n"), line)
	})
	return strings.Join(lines, "\n")
}

// runEditor waits until the editor ends. Where this program is killed the editor keeps the lock of the file's folder.
func (s *Shell) runEditor(program, file string, lock *os.File) error {
	_, err := s.runOther(program, func(cmd *exec.Cmd) {
		cmd.Stdin = s.Stdin
		if runtime.GOOS != "windows" {
			cmd.ExtraFiles = []*os.File{lock}
		}
		if !s.IsTerminal(s.Stdout) {
			cmd.Stdout = s.Stderr // what is printed may go elsewhere; the editor draws on the terminal
		}
	}, file)
	if err != nil && !errors.Is(err, ErrInterrupted) {
		return Failure("cli.error.editor", "Editor", program)
	}
	return err
}

// runOther waits until another program ends. Of one that fails, interrupted tells whether somebody pressed the interrupt key: the terminal
// sends that to both, and it is meant for the other. A signal that would end this program ends the other first.
func (s *Shell) runOther(program string, prepare func(*exec.Cmd), args ...string) (interrupted bool, err error) {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	cmd := otherCommand(ctx, program, args)
	cmd.Stdout, cmd.Stderr = s.Stdout, s.Stderr
	cmd.Env, cmd.Dir = s.without(PassphraseVariable), s.Dir // the passphrase is no matter of other programs
	cmd.Cancel, cmd.WaitDelay = func() error { return cmd.Process.Signal(syscall.SIGTERM) }, s.Patience
	prepare(cmd)
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return false, ErrInterrupted
	case err == nil:
		return false, nil
	}
	select {
	case <-interrupts:
		return true, err
	case <-time.After(interruptWait):
		return false, err
	}
}

// interruptWait is how much later than the other program this one may hear of the key that ended that.
const interruptWait = 200 * time.Millisecond

// otherCommand calls a program as the shell would: its name may have options, and quotes.
func otherCommand(ctx context.Context, program string, args []string) *exec.Cmd {
	if runtime.GOOS == "windows" {
		words := append(strings.Fields(program), args...)
		return exec.CommandContext(ctx, words[0], words[1:]...)
	}
	return exec.CommandContext(ctx, "sh", append([]string{"-c", program + ` "$@"`, "sh"}, args...)...)
}
