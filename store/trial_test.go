package store_test

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"emptychair/checks"
	"emptychair/store"
)

// most is how long a trial may take, which is some hundredths of a second.
const most = 5 * time.Minute

// try damages the file, reads it, examines it, repairs it and reads it again. Moved says of records that count as whole although
// their bytes are elsewhere.
func (c *filled) try(t *testing.T, name string, damaged []byte, moved func(bucket, key string) bool) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.tryOut(t, name, damaged, moved)
	}()
	select {
	case <-done:
	case <-time.After(most):
		t.Errorf("%s takes too long", name)
	}
	if t.Failed() {
		t.Fatalf("%s; file %d bytes", name, len(damaged))
	}
}

func (c *filled) tryOut(t *testing.T, name string, damaged []byte, moved func(bucket, key string) bool) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "chair.db")
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Error(err)
		return
	}
	s := store.New(path, check, store.WithTimeout(time.Second), store.WithClock(func() time.Time { return noon }))
	if c.tryToRead(t, name, s, len(damaged) < 80) {
		c.tryToRepair(t, name, s, func(bucket, key string) bool {
			return c.whole(damaged, bucket, key) || moved != nil && moved(bucket, key)
		})
	}
}

// tryToRead reads and examines a damaged file, and tells whether it is damaged.
func (c *filled) tryToRead(t *testing.T, name string, s *store.Store, headless bool) bool {
	t.Helper()
	answers, refused := c.read(s)
	for what, got := range answers {
		switch {
		case cmp.Equal(c.answers[what], got):
		case c.stale:
			c.outdated++
		default:
			t.Errorf("%s: %s is wrong:\n%s", name, what, cmp.Diff(c.answers[what], got))
		}
	}
	for what, err := range refused {
		switch code := checks.CodeOf(err); {
		case code == checks.CodeDamaged:
		case headless && (code == checks.CodeForeign || code == checks.CodeEmptyFile):
		default:
			t.Errorf("%s: %s gives %v", name, what, err)
		}
	}
	before := readFile(t, s.Path())
	d, err := s.Examine()
	switch {
	case err != nil && !headless:
		t.Errorf("%s: the examination gives %v", name, err)
	case err == nil && len(refused) > 0 && !d.IsDamaged():
		t.Errorf("%s: nothing is found where %v", name, refused)
	}
	for _, f := range d.Findings {
		if checks.CleanLine(f.Where) != f.Where || f.Err == nil {
			t.Errorf("%s: the finding %q cannot be shown", name, f)
		}
	}
	if !bytes.Equal(before, readFile(t, s.Path())) {
		t.Errorf("%s: the examination changed the file", name)
	}
	return err == nil && d.IsDamaged()
}

func (c *filled) tryToRepair(t *testing.T, name string, s *store.Store, whole func(bucket, key string) bool) {
	t.Helper()
	before := readFile(t, s.Path())
	r, err := s.Repair("recovered")
	if err != nil {
		if checks.CodeOf(err) != checks.CodeDamaged || c.anyWhole(whole) || !bytes.Equal(before, readFile(t, s.Path())) {
			t.Errorf("%s: the repair gives %v", name, err)
		}
		return
	}
	if r.Aside != s.Path()+".damaged-2026-08-19T12-00-00.000Z" || !bytes.Equal(before, readFile(t, r.Aside)) {
		t.Errorf("%s: what was there is not kept in %q", name, r.Aside)
	}
	if d, err := s.Examine(); err != nil || len(d.Findings) > 0 {
		t.Errorf("%s: after the repair %+v, %v", name, d, err)
	}
	c.compareRuns(t, name, s, r, whole)
	c.compareBetween(t, name, s, r, whole)
	if _, err := s.SaveRun(typical("Payments", 99), 0); err != nil {
		t.Errorf("%s: after the repair %v", name, err)
	}
}

func (c *filled) anyWhole(whole func(bucket, key string) bool) bool {
	for place := range c.places {
		bucket, key, _ := strings.Cut(place, "/")
		if slices.Contains([]string{"runs", "actions", "stories", "loose"}, bucket) && whole(bucket, key) {
			return true
		}
	}
	return false
}

// lost tells whether a loss of one of these kinds is named with this text.
func lost(r store.Repaired, where string, kinds ...store.LossKind) bool {
	return slices.ContainsFunc(r.Lost, func(l store.Loss) bool { return strings.Contains(l.Where, where) && slices.Contains(kinds, l.Kind) })
}

func (c *filled) compareRuns(t *testing.T, name string, s *store.Store, r store.Repaired, whole func(bucket, key string) bool) {
	t.Helper()
	list, err := s.Runs("")
	if err != nil {
		t.Fatal(name, err)
	}
	for _, sum := range list {
		if _, ours := c.runs[sum.ID]; ours {
			continue
		}
		got, _, err := s.Run(sum.ID)
		switch {
		case err != nil, !c.wasRun(got, r), !lost(r, sum.ID, store.LossDoubtful):
			t.Errorf("%s: the run %s was never so, or nobody says so: %v\n%v", name, sum.ID, err, r.Lost)
		case !c.mayComeBack(sum.ID, r, whole, "runs", "teams") && !c.mayComeBack(sum.ID, r, whole, "runs", "index") && !c.isUntold(r, maps.Keys(c.runs)):
			t.Errorf("%s: the run %s is there: %v", name, sum.ID, r.Lost)
		}
	}
	for id, want := range c.runs {
		got, _, err := s.Run(id)
		switch {
		case err != nil && whole("runs", id):
			t.Errorf("%s: the run %s is gone: %v\n%v", name, id, err, r.Lost)
		case err != nil && !lost(r, id, store.LossRun, store.LossInvalid) && !lost(r, "", store.LossMoreRuns, store.LossUnknown):
			t.Errorf("%s: nobody says that the run %s is gone: %v", name, id, r.Lost)
		case err == nil:
			c.compareRun(t, name, got, want, r, whole)
		}
	}
}

func (c *filled) compareRun(t *testing.T, name string, got, want checks.Run, r store.Repaired, whole func(bucket, key string) bool) {
	t.Helper()
	for _, a := range want.Actions {
		there := slices.Contains(got.Actions, a)
		if !there && whole("actions", want.ID+"\x00"+a.ID) {
			t.Errorf("%s: the action %s is gone", name, a.ID)
		}
		if !there && !lost(r, a.ID, store.LossAction) && !lost(r, want.ID, store.LossAnswers) {
			t.Errorf("%s: nobody says that the action %s is gone", name, a.ID)
		}
	}
	wanted := slices.Clone(want.Actions)
	want.Actions = kept(wanted, func(a checks.Action) bool { return slices.Contains(got.Actions, a) })
	switch {
	case cmp.Equal(want, got):
	case whole("runs", want.ID):
		t.Errorf("%s: a run is not what it was:\n%s", name, cmp.Diff(want, got))
	case lost(r, want.ID, store.LossAnswers):
		if was, now := checks.Summarize(want), checks.Summarize(got); !cmp.Equal(was.Ratings, now.Ratings) || !cmp.Equal(was.Chairs, now.Chairs) {
			t.Errorf("%s: ratings are not what they were", name)
		}
	case !c.wasRun(got, r):
		t.Errorf("%s: a run is what it never was:\n%s\n%v", name, cmp.Diff(want, got), r.Lost)
	case !c.stale && !lost(r, want.ID, store.LossEarlier, store.LossDoubtful):
		t.Errorf("%s: nobody says that the run %s is what it was earlier: %v", name, want.ID, r.Lost)
	}
}

// was tells whether something was so at some time and is not any more.
func (c *filled) was(got any) bool {
	return slices.ContainsFunc(c.earlier(), func(was any) bool { return cmp.Equal(was, got) })
}

func (c *filled) earlier() []any {
	list := slices.Clone(c.gone)
	for _, change := range c.changes {
		list = append(list, change.was)
	}
	return list
}

// wasRun tells so of a run, of which only is missing what is said to be lost: actions, which stand elsewhere, or answers.
func (c *filled) wasRun(got checks.Run, r store.Repaired) bool {
	return slices.ContainsFunc(c.earlier(), func(was any) bool {
		run, ok := was.(checks.Run)
		if !ok || run.ID != got.ID {
			return false
		}
		run.Actions = kept(run.Actions, func(a checks.Action) bool {
			return slices.Contains(got.Actions, a) || !lost(r, a.ID, store.LossAction) && !lost(r, run.ID, store.LossAnswers)
		})
		if lost(r, run.ID, store.LossAnswers) {
			was, now := checks.Summarize(run), checks.Summarize(got)
			return cmp.Equal(was.Ratings, now.Ratings) && cmp.Equal(was.Chairs, now.Chairs)
		}
		return cmp.Equal(run, got, cmpopts.EquateEmpty())
	})
}

// mayBe tells whether something was so at some time, and is said to be, where anybody can tell.
func (c *filled) mayBe(got any, id string, r store.Repaired) bool {
	return c.was(got) && (c.stale || lost(r, id, store.LossDoubtful))
}

// mayComeBack tells whether something that was deleted may be there: where it is named as doubtful, and in each of these buckets
// something is destroyed that would have told.
func (c *filled) mayComeBack(id string, r store.Repaired, whole func(bucket, key string) bool, buckets ...string) bool {
	if !c.stale && !c.headless || !lost(r, id, store.LossDoubtful) {
		return false
	}
	for place := range c.places {
		bucket, key, _ := strings.Cut(place, "/")
		if slices.Contains(buckets, bucket) && !whole(bucket, key) {
			buckets = kept(buckets, func(other string) bool { return other != bucket })
		}
	}
	return c.wrecked || len(buckets) == 0
}

// isUntold tells whether no page leads to any of these: then nobody can tell which of those that are found were deleted.
func (c *filled) isUntold(r store.Repaired, ids iter.Seq[string]) bool {
	for id := range ids {
		if !lost(r, id, store.LossDoubtful, store.LossStory, store.LossRun, store.LossAnswers) {
			return false
		}
	}
	return c.stale || c.headless
}

func (c *filled) compareBetween(t *testing.T, name string, s *store.Store, r store.Repaired, whole func(bucket, key string) bool) {
	t.Helper()
	stories, err := s.Stories("", 0)
	if err != nil {
		t.Fatal(name, err)
	}
	told := map[string]checks.Story{}
	for _, got := range stories {
		told[got.ID] = got
		_, ours := c.stories[got.ID]
		switch {
		case ours && !cmp.Equal(c.stories[got.ID], got) && !c.mayBe(got, got.ID, r), !ours && (!c.was(got) || !lost(r, got.ID, store.LossDoubtful)):
			t.Errorf("%s: a story is what it never was, or nobody says so: %+v\n%v", name, got, r.Lost)
		case !ours && !c.mayComeBack(got.ID, r, whole, "stories") && !c.isUntold(r, maps.Keys(c.stories)):
			t.Errorf("%s: the story %s is there: %v", name, got.ID, r.Lost)
		}
	}
	for id, want := range c.stories {
		_, there := told[id]
		switch key := c.keyOf("stories", want.Team, turned(id)+"\xff"); {
		case !there && whole("stories", key):
			t.Errorf("%s: the story %s is gone", name, id)
		case !there && !lost(r, "", store.LossStory, store.LossMoreStories, store.LossUnknown):
			t.Errorf("%s: nobody says that the story %s is gone: %v", name, id, r.Lost)
		}
	}
	c.compareActions(t, name, s, r, whole)
	c.compareMarks(t, name, s, whole)
}

func (c *filled) compareActions(t *testing.T, name string, s *store.Store, r store.Repaired, whole func(bucket, key string) bool) {
	t.Helper()
	list, err := s.Actions("")
	if err != nil {
		t.Fatal(name, err)
	}
	there := map[string]bool{}
	for _, got := range list {
		want, loose := c.actions[got.ID]
		there[got.ID] = true
		switch {
		case got.Run == "" && lost(r, got.ID, store.LossBelongs) && !c.wrecked && whole("emptychair", "file") && c.runs[strings.TrimSuffix(got.ID, got.ID[len(got.ID)-2:])].ID == "":
			t.Errorf("%s: the action %s was deleted", name, got.ID)
		case got.Run != "" || lost(r, got.ID, store.LossBelongs):
		case !loose, !cmp.Equal(want, got) && !c.mayBe(got, got.ID, r):
			t.Errorf("%s: an action is what it never was: %+v", name, got)
		}
	}
	for id, want := range c.actions {
		state := "\x01"
		if want.State != checks.Open {
			state = "\x02"
		}
		switch {
		case !there[id] && whole("loose", want.Team+"\x00"+state+id):
			t.Errorf("%s: the action %s is gone", name, id)
		case !there[id] && !lost(r, "", store.LossAction, store.LossMoreActions, store.LossUnknown): // its id may be what is destroyed
			t.Errorf("%s: nobody says that the action %s is gone: %v", name, id, r.Lost)
		}
	}
}

func (c *filled) compareMarks(t *testing.T, name string, s *store.Store, whole func(bucket, key string) bool) {
	t.Helper()
	home, err := s.Home("", 0)
	if err != nil {
		t.Fatal(name, err)
	}
	for team, marked := range map[string][2]bool{"Support": {true, false}, "Told": {false, true}, "Payments": {}} {
		if !slices.Contains(home.Teams, team) {
			continue // nothing of it is left
		}
		h, err := s.History(team)
		if err != nil {
			t.Fatal(name, err)
		}
		if got := [2]bool{h.Changing, h.Leadership}; got != marked && (whole("teams", team) || got != [2]bool{}) {
			t.Errorf("%s: the marks of %s are %v", name, team, got)
		}
	}
	if code, err := s.Language(); err != nil || code != "de" && (whole("emptychair", "file") || code != "") {
		t.Errorf("%s: the language is %q, %v", name, code, err)
	}
}

// keyOf returns the key of a team's record that ends as this.
func (c *filled) keyOf(bucket, team, end string) string {
	for place := range c.places {
		if key, ok := strings.CutPrefix(place, bucket+"/"+team+"\x00"); ok && strings.HasSuffix(key, end) {
			return team + "\x00" + key
		}
	}
	panic(fmt.Sprintf("no record %s/%s/%q", bucket, team, end))
}

// turned is how an id stands in the key of a story.
func turned(id string) string {
	b := []byte(id)
	for i := range b {
		b[i] = ^b[i]
	}
	return string(b)
}
