//go:build unix

package report

import (
	"bytes"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"emptychair/checks"
	"emptychair/checks/demo"
)

// pageIn writes a page to a file.
func pageIn(t *testing.T, page []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// lastYear is the team of the demo in its last runs: all that a page can hold, on no more room than a picture needs.
func lastYear(t *testing.T, language string) []byte {
	t.Helper()
	var records []checks.Record
	for _, r := range demoRecords(language) {
		if teamOf(r) != demo.Leadership(language) {
			records = append(records, r)
		}
	}
	from := checks.Day{Year: 2025, Month: 11, Day: 1}
	return exported(t, HTML, dossierOf(t, records, Selection{Period: checks.Period{From: from}}), ExportOptions{Options: in(language)})
}

// All pages are shown by one browser: most of the time goes into its start.
func TestPagesInABrowser(t *testing.T) {
	b := openBrowser(t)
	for _, tt := range []struct {
		outcome string
		test    func(*testing.T, *browser)
	}{
		{"it has nothing to say of a page that asks for nothing", quietPages},
		{"it speaks up where a page asks for more", loudPages},
		{"a page follows the scheme and is light on paper", schemes},
		{"a page becomes a PDF on either paper", papers},
		{"pages look as they did", pictures},
		{"a missing drawing or a broken layout is seen", brokenPages},
	} {
		t.Run(tt.outcome, func(t *testing.T) {
			b.t = t
			b.like("screen", "light")
			tt.test(t, b)
		})
		b.t = t
	}
}

func quietPages(t *testing.T, b *browser) {
	t.Helper()
	pages := map[string][]byte{}
	for _, language := range []string{"en", "de"} {
		for _, share := range []bool{false, true} {
			d := dossierOf(t, demoRecords(language), Selection{Share: share})
			pages[fmt.Sprintf("%s-%v", language, share)] = exported(t, HTML, d, ExportOptions{Options: in(language)})
		}
		pages["voice-"+language] = voiceIn(t, HTML, voices["team"](language), in(language))
	}
	for name, page := range pages {
		b.open(pageIn(t, page), 1200)
		names := b.pictured()
		if want := bytes.Count(page, []byte("<svg")); len(names) != want {
			t.Errorf("%s: %d of %d drawings are told", name, len(names), want)
		}
		for _, n := range names {
			if len(n) < 10 {
				t.Errorf("%s: %q says nothing of a drawing", name, n)
			}
		}
		for _, width := range []int{360, 1200} {
			b.window(width)
			if w, _ := b.size(); int(w) > width {
				t.Errorf("%s: %v wide in a window of %d", name, w, width)
			}
		}
		for _, c := range b.complaints() {
			t.Errorf("%s: %s", name, c)
		}
	}
}

func loudPages(t *testing.T, b *browser) {
	t.Helper()
	for _, more := range []string{`<img src="more.png" alt="">`, `<link rel="icon" href="data:,">`, `<p style="color: red">`, `<script>1</script>`} {
		b.open(pageIn(t, bytes.Replace(lastYear(t, "en"), []byte("<main"), []byte(more+"<main"), 1)), 1200)
		b.event("a complaint about "+more, complains)
	}
}

func schemes(t *testing.T, b *browser) {
	t.Helper()
	b.open(pageIn(t, lastYear(t, "en")), 800)
	for _, tt := range []struct {
		medium, scheme string
		dark           bool
	}{{"screen", "light", false}, {"screen", "dark", true}, {"print", "dark", false}} {
		b.like(tt.medium, tt.scheme)
		corner := color.GrayModel.Convert(b.picture(1, 8).At(3, 3)).(color.Gray).Y
		if dark := corner < 128; dark != tt.dark {
			t.Errorf("%s, %s: the corner is %d", tt.medium, tt.scheme, corner)
		}
	}
}

var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

func papers(t *testing.T, b *browser) {
	t.Helper()
	d := dossierOf(t, demoRecords("en"), Selection{Period: checks.Period{From: checks.Day{Year: 2026, Month: 7, Day: 1}}})
	b.open(pageIn(t, exported(t, HTML, d, ExportOptions{Options: in("en")})), 1200)
	for name, paper := range map[string][2]float64{"A4": {8.27, 11.69}, "Letter": {8.5, 11}} {
		var printed struct{ Data []byte }
		b.do("Page.printToPDF", map[string]any{"paperWidth": paper[0], "paperHeight": paper[1], "preferCSSPageSize": true, "printBackground": false}, &printed)
		if pages := len(pdfPage.FindAll(printed.Data, -1)); pages < 2 || pages > 14 {
			t.Errorf("%s: %d pages", name, pages)
		}
	}
}
