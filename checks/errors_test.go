package checks_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"emptychair/checks"
)

func TestErrorsAreKnownByTheirCode(t *testing.T) {
	err := fmt.Errorf("saving: %w", &checks.Error{Code: checks.CodeBusy, Subject: "a.db", Err: io.ErrUnexpectedEOF})
	if checks.CodeOf(err) != checks.CodeBusy || !errors.Is(err, &checks.Error{Code: checks.CodeBusy}) {
		t.Errorf("code %q", checks.CodeOf(err))
	}
	if errors.Is(err, &checks.Error{Code: checks.CodeIO}) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("it is taken for another, or does not know what is behind it")
	}
	if checks.CodeOf(io.EOF) != "" || checks.CodeOf(nil) != "" {
		t.Error("a foreign error has a code")
	}
}

func TestErrorTellsAProgrammerEverything(t *testing.T) {
	tests := []struct {
		err  *checks.Error
		want string
	}{
		{&checks.Error{Code: checks.CodeDay}, "day"},
		{&checks.Error{Code: checks.CodeDay, Subject: "31.4."}, "day (31.4.)"},
		{&checks.Error{Code: checks.CodeIO, Subject: "a.db", Err: io.ErrShortWrite}, "io (a.db): short write"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestErrorsSubjectIsSafeToShow(t *testing.T) {
	err := &checks.Error{Code: checks.CodeDay, Subject: "\x1b[31m\u202e31.4.\r\n"}
	if err.MessageCode() != "day" || err.MessageSubject() != "[31m31.4." {
		t.Errorf("code %q, subject %q", err.MessageCode(), err.MessageSubject())
	}
}

func TestErrorTellsTheDayThatBelongsToIt(t *testing.T) {
	err := &checks.Error{Code: checks.CodeNoRunThen, Nearest: checks.Day{Year: 2026, Month: 8, Day: 19}}
	if day, ok := err.MessageDay(); !ok || !day.Equal(at("2026-08-19")) {
		t.Errorf("got %v, %v", day, ok)
	}
	if _, ok := (&checks.Error{Code: checks.CodeNoRunThen}).MessageDay(); ok {
		t.Error("there is a day without a run")
	}
}
