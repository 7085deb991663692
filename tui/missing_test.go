package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

func TestWhatCannotBeReadIsSaidOnEveryScreenAndNothingMoves(t *testing.T) {
	t.Parallel()
	eachScene(t, func(t *testing.T, u *user, w, h int) {
		without := strings.Split(u.screen(), "\n")
		for _, n := range []int{1, 9999} {
			u.store.missing = n
			u.send(tea.FocusMsg{})
			fits(t, u, w, h)
			with := strings.Split(u.screen(), "\n")
			if !u.atChair() {
				if got, want := strings.TrimSpace(with[2]), u.m.say.N("missing", n, "Call", "emptychair"); got != want {
					t.Fatalf("above the body stands %q, not %q:\n%s", got, want, u.screen())
				}
				with[2] = without[2]
			}
			if !slices.Equal(with, without) {
				t.Fatalf("something else changed:\n%s", u.screen())
			}
		}
		u.store.missing = 0
		u.send(tea.FocusMsg{})
	})
}

func TestTheFirstScreenSaysAtOnceWhatCannotBeRead(t *testing.T) {
	store := withPayments("en")
	store.missing = 1
	newUser(t, 80, 24, "en", store).sees("1 unreadable record is missing: “emptychair doctor”", "Last run 19 Aug 2026")
}

func TestARecordThatIsMetLaterIsSaidWithTheAnswer(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en")).seesNot("unreadable")
	u.store.missing = 2
	u.press("t").sees("2 unreadable records are missing", "Q3/26")
}

func TestEachScreenThatShowsATeamReadsItOnce(t *testing.T) {
	begun := checks.Summarize(halfway("en"))
	for name, c := range map[string]struct {
		before, keys []string
		want         string
	}{
		"a new run":          {[]string{"tab", "n"}, []string{"enter"}, "team Payments"},
		"a run that goes on": {nil, []string{"r"}, "team Checkout"},
		"a run that is read": {[]string{"p", "tab", "down", "down"}, []string{"enter"}, "team Payments"},
		"home":               {nil, []string{"tab"}, "team Payments"},
		"a comparison":       {[]string{"tab"}, []string{"c"}, "team Payments"},
		"a trend":            {[]string{"tab"}, []string{"t"}, "team Payments"},
		"a month":            {[]string{"tab"}, []string{"v"}, "team Payments"},
	} {
		store := withUnfinished("en")
		store.put(spring("en"))
		u := newUser(t, 80, 24, "en", store).press(c.before...)
		store.reads = nil
		if u.press(c.keys...); !slices.Equal(store.reads, []string{c.want}) {
			t.Errorf("%s: %q, not %q:\n%s", name, store.reads, c.want, u.screen())
		}
	}
	store := withUnfinished("en")
	u := newUser(t, 80, 24, "en", store, func(o *Options) { o.Entry.Resume, store.reads = &begun, nil }).stands(begun.At)
	if !slices.Equal(store.reads, []string{"team " + begun.Team}) {
		t.Errorf("a run with which the program opens: %q\n%s", store.reads, u.screen())
	}
}
