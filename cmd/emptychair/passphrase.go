package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"
)

// passphraseVariable names the variable with the passphrase, for scripts. There is no option for it: what stands on the command
// line everybody on the machine can read.
const passphraseVariable = "EMPTYCHAIR_PASSPHRASE"

// minPassphrase is how many characters a new passphrase has at least: whoever has the file can try as many as they like.
const minPassphrase = 8

// newPassphrase returns the passphrase for a new file. On a terminal it is asked for twice: nobody sees what they type.
func (a *app) newPassphrase() (string, error) {
	typed, err := a.typedPassphrase("cli.passphrase.new", "Least", minPassphrase)
	if err != nil {
		return "", err
	}
	if utf8.RuneCountInString(typed) < minPassphrase {
		return "", wrongUse("cli.error.passphrase-short", "Least", minPassphrase)
	}
	if a.getenv(passphraseVariable) != "" {
		return typed, nil
	}
	again, err := a.hidden(a.printer().T("cli.passphrase.again"))
	if err == nil && again != typed {
		err = wrongUse("cli.error.passphrase-differs")
	}
	a.haveWait(err)
	return typed, err
}

// passphrase returns the passphrase of a file that is there.
func (a *app) passphrase(question string) (string, error) {
	typed, err := a.typedPassphrase(question)
	if a.getenv(passphraseVariable) == "" {
		a.haveWait(err)
	}
	return typed, err
}

// haveWait says, unless a passphrase could not be asked for, that what is done with it takes a moment, as it has to.
func (a *app) haveWait(err error) {
	if err == nil {
		_, _ = fmt.Fprintln(a.stderr, a.printer().T("cli.passphrase.wait"))
	}
}

// typedPassphrase returns the passphrase that the environment holds, or else asks for it. It is never empty.
func (a *app) typedPassphrase(question string, pairs ...any) (string, error) {
	if typed := a.getenv(passphraseVariable); typed != "" {
		return typed, nil
	}
	if !a.isTerminal(a.stdin) {
		return "", wrongUse("cli.error.no-passphrase", "Variable", passphraseVariable)
	}
	typed, err := a.hidden(a.printer().T(question, pairs...))
	if err == nil && typed == "" {
		err = wrongUse("cli.error.passphrase-empty")
	}
	return typed, err
}

// hidden asks for a line on the terminal that it does not show. However that ends, the terminal shows again what is typed.
func (a *app) hidden(question string) (string, error) {
	f, ok := a.stdin.(term.File)
	if !ok {
		return "", failure("cli.error.input")
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	restore, err := muted(f.Fd())
	if err != nil {
		return "", failure("cli.error.input")
	}
	defer restore()
	_, _ = fmt.Fprint(a.stderr, question+" ")
	defer func() { _, _ = fmt.Fprintln(a.stderr) }()
	select {
	case line := <-hiddenLine(f):
		return line.text, line.err
	case <-signals:
		return "", errInterrupted
	}
}

// typedLine is a line that somebody typed, or why there is none.
type typedLine struct {
	text string
	err  error
}

// hiddenLine reads a line. The reading goes on where nobody waits for it any more, so it leaves the terminal's modes alone.
func hiddenLine(f io.Reader) <-chan typedLine {
	typed := make(chan typedLine, 1)
	go func() {
		line, err := bufio.NewReader(f).ReadString('\n') // a terminal gives no more than a line at a time
		if err != nil && !errors.Is(err, io.EOF) {
			typed <- typedLine{err: failure("cli.error.input")}
			return
		}
		typed <- typedLine{text: strings.TrimRight(line, "\r\n")}
	}()
	return typed
}
