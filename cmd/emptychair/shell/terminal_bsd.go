//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package shell

import "golang.org/x/sys/unix"

const (
	getTermios       = unix.TIOCGETA
	setTermios       = unix.TIOCSETA
	setTermiosAfresh = unix.TIOCSETAF
)
