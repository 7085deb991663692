package main

import (
	"strings"
)

// What files begin with that are taken for documents to import, and are not. The database has it behind the header of a page.
const (
	databaseMark   = "\xed\xda\x0c\xed"
	databaseMarkAt = 16
	armoredHeader  = "-----BEGIN AGE ENCRYPTED FILE-----"
)

// reportBegins is how what "emptychair export" wrote for people and spreadsheets begins.
var reportBegins = []string{"run,finished,", "run;finished;", "<", "# "}

// foreign says what a document is that cannot be taken in; nil where it may be one that can.
func (d document) foreign() error {
	head := d.begins
	begun := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(head, "\ufeff"), " \t\r\n"))
	switch {
	case len(head) > databaseMarkAt && strings.HasPrefix(head[databaseMarkAt:], databaseMark):
		return failure("cli.error.input-database", "File", d.name)
	case begun == "" && len(head) < headSize:
		return failure("cli.error.input-empty", "File", d.name)
	case strings.HasPrefix(begun, strings.ToLower(armoredHeader)):
		return failure("cli.error.input-armored", "File", d.name)
	}
	for _, begin := range reportBegins {
		if strings.HasPrefix(begun, begin) {
			return failure("cli.error.input-report", "File", d.name)
		}
	}
	return nil
}
