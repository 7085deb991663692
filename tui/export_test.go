package tui

import (
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/report"
)

// exporting is at the export of the run under the cursor of the list.
func exporting(t *testing.T) *user {
	t.Helper()
	return newUser(t, 80, 24, "en", withHistory("en")).press("tab", "p", "e").sees("Export · Payments", "Payments · 19 Aug 2026 (6 people)")
}

// finished is at the end of a run that is finished.
func finished(u *user, say words) *user { return chosen(u, say).press("pgdown", "f", "f") }

func init() {
	scenes = append(scenes, []scene{
		{"export-run", withHistory, func(u *user, _ words) { u.press("tab", "p", "e", "down") }},
		{"export-written", withHistory, func(u *user, _ words) { u.press("tab", "p", "enter", "e", "s", "enter") }},
		{"export-compare", withHistory, func(u *user, _ words) { u.press("tab", "c", "e", "s") }},
		{"export-close", withPayments, func(u *user, say words) { finished(u, say).press("e", "c") }},
		{"export-busy", withHistory, func(u *user, _ words) {
			u.press("tab", "p", "e")
			u.slow = true
			u.press("enter")
		}},
		{"help-export", withHistory, func(u *user, _ words) { u.press("tab", "p", "e", "?") }},
	}...)
	formats := func(e shown) []string {
		return e.messages("export.format.markdown", "export.format.html", "export.format.csv", "export.format.json",
			"export.about.markdown", "export.about.html", "export.about.csv", "export.about.json")
	}
	ways := []key.Binding{exportKeys.write, exportKeys.copy, exportKeys.back}
	essentials = append(essentials, []essential{
		{"export-run", func(e shown) []string {
			return append(formats(e), e.m.say.T("export.share.off"), "Payments · "+e.m.say.Day(on(8, 19)), e.m.say.N("past.people", 6))
		}, append(ways, exportKeys.share)},
		{"export-written", func(e shown) []string {
			return append(formats(e), append(e.messages("export.share.on", "export.done"), "3 stories, 2 owners, 1 reason")...)
		}, append(ways, exportKeys.all)},
		{"export-compare", func(e shown) []string {
			return append(formats(e), e.m.say.T("export.share.on"), e.m.say.Day(on(5, 6)), e.m.say.Day(on(8, 19)))
		}, append(ways, exportKeys.all)},
		{"export-close", func(e shown) []string {
			return append(formats(e), e.messages("export.copied.all", "export.copied.unless")...)
		}, ways},
		{"export-busy", func(e shown) []string { return e.messages("export.busy") }, []key.Binding{exportKeys.back}},
		{"help-export", func(e shown) []string { return e.messages("help.export") }, overlayWays},
	}...)
}

func TestARunIsWrittenInTheFormatThatIsChosen(t *testing.T) {
	for i, f := range []report.Format{report.Markdown, report.HTML, report.CSV, report.JSON} {
		u := exporting(t)
		for range i {
			u.press("down")
		}
		u.press("enter").says("export.done")
		want := []Export{{Team: "Payments", Run: lastQuarter("en").ID, Format: f, Language: "en"}}
		if diff := cmp.Diff(want, u.store.exports); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWhatIsSharedSaysWhatIsLeftOut(t *testing.T) {
	u := exporting(t).says("export.share.off").press("s").says("export.share.on").press("enter")
	u.sees("Left out: 3 stories, 2 owners, 1 reason.")
	if !u.store.exports[0].Share {
		t.Error("all was exported")
	}
	u.press("s").says("export.share.off").seesNot("Written", "Left out")
}

func TestAComparisonIsExportedWithBothRuns(t *testing.T) {
	u := newUser(t, 80, 24, "en", withHistory("en")).press("tab", "c", "e").sees("19 Aug 2026 (6 people) compared with 6 May 2026 (5 people)")
	u.press("enter")
	want := []Export{{Team: "Payments", Run: lastQuarter("en").ID, Baseline: spring("en").ID, Format: report.Markdown, Language: "en"}}
	if diff := cmp.Diff(want, u.store.exports); diff != "" {
		t.Error(diff)
	}
	u.press("esc").sees("Compare · Payments")
}

func TestAFinishedRunIsExportedFromItsEnd(t *testing.T) {
	u := finished(newUser(t, 80, 24, "en", withPayments("en")), said["en"]).press("e").sees("Export · Payments", "22 Nov 2026")
	u.press("u", "ctrl+r", "f4", "pgup").sees("Export · Payments") // the keys of the run do not hold here
	u.press("enter").says("export.done").press("esc").says("close.finished")
	if e := u.store.exports; len(e) != 1 || e[0].Run != u.openRun().ID {
		t.Errorf("exported is %+v", e)
	}
}

func TestARunIsNotExportedBeforeItIsFinishedAndSaved(t *testing.T) {
	u := chosen(newUser(t, 80, 24, "en", withPayments("en")), said["en"]).press("pgdown", "e").says("close.ask").says("export.finish-first")
	u.store.fail = &checks.Error{Code: checks.CodeDiskFull}
	u.press("f", "f").press("e").says("save.failed").seesNot("Export ·")
	newUser(t, 80, 24, "en", withUnfinished("en")).press("p", "e").tells(checks.CodeUnfinished)
}

func TestMarkdownIsHandedToTheTerminal(t *testing.T) {
	u := exporting(t).press("c").says("export.copied.all").says("export.copied.unless").seesNot("Left out")
	if !slices.Contains(u.came, "tea.setClipboardMsg") || u.store.exports[0].Format != "" {
		t.Errorf("came %v, asked for %+v", u.came, u.store.exports)
	}
}

func TestWhatIsCopiedSaysWhetherItIsSafeToShare(t *testing.T) {
	exporting(t).press("s", "c").says("export.copied.shared").sees("Left out: 3 stories, 2 owners, 1 reason.").press("s").seesNot("Copied", "Left out")
	u := exporting(t).press("s")
	u.slow = true
	u.press("c", "esc").sees("Past runs").release().says("export.copied.shared")
}

func TestTheExportNamesItsKeysAndWhatItIsInTheSmallestWindow(t *testing.T) {
	for _, language := range languages {
		u := newUser(t, 60, 18, language, withHistory(language)).press("tab", "p", "e", "s", "enter")
		u.says("export.done").sees(u.m.say.T("export.without", "What", "3 stories, 2 owners, 1 reason"))
		u.sees("c "+u.m.say.T("key.copy"), "↓ "+u.m.say.T("key.down")).seesNot("↑ ")
		u.press("down", "down", "down").sees("c "+u.m.say.T("key.copy"), "↑ "+u.m.say.T("key.up")).seesNot("↓ ")
		u.store.folder = "/srv" + strings.Repeat("/a share of the house", 6)
		u.press("enter").says("export.share.on.brief").press("s", "c").says("export.copied.all")
	}
}

func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	u := exporting(t)
	u.store.noExport = &checks.Error{Code: checks.CodeDenied, Subject: "/srv/customers"}
	u.press("enter").sees("No file may be written into /srv/customers.").seesNot("Written")
	u.store.noExport = &checks.Error{Code: checks.CodeDiskFull}
	u.press("enter").tells(checks.CodeDiskFull)
	u.store.noExport = nil
	u.press("enter").says("export.done")
}

func TestAFileThatIsWrittenAfterItsPageWasLeftIsNamed(t *testing.T) {
	u := exporting(t)
	u.slow = true
	u.press("enter").says("export.busy").press("s", "c", "enter").press("esc").sees("Past runs")
	u.release().sees("Past runs", "Written to "+exportedTo)
	if n := len(u.store.exports); n != 1 {
		t.Errorf("%d exports were asked for", n)
	}
}

func TestTheProgramEndsOnceAFileIsWritten(t *testing.T) {
	u := exporting(t)
	u.slow = true
	u.press("enter", "ctrl+c").says("errand.wait")
	if u.ended {
		t.Fatal("the program ended before the file was written")
	}
	if u.release(); !u.ended {
		t.Error("the program did not end")
	}
	u = exporting(t)
	u.slow = true
	u.press("enter", "ctrl+c", "ctrl+c")
	u.waiting = u.waiting[len(u.waiting)-1:]
	if u.release(); !u.ended {
		t.Error("ctrl+c does not end the program the second time")
	}
}

func TestALongPathStaysWholeForCopying(t *testing.T) {
	u := exporting(t).press("enter")
	u.resize(60, 18).sees("/home/ana/Documents/customers and quarters/ emptychair-payments-2026-08-19.markdown")
	fits(t, u, 60, 18)
}

func TestTheNameOfAFolderReachesTheTerminalCleaned(t *testing.T) {
	for _, text := range nasty {
		u := exporting(t)
		u.store.folder = "/srv/" + text
		u.press("enter")
		clean(t, u)
		u.slow = true
		u.press("enter", "esc").release()
		clean(t, u)
	}
}
