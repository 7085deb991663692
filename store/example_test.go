package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

// A run is saved, changed over the revision that was read, and found again in what there is of its team.
func Example() {
	folder, err := os.MkdirTemp("", "example-")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	check := content.Check()
	s := store.New(filepath.Join(folder, "emptychair.db"), check) // the first write creates the file

	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 6}
	run, err := checks.NewRun(check, setup, "01J5N3", time.Date(2026, 8, 19, 9, 0, 0, 0, time.UTC))
	if err != nil {
		panic(err)
	}
	revision, err := s.SaveRun(run, 0) // 0: it is new
	fmt.Println("saved:", revision > 0, err)

	run.People = 7
	_, err = s.SaveRun(run, revision)
	fmt.Println("saved again:", err)
	_, err = s.SaveRun(run, revision) // over a state that is not the stored one
	fmt.Println("over an older one:", checks.CodeOf(err))

	team, err := s.Snapshot("Payments")
	fmt.Println(team.Team, len(team.Runs), "run", err)
	// Output:
	// saved: true <nil>
	// saved again: <nil>
	// over an older one: conflict
	// Payments 1 run <nil>
}
