package interchange_test

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
	"emptychair/checks/interchange"
)

// sequence yields records, as a store does.
func sequence(records ...checks.Record) iter.Seq2[checks.Record, error] {
	return func(yield func(checks.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// document returns the records as a document.
func document(t fatal, records ...checks.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	wantOK(t, interchange.Write(&b, sequence(records...)))
	return b.Bytes()
}

// everything holds each kind of record, with and without what is optional.
func everything() []checks.Record {
	finished := checks.Run{
		ID: "01J5N3T8W0Q6V1Z9K4M7R2XABC", Check: check.ID, Team: "Payments", Kind: checks.Team, People: 6,
		Day: on(8, 19), Started: noon, Finished: noon.Add(41 * time.Minute), At: checks.CloseID,
		Ratings: map[string]checks.Rating{
			"contact": {
				Tally: checks.Tally{Counts: [5]int{0, 2, 3, 1, 0}}, Revision: 1, Revealed: true,
				Chair: checks.Chair{Step: 2, Evidence: "three calls in July"}, Story: "She asked:\n\"why <b>two</b> forms?\" 👩‍💻",
				People: 8, Before: checks.Tally{Counts: [5]int{1, 3, 2, 1, 0}, NoAnswer: 1},
			},
			"trust": {Tally: checks.Tally{Counts: [5]int{1}, NoAnswer: 2}, Revision: 1, Revealed: true, Chair: checks.Chair{Empty: true}},
		},
		Answers: map[string][]checks.Answer{"channels": {{Text: "monthly call", Marks: 3}, {Text: "a panel, {later}"}}, "risks": {}},
		Actions: []checks.Action{
			{ID: "A1", From: "contact", Text: "Call one customer a week", Due: on(9, 30), State: checks.Open},
			{ID: "A2", From: "risks", Text: "Look at refunds", Owner: "Ana", State: checks.Dropped, Reason: "it was another team's"},
		},
	}
	unfinished := checks.Run{
		ID: "01J5N3T8W0Q6V1Z9K4M7R2XABD", Check: check.ID, Team: "Payments", Kind: checks.Team, People: 4, ChangingTeam: true,
		Day: on(8, 19), Started: noon.Add(1500 * time.Millisecond), Origin: checks.OriginLater, LookBack: true, At: "trust", Minutes: 45,
		Ratings: map[string]checks.Rating{"contact": {Tally: checks.Tally{Counts: [5]int{1, 0, 0, 0, 2}}, Revision: 1}},
		Looked: map[string]checks.Look{
			"A1": {Outcome: checks.OutcomeDropped, Reason: "no time", On: on(8, 19)}, "S2": {Outcome: checks.OutcomeGone, On: on(8, 19)},
		},
		Spent:  map[string]time.Duration{"contact": 90 * time.Second, checks.LookBackID: 12_345_678},
		Drafts: map[string]string{"trust": "half a\nthought "},
	}
	return []checks.Record{
		finished, unfinished,
		checks.Action{ID: "A3", Text: "Ask again", State: checks.Done, Team: "Payments", Made: noon},
		checks.Story{ID: "S1", Team: "Payments", On: on(7, 2), Source: checks.FromCustomerService, Text: "Two lines\nof praise"},
		checks.Story{
			ID: "S2", Team: "Payments", On: on(7, 3), Source: checks.FromCustomer, Text: "The form fails", Noted: on(7, 4), About: "contact",
			Complaint: checks.Complaint{
				State: checks.ComplaintCaused, Whys: []string{"timeout", "old library"}, Owner: "Ben", Cases: 3,
				Steps:  []checks.ComplaintStep{{State: checks.ComplaintOpen, On: on(7, 4)}, {State: checks.ComplaintBack, On: on(7, 9)}, {State: checks.ComplaintCaused, On: on(7, 9)}},
				Before: []checks.Attempt{{Whys: []string{"a slip"}, Fix: "trained", Owner: "Ana"}},
			},
		},
		checks.Story{ID: "S3", Team: "Ops", On: on(7, 5), Source: checks.FromElsewhere, Text: "Slow", Complaint: checks.NewComplaint(on(7, 5))},
		checks.Marks{Team: "Ops", Leadership: true},
		checks.Marks{Team: "Payments", Changing: true},
	}
}

func TestDocumentHoldsEverything(t *testing.T) { golden.RequireEqual(t, document(t, everything()...)) }

func TestDocumentOfNothingHoldsItsLists(t *testing.T) { golden.RequireEqual(t, document(t)) }

var errDisk = errors.New("the disk is full")

// failing takes so many bytes and no more.
type failing int

func (f *failing) Write(p []byte) (int, error) {
	if *f < failing(len(p)) {
		return 0, errDisk
	}
	*f -= failing(len(p))
	return len(p), nil
}

func TestWritingEndsWithTheFirstError(t *testing.T) {
	whole := document(t, everything()...)
	for n := 0; n < len(whole); n += 7 {
		w := failing(n)
		if err := interchange.Write(&w, sequence(everything()...)); !errors.Is(err, errDisk) {
			t.Fatalf("%d bytes fit: %v", n, err)
		}
	}
	var b bytes.Buffer
	err := interchange.Write(&b, func(yield func(checks.Record, error) bool) { _ = yield(everything()[0], nil) && yield(nil, errDisk) })
	if !errors.Is(err, errDisk) {
		t.Error(err)
	}
	b.Reset()
	err = interchange.Write(&b, func(yield func(checks.Record, error) bool) { _ = yield(everything()[0], errDisk) })
	if !errors.Is(err, errDisk) || strings.Contains(b.String(), `"id"`) {
		t.Errorf("%v; with its error came\n%s", err, &b)
	}
}

func TestWhatNoDocumentCanHoldIsRefused(t *testing.T) {
	run, action := everything()[0].(checks.Run), everything()[2].(checks.Action)
	run.Finished, action.Due = time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC), checks.Day{Year: 10_000, Month: 1, Day: 1}
	late, due := interchange.Write(io.Discard, sequence(run)), interchange.Write(io.Discard, sequence(action))
	if checks.CodeOf(late) != checks.CodeWantTime || checks.CodeOf(due) != checks.CodeDay {
		t.Errorf("%v, %v", late, due)
	}
}

func TestRecordsMayComeInAnyOrder(t *testing.T) {
	records := everything()
	want := document(t, records...)
	slices.Reverse(records)
	records[len(records)-2], records[len(records)-1] = records[len(records)-1], records[len(records)-2] // runs keep theirs
	stories := records[2:5]
	slices.Reverse(stories)
	slices.Reverse(records[:2])
	if got := document(t, records...); !bytes.Equal(got, want) {
		t.Errorf("%s", got)
	}
}
