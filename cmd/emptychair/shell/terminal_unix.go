//go:build unix

package shell

import (
	"io"
	"os"

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

// dropTyped throws away what was typed and not read yet.
func dropTyped(fd uintptr) {
	if modes, err := unix.IoctlGetTermios(int(fd), getTermios); err == nil {
		_ = unix.IoctlSetTermios(int(fd), setTermiosAfresh, modes)
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
