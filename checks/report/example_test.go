package report_test

import (
	"fmt"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
)

// What the team of six wrote at one question, as a table for a spreadsheet: one row an answer.
func ExampleRun() {
	check := content.Check()
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 6}
	run, err := checks.NewRun(check, setup, "01J5N3", time.Date(2026, 8, 19, 9, 0, 0, 0, time.UTC))
	if err != nil {
		panic(err)
	}
	run.Answers = map[string][]checks.Answer{"channels": {{Text: "the phone on Mondays", Marks: 2}, {Text: "=mail", Marks: 0}}}
	options := report.Options{Printer: lang.New("en"), Location: time.UTC}
	var table strings.Builder // whose lines end as RFC 4180 wants it
	err = report.Run(&table, report.CSV, run, nil, options)
	fmt.Print(strings.ReplaceAll(table.String(), "\r", ""), err)
	// Output:
	// run,finished,team,kind,people,entered,record,item,step,count,text,marks,state,day,owner,reason,source
	// 01J5N3,,Payments,team,6,,answer,channels,,,the phone on Mondays,2,,,,,
	// 01J5N3,,Payments,team,6,,answer,channels,,,'=mail,0,,,,,
	// <nil>
}
