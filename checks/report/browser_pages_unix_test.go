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

// Pictures are taken small and stored as grey values, five units of the page to a point. They are compared by blocks of so many
// points, so that the smoothing of a letter does not count and a line of text that is gone does.
const (
	pictureScale = 0.4
	shrunkBy     = 2 // once it is taken
	square       = 4
	// How far, in steps of grey from 0 to 255, a square and all of them together may be off.
	blockOff = 40.0
	meanOff  = 1.5
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
			got := shrunk(b.picture(pictureScale, math.MaxInt32))
			if off := unlike(kept(t, language+"-"+view.name, got), got); off != "" {
				t.Errorf("%s, %s: %s", language, view.name, off)
				keepBeside(t, language+"-"+view.name, got)
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
		if unlike(kept(t, "en-wide", nil), shrunk(b.picture(pictureScale, math.MaxInt32))) == "" {
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

// shrunk returns a picture in grey, half as wide and high.
func shrunk(img image.Image) *image.Gray {
	full := image.NewRGBA(img.Bounds())
	draw.Draw(full, full.Rect, img, image.Point{}, draw.Src)
	small := image.NewGray(image.Rectangle{Max: full.Rect.Size().Div(shrunkBy)})
	for y := range small.Rect.Dy() {
		for x := range small.Rect.Dx() {
			sum := 0
			for i := range shrunkBy {
				row := full.Pix[full.PixOffset(x*shrunkBy, y*shrunkBy+i):]
				for k := range shrunkBy {
					sum += int(row[4*k]) + int(row[4*k+1]) + int(row[4*k+2])
				}
			}
			small.Pix[small.PixOffset(x, y)] = uint8(sum / (3 * shrunkBy * shrunkBy))
		}
	}
	return small
}

// unlike says in which way two shrunk pictures differ, "" where nobody would see it.
func unlike(want, got *image.Gray) string {
	w, g := want.Bounds().Size(), got.Bounds().Size()
	if w.X != g.X || math.Abs(float64(w.Y-g.Y)) > square {
		return fmt.Sprintf("%v points, not %v", g, w)
	}
	worst, sum, n := 0.0, 0.0, 0.0
	var where image.Point
	for y := 0; y+square <= min(w.Y, g.Y); y += square {
		for x := 0; x+square <= w.X; x += square {
			off := math.Abs(brightness(want, x, y) - brightness(got, x, y))
			sum, n = sum+off, n+1
			if off > worst {
				worst, where = off, image.Pt(x, y)
			}
		}
	}
	if worst > blockOff || sum/n > meanOff {
		return fmt.Sprintf("off by %.1f at worst, at %v of the stored picture, and by %.2f in the mean", worst, where, sum/n)
	}
	return ""
}

// brightness is the mean of a square.
func brightness(img *image.Gray, x, y int) float64 {
	sum := 0
	for i := range square * square {
		sum += int(img.GrayAt(x+i%square, y+i/square).Y)
	}
	return float64(sum) / (square * square)
}

// kept returns the picture that is stored under a name; with -update it stores the one that was taken, if there is one.
func kept(t *testing.T, name string, taken *image.Gray) *image.Gray {
	t.Helper()
	file := filepath.Join("testdata", "pictures", name+".png")
	if update := flag.Lookup("update"); taken != nil && update != nil && update.Value.String() == "true" {
		store(t, file, taken)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	grey, ok := img.(*image.Gray)
	if !ok {
		t.Fatalf("%s is not grey", file)
	}
	return grey
}

// keepBeside stores what was seen where it can be looked at.
func keepBeside(t *testing.T, name string, got *image.Gray) {
	t.Helper()
	file := filepath.Join(t.ArtifactDir(), name+".png")
	store(t, file, got)
	t.Logf("what was seen is in %s; it stays there after the test with -artifacts", file)
}

func store(t *testing.T, file string, img *image.Gray) {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
