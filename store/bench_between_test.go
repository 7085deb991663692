//go:build linux

package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/store"
)

// Each of these reads from two files in turns, and reports how much longer it takes where there is much, as the medians' ratio.

// BenchmarkStoriesAmongMany reads 100 stories of 5,000, and of 100.
func BenchmarkStoriesAmongMany(b *testing.B) {
	compareFiles(b, told100(b), told5000(b, 0), func(s *store.Store) error {
		list, err := s.Stories("Payments", 100)
		return orWrong(err, len(list) == 100)
	})
}

// BenchmarkHomeAmongMany reads the first screen where there are 5,000 stories and 500 actions that are settled, and where there
// are none.
func BenchmarkHomeAmongMany(b *testing.B) {
	compareFiles(b, tenRuns(b), told5000(b, 0), home)
}

// BenchmarkHomeAmongManyOfSome does so where 5 of them are open, and where these 5 are all there is.
func BenchmarkHomeAmongManyOfSome(b *testing.B) {
	few := tenRuns(b)
	addOpen(b, few, 5)
	compareFiles(b, few, told5000(b, 5), home)
}

// BenchmarkWorkAmongMany reads what a run looks back on, of which all is open still.
func BenchmarkWorkAmongMany(b *testing.B) {
	few := tenRuns(b)
	addOpen(b, few, 5)
	compareFiles(b, few, told5000(b, 5), work("open-S0", "open-L1"))
}

// BenchmarkWorkAmongManyOfSettled does so where some of it was settled meanwhile: then all of the team's actions are read.
func BenchmarkWorkAmongManyOfSettled(b *testing.B) {
	few := tenRuns(b)
	addOpen(b, few, 5)
	compareFiles(b, few, told5000(b, 5), work("L1", "S00001"))
}

// BenchmarkTellAmongMany adds a story to 5,000, and to 100.
func BenchmarkTellAmongMany(b *testing.B) {
	n := 0
	compareFiles(b, told100(b), told5000(b, 0), func(s *store.Store) error {
		n++
		return s.SaveStory(checks.Story{}, story(fmt.Sprint("more-", n), "Payments", day(-n)))
	})
}

func home(s *store.Store) error {
	_, err := s.Home("", 8)
	return err
}

func work(also ...string) func(s *store.Store) error {
	return func(s *store.Store) error {
		w, err := s.Work("Payments", also)
		return orWrong(err, len(w.Actions) >= 5)
	}
}

func orWrong(err error, right bool) error {
	if err == nil && !right {
		return fmt.Errorf("not what should be read")
	}
	return err
}

func compareFiles(b *testing.B, few, many *store.Store, use func(*store.Store) error) {
	var times [2][]time.Duration
	for b.Loop() {
		for i, s := range []*store.Store{few, many} {
			started := time.Now()
			if err := use(s); err != nil {
				b.Fatal(err)
			}
			times[i] = append(times[i], time.Since(started))
		}
	}
	least, most := median(times[0]), median(times[1])
	b.ReportMetric(float64(most)/float64(least), "x-few")
	b.ReportMetric(float64(least.Microseconds()), "µs/few")
	b.ReportMetric(float64(most.Microseconds()), "µs/many")
}

// tenRuns returns a file with ten runs.
func tenRuns(b *testing.B) *store.Store {
	s := newStore(b)
	var runs []checks.Run
	for i := range 10 {
		runs = append(runs, typical("Payments", i))
	}
	if err := s.SaveRuns(runs); err != nil {
		b.Fatal(err)
	}
	return s
}

func told100(b *testing.B) *store.Store {
	s := tenRuns(b)
	tellMany(b, s, 100)
	return s
}

// told5000 returns a file with 5,000 stories of one team and 500 actions, of which so many are open.
func told5000(b *testing.B, open int) *store.Store {
	s := tenRuns(b)
	for i := range 500 - open {
		act(b, s, between(fmt.Sprint("L", i), "Payments").Finish())
	}
	tellMany(b, s, 5000-open)
	addOpen(b, s, open)
	return s
}

func addOpen(b *testing.B, s *store.Store, n int) {
	for i := range n {
		act(b, s, between(fmt.Sprint("open-L", i), "Payments"))
		tell(b, s, complaintOn(fmt.Sprint("open-S", i), "Payments", day(-500*i)))
	}
}

// tellMany adds stories of some twenty years, each fourth a complaint that is gone.
func tellMany(b *testing.B, s *store.Store, n int) {
	var list []checks.Story
	for i := range n {
		told := story(fmt.Sprintf("S%05d", i), "Payments", day(i%7000))
		if i%4 == 0 {
			told = complaintOn(told.ID, told.Team, told.On)
			told.Complaint, _ = told.Complaint.Settle(checks.ComplaintGone, told.On)
		}
		list = append(list, told)
	}
	slices.Reverse(list)
	started := time.Now()
	if err := s.SaveStories(list); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d stories saved at once in %v", n, time.Since(started).Round(time.Millisecond))
}
