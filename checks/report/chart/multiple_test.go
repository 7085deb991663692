package chart_test

import (
	"strings"
	"testing"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report/chart"
)

// multipleOf draws these tallies, the last of them in brackets.
func multipleOf(p *lang.Printer, rise, w int, tallies ...checks.Tally) []string {
	plain := func(s string) string { return s }
	m := chart.Multiple{Printer: p, Rise: rise, Styles: chart.Styles{Then: plain, Now: func(s string) string { return strings.TrimSuffix("["+s+"]", "[]") }}}
	for i, t := range tallies {
		m.Points = append(m.Points, chart.Point{Name: p.ShortQuarter(i%4 + 1), Tally: t, Apart: i == 2})
	}
	m.Fit(w)
	return m.Lines()
}

func tally(counts ...int) checks.Tally { return checks.Tally{Counts: [checks.Steps]int(counts)} }

func TestAMultipleDrawsTheRangeAndTheMedianOfEachRun(t *testing.T) {
	runs := []checks.Tally{tally(1, 2, 1, 0, 0), tally(0, 1, 1, 0, 0), {}, tally(0, 0, 0, 0, 3), tally(1, 0, 0, 2, 1)}
	for name, c := range map[string]struct {
		rise, w int
		ascii   bool
		want    string
	}{
		"small": {1, 40, false, `
5       ┊   ▐█▌[ │]
4       ┊      [▐█▌]
3  │ ▗▄▖┊      [ │]
2 ▐█▌▝▀▘┊      [ │]
1  │    ┊      [ │]
  Q1 Q2  Q3 Q4 [Q1]`},
		"in ASCII": {1, 40, true, `
5       :    # [ |]
4       :      [ #]
3  |  . :      [ |]
2  #  ' :      [ |]
1  |    :      [ |]
  Q1 Q2  Q3 Q4 [Q1]`},
		"narrow, the latest": {1, 8, false, `
5 ▐█▌[ │]
4    [▐█▌]
3    [ │]
2    [ │]
1    [ │]
  Q4 [Q1]`},
		"large": {2, 40, false, `
5         ┊    ▐█▌ [ │]
          ┊    ▐█▌ [ │]
4         ┊        [▐█▌]
          ┊        [▐█▌]
3  │   │  ┊        [ │]
   │  ▐█▌ ┊        [ │]
2 ▐█▌ ▐█▌ ┊        [ │]
  ▐█▌  │  ┊        [ │]
1  │      ┊        [ │]
   │      ┊        [ │]
  Q1  Q2   Q3  Q4  [Q1]`},
	} {
		p := lang.New("en")
		if c.ascii {
			p = p.ASCII()
		}
		if got := "\n" + strings.Join(multipleOf(p, c.rise, c.w, runs...), "\n"); got != c.want {
			t.Errorf("%s:%s\nwant%s", name, got, c.want)
		}
	}
}
