package report

import (
	"math"

	"emptychair/checks"
	"emptychair/checks/content"
)

// fileComparison is a comparison for other programs; schema/compare.json describes it. What does not exist is null; figures
// have two decimals.
type fileComparison struct {
	Format       string           `json:"format"`
	Version      int              `json:"version"`
	Team         string           `json:"team"`
	ChangingTeam bool             `json:"changing_team"`
	Current      fileSide         `json:"current"`
	Baseline     fileBaseline     `json:"baseline"`
	Items        []fileItemChange `json:"items"`
	Answers      object           `json:"answers"`
	Actions      []checks.Action  `json:"actions"` // of the baseline
}

type fileSide struct {
	ID       string      `json:"id"`
	Kind     checks.Kind `json:"kind"`
	Finished stamp       `json:"finished"`
	People   int         `json:"people"`

	Entered checks.Origin `json:"entered,omitempty"`
}

type fileBaseline struct {
	fileSide
	Chosen checks.Choice `json:"chosen"`
}

type fileItemChange struct {
	ID       string       `json:"id"`
	Baseline fileItemSide `json:"baseline"`
	Current  fileItemSide `json:"current"`
	fileChange
}

type fileChange struct {
	Verdict       *checks.Verdict `json:"verdict"` // null where one person's view stands beside the team's
	MeanChange    *float64        `json:"mean_change"`
	NeededChange  *float64        `json:"needed_change"`
	PeopleAtLeast *int            `json:"people_at_least"`
	StepsAtLeast  *int            `json:"steps_at_least"`
}

// fileTally is the answers to an item with their figures.
type fileTally struct {
	Counts    [checks.Steps]int `json:"counts"`
	N         int               `json:"n"`
	NoAnswer  int               `json:"no_answer"`
	Median    *float64          `json:"median"`
	Low       *checks.Step      `json:"low"`
	High      *checks.Step      `json:"high"`
	Agreement checks.Agreement  `json:"agreement"`
	fileWithheld
}

// fileWithheld marks answers that are withheld.
type fileWithheld struct {
	FewerThanFive bool `json:"fewer_than_five,omitzero"`
}

// fileItemSide is what one run holds of an item: the answers, and beside them the chair, null where it stayed empty.
type fileItemSide struct {
	fileTally
	Chair *checks.Chair `json:"chair"`
}

type fileSides struct {
	Baseline []string `json:"baseline"`
	Current  []string `json:"current"`
}

func comparisonFile(c checks.Comparison) fileComparison {
	f := fileComparison{
		Format: "emptychair.compare", Version: 1, Team: c.Current.Team, ChangingTeam: c.Changing,
		Current: side(c.Current), Baseline: fileBaseline{side(c.Baseline), c.Chosen}, Actions: checks.ActionsOf(c.Baseline),
	}
	for _, item := range c.Items {
		f.Items = append(f.Items, fileItemChange{
			item.ID, fileItemSideOf(item.Baseline, c.Baseline.Ratings[item.ID].Chair),
			fileItemSideOf(item.Current, c.Current.Ratings[item.ID].Chair), change(item.Change, c.Beside()),
		})
	}
	for _, q := range content.Check().Questions {
		f.Answers.add(q.ID, fileSides{answerTexts(c.Baseline.Answers[q.ID]), answerTexts(c.Current.Answers[q.ID])})
	}
	return f
}

func side(r checks.Run) fileSide {
	return fileSide{r.ID, r.Kind, stamp(r.Finished), r.People, r.Origin}
}

// change returns what may be concluded, and nothing where two views stand beside each other.
func change(c checks.Change, beside bool) (f fileChange) {
	if beside {
		return f
	}
	f.Verdict = &c.Verdict
	if !c.Compared() {
		return f
	}
	mean, needed := rounded(c.Mean), rounded(c.Needed)
	f.MeanChange, f.NeededChange, f.PeopleAtLeast = &mean, &needed, &c.People
	if c.SameNumber {
		f.StepsAtLeast = &c.Steps
	}
	return f
}

// rounded rounds to two decimals; what is rounded to zero has no sign.
func rounded(x float64) float64 { return math.Round(100*x)/100 + 0 }

func fileTallyOf(t checks.Rated) fileTally {
	f := fileTally{Counts: t.Counts, N: t.N(), NoAnswer: t.NoAnswer, Agreement: t.Agreement(), fileWithheld: fileWithheld{t.Withheld}}
	if m, ok := t.Median(); ok {
		f.Median = &m
	}
	if low, high, ok := t.Range(); ok {
		f.Low, f.High = &low, &high
	}
	return f
}

func fileItemSideOf(t checks.Rated, chair checks.Chair) fileItemSide {
	f := fileItemSide{fileTally: fileTallyOf(t)}
	if chair.Step != checks.NoAnswer || chair.Empty {
		f.Chair = &chair
	}
	return f
}

func answerTexts(list []checks.Answer) []string {
	texts := []string{}
	for _, a := range list {
		texts = append(texts, a.Text)
	}
	return texts
}
