package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/store"
)

var check = checks.Check{
	ID:        "test",
	Items:     []checks.Item{{ID: "contact", Revision: 1}, {ID: "trust", Revision: 2}},
	Questions: []checks.Question{{ID: "channels"}, {ID: "risks"}},
}

var noon = time.Date(2026, 8, 19, 12, 0, 0, 0, time.UTC)

// newStore returns a store without a file, whose file is looked through when the test ends.
func newStore(t testing.TB, opts ...store.Option) *store.Store {
	t.Helper()
	s := store.New(filepath.Join(t.TempDir(), "chair.db"), check, opts...)
	t.Cleanup(func() {
		if !t.Failed() {
			checkFile(t, s.Path())
		}
	})
	return s
}

// checkFile lets bbolt look through a copy of the file, and looks for temporary files left behind.
func checkFile(t testing.TB, path string) {
	t.Helper()
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*.tmp"))
	more, _ := filepath.Glob(path + ".backups/.*.tmp")
	if left = append(left, more...); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return
	}
	db, err := bolt.Open(copyFile(t, path), 0o600, &bolt.Options{ReadOnly: true, Timeout: time.Second})
	wantOK(t, err)
	defer func() { _ = db.Close() }()
	err = db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		return nil
	})
	wantOK(t, err)
}

func copyFile(t testing.TB, path string) string {
	t.Helper()
	return writeFile(t, readFile(t, path))
}

func writeFile(t testing.TB, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	wantOK(t, os.WriteFile(path, b, 0o600))
	return path
}

// typical returns a run as a team of six leaves it, with the number i in its id and its texts.
func typical(team string, i int) checks.Run {
	at := noon.Add(time.Duration(i) * 24 * time.Hour)
	r := checks.Run{
		ID: fmt.Sprintf("01J5N3T8W0Q6V1Z9K4%08d", i), Check: check.ID, Team: team, Kind: checks.Team, People: 6,
		Day: checks.DayOf(at), Started: at, Finished: at.Add(40 * time.Minute), At: checks.CloseID, Minutes: 45,
		Ratings: map[string]checks.Rating{}, Answers: map[string][]checks.Answer{},
		Spent: map[string]time.Duration{"contact": 4 * time.Minute, "risks": 7 * time.Minute},
	}
	for _, it := range check.Items {
		r.Ratings[it.ID] = checks.Rating{
			Tally: checks.Tally{Counts: [checks.Steps]int{0, 2, 3, 1, 0}}, Revision: it.Revision, Revealed: true,
			Chair: checks.Chair{Step: 2, Evidence: "three calls in July"}, Story: "A customer waited nine days for a call.",
		}
	}
	for _, q := range check.Questions {
		for n := range 4 {
			text := fmt.Sprintf("Run %d, answer %d: we hear of it from the service desk, a month late.", i, n)
			r.Answers[q.ID] = append(r.Answers[q.ID], checks.Answer{Text: text, Marks: n})
		}
	}
	for n := range 2 {
		r.Actions = append(r.Actions, checks.Action{
			ID: fmt.Sprintf("%s-%d", r.ID, n), From: "contact", Text: "Call one customer a week", Owner: "Ana",
			Due: checks.Day{Year: 2026, Month: 9, Day: 30}, State: checks.Open,
		})
	}
	return r
}

// unfinished returns the run as it is in the middle.
func unfinished(r checks.Run) checks.Run {
	r = r.Clone()
	r.Finished, r.At, r.Actions = time.Time{}, "channels", nil
	r.Drafts = map[string]string{"channels": "what we are just"}
	return r
}

func save(t testing.TB, s *store.Store, runs ...checks.Run) {
	t.Helper()
	for _, r := range runs {
		saveOver(t, s, r, 0)
	}
}

// saveOver saves a run over a revision and returns the new one.
func saveOver(t fatal, s *store.Store, run checks.Run, revision uint64) uint64 {
	t.Helper()
	saved, err := s.SaveRun(run, revision)
	wantOK(t, err)
	return saved
}

// wantNotSaved wants that a run is refused.
func wantNotSaved(t testing.TB, s *store.Store, run checks.Run, revision uint64, want checks.Code) {
	t.Helper()
	_, err := s.SaveRun(run, revision)
	wantCode(t, err, want)
}

func wantOK(t fatal, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t testing.TB, err error, want checks.Code) {
	t.Helper()
	if checks.CodeOf(err) != want {
		t.Fatalf("got error %v, want code %q", err, want)
	}
}

func wantRun(t testing.TB, s *store.Store, want checks.Run) {
	t.Helper()
	got, _, err := s.Run(want.ID)
	wantOK(t, err)
	wantSame(t, fmt.Sprintf("run %s", want.ID), want, got)
}

func idsOf(list []checks.Run) []string {
	ids := []string{}
	for _, s := range list {
		ids = append(ids, s.ID)
	}
	return ids
}

// equal tells whether two values hold the same; a list or map without entries is like none.
func equal(a, b any) bool {
	return reflect.DeepEqual(a, b) || cmp.Equal(a, b, cmpopts.EquateEmpty()) // the first takes a tenth of the time
}

// wantSame compares two values, of which a list or map without entries is like none.
func wantSame(t fatal, what string, want, got any) {
	t.Helper()
	if diff := diffOf(want, got); diff != "" {
		t.Fatal(what + " (-want +got):\n" + diff)
	}
}

// diffOf says how they differ, as -want +got.
func diffOf(want, got any) string {
	if equal(want, got) {
		return ""
	}
	return cmp.Diff(want, got, cmpopts.EquateEmpty())
}

// edit changes a file behind the store's back.
func edit(t testing.TB, path string, fn func(*bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: time.Second})
	wantOK(t, err)
	defer func() { _ = db.Close() }()
	wantOK(t, db.Update(fn))
}

func contains(t testing.TB, path, text string) bool {
	t.Helper()
	return bytes.Contains(readFile(t, path), []byte(text))
}

// The generators of runs that the domain calls valid.
var (
	anyText = rapid.Custom(func(t *rapid.T) string {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{
			"call", "Ärger", "👩‍👩‍👧", "<b>&amp;", "\"", "\\", "e\u0301", "line\nbreak", "zero\u200dwidth", "漢字", "a\ufffdb", "x",
		}), 1, 6).Draw(t, "words")
		return strings.TrimSpace(checks.Clean(strings.Join(words, " ")))
	})
	maybeText = rapid.OneOf(rapid.Just(""), anyText)
	anyTeam   = rapid.SampledFrom([]string{"Payments", "payments", "Pay", "Zahlung & Ärger", "a", "a b", "👍", "team/1"})
	anyDay    = rapid.Custom(func(t *rapid.T) checks.Day {
		return checks.DayOf(noon.AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "days")))
	})
	anyState = rapid.SampledFrom([]checks.State{checks.Open, checks.Done, checks.Dropped})
)

func anyTally(t *rapid.T, people int) checks.Tally {
	tally := checks.Tally{}
	for _, step := range rapid.SliceOfN(rapid.IntRange(0, checks.Steps), 1, people).Draw(t, "votes") {
		tally = tally.With(checks.Step(step))
	}
	return tally
}

func anyRun(ids *rapid.Generator[string]) *rapid.Generator[checks.Run] {
	return rapid.Custom(func(t *rapid.T) checks.Run {
		r := checks.Run{
			ID: ids.Draw(t, "id"), Check: check.ID, Team: anyTeam.Draw(t, "team"), Kind: checks.Team,
			People: rapid.IntRange(1, 12).Draw(t, "people"), ChangingTeam: rapid.Bool().Draw(t, "changing"),
			Started: noon.Add(time.Duration(rapid.Int64Range(-1e18, 1e18).Draw(t, "started"))),
			At:      rapid.SampledFrom((checks.Run{}).Stages(check)).Draw(t, "at").ID, Minutes: rapid.IntRange(0, 480).Draw(t, "minutes"),
		}
		if rapid.Bool().Draw(t, "finished") {
			r.Finished = r.Started.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 1e9, 4e12}).Draw(t, "took")))
		}
		r.Day = checks.DayOf(r.When())
		fillRun(t, &r)
		return r
	})
}

func fillRun(t *rapid.T, r *checks.Run) {
	for _, it := range check.Items {
		if rapid.Bool().Draw(t, "rated") {
			r.Ratings = put(r.Ratings, it.ID, checks.Rating{
				Tally: anyTally(t, r.People), Revision: it.Revision, Revealed: r.IsFinished() || rapid.Bool().Draw(t, "revealed"),
				Chair: checks.Chair{Step: checks.Step(rapid.IntRange(0, 5).Draw(t, "chair")), Evidence: maybeText.Draw(t, "evidence")},
				Story: maybeText.Draw(t, "story"),
			})
			if rating := r.Ratings[it.ID]; rating.Chair.Step == checks.NoAnswer {
				rating.Chair.Empty = rapid.Bool().Draw(t, "empty")
				r.Ratings[it.ID] = rating
			}
		}
	}
	for _, q := range check.Questions {
		if rapid.Bool().Draw(t, "asked") {
			r.Answers = put(r.Answers, q.ID, rapid.SliceOfN(rapid.Custom(func(t *rapid.T) checks.Answer {
				return checks.Answer{Text: anyText.Draw(t, "text"), Marks: rapid.IntRange(0, 12).Draw(t, "marks")}
			}), 1, 5).Draw(t, "answers"))
			r.Drafts = put(r.Drafts, q.ID, maybeText.Draw(t, "draft"))
			r.Spent = put(r.Spent, q.ID, time.Duration(rapid.Int64Min(0).Draw(t, "spent")))
		}
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "actions") {
		r.Actions = append(r.Actions, checks.Action{
			ID: fmt.Sprintf("act%d", (i*7+3)%5), From: "risks", Text: anyText.Draw(t, "action"),
			Owner: rapid.SampledFrom([]string{"", "Ana", "Jürgen"}).Draw(t, "owner"), State: anyState.Draw(t, "state"),
			Due: rapid.OneOf(rapid.Just(checks.Day{}), anyDay).Draw(t, "due"), Reason: maybeText.Draw(t, "reason"),
		})
	}
}

func put[V any](m map[string]V, k string, v V) map[string]V {
	if m = maps.Clone(m); m == nil {
		m = map[string]V{}
	}
	m[k] = v
	return m
}

var long = flag.Bool("long", false, "try more")

// TestMain draws the same few examples in every run; -long draws many, and -rapid.seed or RAPID_SEED others.
func TestMain(m *testing.M) {
	flag.Parse()
	for name, value := range map[string]int{"rapid.checks": trials(25, 100), "rapid.steps": trials(10, 30), "rapid.seed": 20261122} {
		if f := flag.Lookup(name); f.Value.String() == f.DefValue {
			must(f.Value.Set(fmt.Sprint(value)))
		}
	}
	must(flag.Set("rapid.nofailfile", "true"))
	os.Exit(m.Run())
}

// What is done to files behind the store's back, and how it is looked at.

// record is one of the file, for somebody who knows the format.
type record struct {
	key  string
	body map[string]any
}

// forge puts what change makes of the first record of a bucket in its place, and nothing where that has no key. What gets another key is
// one record more.
func forge(t *testing.T, s *store.Store, bucket string, change func(*record)) {
	t.Helper()
	edit(t, s.Path(), func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		k, v := nth(tx, bucket, 0)
		version, body, err := store.Open(v)
		must(err)
		r := record{key: string(k)}
		must(json.Unmarshal(body, &r.body))
		if change(&r); r.key == "" {
			return b.Delete(k)
		}
		return b.Put([]byte(r.key), must1(store.Seal(bucket, r.key, version, r.body)))
	})
}

// nth returns the n-th record of a bucket.
func nth(tx *bolt.Tx, bucket string, n int) (k, v []byte) {
	c := tx.Bucket([]byte(bucket)).Cursor()
	k, v = c.First()
	for range n {
		k, v = c.Next()
	}
	return bytes.Clone(k), bytes.Clone(v)
}

// flip changes a byte in the n-th record of a bucket.
func flip(t *testing.T, path, bucket string, n int) {
	t.Helper()
	edit(t, path, func(tx *bolt.Tx) error {
		k, v := nth(tx, bucket, n)
		v[len(v)/2] ^= 1
		return tx.Bucket([]byte(bucket)).Put(k, v)
	})
}

// makeNewer makes a file one of a later program.
func makeNewer(t *testing.T, path string) {
	t.Helper()
	edit(t, path, func(tx *bolt.Tx) error {
		v := must1(store.Seal("meta", "schema", 99, map[string]any{"version": store.SchemaVersion() + 1, "program": "9.0.0", "more": true}))
		return tx.Bucket([]byte("meta")).Put([]byte("schema"), v)
	})
}

// tear is flip in every copy of the record that the file holds.
func tear(t *testing.T, path, bucket string, n int) {
	t.Helper()
	file, was := readFile(t, path), []byte(nil)
	edit(t, path, func(tx *bolt.Tx) error { _, was = nth(tx, bucket, n); return nil })
	torn := bytes.Clone(was)
	torn[len(torn)/2] ^= 1
	wantOK(t, os.WriteFile(path, bytes.ReplaceAll(file, was, torn), 0o600))
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	wantOK(t, err)
	return b
}

// onlyBackup returns the path of the one backup there is.
func onlyBackup(t *testing.T, s *store.Store, why store.Reason) string {
	t.Helper()
	list, err := s.Backups()
	if err != nil || len(list) != 1 || list[0].Reason != why {
		t.Fatalf("backups: %+v, %v", list, err)
	}
	return list[0].Path
}

// wantDamage wants an error whose subject can be shown.
func wantDamage(t *testing.T, what string, err error) {
	t.Helper()
	var e *checks.Error
	if !errors.As(err, &e) || e.Code != checks.CodeDamaged || checks.CleanLine(e.Subject) != e.Subject {
		t.Errorf("%s gives %q", what, fmt.Sprint(err))
	}
}

// repair repairs a file that is damaged.
func repair(t *testing.T, s *store.Store) store.Repaired {
	t.Helper()
	r, err := s.Repair()
	if err != nil || r.Aside == "" {
		t.Fatalf("%+v, %v", r, err)
	}
	if d, err := s.Examine(); err != nil || len(d.Findings) > 0 {
		t.Fatalf("%+v, %v", d, err)
	}
	return r
}
