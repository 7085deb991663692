package main

import (
	"runtime"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// colourful tells whether what goes to a stream may be more than plain text: as --color says, or NO_COLOR, or
// FORCE_COLOR and CLICOLOR_FORCE, or whether the stream is a terminal that can do it.
func (a *app) colourful(stream any) bool {
	switch {
	case a.flags.color == colorAlways:
		return true
	case a.flags.color == colorNever, a.getenv("NO_COLOR") != "":
		return false
	case a.forced():
		return true
	}
	return a.isTerminal(stream) && a.capable() && a.getenv("CLICOLOR") != "0"
}

// forced tells whether colour is wanted wherever the output goes.
func (a *app) forced() bool {
	return a.flags.color == colorAlways || a.on("FORCE_COLOR") || a.on("CLICOLOR_FORCE")
}

func (a *app) on(key string) bool {
	v := a.getenv(key)
	return v != "" && v != "0" && v != "false"
}

// capable tells whether the terminal says of itself that it can do more than print line after line. On Windows terminals
// say nothing.
func (a *app) capable() bool {
	t := a.getenv("TERM")
	return t != "dumb" && (t != "" || runtime.GOOS == "windows")
}

// profile returns which colours the full-screen program may use; without any there is still bold.
func (a *app) profile() colorprofile.Profile {
	if !a.colourful(a.stdout) {
		return colorprofile.ASCII
	}
	// The library would read these once more, and differently.
	decided := slices.DeleteFunc(slices.Clone(a.environ), func(entry string) bool {
		key, _, _ := strings.Cut(entry, "=")
		return key == "NO_COLOR" || key == "CLICOLOR" || key == "CLICOLOR_FORCE"
	})
	p := colorprofile.Detect(a.stdout, decided)
	if a.forced() {
		p = max(p, colorprofile.ANSI)
	}
	return p
}
