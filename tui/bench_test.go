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
