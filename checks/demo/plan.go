package demo

import (
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
)

// check is the check that the program ships.
var check = content.Check()

// reworded is the item that the team rated in the words of a draft at first.
const reworded = "value"

// planned is one run: when it took place, and all of it that is no text.
type planned struct {
	texts        string // key of its texts
	team         string // key of its name
	people       int    // 1 in a solo run
	ago          int    // calendar quarters before now's
	day          int    // of the quarter, from 0 on; in the middle of it, so that a weekend can be stepped over
	hour, minute int
	took         int      // minutes
	draft        bool     // the [reworded] item was still rated in the words of the draft
	ratings      [3]vote  // of the items of the check
	marks        [4][]int // of each answer to its questions
	actions      []plannedAction
}

// votes are how many rated an item at each step.
type votes = [checks.Steps]int

// vote is how an item was rated; without any answers nobody came to it.
type vote struct {
	counts   votes
	noAnswer int
	chair    checks.Step
	empty    bool // the chair, for want of evidence
}

// plannedAction is an action of a run, due so many days after it.
type plannedAction struct {
	from  string
	due   int
	state checks.State
}

// byQuarterEnd makes an action due on the last day of now's quarter.
const byQuarterEnd = -1

// plan is what happened, the oldest first. The payments team hears of shops from others, gains three colleagues who know them,
// loses trust with a fee and wins it back with faster refunds, misses a quarter, begins to call shops, and loses sight of what
// its own work is for. It is the team used last.
var plan = []planned{
	{
		texts: "payments-1", team: "payments", people: 4, ago: 7, day: 39, hour: 10, minute: 0, took: 47, draft: true,
		ratings: [...]vote{{counts: votes{1, 2, 1, 0, 0}, chair: 1}, {counts: votes{0, 0, 1, 2, 1}}, {counts: votes{0, 1, 1, 2, 0}}},
		marks:   [...][]int{{3, 2, 0, 4}, {3, 1}, {2, 2, 0}, {4, 2}}, actions: []plannedAction{{"contact", 42, checks.Done}, {"channels", 14, checks.Done}},
	},
	{
		texts: "payments-2", team: "payments", people: 4, ago: 6, day: 47, hour: 13, minute: 30, took: 44, draft: true,
		ratings: [...]vote{{counts: votes{2, 2, 0, 0, 0}}, {counts: votes{0, 0, 2, 2, 0}}, {counts: votes{0, 2, 0, 2, 0}, chair: 2}},
		marks:   [...][]int{{3, 4, 0}, {4, 1, 2}, {3, 1}, {3, 4, 1}}, actions: []plannedAction{{"unclear", 28, checks.Dropped}, {"risks", 10, checks.Done}},
	},
	{
		texts: "lead-1", team: "payments", people: 1, ago: 5, day: 36, hour: 16, minute: 10, took: 22,
		ratings: [...]vote{{counts: votes{0, 1, 0, 0, 0}}, {counts: votes{0, 1, 0, 0, 0}}, {counts: votes{0, 0, 1, 0, 0}}},
		marks:   [...][]int{{0}, {0}, {0}, {0, 0}},
	},
	{
		texts: "payments-3", team: "payments", people: 7, ago: 5, day: 43, hour: 9, minute: 30, took: 50,
		ratings: [...]vote{{counts: votes{2, 2, 0, 1, 2}, chair: 2}, {counts: votes{2, 3, 1, 1, 0}}, {counts: votes{0, 2, 3, 2, 0}}},
		marks:   [...][]int{{4, 2, 1, 3}, {6, 3, 2}, {4, 3}, {5, 4, 1, 2}}, actions: []plannedAction{{"decisions", 30, checks.Done}, {"trust", 10, checks.Done}},
	},
	{
		texts: "leadership-1", team: "leadership", people: 5, ago: 4, day: 33, hour: 15, minute: 0, took: 38,
		ratings: [...]vote{{counts: votes{2, 2, 1, 0, 0}, chair: 1}, {counts: votes{0, 0, 0, 1, 4}}, {counts: votes{0, 1, 2, 2, 0}}},
		marks:   [...][]int{{1, 2, 4}, {4, 2}, {2, 3}, {3, 3}}, actions: []plannedAction{{"contact", 60, checks.Done}},
	},
	{
		texts: "payments-4", team: "payments", people: 5, ago: 4, day: 51, hour: 14, minute: 0, took: 49,
		ratings: [...]vote{{counts: votes{0, 1, 2, 2, 0}}, {counts: votes{0, 2, 2, 0, 0}, noAnswer: 1, chair: 2}, {}},
		marks:   [...][]int{{4, 2}, {4, 1}, {2, 3}, {5, 2, 1}}, actions: []plannedAction{{"risks", 56, checks.Done}, {"trust", 42, checks.Dropped}},
	},
	{
		texts: "lead-2", team: "payments", people: 1, ago: 2, day: 38, hour: 8, minute: 20, took: 26,
		ratings: [...]vote{{counts: votes{0, 1, 0, 0, 0}}, {counts: votes{0, 0, 0, 1, 0}}, {counts: votes{0, 0, 0, 1, 0}}},
		marks:   [...][]int{{0}, {0}, {0, 0}, {0}}, actions: []plannedAction{{"channels", 45, checks.Done}},
	},
	{
		texts: "payments-5", team: "payments", people: 6, ago: 2, day: 45, hour: 10, minute: 0, took: 43,
		ratings: [...]vote{{counts: votes{0, 2, 3, 1, 0}, chair: 3}, {counts: votes{0, 0, 1, 4, 1}}, {counts: votes{0, 0, 2, 4, 0}}},
		marks:   [...][]int{{4, 3, 2, 0}, {3, 4}, {2, 1, 2}, {5, 2, 1}}, actions: []plannedAction{{"contact", 30, checks.Done}, {"risks", 60, checks.Open}},
	},
	{
		texts: "leadership-2", team: "leadership", people: 5, ago: 1, day: 24, hour: 15, minute: 0, took: 36,
		ratings: [...]vote{{counts: votes{0, 2, 2, 1, 0}, chair: 2}, {counts: votes{0, 1, 0, 1, 3}}, {counts: votes{0, 1, 0, 2, 1}, noAnswer: 1}},
		marks:   [...][]int{{4, 3, 0}, {3, 2}, {3, 1}, {2, 3}}, actions: []plannedAction{{"channels", 20, checks.Done}, {"decisions", 35, checks.Dropped}},
	},
	{
		texts: "lead-3", team: "payments", people: 1, ago: 1, day: 44, hour: 17, minute: 5, took: 19,
		ratings: [...]vote{{counts: votes{0, 0, 0, 1, 0}, chair: 3}, {counts: votes{0, 0, 0, 1, 0}}, {counts: votes{0, 0, 0, 1, 0}}},
		marks:   [...][]int{{0, 0}, {0}, {0}, {0, 0}},
	},
	{
		texts: "payments-6", team: "payments", people: 6, ago: 1, day: 48, hour: 9, minute: 30, took: 41,
		ratings: [...]vote{{counts: votes{0, 1, 1, 3, 1}, chair: 3}, {counts: votes{0, 1, 0, 4, 1}, empty: true}, {counts: votes{0, 3, 1, 2, 0}, chair: 2}},
		marks:   [...][]int{{5, 3, 1, 0}, {4, 4, 1}, {5, 3, 2}, {4, 3, 3, 2}}, actions: []plannedAction{{"value", byQuarterEnd, checks.Open}, {"risks", 7, checks.Done}},
	},
}

// plannedStory is one story: all of it that is no text. With cases it is a complaint, which was open at first.
type plannedStory struct {
	texts  string // key of its text
	team   string // key of the team's name
	source checks.Source
	about  string
	on     date
	cases  int
	steps  []plannedStep // those that followed

	answered date // when something was done for the customer, nil where nothing was
}

// plannedStep is a state that a complaint came into.
type plannedStep struct {
	state checks.ComplaintState
	on    date
}

// date is a day as seen from now.
type date func(now time.Time) checks.Day

func daysAgo(n int) date {
	return func(now time.Time) checks.Day { return checks.DayOf(checks.DayOf(now).Time().AddDate(0, 0, -n)) }
}

// quarterDay is the day with a number, from 0 on, of a quarter so many quarters before now's.
func quarterDay(ago, day int) date {
	return func(now time.Time) checks.Day { return checks.DayOf(inQuarter(now, ago, day, 0, 0)) }
}

// storyPlan is what customers said between the runs, the oldest first. Refunds were slow and are not any more; the hotline
// at noon was mended by hand and broke again; the form for chargebacks has a cause and waits for somebody; what the new bank
// brought about is fixed but for the last case.
var storyPlan = []plannedStory{
	{texts: "noon", team: "payments", source: checks.FromCustomerService, about: "contact", on: quarterDay(5, 20), cases: 12, steps: []plannedStep{
		{checks.ComplaintCaused, quarterDay(5, 50)},
		{checks.ComplaintFixed, quarterDay(2, 60)},
		{checks.ComplaintGone, quarterDay(1, 50)},
		{checks.ComplaintBack, daysAgo(8)},
	}},
	{texts: "refund", team: "payments", source: checks.FromCustomer, about: "trust", on: quarterDay(4, 44), cases: 31, answered: quarterDay(4, 46), steps: []plannedStep{
		{checks.ComplaintCaused, quarterDay(4, 60)}, {checks.ComplaintFixed, quarterDay(3, 20)}, {checks.ComplaintGone, quarterDay(2, 45)},
	}},
	{texts: "lamp", team: "payments", source: checks.FromCustomer, about: "trust", on: quarterDay(2, 30)},
	{texts: "bar", team: "payments", source: checks.FromFriend, about: "value", on: quarterDay(2, 70)},
	{texts: "lottery", team: "leadership", source: checks.FromCustomer, about: "contact", on: quarterDay(1, 15)},
	{texts: "bakery", team: "payments", source: checks.FromCustomer, about: "trust", on: quarterDay(1, 27), cases: 7, answered: quarterDay(1, 30), steps: []plannedStep{
		{checks.ComplaintCaused, quarterDay(1, 52)}, {checks.ComplaintPlanned, daysAgo(10)},
	}},
	{texts: "receipt", team: "payments", source: checks.FromCustomer, about: "contact", on: quarterDay(1, 41), cases: 4, answered: quarterDay(1, 42), steps: []plannedStep{
		{checks.ComplaintCaused, daysAgo(33)}, {checks.ComplaintFixed, daysAgo(12)},
	}},
	{texts: "twice", team: "payments", source: checks.FromCustomerService, about: "trust", on: quarterDay(1, 45), cases: 2, answered: quarterDay(1, 47), steps: []plannedStep{
		{checks.ComplaintCaused, quarterDay(1, 58)}, {checks.ComplaintFixed, daysAgo(24)},
	}},
	{texts: "invoice", team: "leadership", source: checks.FromCustomer, about: "decisions", on: quarterDay(1, 50), cases: 3, steps: []plannedStep{
		{checks.ComplaintCaused, daysAgo(18)},
	}},
	{texts: "friday", team: "payments", source: checks.FromCustomerService, about: "trust", on: daysAgo(31)},
	{texts: "quarterly", team: "payments", source: checks.FromReport, about: "channels", on: daysAgo(26)},
	{texts: "choir", team: "payments", source: checks.FromFamily, about: "trust", on: daysAgo(20)},
	{texts: "stall", team: "payments", source: checks.FromNeighbour, about: "contact", on: daysAgo(15)},
	{texts: "supper", team: "leadership", source: checks.FromFamily, about: "value", on: daysAgo(11)},
	{texts: "invoices", team: "payments", source: checks.FromColleague, about: "value", on: daysAgo(9)},
	{texts: "wages", team: "payments", source: checks.FromCustomerService, about: "trust", on: daysAgo(5), cases: 1},
	{texts: "coffee", team: "payments", source: checks.FromShopWalk, about: "value", on: daysAgo(3)},
	{texts: "tram", team: "payments", source: checks.FromElsewhere, on: daysAgo(1)},
}
