//go:build unix

package main

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// isClosed tells whether the program was called without a stream. The runtime then puts the null device in its place, open for
// reading and writing as nobody opens it for output, and what is written would be lost without an error.
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
