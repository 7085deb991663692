package store_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// lived returns a file in which a run and a story of a team went through some states before they became what they are, and all
// that was ever written of them.
func lived(t *testing.T) (s *store.Store, run checks.Run, told checks.Story, words []string) {
	t.Helper()
	s = newStore(t)
	save(t, s, typical("Rest", 1))
	run = unfinished(typical("Geheime Runde", 2))
	run.Drafts = map[string]string{"channels": "entwurf-eins"}
	run.Answers["risks"][0].Text = "antwort-zurückgenommen"
	revision, err := s.SaveRun(run, 0)
	if err != nil {
		t.Fatal(err)
	}
	run.Drafts = map[string]string{"risks": "entwurf-zwei"}
	run.Answers["risks"][0].Text = "antwort-geblieben"
	rating := run.Ratings["trust"]
	rating.Story, rating.Chair.Evidence = "geschichte-der-zahl", "stuhl-beleg"
	run.Ratings["trust"] = rating
	if revision, err = s.SaveRun(run, revision); err != nil {
		t.Fatal(err)
	}
	run.Actions = typical("", 2).Actions
	run.Actions[0].Text, run.Actions[0].Owner = "maßnahme-text", "Frau Eigentum"
	run.Looked, run.LookBack = map[string]checks.Look{"S9": {Outcome: checks.OutcomeDropped, Reason: "grund-im-rückblick", On: day(1)}}, true
	run.Finished = run.Started.Add(time.Hour)
	if _, err := s.SaveRun(run, revision); err != nil {
		t.Fatal(err)
	}
	first := complaintOn("GESCHICHTE-7", run.Team, day(2))
	first.Text = "erste-fassung"
	tell(t, s, first)
	told = first
	told.Text, told.Complaint.Fix = "zweite-fassung", "abhilfe-text"
	if err := s.SaveStory(first, told); err != nil {
		t.Fatal(err)
	}
	loose := between("ZWISCHEN-8", run.Team)
	loose.Text = "zwischen-durch"
	act(t, s, loose)
	if err := s.MarkLeadership(run.Team, true); err != nil {
		t.Fatal(err)
	}
	return s, run, told, []string{
		"entwurf-eins", "entwurf-zwei", "antwort-zurückgenommen", "antwort-geblieben", "geschichte-der-zahl", "stuhl-beleg", "maßnahme-text",
		"Frau Eigentum", "grund-im-rückblick", run.ID, "erste-fassung", "zweite-fassung", "abhilfe-text", told.ID, "zwischen-durch", loose.ID,
		run.Team,
	}
}

// wantGone looks for texts in every byte of the file, plainly and turned over, as ids stand in keys that are sorted by them.
func wantGone(t *testing.T, path string, words ...string) {
	t.Helper()
	file := readFile(t, path)
	for _, word := range words {
		over := []byte(word)
		for i := range over {
			over[i] = ^over[i]
		}
		if bytes.Contains(file, []byte(word)) || bytes.Contains(file, over) {
			t.Errorf("%q is still in the file", word)
		}
	}
}

func TestNothingOfADeletedTeamIsInTheFile(t *testing.T) {
	s, run, told, words := lived(t)
	for _, word := range words {
		if !strings.HasPrefix(word, "entwurf") && !strings.Contains(word, "zurückg") && word != "erste-fassung" && !contains(t, s.Path(), word) && word != told.ID {
			t.Fatalf("%q is not there", word)
		}
	}
	ids, err := s.DeleteTeam(run.Team)
	if err != nil || len(ids) != 3 {
		t.Fatal(ids, err)
	}
	wantGone(t, s.Path(), words...)
	wantRun(t, s, typical("Rest", 1))
	if home, err := s.Home("", 1); err != nil || home.Team != "Rest" || len(home.Teams) != 1 {
		t.Errorf("%+v, %v", home, err)
	}
	if list := records(t, s, ""); len(list) != 1 {
		t.Errorf("%+v", list)
	}
}

func TestNothingOfADeletedRunOrStoryIsInTheFile(t *testing.T) {
	s, run, told, words := lived(t)
	if err := s.DeleteRun(run.ID); err != nil {
		t.Fatal(err)
	}
	wantGone(t, s.Path(), words[:10]...)
	if err := s.DeleteStory(told.ID); err != nil {
		t.Fatal(err)
	}
	wantGone(t, s.Path(), words[:14]...)
	if !contains(t, s.Path(), "zwischen-durch") {
		t.Error("more than that is gone")
	}
}

func TestTeamsAreDeletedOneByOne(t *testing.T) {
	s := quarter(t)
	_, err := s.DeleteTeam("Nobody")
	wantCode(t, err, checks.CodeNotFound)
	_, err = newStore(t).DeleteTeam("Nobody")
	wantCode(t, err, checks.CodeNotFound)
	for n, team := range []string{"Support", "Payments", "A"} {
		of := records(t, s, team)
		rest := len(records(t, s, "")) - len(of)
		ids, err := s.DeleteTeam(team)
		if err != nil {
			t.Fatal(err)
		}
		for _, rec := range of {
			if _, marks := rec.(checks.Marks); !marks && !strings.Contains(strings.Join(ids, " ")+" ", rec.Key()+" ") {
				t.Errorf("%s is not among %q", rec.Key(), ids)
			}
		}
		if left := len(records(t, s, "")); left != rest {
			t.Errorf("%d records are left, not %d", left, rest)
		}
		if home, err := s.Home("", 1); err != nil || len(home.Teams) != 2-n {
			t.Errorf("%+v, %v", home, err)
		}
	}
}

func TestDeletedTeamWhoseTextRemainsIsDeleted(t *testing.T) {
	s := quarter(t)
	full := store.New(s.Path(), check, store.WithReplace(func(string, string) error { return errNoRoom }), store.WithCommit(failOnce()))
	ids, err := full.DeleteTeam("Support")
	wantCode(t, err, checks.CodeTextRemains)
	if len(ids) != 3 || len(records(t, s, "Support")) > 0 {
		t.Error(ids)
	}
	lost := store.New(s.Path(), check, store.WithCommit(func(*bolt.Tx) error { return errFull }))
	ids, err = lost.DeleteTeam("Payments")
	wantCode(t, err, checks.CodeIO)
	if ids != nil || len(records(t, s, "Payments")) != 6 {
		t.Error(ids)
	}
}
