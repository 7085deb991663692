package store

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"emptychair/checks"
)

// fuzzCheck is the check of the records that the fuzzer begins with.
var fuzzCheck = checks.Check{
	ID: "test", Items: []checks.Item{{ID: "contact", Revision: 1}}, Questions: []checks.Question{{ID: "channels"}},
}

// FuzzRecord reads any bytes as a record of any bucket. What is valid is the same after it was written and read once more.
func FuzzRecord(f *testing.F) {
	for bucket, records := range fuzzSeeds() {
		for key, body := range records {
			b, err := json.Marshal(body)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(bucketNumber(bucket), []byte(key), b)
		}
	}
	s := New("", fuzzCheck)
	f.Fuzz(func(t *testing.T, number uint8, key, body []byte) {
		bucket := ourBuckets[int(number)%len(ourBuckets)].name
		_, _ = unseal(bucket, key, body, nil) // whatever stands around it
		v := enveloped(bucket, key, body)
		again, ok := rewritten(t, s, bucket, key, v)
		if !ok {
			return
		}
		if twice, ok := rewritten(t, s, bucket, key, again); !ok || !bytes.Equal(again, twice) {
			t.Errorf("%s/%q: %q becomes %q", bucket, key, again, twice)
		}
	})
}

// enveloped seals a body as it is.
func enveloped(bucket string, key, body []byte) []byte {
	v, err := seal(bucket, key, 1, json.RawMessage(body))
	if err != nil {
		return body // no JSON at all
	}
	return v
}

// rewritten reads a record, and returns what would be written of what it says, unless it is not valid.
func rewritten(t *testing.T, s *Store, bucket string, key, v []byte) ([]byte, bool) {
	var body any
	switch bucket {
	case runsBucket:
		var rec runRecord
		if _, err := unseal(bucket, key, v, &rec); err != nil {
			return nil, false
		}
		run := rec.decode(string(key), nil)
		if s.checkRun(run) != nil {
			return nil, false
		}
		checkSummary(t, run)
		body = encodeRun(run, rec.Revision)
	case actionsBucket:
		var rec actionRecord
		_, err := unseal(bucket, key, v, &rec)
		a, bad := rec.decode("a")
		if err != nil || bad != nil || s.checkAction(checks.TeamAction{Action: a, Team: "A", Made: time.Unix(0, 0)}) != nil {
			return nil, false
		}
		body = encodeAction(a)
	case looseBucket:
		a, err := s.readLoose(key, v)
		if err != nil {
			return nil, false
		}
		body = looseRecord{encodeAction(a.Action), a.Made.UTC(), 0}
	case storiesBucket:
		story, older, err := s.readStory(key, v)
		if err != nil {
			return nil, false
		}
		rec := encodeStory(story)
		rec.Older = older
		body = rec
	case indexBucket, unfinishedBucket:
		rec, err := readSummary(bucket, key, v)
		if err != nil {
			return nil, false
		}
		body = encodeSummary(rec.decode(), rec.Revision)
	case teamsBucket:
		var rec teamRecord
		if parts, err := unseal(bucket, key, v, &rec); err != nil || rec.validate(string(key), parts) != nil {
			return nil, false
		}
		body = rec
	default:
		_, err := unseal(bucket, key, v, new(fileRecord))
		_ = versionOf(bucket, v)
		return v, err == nil
	}
	again, err := seal(bucket, key, 1, body)
	if err != nil {
		t.Fatal(err)
	}
	return again, true
}

// checkSummary holds that what can be read of a run can be read of its summary.
func checkSummary(t *testing.T, run checks.Run) {
	t.Helper()
	bucket, key := summaryPlace(run)
	v, err := seal(bucket, key, 0, encodeSummary(checks.Summarize(run), 1))
	if err == nil {
		_, err = readSummary(bucket, key, v)
	}
	if err != nil {
		t.Errorf("the summary of %+v: %v", run, err)
	}
}

func bucketNumber(name string) uint8 {
	for i, b := range ourBuckets {
		if b.name == name {
			return uint8(i)
		}
	}
	return 0
}

// fuzzSeeds returns a record of each kind.
func fuzzSeeds() map[string]map[string]any {
	at := time.Date(2026, 8, 19, 12, 0, 0, 0, time.UTC)
	run := checks.Run{
		ID: "R1", Check: "test", Team: "A", Kind: checks.Team, People: 3, Started: at, Finished: at, At: checks.CloseID, Minutes: 45, LookBack: true,
		Ratings: map[string]checks.Rating{"contact": {
			Tally: checks.Tally{Counts: [checks.Steps]int{0, 1, 1, 1, 0}}, Revision: 1, Revealed: true,
			Chair: checks.Chair{Step: 2, Evidence: "three calls"}, Story: "A customer waited.",
		}},
		Answers: map[string][]checks.Answer{"channels": {{Text: "A monthly call", Marks: 2}}},
		Looked:  map[string]checks.Look{"a1": {Outcome: checks.OutcomeDropped, Reason: "No time", On: checks.DayOf(at)}},
		Spent:   map[string]time.Duration{"contact": time.Minute}, Drafts: map[string]string{"channels": "and"},
	}
	ongoing := run
	ongoing.Finished, ongoing.At = time.Time{}, "channels"
	a := checks.TeamAction{Action: checks.Action{ID: "L1", Text: "Call", Owner: "Ana", Due: checks.DayOf(at), State: checks.Open}, Team: "A", Made: at}
	story := checks.Story{ID: "S1", Team: "A", On: checks.DayOf(at), Source: "customer", Text: "It was late.", Noted: checks.DayOf(at)}
	summary := encodeSummary(checks.Summarize(run), 7)
	return map[string]map[string]any{
		runsBucket:       {"R1": encodeRun(run, 7), "R2": encodeRun(ongoing, 8)},
		actionsBucket:    {"R1\x00a": encodeAction(checks.Action{ID: "a", From: "contact", Text: "Call", State: checks.Dropped, Reason: "No time"})},
		looseBucket:      {string(looseKeyOf(a)): looseRecord{encodeAction(a.Action), at, 3}},
		storiesBucket:    {string(storyKey(story)): encodeStory(story)},
		indexBucket:      {string(summary.key()): summary},
		unfinishedBucket: {"R1": encodeSummary(checks.Summarize(ongoing), 8)},
		teamsBucket:      {"A": teamRecord{Runs: 1, Finished: 1, Latest: "R1"}},
		fileBucket:       {"file": fileRecord{Change: 3, Runs: 1, Teams: 1, Language: "de"}},
	}
}
