package store_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/store"
)

func wantActions(t *testing.T, s *store.Store, team string, want ...checks.TeamAction) {
	t.Helper()
	got, err := s.Actions(team)
	if err != nil {
		t.Fatal(err)
	}
	checks.SortDue(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("actions of %q (-want +got):\n%s", team, diff)
	}
}

func TestActionsAreThoseOfFinishedRunsAndThoseBetweenThem(t *testing.T) {
	s := newStore(t)
	run, other := withStates(typical("A", 1), checks.Open, checks.Done, checks.Dropped), withStates(typical("B", 2), checks.Open)
	ongoing := unfinished(typical("A", 3))
	ongoing.Actions = withStates(typical("A", 3), checks.Open).Actions
	save(t, s, run, other, ongoing)
	act(t, s, between("L1", "A"), between("L2", "A").Finish(), between("L3", "B"))
	ofA := append(checks.ActionsOf(run), between("L1", "A"), between("L2", "A").Finish())
	wantActions(t, s, "A", ofA...)
	wantActions(t, s, "", append(checks.ActionsOf(other), append(ofA, between("L3", "B"))...)...)
	for _, unknown := range []string{"C", "a", "A\x00", "A\x00\x01", "\x00"} {
		wantActions(t, s, unknown)
	}
	home, err := s.Home("A", 1)
	if err != nil || len(home.Open) != 2 || home.Open[0].ID != "L1" {
		t.Errorf("%+v, %v", home.Open, err)
	}
}

func TestActionOfARunIsChangedInTheRun(t *testing.T) {
	s := newStore(t)
	run := withStates(typical("A", 1), checks.Open, checks.Open)
	revision, err := s.SaveRun(run, 0)
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, typical("B", 2))
	was := checks.ActionsOf(run)[1]
	if err := store.New(s.Path(), check).SaveAction(was, was.Finish()); err != nil {
		t.Fatal(err)
	}
	stale := run.Clone()
	run.Actions[1].State = checks.Done
	wantRun(t, s, run)
	wantTeam(t, s, "A", run)
	if home, err := s.Home("", 1); err != nil || home.Team != "B" {
		t.Errorf("to change an action is not to use its team: %q, %v", home.Team, err)
	}
	_, err = s.SaveRun(stale, revision) // whoever has the run open does not know of it
	wantCode(t, err, checks.CodeConflict)
	wantCode(t, s.SaveAction(was, was.Finish()), checks.CodeConflict)
}

func TestActionThatSomebodyElseChangedIsNotWrittenOver(t *testing.T) {
	s := newStore(t)
	was := between("L1", "A")
	wantCode(t, s.SaveAction(was, was.Finish()), checks.CodeConflict) // there is no file
	run, ongoing := withStates(typical("A", 1), checks.Open), unfinished(typical("A", 3))
	ongoing.Actions = withStates(typical("A", 3), checks.Open).Actions
	save(t, s, run, ongoing, typical("B", 2))
	act(t, s, was)
	inRun, elsewhere := checks.ActionsOf(run)[0], between(run.Actions[0].ID, "A")
	moved := func(a checks.TeamAction, team, run string) checks.TeamAction { a.Team, a.Run = team, run; return a }
	for name, tc := range map[string]struct{ was, now checks.TeamAction }{
		"new, with an id that is taken":      {checks.TeamAction{}, was},
		"new, with one of another team":      {checks.TeamAction{}, between("L1", "B")},
		"new, with one of a run":             {checks.TeamAction{}, elsewhere},
		"new, in a run":                      {checks.TeamAction{}, inRun},
		"stale":                              {was.Finish(), was},
		"with another id":                    {was, between("L2", "A")},
		"in another team":                    {was, between("L1", "B")},
		"never there":                        {between("L2", "A"), between("L2", "A").Finish()},
		"of a run, taken for another's":      {moved(inRun, "B", inRun.Run), moved(inRun, "B", inRun.Run).Finish()},
		"of a run, taken for one between":    {elsewhere, elsewhere.Finish()},
		"of a run that does not exist":       {moved(inRun, "A", "nothing"), moved(inRun, "A", "nothing").Finish()},
		"of a run that is not finished":      {checks.ActionsOf(ongoing)[0], checks.ActionsOf(ongoing)[0].Finish()},
		"of a run, in which it does not lie": {moved(was, "A", run.ID), moved(was, "A", run.ID).Finish()},
	} {
		if tc.now.Run != "" {
			tc.was.From, tc.now.From = "contact", "contact"
		}
		if err := s.SaveAction(tc.was, tc.now); checks.CodeOf(err) != checks.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantActions(t, s, "A", inRun, was)
	wantRun(t, s, ongoing)
}

func TestActionThatCouldNotBeReadBackIsRefused(t *testing.T) {
	s := newStore(t)
	for name, tc := range map[string]struct {
		change func(*checks.TeamAction)
		want   checks.Code
	}{
		"no words":            {func(a *checks.TeamAction) { a.Text = "" }, checks.CodeTextEmpty},
		"unclean words":       {func(a *checks.TeamAction) { a.Reason = "a\u001b[2J" }, checks.CodeInvalidRun},
		"unclean team":        {func(a *checks.TeamAction) { a.Team = "a\x00b" }, checks.CodeInvalidRun},
		"unclean id":          {func(a *checks.TeamAction) { a.ID = "a\x01" }, checks.CodeInvalidRun},
		"id without end":      {func(a *checks.TeamAction) { a.ID = strings.Repeat("A", 129) }, checks.CodeInvalidRun},
		"never made":          {func(a *checks.TeamAction) { a.Made = time.Time{} }, checks.CodeInvalidRun},
		"made in five digits": {func(a *checks.TeamAction) { a.Made = noon.AddDate(9000, 0, 0) }, checks.CodeInvalidRun},
		"due in five digits":  {func(a *checks.TeamAction) { a.Due.Year = 20260 }, checks.CodeInvalidRun},
		"no known state":      {func(a *checks.TeamAction) { a.State = "opened" }, checks.CodeInvalidRun},
	} {
		a := between("L1", "A")
		tc.change(&a)
		if err := s.SaveAction(checks.TeamAction{}, a); checks.CodeOf(err) != tc.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(s.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Error("a refused action left a file")
	}
}

// Where what was said of it is open still, whatever is settled is not read; else all of it is, and found whole.
func TestWorkIsWhatIsOpenAndWhatIsAskedFor(t *testing.T) {
	s := newStore(t)
	gone := complaintOn("S3", "A", day(3))
	gone.Complaint, _ = gone.Complaint.Settle(checks.ComplaintGone, day(5))
	run := withStates(typical("A", 1), checks.Open, checks.Done)
	save(t, s, run)
	tell(t, s, complaintOn("S1", "A", day(1)), story("S2", "A", day(2)), gone, complaintOn("S4", "B", day(4)))
	act(t, s, between("L1", "A"), between("L2", "A").Finish(), between("L3", "B"))
	of := checks.ActionsOf(run)
	for name, tc := range map[string]struct {
		also       []string
		actions    []checks.TeamAction
		complaints []checks.Story
	}{
		"nothing":            {nil, []checks.TeamAction{between("L1", "A"), of[0]}, []checks.Story{complaintOn("S1", "A", day(1))}},
		"what is open":       {[]string{"L1", "S1"}, []checks.TeamAction{between("L1", "A"), of[0]}, []checks.Story{complaintOn("S1", "A", day(1))}},
		"what is settled":    {[]string{of[1].ID, "S3", "L2"}, []checks.TeamAction{between("L1", "A"), between("L2", "A").Finish(), of[0], of[1]}, []checks.Story{gone, complaintOn("S1", "A", day(1))}},
		"what others have":   {[]string{"S4", "L3", "?"}, []checks.TeamAction{between("L1", "A"), of[0]}, []checks.Story{complaintOn("S1", "A", day(1))}},
		"what is no trouble": {[]string{"S2"}, []checks.TeamAction{between("L1", "A"), of[0]}, []checks.Story{story("S2", "A", day(2)), complaintOn("S1", "A", day(1))}},
	} {
		work, err := s.Work("A", tc.also)
		if diff := cmp.Diff(checks.Work{Actions: tc.actions, Complaints: tc.complaints}, work); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}
