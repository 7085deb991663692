package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestMarksJoinTheirLettersButNoEscapeSequence(t *testing.T) {
	for frame, want := range map[string]string{
		"plain \x1b[1mbold\x1b[m":                "plain \x1b[1mbold\x1b[m",
		"fu\u0308r \x1b[38;5;2mcafe\u0301":       "f\u00fcr \x1b[38;5;2mcaf\u00e9",
		"\x1b[1m\u0301alone":                     "\x1b[1m\u0301alone",
		"e\u0301\x1b[1m\u0301\x1b[me\u0301\n👩‍🚀": "\u00e9\x1b[1m\u0301\x1b[m\u00e9\n👩‍🚀",
	} {
		if got := composed(frame); got != want {
			t.Errorf("composed(%q) = %q, not %q", frame, got, want)
		}
	}
}

func TestATerminalThatJoinsCharactersGetsANewFrameWhereThatMatters(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory()).press("n")
	report := tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}
	if _, cmd := u.m.Update(report); cmd != nil {
		t.Error("a frame without such characters is drawn anew")
	}
	u.paste("हिन्दी में")
	if _, cmd := u.m.Update(report); cmd == nil {
		t.Error("a frame with such characters is not drawn anew")
	}
}
