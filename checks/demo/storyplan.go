package demo

import "emptychair/checks"

// storyPlan is what customers said between the runs, the oldest first. Refunds were slow and are not any more; the hotline
// at noon was mended by hand and broke again; the form for chargebacks has a cause and waits for somebody; what the new bank
// brought about is fixed but for the last case.
var storyPlan = []told{
	{texts: "noon", team: "payments", source: checks.FromCustomerService, about: "contact", on: quarterDay(5, 20), cases: 12, steps: []followed{
		{checks.ComplaintOpen, quarterDay(5, 20)}, {checks.ComplaintCaused, quarterDay(5, 50)}, {checks.ComplaintFixed, quarterDay(2, 60)},
		{checks.ComplaintGone, quarterDay(1, 50)}, {checks.ComplaintBack, daysAgo(8)},
	}},
	{texts: "refund", team: "payments", source: checks.FromCustomer, about: "trust", on: quarterDay(4, 44), cases: 31, steps: []followed{
		{checks.ComplaintOpen, quarterDay(4, 44)}, {checks.ComplaintCaused, quarterDay(4, 60)}, {checks.ComplaintFixed, quarterDay(3, 20)},
		{checks.ComplaintGone, quarterDay(2, 45)},
	}},
	{texts: "lamp", team: "payments", source: checks.FromCustomer, about: "trust", on: quarterDay(2, 30)},
	{texts: "bar", team: "payments", source: checks.FromFriend, about: "value", on: quarterDay(2, 70)},
	{texts: "lottery", team: "leadership", source: checks.FromCustomer, about: "contact", on: quarterDay(1, 15)},
	{texts: "bakery", team: "payments", source: checks.FromCustomer, about: "trust", on: quarterDay(1, 27), cases: 7, steps: []followed{
		{checks.ComplaintOpen, quarterDay(1, 27)}, {checks.ComplaintCaused, quarterDay(1, 52)},
	}},
	{texts: "receipt", team: "payments", source: checks.FromCustomer, about: "contact", on: quarterDay(1, 41), cases: 4, steps: []followed{
		{checks.ComplaintOpen, quarterDay(1, 41)}, {checks.ComplaintCaused, daysAgo(33)}, {checks.ComplaintFixed, daysAgo(12)},
	}},
	{texts: "twice", team: "payments", source: checks.FromCustomerService, about: "trust", on: quarterDay(1, 45), cases: 2, steps: []followed{
		{checks.ComplaintOpen, quarterDay(1, 45)}, {checks.ComplaintCaused, quarterDay(1, 58)}, {checks.ComplaintFixed, daysAgo(24)},
	}},
	{texts: "invoice", team: "leadership", source: checks.FromCustomer, about: "decisions", on: quarterDay(1, 50), cases: 3, steps: []followed{
		{checks.ComplaintOpen, quarterDay(1, 50)},
	}},
	{texts: "friday", team: "payments", source: checks.FromCustomerService, about: "trust", on: daysAgo(31)},
	{texts: "quarterly", team: "payments", source: checks.FromReport, about: "channels", on: daysAgo(26)},
	{texts: "choir", team: "payments", source: checks.FromFamily, about: "trust", on: daysAgo(20)},
	{texts: "stall", team: "payments", source: checks.FromNeighbour, about: "contact", on: daysAgo(15)},
	{texts: "supper", team: "leadership", source: checks.FromFamily, about: "value", on: daysAgo(11)},
	{texts: "invoices", team: "payments", source: checks.FromColleague, about: "value", on: daysAgo(9)},
	{texts: "wages", team: "payments", source: checks.FromCustomerService, about: "trust", on: daysAgo(5), cases: 1, steps: []followed{
		{checks.ComplaintOpen, daysAgo(5)},
	}},
	{texts: "coffee", team: "payments", source: checks.FromShopWalk, about: "value", on: daysAgo(3)},
	{texts: "tram", team: "payments", source: checks.FromElsewhere, on: daysAgo(1)},
}
