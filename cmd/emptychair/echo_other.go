//go:build !unix && !windows

package main

import "errors"

// muted knows no way on this system.
func muted(uintptr) (restore func(), err error) { return nil, errors.ErrUnsupported }

func dropTyped(uintptr) {}
