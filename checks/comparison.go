package checks

// Comparison holds a run against an earlier one of the same team and kind. Where the kinds differ, one person's view stands
// beside the team's: [Comparison.Beside], and there is no verdict.
type Comparison struct {
	Baseline, Current Run
	Chosen            Choice // how the baseline was chosen
	Changing          bool   // the team's people change from run to run; never so where the current run is one person's
	Items             []ItemChange
}

// ItemChange is what two runs hold of one item, and what may be said of the difference.
type ItemChange struct {
	ID                string
	Baseline, Current Rated
	Change            Change
}

// Compare holds the run current against baseline, item by item in the order of the check. Changing says that the team's people
// change from run to run; of one person's run it says nothing.
func Compare(c Check, baseline, current Run, chosen Choice, changing bool) Comparison {
	return Comparison{
		Baseline: baseline, Current: current, Chosen: chosen, Changing: changing && current.Kind == Team,
		Items: Changes(c, Summarize(baseline), Summarize(current), changing),
	}
}

// Beside tells whether one person's run stands beside a team's.
func (c Comparison) Beside() bool { return c.Baseline.Kind != c.Current.Kind }

// Changes holds each item of the check as the run current rates it against the run baseline. Nothing can be concluded from
// runs of different kinds: their changes are the zero [Change]. Changing is as for [Compare].
func Changes(c Check, baseline, current Summary, changing bool) []ItemChange {
	var list []ItemChange
	for _, it := range c.Items {
		change := ItemChange{ID: it.ID, Baseline: baseline.Ratings[it.ID], Current: current.Ratings[it.ID]}
		if baseline.Kind == current.Kind {
			change.Change = ChangeBetween(change.Baseline, change.Current, changing && current.Kind == Team)
		}
		list = append(list, change)
	}
	return list
}
