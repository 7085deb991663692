package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/store"
)

func pageInEnglish() *report.Page {
	return report.NewPage(report.Options{Printer: lang.New("en"), Location: time.UTC})
}

func TestManyFindingsOfAKindAreSummedUpAndNoneIsSaidTwice(t *testing.T) {
	g := store.Diagnosis{More: 3}
	for i := range 20 {
		for range 3 {
			g.Findings = append(g.Findings, store.Finding{Kind: store.FindingPage, Where: fmt.Sprint(i)})
		}
	}
	g.Findings = append(g.Findings, store.Finding{Kind: store.FindingPage, Where: "stories"}, store.Finding{Kind: store.FindingMissing, Where: "runs/x"})
	p := doctorPage{pageInEnglish(), examination{Diagnosis: g}}
	p.findings()
	text := p.String()
	if n := strings.Count(text, "• Page "); n != linesPerKind {
		t.Errorf("%d pages are named", n)
	}
	for _, want := range []string{"… and 12 more findings.", "The record runs/x is not where it should be."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

func TestAListWithinAPageIsCalledByItsName(t *testing.T) {
	p := doctorPage{pageInEnglish(), examination{Diagnosis: store.Diagnosis{Findings: []store.Finding{{Kind: store.FindingPage, Where: "stories"}}}}}
	p.findings()
	if got := p.String(); !strings.Contains(got, "The list “stories” of the database cannot be read.") {
		t.Error(got)
	}
}

func TestLostStoriesHaveTheDateOfTheRestAndSomeDoubtfulRecordsTheirNames(t *testing.T) {
	list := []store.Loss{{Kind: store.LossStory, Where: "S1", Day: checks.Day{Year: 2024, Month: 4, Day: 10}}}
	for i := range linesPerKind + 5 {
		list = append(list, store.Loss{Kind: store.LossDoubtful, Where: fmt.Sprintf("runs/R%d", i)})
	}
	p := pageInEnglish()
	writeLosses(p, list)
	for _, want := range []string{"The story S1 of 10 Apr 2024 is lost.", "The record runs/R0 is there, but", "5 more records are there"} {
		if !strings.Contains(p.String(), want) {
			t.Errorf("%q is missing in\n%s", want, p)
		}
	}
}
