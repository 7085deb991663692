//go:build unix

package shell

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// hideTyping has a terminal show nothing of what is typed, until restore is called.
func hideTyping(fd uintptr) (restore func(), err error) {
	before, err := unix.IoctlGetTermios(int(fd), getTermios)
	if err != nil {
		return nil, err
	}
	quiet := *before
	quiet.Lflag &^= unix.ECHO
	quiet.Lflag |= unix.ICANON | unix.ISIG
	quiet.Iflag |= unix.ICRNL
	restore = func() { _ = unix.IoctlSetTermios(int(fd), setTermios, before) }
	return restore, unix.IoctlSetTermios(int(fd), setTermios, &quiet)
}

// Continued tells of each time that the program goes on after it was stopped, until stop is called.
func Continued() (continued chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGCONT)
	return c, func() { signal.Stop(c) }
}

// dropTyped throws away what was typed and not read yet.
func dropTyped(fd uintptr) {
	if modes, err := unix.IoctlGetTermios(int(fd), getTermios); err == nil {
		_ = unix.IoctlSetTermios(int(fd), setTermiosAfresh, modes)
	}
}

// readable waits for something to read, and tells whether it came in time.
func readable(fd uintptr, within time.Duration) bool {
	for end := time.Now().Add(within); ; within = time.Until(end) {
		var set unix.FdSet
		set.Set(int(fd))
		left := unix.NsecToTimeval(max(0, within.Nanoseconds()))
		n, err := unix.Select(int(fd)+1, &set, nil, nil, &left)
		if !errors.Is(err, unix.EINTR) {
			return n > 0
		}
	}
}

// isClosed tells whether the program was called without a stream. The runtime then puts the null device in its place, open for
// reading and writing, and what is written would be lost without an error. Some programs call others with just that for an output
// in which they take no interest, so it is asked only where a document is what was called for.
func isClosed(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	here, err := f.Stat()
	null, none := os.Stat(os.DevNull)
	if err != nil || none != nil || !os.SameFile(here, null) {
		return false
	}
	flags, err := unix.FcntlInt(f.Fd(), unix.F_GETFL, 0)
	return err == nil && flags&unix.O_ACCMODE == unix.O_RDWR
}

// CanSuspend tells whether there may be somebody to bring the program back when it was stopped: a shell with job control gives each of
// its programs a process group apart from its own. A program that leads its session, or stands in the leader's group, has no such shell.
func CanSuspend() bool {
	session, err := unix.Getsid(0)
	return err == nil && session != unix.Getpgrp()
}

// Run stops the program, as the terminal's key for that would, and returns when it is let go on in the foreground, or an error where
// the system did not stop it because nobody could let it go on. In the background it stops again. If it has been asked to end there,
// it does not return: the terminal is somebody else's, and whoever reads Left ends the program.
func (s *Suspension) Run() error {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGCONT, syscall.SIGTERM, syscall.SIGHUP, os.Interrupt)
	defer signal.Stop(signals)
	GiveBack(s.out)
	for {
		_ = unix.Kill(0, unix.SIGTSTP)
		awake, asked := false, false
		for got := next(signals); got != nil; got = next(signals) {
			awake, asked = awake || got == syscall.SIGCONT, asked || got != syscall.SIGCONT
			if awake && s.inForeground() {
				Take(s.out)
				return nil
			}
		}
		switch {
		case !awake:
			Take(s.out)
			return errors.ErrUnsupported
		case asked:
			signal.Ignore(syscall.SIGTTOU) // what is said at the end does not stop the program
			close(s.Left)
			select {}
		}
	}
}

// next returns the next signal, nil where none comes for a while, in which the time that the program is stopped does not count.
func next(signals <-chan os.Signal) os.Signal {
	for range 20 {
		select {
		case got := <-signals:
			return got
		case <-time.After(5 * time.Millisecond):
		}
	}
	return nil
}

// inForeground tells whether the terminal is this program's, or is gone.
func (s *Suspension) inForeground() bool {
	f, ok := s.in.(interface{ Fd() uintptr })
	if !ok {
		return true
	}
	group, err := unix.IoctlGetInt(int(f.Fd()), unix.TIOCGPGRP)
	return err != nil || group == unix.Getpgrp()
}
