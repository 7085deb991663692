package checks_test

import (
	"testing"
	"time"

	"emptychair/checks"
)

func TestRunEnteredLaterEndedWhenItTookPlace(t *testing.T) {
	then := time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 4, Origin: checks.OriginLater}
	r, err := checks.NewRun(check, setup, "R1", then)
	if err != nil {
		t.Fatal(err)
	}
	f, err := checks.NewFlow(check, r)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Finish(then.AddDate(0, 6, 0)); err != nil {
		t.Fatal(err)
	}
	if r := f.Run(); !r.Finished.Equal(then) || checks.Summarize(r).Origin != checks.OriginLater {
		t.Errorf("finished %v, %q", r.Finished, checks.Summarize(r).Origin)
	}
}

func TestRunOfAnUnknownOriginIsRefused(t *testing.T) {
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 4, Origin: "hearsay"}
	if _, err := checks.NewRun(check, setup, "R1", time.Now()); checks.CodeOf(err) != checks.CodeUnknownWord {
		t.Error(err)
	}
}
