package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// BenchmarkKeyInQuestion measures from a key to its frame in a question with 200 answers of 2,000 characters, and how often
// it takes as long as in an empty question. The two take turns, so that what else the machine does hits both.
func BenchmarkKeyInQuestion(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, typed := range []int{0, 1500} {
			b.Run(fmt.Sprintf("%dx%d/typed=%d", size[0], size[1], typed), func(b *testing.B) {
				long := inQuestion(b, size, checks.MaxAnswers, typed)
				empty := inQuestion(b, size, 0, typed)
				var times [2][]time.Duration
				for b.Loop() {
					for i, u := range []*user{long, empty} {
						times[i] = append(times[i], keyToFrame(u, 'x'), keyToFrame(u, tea.KeyBackspace))
					}
				}
				b.ReportMetric(float64(median(times[0]))/float64(median(times[1])), "x-empty")
				b.ReportMetric(float64(median(times[0])), "ns/key")
			})
		}
	}
}

// inQuestion is in a question with n answers and so many characters in its field.
func inQuestion(b *testing.B, size [2]int, n, typed int) *user {
	u := newUser(b, size[0], size[1], "en", newMemory(full(n, checks.MaxText))).press("r")
	u.paste(strings.Repeat("and what they say ", typed/18+1)[:typed])
	u.slow = true
	u.m.View()
	return u
}

// keyToFrame is how long a key takes until its frame is drawn.
func keyToFrame(u *user, code rune) time.Duration {
	key := tea.KeyPressMsg{Code: code}
	if code != tea.KeyBackspace {
		key.Text = string(code)
	}
	start := time.Now()
	u.send(key)
	u.m.View()
	return time.Since(start)
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// BenchmarkSearch measures from a key in the search to its frame over 5,000 stories of half a thousand characters, and how
// often it takes as long as over ten. Of a hundred keys all but one at most are to be answered within a frame of the terminal.
func BenchmarkSearch(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			var times [2][]time.Duration
			long, few := seeking(b, size, 5000), seeking(b, size, 10)
			for b.Loop() {
				for i, u := range []*user{long, few} {
					for _, code := range "the case\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f" {
						times[i] = append(times[i], keyToFrame(u, code))
					}
				}
			}
			b.ReportMetric(float64(median(times[0]))/float64(median(times[1])), "x-few")
			b.ReportMetric(float64(times[0][len(times[0])-1]), "ns/slowest-key") // sorted by median
			b.ReportMetric(float64(median(times[0])), "ns/key")
			if slow := times[0][len(times[0])*99/100]; slow > time.Second/60 {
				b.Errorf("one key in a hundred takes %v or more, of at most %v", slow, time.Second/60)
			}
		})
	}
}

// BenchmarkStoriesOpen measures from the key on home to the first frame of the stories, and how often 5,000 take as long as those
// that are read first.
func BenchmarkStoriesOpen(b *testing.B) {
	var times [2][]time.Duration
	users := []*user{newUser(b, 80, 24, "en", many(5000)), newUser(b, 80, 24, "en", many(30))}
	for b.Loop() {
		for i, u := range users {
			u.slow = true
			u.press("s")
			read := u.waiting[0]() // the store is not what is measured
			u.waiting, u.slow = nil, false
			start := time.Now()
			u.m.Update(read)
			u.m.View()
			times[i] = append(times[i], time.Since(start))
			u.press("esc")
		}
	}
	b.ReportMetric(float64(median(times[0]))/float64(median(times[1])), "x-few")
	b.ReportMetric(float64(median(times[0])), "ns/open")
}

// seeking is in the search over n stories.
func seeking(b *testing.B, size [2]int, n int) *user {
	u := newUser(b, size[0], size[1], "en", many(n)).press("s").passes(time.Second).press("/")
	u.slow = true
	return u
}
