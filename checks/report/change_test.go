package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// moved is an item between two tallies of five counts each.
func moved(then, now checks.Tally, changing bool) checks.ItemChange {
	a, b := checks.Rating{Tally: then, Revision: 1}, checks.Rating{Tally: now, Revision: 1}
	return checks.ItemChange{ID: "contact", Baseline: a, Current: b, Change: checks.ChangeBetween(a, b, changing)}
}

func TestAChangeIsSaidInPlainWords(t *testing.T) {
	then := tally(0, 0, 2, 3, 1, 0)
	reworded := moved(then, then, false)
	reworded.Change = checks.ChangeBetween(reworded.Baseline, checks.Rating{Tally: then, Revision: 2}, false)
	tests := []struct {
		name             string
		item             checks.ItemChange
		en, de           string
		enBrief, deBrief string
	}{
		{
			"up", moved(then, tally(0, 0, 1, 1, 3, 1), false),
			"Higher than in Q3: at least 3 of 6 changed their answer, 5 steps in all. The same team would hardly have given this on another day.",
			"Höher als in Q3: Mindestens 3 von 6 haben anders geantwortet, zusammen 5 Schritte. Die Tagesform allein erklärt das kaum.",
			"up, at least 3 differ", "höher, mind. 3 anders",
		},
		{
			"up, but the people change", moved(then, tally(0, 0, 1, 1, 3, 1), true),
			"No clear move since Q3: at least 3 of 6 answers differ, 5 steps in all. Another day, or who was in the room, may explain it.",
			"Keine klare Richtung seit Q3: Mindestens 3 von 6 Antworten sind andere, zusammen 5 Schritte. Tagesform oder Besetzung können das erklären.",
			"no clear move", "keine klare Richtung",
		},
		{
			"one step of one of them", moved(then, tally(0, 0, 2, 2, 2, 0), false),
			"No clear move since Q3: at least one of 6 changed their answer, 1 step in all. The same team might have given this on another day.",
			"Keine klare Richtung seit Q3: Mindestens eine von 6 Personen hat anders geantwortet, zusammen 1 Schritt. Das kann auch an der Tagesform liegen.",
			"no clear move", "keine klare Richtung",
		},
		{
			"the same answers", moved(then, then, false), "The same answers as in Q3.", "Dieselben Antworten wie in Q3.", "as it was", "wie zuvor",
		},
		{
			"down, and more people", moved(tally(0, 0, 0, 0, 1, 3), tally(0, 3, 3, 0, 0, 0), false),
			"Lower than in Q3: 4 rated then and 6 now, and at least 4 answers differ. Another day, or who was in the room, hardly explains it.",
			"Niedriger als in Q3: Bewertet haben damals 4, jetzt 6; mindestens 4 Antworten sind andere. Tagesform oder Besetzung erklären das kaum.",
			"down, at least 4 differ", "niedriger, mind. 4 anders",
		},
		{
			"one of them rated then", moved(tally(0, 0, 1, 0, 0, 0), tally(0, 0, 0, 0, 1, 3), false),
			"Higher than in Q3: 1 rated then and 4 now, and at least one answer differs. Another day, or who was in the room, hardly explains it.",
			"Höher als in Q3: Bewertet haben damals 1, jetzt 4; mindestens eine Antwort ist eine andere. Tagesform oder Besetzung erklären das kaum.",
			"up, at least 1 differ", "höher, mind. 1 anders",
		},
		{
			"more people who say something like it", moved(then, tally(0, 0, 2, 3, 1, 4), false),
			"No clear move since Q3: 6 rated then and 10 now, and nobody need have changed their answer.",
			"Keine klare Richtung seit Q3: Bewertet haben damals 6, jetzt 10; niemand muss anders geantwortet haben.",
			"no clear move", "keine klare Richtung",
		},
		{
			"who was in the room", moved(tally(0, 2, 2, 0, 0, 0), tally(0, 2, 2, 0, 0, 4), false),
			"Higher than in Q3, yet nobody need have changed their answer: it may be who was in the room.",
			"Höher als in Q3, doch niemand muss anders geantwortet haben: Es kann daran liegen, wer dabei war.",
			"perhaps who was there", "vielleicht wer da war",
		},
		{
			"nobody then", moved(tally(3), then, false), "Not compared: it was not rated in Q3.", "Nicht verglichen: Das wurde in Q3 nicht bewertet.",
			"not rated then", "damals nicht bewertet",
		},
		{"nobody now", moved(then, tally(3), false), "Not compared: it was not rated this time.", "Nicht verglichen: Das wurde diesmal nicht bewertet.", "", ""},
		{
			"everyone", moved(tally(0, 0, 4, 0, 0, 0), tally(0, 0, 0, 0, 4, 0), false),
			"Higher than in Q3: all 4 changed their answer, 8 steps in all. The same team would hardly have given this on another day.",
			"Höher als in Q3: Alle 4 haben anders geantwortet, zusammen 8 Schritte. Die Tagesform allein erklärt das kaum.",
			"up, all 4 differ", "höher, alle 4 anders",
		},
		{
			"reworded", reworded, "Not compared: in Q3 the statement was worded differently.", "Nicht verglichen: Die Aussage lautete in Q3 anders.",
			"reworded since", "seither umformuliert",
		},
		{
			"one person, a step", moved(tally(0, 0, 0, 0, 1, 0), tally(0, 0, 0, 1, 0, 0), false),
			"One step lower than in Q3. On another day it might have been the same.", "Einen Schritt niedriger als in Q3. Das kann auch an der Tagesform liegen.",
			"one step lower", "einen Schritt niedriger",
		},
		{
			"one person, two steps", moved(tally(0, 0, 1, 0, 0, 0), tally(0, 0, 0, 0, 1, 0), false),
			"2 steps higher than in Q3. Another day alone hardly explains that.", "2 Schritte höher als in Q3. Die Tagesform allein erklärt das kaum.",
			"2 steps higher", "2 Schritte höher",
		},
		{
			"one person, the same", moved(tally(0, 0, 1, 0, 0, 0), tally(0, 0, 1, 0, 0, 0), false), "The same as in Q3.", "Wie in Q3.", "as it was", "wie zuvor",
		},
	}
	en, de := in("en").Printer, in("de").Printer
	now := today
	earlier := time.Date(2026, 8, 19, 9, 0, 0, 0, zone)
	for _, tt := range tests {
		for _, got := range [][2]string{
			{ChangeSentence(en, tt.item, ThenOf(en, earlier, now)), tt.en}, {ChangeSentence(de, tt.item, ThenOf(de, earlier, now)), tt.de},
			{ChangeBrief(en, tt.item), tt.enBrief}, {ChangeBrief(de, tt.item), tt.deBrief},
		} {
			if got[0] != got[1] {
				t.Errorf("%s:\n got %q\nwant %q", tt.name, got[0], got[1])
			}
		}
	}
}

func TestAnEarlierRunIsNamedByWhatTellsItApart(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, zone)
	tests := []struct {
		earlier time.Time
		en, de  Then
	}{
		{time.Date(2026, 8, 19, 0, 0, 0, 0, zone), Then{"since Q3", "in Q3"}, Then{"seit Q3", "in Q3"}},
		{time.Date(2026, 2, 19, 0, 0, 0, 0, zone), Then{"since Q1", "in Q1"}, Then{"seit Q1", "in Q1"}},
		{time.Date(2025, 11, 19, 0, 0, 0, 0, zone), Then{"since Q4 2025", "in Q4 2025"}, Then{"seit Q4 2025", "in Q4 2025"}},
		{time.Date(2026, 11, 22, 9, 5, 0, 0, zone), Then{"since 09:05", "at 09:05"}, Then{"seit 09:05", "um 09:05"}},
		{time.Date(2026, 10, 2, 0, 0, 0, 0, zone), Then{"since 2 Oct", "on 2 Oct"}, Then{"seit dem 2. Okt.", "am 2. Okt."}},
	}
	for _, tt := range tests {
		if got := ThenOf(in("en").Printer, tt.earlier, now); got != tt.en {
			t.Errorf("%v: %v", tt.earlier, got)
		}
		if got := ThenOf(in("de").Printer, tt.earlier, now); got != tt.de {
			t.Errorf("%v: %v", tt.earlier, got)
		}
	}
}

func TestWhatIsTooSmallToSeeIsSaidWhereSomethingSeemsUnchanged(t *testing.T) {
	p, then := in("en").Printer, tally(0, 0, 2, 3, 1, 0)
	many, nearly := tally(0, 0, 10, 10, 0, 0), tally(0, 0, 9, 11, 0, 0)
	tests := []struct {
		item checks.ItemChange
		said bool
	}{
		{moved(then, tally(0, 0, 2, 2, 2, 0), false), true},
		{moved(then, then, false), false}, // nothing moved
		{moved(then, tally(0, 0, 1, 1, 3, 1), false), false},
		{moved(many, nearly, false), false}, // half a step would show among so many
		{moved(many, nearly, true), true},
		{moved(tally(0, 1), tally(0, 1), false), false}, // one person has no half steps
	}
	for _, tt := range tests {
		if got := tooSmall(p, []checks.ItemChange{tt.item}) != ""; got != tt.said {
			t.Errorf("%+v: said %v", tt.item.Change, got)
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
			s := ChangeSentence(p.Printer, item, Then{"since then", "then"})
			hardly := strings.Contains(s, "hardly") || strings.Contains(s, "kaum")
			if move := item.Change.Verdict == checks.VerdictUp || item.Change.Verdict == checks.VerdictDown; hardly != move {
				t.Fatalf("%s is told as %q", item.Change.Verdict, s)
			}
			if mean := fmt.Sprintf("%.2f", item.Change.Mean); item.Change.Compared() && strings.Contains(s, mean) || strings.Contains(s, "change.") {
				t.Fatalf("%q", s)
			}
		}
	})
}

func TestFiguresAreSaidAsTheMethodHasIt(t *testing.T) {
	cases := []struct {
		tally        checks.Tally
		en, de, line string
	}{
		{tally(0, 0, 1, 2, 4, 1), "n 8   range 2–5   median 4", "n 8   Bereich 2–5   Median 4", "spread · “Where do we mean different customers?”"},
		{tally(1, 0, 0, 4, 4, 0), "n 8   1× no answer   range 3–4   median 3½", "n 8   1× keine Angabe   Bereich 3–4   Median 3½",
			"together · “What makes us so sure, and would our customers say the same?”"},
		{tally(2, 1, 0, 0, 0, 7), "n 8   2× no answer   range 1–5   median 5", "n 8   2× keine Angabe   Bereich 1–5   Median 5",
			"one sees it differently · “What might someone see who rates this so?”"},
		{tally(0, 0, 0, 2, 0, 0), "n 2   range 3   median 3", "n 2   Bereich 3   Median 3", ""},
		{tally(3), "n 0   3× no answer", "n 0   3× keine Angabe", ""},
	}
	en, de := lang.New("en"), lang.New("de")
	for _, c := range cases {
		if got := FigureLine(en, c.tally); got != c.en {
			t.Errorf("en %v: %q, want %q", c.tally, got, c.en)
		}
		if got := FigureLine(de, c.tally); got != c.de {
			t.Errorf("de %v: %q, want %q", c.tally, got, c.de)
		}
		if got := agreementLine(en, c.tally); got != c.line {
			t.Errorf("%v: %q, want %q", c.tally, got, c.line)
		}
	}
}

func TestEveryWordOpensATalk(t *testing.T) {
	words := []checks.Agreement{
		checks.AgreementTogether, checks.AgreementOneDiffers, checks.AgreementTwoCamps, checks.AgreementClose, checks.AgreementSpread,
	}
	for _, language := range lang.Codes {
		p := lang.New(language)
		for _, a := range words {
			q := AgreementQuestion(p, a)
			if !p.Has("agreement."+string(a)) || q == "" || q[len(q)-1] != '?' {
				t.Errorf("%s: %s has no word or no question: %q", language, a, q)
			}
		}
	}
}
