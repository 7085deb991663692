package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// moved is an item between two tallies of five counts each.
func moved(then, now checks.Tally, changing bool) checks.ItemChange {
	a, b := checks.Rating{Tally: then, Revision: 1}, checks.Rating{Tally: now, Revision: 1}
	return checks.ItemChange{ID: "contact", Baseline: a, Current: b, Change: checks.ChangeBetween(a, b, changing)}
}

// Each change is in both languages as the goldens say: as a sentence, then for lists, and below a chart.
func TestAChangeIsSaidInPlainWords(t *testing.T) {
	then := tally(0, 0, 2, 3, 1, 0)
	reworded := moved(then, then, false)
	reworded.Change = checks.ChangeBetween(reworded.Baseline, checks.Rating{Tally: then, Revision: 2}, false)
	changes := []struct {
		name string
		item checks.ItemChange
	}{
		{"up", moved(then, tally(0, 0, 1, 1, 3, 1), false)},
		{"up, but the people change", moved(then, tally(0, 0, 1, 1, 3, 1), true)},
		{"one step of one of them", moved(then, tally(0, 0, 2, 2, 2, 0), false)},
		{"the same answers", moved(then, then, false)},
		{"down, and more people", moved(tally(0, 0, 0, 0, 1, 3), tally(0, 3, 3, 0, 0, 0), false)},
		{"one of them rated then", moved(tally(0, 0, 1, 0, 0, 0), tally(0, 0, 0, 0, 1, 3), false)},
		{"more people who say something like it", moved(then, tally(0, 0, 2, 3, 1, 4), false)},
		{"who was in the room", moved(tally(0, 2, 2, 0, 0, 0), tally(0, 2, 2, 0, 0, 4), false)},
		{"nobody then", moved(tally(3), then, false)},
		{"nobody now", moved(then, tally(3), false)},
		{"everyone", moved(tally(0, 0, 4, 0, 0, 0), tally(0, 0, 0, 0, 4, 0), false)},
		{"reworded", reworded},
		{"one person, a step", moved(tally(0, 0, 0, 0, 1, 0), tally(0, 0, 0, 1, 0, 0), false)},
		{"one person, two steps", moved(tally(0, 0, 1, 0, 0, 0), tally(0, 0, 0, 0, 1, 0), false)},
		{"many, but to both sides", moved(tally(0, 3, 0, 0, 0, 3), tally(0, 0, 0, 6, 0, 0), false)},
		{"many who were there both times, by too little", moved(tally(0, 0, 0, 4, 0, 0), tally(0, 0, 1, 1, 3, 1), false)},
		{"one of many", moved(tally(0, 0, 0, 0, 0, 12), tally(0, 0, 1, 0, 0, 11), false)},
		{"one of those who stayed", moved(tally(0, 0, 0, 0, 0, 5), tally(0, 1, 0, 0, 0, 3), false)},
		{"one person, the same", moved(tally(0, 0, 1, 0, 0, 0), tally(0, 0, 1, 0, 0, 0), false)},
	}
	for _, language := range lang.Codes {
		t.Run(language, func(t *testing.T) {
			p, said := in(language).Printer, ""
			earlier := NameEarlierRun(in(language), heldAt(time.Date(2026, 8, 19, 9, 0, 0, 0, zone)), heldAt(today))
			for _, c := range changes {
				headline, why := ChangeHeadline(p, c.item, earlier)
				said += fmt.Sprintf("%s\n  %s\n  %s\n  %s | %s\n", c.name, ChangeSentence(p, c.item, earlier), ChangeBrief(p, c.item), headline, why)
			}
			golden.RequireEqual(t, said)
		})
	}
}

// heldAt is a run that was finished at a moment.
func heldAt(t time.Time) checks.Run { return checks.Run{Day: checks.DayOf(t), Finished: t} }

func TestAnEarlierRunIsNamedByWhatTellsItApart(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, zone)
	tests := []struct {
		earlier time.Time
		en, de  EarlierRun
	}{
		{time.Date(2026, 8, 19, 0, 0, 0, 0, zone), EarlierRun{"since Q3", "in Q3"}, EarlierRun{"seit Q3", "in Q3"}},
		{time.Date(2026, 2, 19, 0, 0, 0, 0, zone), EarlierRun{"since Q1", "in Q1"}, EarlierRun{"seit Q1", "in Q1"}},
		{time.Date(2025, 11, 19, 0, 0, 0, 0, zone), EarlierRun{"since Q4 2025", "in Q4 2025"}, EarlierRun{"seit Q4 2025", "in Q4 2025"}},
		{time.Date(2026, 11, 22, 9, 5, 0, 0, zone), EarlierRun{"since 09:05", "at 09:05"}, EarlierRun{"seit 09:05", "um 09:05"}},
		{time.Date(2026, 10, 2, 0, 0, 0, 0, zone), EarlierRun{"since 2 Oct", "on 2 Oct"}, EarlierRun{"seit dem 2. Okt.", "am 2. Okt."}},
	}
	for _, tt := range tests {
		if got := NameEarlierRun(in("en"), heldAt(tt.earlier), heldAt(now)); got != tt.en {
			t.Errorf("%v: %v", tt.earlier, got)
		}
		if got := NameEarlierRun(in("de"), heldAt(tt.earlier), heldAt(now)); got != tt.de {
			t.Errorf("%v: %v", tt.earlier, got)
		}
	}
}

func TestHowMuchAMoveNeedsIsSaidWhereSomethingSeemsUnchanged(t *testing.T) {
	then, up := tally(0, 0, 2, 3, 1, 0), tally(0, 0, 1, 1, 3, 1)
	one, top := moved(then, tally(0, 0, 2, 2, 2, 0), false), moved(tally(0, 0, 0, 0, 0, 6), tally(0, 0, 0, 0, 2, 4), false)
	tests := []struct {
		items           []checks.ItemChange
		people, amounts string // "" where nothing is said
	}{
		{[]checks.ItemChange{one}, "6 people", "¾ step on average"},
		{[]checks.ItemChange{one, top, moved(then, then, false)}, "6 people", "¼–¾ step on average"},
		{[]checks.ItemChange{moved(then, up, true)}, "6 people", "1¼ steps on average"},
		{[]checks.ItemChange{one, moved(then, tally(0, 0, 2, 3, 1, 4), false)}, "average here", "¾–1 step"},
		{[]checks.ItemChange{moved(then, then, false)}, "", ""}, // nothing moved
		{[]checks.ItemChange{moved(then, up, false)}, "", ""},
		{[]checks.ItemChange{moved(tally(0, 1), tally(0, 0, 1), false)}, "", ""}, // of one person the sentence says it
	}
	for _, tt := range tests {
		said := NeededNote(in("en").Printer, tt.items...)
		if strings.Contains(said, "clear move takes") != (tt.people != "") || !strings.Contains(said, tt.people) || !strings.Contains(said, tt.amounts) {
			t.Errorf("%+v: %q", tt.items[0].Change, said)
		}
	}
}

// Alone the sentence says that two steps count: so it is wherever on the scale.
func TestOnePersonMovesByTwoSteps(t *testing.T) {
	for a := range checks.Steps {
		for b := range checks.Steps {
			var then, now checks.Tally
			then.Counts[a], now.Counts[b] = 1, 1
			item := moved(then, now, false)
			if same := item.Change.Verdict == checks.VerdictSame; same != (max(a-b, b-a) < 2) {
				t.Errorf("from %d to %d: %s", a+1, b+1, item.Change.Verdict)
			}
		}
	}
}

// TestASentenceNeverClaimsMoreThanTheVerdict holds that only a verdict of up or down says that chance hardly explains a change,
// and that no sentence holds a figure that may not be shown.
func TestASentenceNeverClaimsMoreThanTheVerdict(t *testing.T) {
	counts := rapid.Custom(func(t *rapid.T) checks.Tally {
		var drawn checks.Tally
		for k := range drawn.Counts {
			drawn.Counts[k] = rapid.IntRange(0, 4).Draw(t, "count")
		}
		return drawn
	})
	rapid.Check(t, func(t *rapid.T) {
		item := moved(counts.Draw(t, "then"), counts.Draw(t, "now"), rapid.Bool().Draw(t, "changing"))
		for _, p := range []Options{in("en"), in("de")} {
			s := ChangeSentence(p.Printer, item, EarlierRun{"since then", "then"})
			anotherDay := strings.Contains(s, "day") || strings.Contains(s, "Tagesform")
			if many := 2*item.Change.People > item.Change.Of; anotherDay && (item.Change.Verdict == checks.VerdictOneMoved || many && item.Change.Verdict == checks.VerdictSame) {
				t.Fatalf("%s, of at least %d of %d, is told as %q", item.Change.Verdict, item.Change.People, item.Change.Of, s)
			}
			hardly := strings.Contains(s, "rarely") || strings.Contains(s, "kaum")
			if move := item.Change.Verdict == checks.VerdictUp || item.Change.Verdict == checks.VerdictDown; hardly != move {
				t.Fatalf("%s is told as %q", item.Change.Verdict, s)
			}
			if mean := fmt.Sprintf("%.2f", item.Change.Mean); item.Change.Compared() && strings.Contains(s, mean) || strings.Contains(s, "change.") {
				t.Fatalf("%q", s)
			}
		}
	})
}

// Each word has a question that opens a talk.
func TestFiguresAreSaidAsTheMethodHasIt(t *testing.T) {
	for _, language := range lang.Codes {
		t.Run(language, func(t *testing.T) {
			p, said := in(language).Printer, ""
			for _, tally := range []checks.Tally{
				tally(0, 0, 1, 2, 4, 1), tally(1, 0, 0, 4, 4, 0), tally(2, 1, 0, 0, 0, 7), tally(0, 0, 4, 1, 3, 0), tally(0, 0, 2, 3, 3, 0), tally(0, 0, 0, 2, 0, 0), tally(3),
			} {
				said += AnsweredLine(p, tally) + "\n  " + agreementLine(p, tally) + "\n"
			}
			golden.RequireEqual(t, said)
		})
	}
}
