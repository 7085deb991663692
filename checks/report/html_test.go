package report

import (
	"crypto/sha256"
	"encoding/base64"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"emptychair/checks"
)

// pages are those that the program writes, by name.
func pages(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{
		"voice":   string(voiceIn(t, HTML, voices["team"]("de"), in("de"))),
		"report":  string(exported(t, HTML, exportDataOf(t, demoRecords("de"), Selection{}), in("de"))),
		"compare": string(comparisonIn(t, HTML, demoComparison("en", checks.Team), in("en"))),
		"beside":  string(besideIn(t, HTML, demoGroups("de"), in("de"))),
		"trend":   string(trendIn(t, HTML, demoTrend("en", checks.Team, 0), in("en"))),
		"run":     string(written(t, HTML, lookedRun(), in("en"))),
		"shared":  string(exported(t, HTML, exportDataOf(t, demoRecords("en"), Selection{Share: true}), in("en"))),
	}
}

var (
	styleOf   = regexp.MustCompile(`(?s)<style>(.*)</style>`)
	policyOf  = regexp.MustCompile(`content="default-src 'none'; style-src 'sha256-([^']*)'; base-uri 'none'; form-action 'none'"`)
	titleOf   = regexp.MustCompile(`<title id="([^"]+)">[^<]{10,}</title>`)
	labelled  = regexp.MustCompile(`<svg [^>]*role="img" aria-labelledby="([^"]+)">`)
	inlineCSS = regexp.MustCompile(`\sstyle=`)
)

func TestAPageLoadsNothingAndAllowsItsOwnStyleAlone(t *testing.T) {
	for name, text := range pages(t) {
		sum := sha256.Sum256([]byte(styleOf.FindStringSubmatch(text)[1]))
		policy := policyOf.FindStringSubmatch(text)
		if policy == nil || policy[1] != base64.StdEncoding.EncodeToString(sum[:]) {
			t.Errorf("%s: the policy is %q", name, policy)
		}
		for _, s := range []string{"src=", "href=", "url(", "@import", "<script", "<link", "http:", "https:"} {
			if strings.Contains(text, s) {
				t.Errorf("%s holds %s", name, s)
			}
		}
		if inlineCSS.MatchString(text) {
			t.Errorf("%s holds a style that its policy forbids", name)
		}
		if !strings.HasPrefix(text, "<!DOCTYPE html>\n<html lang=\"") || strings.Index(text, "<meta charset") > strings.Index(text, "<title>") {
			t.Errorf("%s begins with %.80q", name, text)
		}
	}
}

func TestEachDrawingHasANameOfItsOwn(t *testing.T) {
	for name, text := range pages(t) {
		named := map[string]bool{}
		for _, m := range titleOf.FindAllStringSubmatch(text, -1) {
			if named[m[1]] {
				t.Errorf("%s: two drawings are called %s", name, m[1])
			}
			named[m[1]] = true
		}
		drawn := labelled.FindAllStringSubmatch(text, -1)
		if len(drawn) != strings.Count(text, "<svg") || len(drawn) == 0 {
			t.Errorf("%s: %d drawings say what they are", name, len(drawn))
		}
		for _, m := range drawn {
			if !named[m[1]] {
				t.Errorf("%s: there is no %s", name, m[1])
			}
		}
	}
}

var palette = regexp.MustCompile(`:root \{([^}]*)\}`)

// Text is in ink, quiet or the colour of what is to be done, on paper or on the ground of a note.
func TestTextIsReadableOnEveryGround(t *testing.T) {
	schemes := palette.FindAllStringSubmatch(pageStyle, -1)
	if len(schemes) != 3 {
		t.Fatalf("%d schemes: light, dark and print are expected", len(schemes))
	}
	for i, scheme := range schemes {
		colours := map[string]float64{}
		for _, c := range colour().FindAllStringSubmatch(scheme[1], -1) {
			colours[c[1]] = luminance(t, c[2][1:])
		}
		for _, text := range []string{"ink", "quiet", "todo"} {
			for _, ground := range []string{"paper", "faint"} {
				light, dark := max(colours[text], colours[ground]), min(colours[text], colours[ground])
				if ratio := (light + 0.05) / (dark + 0.05); ratio < 4.5 {
					t.Errorf("scheme %d: %s on %s is %.1f to 1", i, text, ground, ratio)
				}
			}
		}
	}
}

// luminance is the relative luminance of a colour as WCAG 2 defines it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = strings.Repeat(hex[:1], 2) + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:], 2)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		must(t, err)
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// A long history with many people in it stays within its drawings.
func TestDrawingsHoldAllThatIsInThem(t *testing.T) {
	d, long := newDocument(in("de")), longTrend()
	for _, s := range long.Series {
		for c := range d.strip(long, s).Drawings("x", "x") {
			holds(t, c)
		}
	}
	for _, counts := range [][]int{{99, 0, 0, 0, 99}, {5, 6, 0, 30, 1}, {}} {
		rows := []dotRow{
			{Name: "Q1 2026", Earlier: true, Chair: 1, Rating: checks.Rating{Tally: tally(0, counts...)}},
			{Name: "Q2 2026", Chair: 5, Rating: checks.Rating{Tally: tally(3, counts...)}},
			{Name: "Q3 2026", Rating: checks.Rating{Withheld: true}},
		}
		for c := range (&dots{document: d, Rows: rows}).Drawings("x", "x") {
			holds(t, c)
		}
	}
}

func holds(t *testing.T, c drawing) {
	t.Helper()
	inside := func(x, y, r float64) {
		if x-r < 0 || y-r < 0 || x+r > float64(c.Width) || y+r > float64(c.Height) {
			t.Errorf("%v, %v lies outside of %d by %d", x, y, c.Width, c.Height)
		}
	}
	for _, d := range c.Dots {
		inside(float64(d.X), float64(d.Y), d.R)
	}
	for _, p := range c.Chairs {
		inside(float64(p.X), float64(p.Y), 5)
	}
	for _, p := range c.Medians {
		inside(float64(p.X), float64(p.Y), 0)
	}
	for _, l := range c.Texts {
		inside(float64(l.X), float64(l.Y), 0)
	}
}

func TestTextOfPeopleIsNoMarkdown(t *testing.T) {
	cases := map[string]string{
		"# big":                        `\# big`,
		"- item":                       `\- item`,
		"+ item":                       `\+ item`,
		"12. item":                     `12\. item`,
		"3) item":                      `3\) item`,
		"=== underline":                `\=== underline`,
		"a | b":                        `a \| b`,
		"*a* _b_ ~c~":                  `\*a\* \_b\_ \~c\~`,
		"`code`":                       "\\`code\\`",
		"<script>alert(1)</script>":    `&lt;script&gt;alert(1)&lt;/script&gt;`,
		"![x](javascript:alert(1))":    `\!\[x\](javascript:alert(1))`,
		`a \ b &amp;`:                  `a \\ b &amp;amp;`,
		"> quote":                      `&gt; quote`,
		"    code":                     `code`,
		"$x$":                          `\$x\$`,
		"4.5 of 5, see 3-4 and 2 + 2.": `4\.5 of 5, see 3-4 and 2 + 2.`,
	}
	for text, want := range cases {
		if got := escape(text); got != want {
			t.Errorf("escape(%q) = %q, want %q", text, got, want)
		}
	}
}
