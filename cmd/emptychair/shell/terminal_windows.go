package shell

import (
	"errors"
	"io"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// hideTyping has a console show nothing of what is typed, until restore is called.
func hideTyping(fd uintptr) (restore func(), err error) {
	var before uint32
	if err := windows.GetConsoleMode(windows.Handle(fd), &before); err != nil {
		return nil, err
	}
	quiet := before &^ windows.ENABLE_ECHO_INPUT
	quiet |= windows.ENABLE_PROCESSED_INPUT | windows.ENABLE_LINE_INPUT
	restore = func() { _ = windows.SetConsoleMode(windows.Handle(fd), before) }
	return restore, windows.SetConsoleMode(windows.Handle(fd), quiet)
}

// Continued tells of nothing: a program cannot be stopped.
func Continued() (continued chan os.Signal, stop func()) { return nil, func() {} }

// dropTyped throws away what was typed and not read yet.
func dropTyped(fd uintptr) { _ = windows.FlushConsoleInputBuffer(windows.Handle(fd)) }

// readable tells that nothing more comes: a console hands keys over whole.
func readable(uintptr, time.Duration) bool { return false }

// isClosed tells whether the program was called without a stream, which nobody can know here.
func isClosed(io.Writer) bool { return false }

// CanSuspend tells whether there may be somebody to bring the program back when it was stopped. Here a program cannot be stopped.
func CanSuspend() bool { return false }

// Run returns an error: the program cannot be stopped.
func (s *Suspension) Run() error { return errors.ErrUnsupported }
