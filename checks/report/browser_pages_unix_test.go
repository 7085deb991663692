//go:build unix

package report

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"emptychair/checks"
	"emptychair/checks/demo"
)

// pageIn writes a page to a file.
func pageIn(t *testing.T, page []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	must(t, os.WriteFile(file, page, 0o600))
	return file
}

// lastYear is the team of the demo in its last runs: all that a page can hold, on no more room than a picture needs.
func lastYear(t *testing.T, language string) []byte {
	t.Helper()
	var records []checks.Record
	for _, r := range demoRecords(language) {
		if checks.TeamOf(r) != demo.Leadership(language) {
			records = append(records, r)
		}
	}
	from := checks.Day{Year: 2025, Month: 11, Day: 1}
	return exported(t, HTML, exportDataOf(t, records, Selection{Period: checks.Period{From: from}}), in(language))
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
			d := exportDataOf(t, demoRecords(language), Selection{Share: share})
			pages[fmt.Sprintf("%s-%v", language, share)] = exported(t, HTML, d, in(language))
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
	d := exportDataOf(t, demoRecords("en"), Selection{Period: checks.Period{From: checks.Day{Year: 2026, Month: 7, Day: 1}}})
	b.open(pageIn(t, exported(t, HTML, d, in("en"))), 1200)
	for name, paper := range map[string][2]float64{"A4": {8.27, 11.69}, "Letter": {8.5, 11}} {
		var printed struct{ Data []byte }
		b.do("Page.printToPDF", map[string]any{"paperWidth": paper[0], "paperHeight": paper[1], "preferCSSPageSize": true, "printBackground": false}, &printed)
		if pages := len(pdfPage.FindAll(printed.Data, -1)); pages < 2 || pages > 14 {
			t.Errorf("%s: %d pages", name, pages)
		}
	}
}

// Of a picture the mean brightness of each square is stored and compared, so that the smoothing of a letter does not count and a
// line of text that is gone does.
const (
	pictureScale = 0.4
	square       = 8 // points
	// How far, in steps of grey from 0 to 255, a square and all of them together may be off.
	squareOff = 40.0
	meanOff   = 1.5
)

func pictures(t *testing.T, b *browser) {
	t.Helper()
	needFonts(t)
	for _, language := range []string{"en", "de"} {
		file := pageIn(t, lastYear(t, language))
		b.open(file, 1200)
		for _, view := range []struct {
			name, medium string
			width        int
		}{{"wide", "screen", 1200}, {"narrow", "screen", 360}, {"paper", "print", 680}} {
			b.like(view.medium, "light")
			b.window(view.width)
			got, name := squares(b.picture(pictureScale, math.MaxInt32)), language+"-"+view.name+".png"
			if flag.Lookup("update").Value.String() == "true" {
				store(t, filepath.Join(pictureFolder, name), got)
			}
			if off := unlike(stored(t, name), got); off != "" {
				seen := filepath.Join(t.ArtifactDir(), name)
				store(t, seen, got)
				t.Errorf("%s: %s; with -artifacts what was seen stays in %s", name, off, seen)
			}
		}
	}
}

// What the pictures are for: each of these is seen.
func brokenPages(t *testing.T, b *browser) {
	t.Helper()
	needFonts(t)
	page := string(lastYear(t, "en"))
	drawing := regexp.MustCompile(`(?s)<svg.*?</svg>`).FindString(page)
	dots := regexp.MustCompile(`<circle class="now"[^>]*>`)
	b.window(1200)
	for name, broken := range map[string]string{
		"no drawing": strings.Replace(page, drawing, "", 1),
		"no dots":    dots.ReplaceAllString(page, ""),
		"no style":   strings.Replace(page, "<style>", "<style> ", 1),
		"no answers": strings.Replace(page, `class="words"`, `class="actions"`, 1),
	} {
		b.open(pageIn(t, []byte(broken)), 1200)
		if unlike(stored(t, "en-wide.png"), squares(b.picture(pictureScale, math.MaxInt32))) == "" {
			t.Errorf("%s: nothing is seen of it", name)
		}
	}
}

// needFonts skips a test of pictures where the fonts of which they were taken are not there.
func needFonts(t *testing.T) {
	t.Helper()
	if err := missingFont(); err != nil {
		t.Skipf("the pictures are of pages in DejaVu Sans, and nothing but them is left untested: %v", err)
	}
}

// squares are the brightnesses of a picture, a pixel each.
func squares(img image.Image) *image.Gray {
	full := image.NewGray(img.Bounds())
	draw.Draw(full, full.Rect, img, image.Point{}, draw.Src)
	small := image.NewGray(image.Rectangle{Max: full.Rect.Size().Div(square)})
	for i := range small.Pix {
		sum, x, y := 0, i%small.Stride*square, i/small.Stride*square
		for k := range square * square {
			sum += int(full.GrayAt(x+k%square, y+k/square).Y)
		}
		small.Pix[i] = uint8(sum / (square * square))
	}
	return small
}

// unlike says in which way the squares of two pictures differ, "" where nobody would see it.
func unlike(want, got *image.Gray) string {
	w, g := want.Rect.Size(), got.Rect.Size()
	if w.X != g.X || max(w.Y-g.Y, g.Y-w.Y) > 1 {
		return fmt.Sprintf("%v squares, not %v", g, w)
	}
	worst, sum, at := 0.0, 0.0, 0
	n := min(len(want.Pix), len(got.Pix))
	for i, p := range want.Pix[:n] {
		off := math.Abs(float64(p) - float64(got.Pix[i]))
		if sum += off; off > worst {
			worst, at = off, i
		}
	}
	if mean := sum / float64(n); worst > squareOff || mean > meanOff {
		return fmt.Sprintf("off by %.1f at worst, at %d, %d, and by %.2f in the mean", worst, at%want.Stride, at/want.Stride, mean)
	}
	return ""
}

const pictureFolder = "testdata/pictures"

// stored returns the picture under a name; -update stores those that are taken.
func stored(t *testing.T, name string) *image.Gray {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(pictureFolder, name))
	must(t, err)
	img, err := png.Decode(bytes.NewReader(b))
	grey, ok := img.(*image.Gray)
	if err != nil || !ok {
		t.Fatalf("%s is not grey: %v", name, err)
	}
	return grey
}

func store(t *testing.T, file string, img *image.Gray) {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, img))
	must(t, os.WriteFile(file, b.Bytes(), 0o600))
}
