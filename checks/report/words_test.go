package report

import (
	"testing"

	"emptychair/checks"
	"emptychair/checks/lang"
)

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
