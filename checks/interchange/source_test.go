package interchange_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"emptychair/checks"
	"emptychair/checks/interchange"
)

var errTorn = errors.New("the cable was pulled")

// counted counts how often its source is opened and closed.
type counted struct {
	opened, closed int
	content        func(n int) io.Reader // when it is opened for the nth time, from 1
}

func (c *counted) open() (io.ReadCloser, error) {
	c.opened++
	r := c.content(c.opened)
	if r == nil {
		return nil, errTorn
	}
	return struct {
		io.Reader
		io.Closer
	}{r, closer(func() { c.closed++ })}, nil
}

type closer func()

func (c closer) Close() error {
	c()
	return nil
}

func torn(b []byte) io.Reader {
	return io.MultiReader(bytes.NewReader(b[:len(b)/2]), iotest.ErrReader(errTorn))
}

func TestErrorsOfTheSourceAreReturned(t *testing.T) {
	b := document(t, everything()...)
	for name, content := range map[string]func(int) io.Reader{
		"cannot be opened": func(int) io.Reader { return nil }, "breaks": func(int) io.Reader { return torn(b) },
	} {
		for i, read := range []func(interchange.Source) error{
			func(src interchange.Source) error { _, err := interchange.Read(src, check, checks.Day{}); return err },
			func(src interchange.Source) error {
				_, err := interchange.ReadTable(src, check, checks.Day{}, interchange.Names{Item: item})
				return err
			},
		} {
			if name == "breaks" && i == 1 {
				continue // a table that is torn in its header is refused for that
			}
			c := counted{content: content}
			if err := read(c.open); !errors.Is(err, errTorn) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	rows := []byte("date,team,item,step,count\n" + strings.Repeat("2026-05-12,Ops,contact,1,1\n", 2))
	if _, err := interchange.ReadTable((&counted{content: func(int) io.Reader { return torn(rows) }}).open, check, checks.Day{}, interchange.Names{Item: item}); !errors.Is(err, errTorn) {
		t.Error(err)
	}
}

// The last thing that is yielded of a source that changed is an error, whatever changed in it.
func TestASourceThatChangesIsNoticedBeforeItsEnd(t *testing.T) {
	b := document(t, everything()...)
	change := func(old, by string) []byte {
		c := bytes.Replace(b, []byte(old), []byte(by), 1)
		if bytes.Equal(b, c) {
			t.Fatalf("there is no %s", old)
		}
		return c
	}
	tests := map[string]struct {
		content []byte
		want    error
	}{
		"another word":   {change("monthly call", "weekly call"), &checks.Error{Code: checks.CodeChanged}},
		"another mark":   {change(`"leadership": true`, `"leadership": false`), &checks.Error{Code: checks.CodeChanged}},
		"another action": {change("Look at refunds", "Look away"), &checks.Error{Code: checks.CodeChanged}},
		"one space":      {change(": ", ":"), &checks.Error{Code: checks.CodeChanged}},
		"nothing valid":  {change(`"people": 6`, `"people": -6`), &checks.Error{Code: checks.CodeChanged}},
		"nothing":        {nil, &checks.Error{Code: checks.CodeChanged}},
		"it is gone":     {[]byte("gone"), errTorn},
		"it breaks":      {[]byte("torn"), errTorn},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := counted{content: func(n int) io.Reader {
				switch {
				case n == 1:
					return bytes.NewReader(b)
				case string(tt.content) == "gone":
					return nil
				case string(tt.content) == "torn":
					return torn(b)
				}
				return bytes.NewReader(tt.content)
			}}
			d, err := interchange.Read(c.open, check, checks.Day{})
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			var last error
			for _, err := range d.Records() {
				if last != nil {
					t.Error("more came after an error")
				}
				last = err
				n++
			}
			if !errors.Is(last, tt.want) || n > d.Count() {
				t.Errorf("%d records, %v", n, last)
			}
		})
	}
}

func TestWhoeverStopsReadingGetsNoMore(t *testing.T) {
	b := document(t, everything()...)
	for stop := range everything() {
		c := counted{content: func(int) io.Reader { return bytes.NewReader(b) }}
		d, err := interchange.Read(c.open, check, checks.Day{})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, err := range d.Records() {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n > stop {
				break
			}
		}
		if n != stop+1 || c.opened != 2 || c.closed != 2 {
			t.Errorf("%d records, opened %d times, closed %d times", n, c.opened, c.closed)
		}
	}
}

func TestDocumentCanBeReadInAnyPieces(t *testing.T) {
	b := document(t, everything()...)
	for _, piece := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
		c := counted{content: func(int) io.Reader { return piece(bytes.NewReader(b)) }}
		d, err := interchange.Read(c.open, check, checks.Day{})
		if err != nil {
			t.Fatal(err)
		}
		sameRecords(t, recordsOf(t, d), everything())
	}
}
