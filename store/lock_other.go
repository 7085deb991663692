//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package store

import (
	"os"
	"time"
)

// lockFile leaves the lock to bbolt where a second lock on the same open file would shut out the first.
func lockFile(*os.File, bool, time.Time) error { return nil }

func unlockFile(*os.File) {}
