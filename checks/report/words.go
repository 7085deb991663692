package report

import (
	"fmt"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// none stands where there is no figure and no word.
const none = "–"

// gap parts the figures on one line.
const gap = "   "

// AgreementWord returns the word for how far the answers lie apart, "–" where too few people rated.
func AgreementWord(p *lang.Printer, a checks.Agreement) string {
	return p.T("agreement." + string(a))
}

// AgreementQuestion returns the question that the word opens the talk with; there is none where there is no word.
func AgreementQuestion(p *lang.Printer, a checks.Agreement) string {
	if a == checks.AgreementNone {
		return ""
	}
	return p.T("agreement." + string(a) + ".question")
}

// agreementLine returns the word with its question: spread · “Where do we mean different customers?”. It is empty
// where too few people rated for a word.
func agreementLine(p *lang.Printer, t checks.Tally) string {
	a := t.Agreement()
	if a == checks.AgreementNone {
		return ""
	}
	word, question := AgreementWord(p, a), AgreementQuestion(p, a)
	return p.T("agreement.with-question", "Word", word, "Question", question)
}

// nLine returns how many people rated, and how many gave no answer where some did: "n 6   1× no answer".
func nLine(p *lang.Printer, t checks.Tally) string {
	line := p.T("figures.n", "N", t.N())
	if t.NoAnswer > 0 {
		line += gap + p.N("figures.no-answer", t.NoAnswer)
	}
	return line
}

// FigureLine returns all that is said of a tally in figures: "n 6   1× no answer   range 2–5   median 3½".
func FigureLine(p *lang.Printer, t checks.Tally) string {
	parts := []string{nLine(p, t)}
	if t.N() > 0 {
		parts = append(parts, p.T("figures.range", "Range", Range(p, t)), p.T("figures.median", "Median", Median(p, t)))
	}
	return strings.Join(parts, gap)
}

// Median returns the median in steps, "3½" between two of them, "–" where nobody rated.
func Median(p *lang.Printer, t checks.Tally) string {
	m, ok := t.Median()
	if !ok {
		return p.Signs(none)
	}
	return p.Signs(lang.Half(m))
}

// Range returns the lowest and the highest answer, "2–5"; one step where all gave the same, "–" where nobody rated.
func Range(p *lang.Printer, t checks.Tally) string {
	low, high, ok := t.Range()
	switch {
	case !ok:
		return p.Signs(none)
	case low == high:
		return fmt.Sprint(low)
	}
	return p.Signs(fmt.Sprintf("%d–%d", low, high))
}

// OriginWord says how a run came to be kept that the program did not lead through: entered later, from a table. Of all others it
// says nothing.
func OriginWord(p *lang.Printer, o checks.Origin) string {
	if o == checks.OriginRun {
		return ""
	}
	return p.T("origin." + string(o))
}

// KindName returns the word for a kind of run.
func KindName(p *lang.Printer, k checks.Kind) string {
	return p.T("kind." + string(k))
}
