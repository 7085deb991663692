//go:build unix

package store

import (
	"os"
	"syscall"
)

// keepOwner gives a file or folder the owner and the group of another one, as far as this user may, and a mode. Where the group is another
// one that gets no rights: they were for the first.
func keepOwner(f *os.File, like os.FileInfo, mode os.FileMode) {
	if of, ok := like.Sys().(*syscall.Stat_t); ok && f.Chown(int(of.Uid), int(of.Gid)) != nil && f.Chown(-1, int(of.Gid)) != nil {
		mode &^= 0o070
	}
	_ = f.Chmod(mode) // which not all file systems know
}
