package main

import (
	"io"

	"github.com/urfave/cli/v3"

	"emptychair/checks/report"
	"emptychair/store"
)

func (a *app) backupCommand() *cli.Command {
	var out outputOptions
	return a.command("backup", nil, out.flags(), func([]string) error {
		s := a.store()
		if out.file == "" {
			if out.encrypt {
				return wrongUse("cli.error.encrypt-where")
			}
			return runBackup(a.stdout, s, a.reportOptions)
		}
		return a.backUpTo(out, s)
	})
}

// runBackup puts a copy of the database with the others and says where.
func runBackup(w io.Writer, s database, how func() report.Options) error {
	b, err := s.BackUpFor(store.ForAsked)
	if err != nil {
		return err
	}
	if b.Path == "" {
		return tell(w, how(), how().Say("cli.backup.nothing"))
	}
	return tell(w, how(), how().Say("cli.backup.made", "File", cleanPath(b.Path), "Size", size(b.Size)))
}

// backUpTo writes a copy of the database where somebody wants it, and says so unless the copy itself is what is printed.
func (a *app) backUpTo(out outputOptions, s database) error {
	if !out.toFile() && a.isTerminal(a.stdout) {
		return wrongUse("cli.error.not-to-terminal")
	}
	own, err := ownFilesOf(s)
	if err != nil {
		return err
	}
	to, err := a.output(out, own)
	if err != nil {
		return err
	}
	if err := to.write(s.WriteBackup); err != nil || to.path == "" {
		return err
	}
	return tell(a.stdout, a.reportOptions(), a.reportOptions().Say("cli.backup.written", "File", cleanPath(to.path)))
}
