package checks_test

import (
	"fmt"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
)

// A team of six votes on the first item of the check, hidden until all answers are in.
func ExampleFlow() {
	check := content.Check()
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45}
	run, err := checks.NewRun(check, setup, "01J5N3", time.Date(2026, 8, 19, 9, 0, 0, 0, time.UTC))
	if err != nil {
		panic(err) // a setup without a team, for example
	}
	flow, err := checks.NewFlow(check, run)
	if err != nil {
		panic(err)
	}
	fmt.Println("at", flow.Stage().ID)
	fmt.Println(flow.Vote("contact", 2, 2, 3, 3, 4), flow.Run().Hidden("contact"), "hidden")
	fmt.Println(flow.Vote("contact", 3, 3))
	fmt.Println(flow.Vote("contact", checks.NoAnswer), flow.Reveal("contact"))

	rating := flow.Run().Ratings["contact"]
	median, _ := rating.Median()
	low, high, _ := rating.Range()
	fmt.Printf("%d rated, %d to %d, median %v, %s\n", rating.N(), low, high, median, rating.Agreement())
	// Output:
	// at contact
	// <nil> 5 hidden
	// too-many-votes (contact)
	// <nil> <nil>
	// 5 rated, 2 to 4, median 3, close
}

// Two runs of the same team, one in each quarter: what may be said of the difference.
func ExampleCompare() {
	check := content.Check()
	held := func(id string, on time.Time, votes ...checks.Step) checks.Run {
		run, _ := checks.NewRun(check, checks.Setup{Team: "Payments", Kind: checks.Team, People: len(votes)}, id, on)
		flow, _ := checks.NewFlow(check, run)
		_ = flow.Vote("contact", votes...)
		_ = flow.Finish(on.Add(time.Hour)) // which reveals what is hidden
		return flow.Run()
	}
	august := held("A", time.Date(2026, 8, 19, 9, 0, 0, 0, time.UTC), 2, 2, 3, 3, 3, 4)
	november := held("B", time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), 2, 3, 4, 4, 4, 5)

	history := []checks.Run{november, august}
	baseline, chosen, _ := checks.Baseline(history[0], history, 0)
	fmt.Println(baseline.ID, "is the baseline:", chosen)

	contact := checks.Compare(check, august, november, chosen, false).Items[0]
	fmt.Printf("%s: at least %d of %d changed their answer\n", contact.Change.Verdict, contact.Change.People, contact.Change.Of)
	// Output:
	// A is the baseline: last-quarter
	// up: at least 3 of 6 changed their answer
}
