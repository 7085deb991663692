//go:build unix

package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"emptychair/checks"
	"emptychair/tui"
)

func init() {
	programs["crashing while typing"] = func() { vote(func(s stored) tui.Store { return &crashesTyping{stored: s} }) }
	programs["jobs"] = jobs
}

// crashWord, typed behind a text, makes "crashing while typing" panic when it saves that text.
const crashWord = "💥"

// crashesTyping is a store that panics once, when the [crashWord] stands in a text field that is to be saved.
type crashesTyping struct {
	stored
	crashed bool
}

func (c *crashesTyping) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	for _, draft := range r.Drafts {
		if strings.Contains(draft, crashWord) && !c.crashed {
			c.crashed = true
			panic("a mistake of ours")
		}
	}
	return c.stored.SaveRun(r, revision)
}

// stoppedNotice is what the shell says when its program stops.
const stoppedNotice = "Stopped."

// jobs is a shell that runs one program in the foreground. When that stops it waits for "fg", and lets it go on.
func jobs() {
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Foreground: true, Ctty: 0}
	if err := cmd.Start(); err != nil {
		panic(err)
	}
	signal.Ignore(syscall.SIGTTOU) // else it would stop itself when it takes the terminal back
	in := bufio.NewScanner(os.Stdin)
	for {
		var state syscall.WaitStatus
		if _, err := syscall.Wait4(cmd.Process.Pid, &state, syscall.WUNTRACED, nil); err == syscall.EINTR {
			continue
		} else if err != nil {
			panic(err)
		}
		if !state.Stopped() {
			os.Exit(state.ExitStatus())
		}
		foreground(syscall.Getpgrp())
		fmt.Println(stoppedNotice)
		for in.Scan() && in.Text() != "fg" {
			fmt.Println("?")
		}
		foreground(cmd.Process.Pid)
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGCONT)
	}
}

// foreground gives the terminal to a process group.
func foreground(group int) {
	if err := unix.IoctlSetPointerInt(0, unix.TIOCSPGRP, group); err != nil {
		panic(err)
	}
}
