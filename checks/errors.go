package checks

import (
	"errors"
	"fmt"
)

// Code names one way in which something can fail. checks/lang has two sentences for each: what failed, and what to do.
type Code string

// What the domain refuses.
const (
	CodeTeamEmpty     Code = "team-empty"
	CodeTeamLong      Code = "team-long"
	CodePeople        Code = "people"
	CodePeopleVoted   Code = "people-voted"
	CodeMinutes       Code = "minutes"
	CodeStep          Code = "step"
	CodeUnknownItem   Code = "unknown-item"
	CodeAllIn         Code = "all-in"
	CodeTooManyVotes  Code = "too-many-votes"
	CodeNoVotes       Code = "no-votes"
	CodeOrderUnknown  Code = "order-unknown"
	CodeRevealed      Code = "revealed"
	CodeTextEmpty     Code = "text-empty"
	CodeTextLong      Code = "text-long"
	CodeAnswersFull   Code = "answers-full"
	CodeUnknownAnswer Code = "unknown-answer"
	CodeMarks         Code = "marks"
	CodeOwnerLong     Code = "owner-long"
	CodeDay           Code = "day"
	CodeDue           Code = "due"
	CodeDayLong       Code = "day-long" // as it is typed
	CodeFuture        Code = "future"   // a day on which nothing can have happened yet
	CodeNothingToUndo Code = "nothing-to-undo"
	CodeNothingToRedo Code = "nothing-to-redo"
	CodeFinished      Code = "finished"
	CodeInvalid       Code = "invalid"         // parts of a record do not go together, or a text is not clean
	CodeReference     Code = "reference"       // neither a time nor a run
	CodeNoRunThen     Code = "no-run-then"     // no run in a time that was named
	CodeNoEarlierThen Code = "no-earlier-then" // none of those in it can be compared with
	CodeUnfinished    Code = "unfinished"
	CodeNoBaseline    Code = "no-baseline"

	CodeMonth       Code = "month"
	CodeNoComplaint Code = "no-complaint"
	CodeNoCause     Code = "no-cause"
	CodeNotFixed    Code = "not-fixed"
	CodeFixed       Code = "fixed"      // already
	CodeTooEarly    Code = "too-early"  // before it happened, or came back
	CodeStoryLate   Code = "story-late" // after its complaint was noted or followed
	CodeWhysFull    Code = "whys-full"
	CodeCases       Code = "cases"
	CodeReasonEmpty Code = "reason-empty"
	CodePeriod      Code = "period" // no time from one day to another
)

// What keeps a document out that somebody wants to take in, or a record that no screen lets anybody write. Where one is about a part
// of it, the part is named beside the error.
const (
	CodeProblems  Code = "problems" // several of the others
	CodeCutOff    Code = "cut-off"
	CodeNotJSON   Code = "not-json"
	CodeNotUTF8   Code = "not-utf8"
	CodeTooLarge  Code = "too-large"
	CodeFormat    Code = "format"
	CodeShared    Code = "shared"     // the format of what is safe to send: too little is left in it
	CodeNotShared Code = "not-shared" // an export of everything, where one is wanted that is safe to share
	CodeVersion   Code = "version"

	CodeUnknownField Code = "unknown-field"
	CodeMissingField Code = "missing-field"
	CodeTwice        Code = "twice"
	CodeWantOther    Code = "want-other" // a value of another kind
	CodeWantTime     Code = "want-time"
	CodeWantSeconds  Code = "want-seconds"
	CodeWantCounts   Code = "want-counts" // one number for each step

	CodeID           Code = "id"
	CodeUnknownCheck Code = "unknown-check"
	CodeUnknownWord  Code = "unknown-word" // where only certain ones may stand
	CodeContradicts  Code = "contradicts"  // another field, which is the subject
	CodeNoSuchRun    Code = "no-such-run"
	CodeCount        Code = "count"

	CodeNoColumn      Code = "no-column"
	CodeNoHeader      Code = "no-header" // the first line names no column at all
	CodeUnknownColumn Code = "unknown-column"
	CodeCells         Code = "cells"
	CodeQuote         Code = "quote"
	CodeTwoDays       Code = "two-days"  // a date of which nobody knows whether the day or the month stands first
	CodeNoDay         Code = "no-day"    // nothing says on which day the answers of a form were given
	CodeNotAsked      Code = "not-asked" // no column is about anything of the check
	CodeScale         Code = "scale"     // a rating of more than the highest step
)

// What a store reports.
const (
	CodeNotFound  Code = "not-found"
	CodeAmbiguous Code = "ambiguous"
	CodeConflict  Code = "conflict"
	CodeBusy      Code = "busy"
	CodeDamaged   Code = "damaged"
	CodeNewer     Code = "newer"
	CodeOlder     Code = "older" // of a schema that no released program wrote
	CodeForeign   Code = "foreign"
	CodeEmptyFile Code = "empty-file"
	CodeLink      Code = "link" // that leads to nothing
	CodeNotAFile  Code = "not-a-file"
	CodeDenied    Code = "denied"
	CodeDiskFull  Code = "disk-full"
	CodeQuota     Code = "quota"
	CodeReadOnly  Code = "read-only" // a file system
	CodeOpenFiles Code = "open-files"
	CodeGone      Code = "gone" // it was there before
	CodeUnsure    Code = "unsure"
	CodeIO        Code = "io"

	// CodeTextRemains: the run is deleted, but its text is in the file until a later write can take it out.
	CodeTextRemains Code = "text-remains"

	CodeNoBackup     Code = "no-backup"     // what is in the file is safe, but no copy of it could be made
	CodeBackupFolder Code = "backup-folder" // the same, because its folder cannot be written
	CodeNoFile       Code = "no-file"       // nothing was saved yet
)

// Error is the one error type of the program. Subject is what it is about (a path, an id, what was typed) and may be empty;
// Err is the foreign error behind it, if there is one.
type Error struct {
	Code    Code
	Subject string
	Nearest Day // of the run that is nearest to what was asked for, or the first of the two that may be meant; zero where there is none
	Other   Day // the second of the two
	Err     error
}

func (e *Error) Error() string {
	s := string(e.Code)
	if e.Subject != "" {
		s += fmt.Sprintf(" (%s)", e.Subject)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// Is lets errors.Is match two errors of the same code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// CodeOf returns the code of err, or "" when err is none of ours.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

func fail(c Code, subject string) error { return &Error{Code: c, Subject: subject} }
