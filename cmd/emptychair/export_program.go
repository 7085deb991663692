package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/tui"
)

// exporter writes what the full-screen program exports.
type exporter struct {
	store   database
	now     func() time.Time
	folders []string // the first of them into which may be written takes the files
}

func (a *app) exporter(s database) exporter { return exporter{s, a.Now, a.exportFolders()} }

// exportFolders are where the program was called, and the user's home.
func (a *app) exportFolders() (folders []string) {
	if here := a.Absolute("."); filepath.IsAbs(here) {
		folders = append(folders, here)
	}
	for _, key := range []string{"HOME", "USERPROFILE"} {
		if home := a.Getenv(key); filepath.IsAbs(home) && !slices.Contains(folders, home) {
			folders = append(folders, home)
		}
	}
	return folders
}

// export does what [tui.Options] says.
func (e exporter) export(x tui.Export) (done tui.Exported, err error) {
	var b bytes.Buffer
	name, left, err := e.write(&b, x)
	if err != nil {
		return tui.Exported{}, err
	}
	if x.Share {
		done.LeftOut = report.LeftOut(left, e.options(x))
	}
	if x.Format == "" {
		done.Markdown = b.String()
		return done, nil
	}
	done.Path, err = e.save(b.Bytes(), name)
	return done, err
}

func (e exporter) options(x tui.Export) report.Options {
	return report.Options{Printer: lang.New(x.Language), Location: e.now().Location()}
}

// write writes the document. It returns a name for its file, and what was left out.
func (e exporter) write(w io.Writer, x tui.Export) (name string, left checks.LeftOut, err error) {
	if x.Format == "" {
		x.Format = report.Markdown
	}
	out := exported{
		Selection: report.Selection{Made: e.now(), Run: x.Run, Baseline: x.Baseline, Share: x.Share},
		format:    x.Format, options: func() report.Options { return e.options(x) },
	}
	days := map[string]time.Time{}
	err = e.store.Records(x.Team, func(records iter.Seq2[checks.Record, error]) error {
		left, err = out.write(w, e.noting(days, records))
		return err
	})
	return fileName(x, days[x.Run], days[x.Baseline]), left, err
}

// noting passes records on and notes when each run was.
func (e exporter) noting(days map[string]time.Time, records iter.Seq2[checks.Record, error]) iter.Seq2[checks.Record, error] {
	return func(yield func(checks.Record, error) bool) {
		for r, err := range records {
			if run, ok := r.(checks.Run); ok {
				days[run.ID] = run.When().In(e.now().Location())
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// maxTries is how many names are tried for a file.
const maxTries = 1000

// save puts a document into a file under a name that is free.
func (e exporter) save(document []byte, name string) (path string, err error) {
	err = &checks.Error{Code: checks.CodeDenied}
	for _, folder := range e.folders {
		for n := 1; n <= maxTries; n++ {
			path = filepath.Join(folder, numbered(name, n))
			err = (shell.Output{Path: path}).WriteFile(func(w io.Writer) error {
				_, err := w.Write(document)
				return err
			})
			if !errors.Is(err, fs.ErrExist) {
				break
			}
		}
		if err == nil || errors.Is(err, shell.ErrInterrupted) {
			return path, err
		}
		if shell.IsFull(err) {
			return "", &checks.Error{Code: codeOfFile(err), Subject: path, Err: err}
		}
		err = &checks.Error{Code: checks.CodeDenied, Subject: folder, Err: err}
	}
	return "", err
}

// codeOfFile names what kept a file from being written where it might be.
func codeOfFile(err error) checks.Code {
	if errors.Is(err, syscall.EIO) {
		return checks.CodeIO
	}
	return checks.CodeDiskFull
}

// numbered is the name of a file with a number from 2 on.
func numbered(name string, n int) string {
	if n == 1 {
		return name
	}
	ending := filepath.Ext(name)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ending), n, ending)
}

// fileName is a name that every system takes: emptychair-payments-2026-11-22-with-2026-08-12.html. A zero day is none.
func fileName(x tui.Export, day, baseline time.Time) string {
	parts := []string{"emptychair", plainName(x.Team), day.Format(time.DateOnly)}
	if !baseline.IsZero() {
		parts = append(parts, "with", baseline.Format(time.DateOnly))
	}
	if x.Share {
		parts = append(parts, "shared")
	}
	ending := string(x.Format)
	if x.Format == report.Markdown {
		ending = "md"
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "-") + "." + ending
}

// maxPlainName is how much of a team's name goes into that of a file.
const maxPlainName = 40

var germanLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// plainName is a name in small letters of ASCII, digits and hyphens, "" where nothing of it is left.
func plainName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(germanLetters.Replace(norm.NFC.String(strings.ToLower(name)))) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r) && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= maxPlainName {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}
