//go:build unix

package main

import "golang.org/x/sys/unix"

// muted has a terminal show nothing of what is typed, until restore is called.
func muted(fd uintptr) (restore func(), err error) {
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
	if now, err := unix.IoctlGetTermios(int(fd), getTermios); err == nil {
		_ = unix.IoctlSetTermios(int(fd), setTermiosAfresh, now)
	}
}
