package interchange_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/demo"
	"emptychair/checks/interchange"
)

// addBad adds the bad files with an ending to the seeds.
func addBad(f *testing.F, ending string) {
	f.Helper()
	files, err := filepath.Glob("testdata/bad/*" + ending)
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		wantOK(f, err)
		f.Add(b)
	}
}

// isRefused tells whether there is an error, which must name problems.
func isRefused(t *testing.T, err error) bool {
	t.Helper()
	list := problems(t, err)
	for _, p := range list {
		if p.Line < 1 || checks.CodeOf(p.Err) == "" || checks.CleanLine(p.Path) != p.Path || len(p.Path) > 1000 {
			t.Fatalf("%+v", p)
		}
	}
	return len(list) > 0
}

// isStable fails where what was read is not valid, or another document comes of it when it is written and read again.
func isStable(t *testing.T, d *interchange.Document) {
	t.Helper()
	records := recordsOf(t, d)
	for _, r := range records {
		if wrong := r.Problems(check); len(wrong) > 0 {
			t.Fatalf("%v: %+v", wrong[0].Err, r)
		}
	}
	written := document(t, records...)
	again := read(t, written)
	if again.Counts() != d.Counts() {
		t.Fatalf("%+v, then %+v", d.Counts(), again.Counts())
	}
	if rewritten := document(t, recordsOf(t, again)...); !bytes.Equal(written, rewritten) {
		t.Fatalf("%s\n%s", written, rewritten)
	}
}

func FuzzReadJSON(f *testing.F) {
	f.Add(document(f, everything()...))
	f.Add(parts(runs(leastRun), actions(leastAction), stories(leastStory)))
	f.Add(parts(stories(leastStory), actions(leastAction), runs(leastRun)))
	now := time.Date(2026, 11, 12, 10, 0, 0, 0, time.UTC)
	f.Add(document(f, demo.Runs("de", now)[0], demo.Stories("en", now)[0]))
	addBad(f, ".json")
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := interchange.Read(bytes.NewReader(b), options)
		if !isRefused(t, err) {
			isStable(t, d)
		}
	})
}

func FuzzReadTable(f *testing.F) {
	f.Add([]byte("date,team,item,step,count\n2026-05-12,Payments,contact,4,2\n12.5.2026,'=Ops,Trust,0,99\n"))
	f.Add([]byte("\ufeffCount;step;ITEM;team;date\r\n\"2\";4;contact;\"a \"\"b\"\"\";2026-05-12\r\n"))
	addBad(f, ".csv")
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := readTable(bytes.NewReader(b))
		if !isRefused(t, err) {
			isStable(t, d)
		}
	})
}

func TestDemonstrationComesBackAsItWas(t *testing.T) {
	now := time.Date(2026, 11, 12, 10, 0, 0, 0, time.FixedZone("CET", 3600))
	for _, language := range []string{"en", "de"} {
		records := demo.Records(language, now)
		sameRecords(t, recordsOf(t, read(t, document(t, records...))), records)
	}
}
