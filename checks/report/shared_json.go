package report

import "emptychair/checks"

// sharedJSON is a shared dossier for other programs; schema/shared.json describes it. It cannot be imported: too much is left
// out. What does not exist is null or "".
type sharedJSON struct {
	Format  string       `json:"format"`
	Version int          `json:"version"`
	Made    string       `json:"made"`
	From    string       `json:"from"`
	To      string       `json:"to"`
	Teams   []sharedTeam `json:"teams"`
	LeftOut sharedLeft   `json:"left_out"`
}

type sharedTeam struct {
	Team         string         `json:"team"`
	ChangingTeam bool           `json:"changing_team"`
	Leadership   bool           `json:"leadership"`
	Runs         []sharedRun    `json:"runs"` // the latest first
	Actions      []sharedAction `json:"actions"`
}

type sharedRun struct {
	fileSide
	Ratings object `json:"ratings"` // by item; one that nobody rated is absent
	Answers object `json:"answers"` // by question
}

// sharedRating is a rating by five people or more; [fileWithheld] stands in place of one by fewer.
type sharedRating struct {
	Revision int `json:"revision"`
	fileTally
	Chair *sharedChair `json:"chair"`
}

type sharedChair struct {
	Step  checks.Step `json:"step"`
	Empty bool        `json:"empty"`
}

type sharedAction struct {
	ID    string       `json:"id"`
	Run   string       `json:"run"`
	From  string       `json:"from"`
	Text  string       `json:"text"`
	Due   string       `json:"due"`
	State checks.State `json:"state"`
}

type sharedLeft struct {
	Stories    int `json:"stories"`
	Answers    int `json:"answers"`
	Evidence   int `json:"evidence"`
	Reasons    int `json:"reasons"`
	Owners     int `json:"owners"`
	Items      int `json:"items"`
	Unfinished int `json:"unfinished_runs"`
}

func sharedFile(d Dossier) sharedJSON {
	f := sharedJSON{
		Format: "emptychair.shared", Version: 1, Made: checks.DayOf(d.Made).String(), From: d.Period.From.String(), To: d.Period.To.String(),
		Teams: []sharedTeam{}, LeftOut: sharedLeft(d.Left),
	}
	for _, c := range d.Chapters {
		team := sharedTeam{Team: c.Team, ChangingTeam: c.Changing, Leadership: c.Leadership, Runs: []sharedRun{}, Actions: []sharedAction{}}
		for _, r := range c.Runs {
			team.Runs = append(team.Runs, sharedRun{side(r), sharedRatings(r), fileAnswers(r)})
		}
		for _, a := range c.Actions {
			team.Actions = append(team.Actions, sharedAction{a.ID, a.Run, a.From, a.Text, a.Due.String(), a.State})
		}
		f.Teams = append(f.Teams, team)
	}
	return f
}

func sharedRatings(r checks.Run) object {
	o := object{}
	for _, it := range items() {
		rating, ok := r.Ratings[it.ID]
		switch {
		case rating.Withheld:
			o.add(it.ID, fileWithheld{true})
		case ok && rating.Answers() > 0:
			shared := sharedRating{Revision: rating.Revision, fileTally: fileTallyOf(checks.Rated{Tally: rating.Tally})}
			if c := rating.Chair; c.Step != checks.NoAnswer || c.Empty {
				shared.Chair = &sharedChair{c.Step, c.Empty}
			}
			o.add(it.ID, shared)
		}
	}
	return o
}
