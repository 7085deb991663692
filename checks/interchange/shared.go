package interchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"emptychair/checks"
)

// maxShared is how many bytes of a document that was exported safe to share are read.
const maxShared = 32 << 20

// sharedDocument has what is read of such a document. The fields of a run have the names that they have everywhere, but for its origin.
type sharedDocument struct {
	Format  string     `json:"format"`
	Version int        `json:"version"`
	Made    checks.Day `json:"made"`
	Teams   []struct {
		Team       string `json:"team"`
		Changing   bool   `json:"changing_team"`
		Leadership bool   `json:"leadership"`
		Runs       []struct {
			checks.Run
			Entered checks.Origin `json:"entered"`
		} `json:"runs"`
	} `json:"teams"`
}

// ReadShared reads what a document that was exported safe to share tells of runs, and the day on which it was made. A rating by too few
// people is [checks.Rating.Withheld], whatever the document says. Any other document, and one in which something is wrong, is refused: an
// export of everything with [checks.CodeNotShared].
func ReadShared(from io.Reader, c checks.Check) (made checks.Day, teams []checks.TeamRuns, err error) {
	s := newSource(from)
	s.limit = maxShared
	b, err := io.ReadAll(s)
	var d sharedDocument
	if err == nil {
		err = decodeAll(b, &d) // which goes on where a value is of another kind
	}
	switch {
	case d.Format == format:
		return made, nil, &checks.Error{Code: checks.CodeNotShared}
	case d.Format == sharedFormat && d.Version > version:
		return made, nil, &checks.Error{Code: checks.CodeVersion, Subject: strconv.Itoa(d.Version)}
	case err != nil:
		return made, nil, s.refusal(err)
	case d.Format != sharedFormat, d.Version != version:
		return made, nil, &checks.Error{Code: checks.CodeFormat}
	}
	for _, t := range d.Teams {
		team := checks.TeamRuns{Marks: checks.Marks{Team: t.Team, Changing: t.Changing, Leadership: t.Leadership}}
		for _, r := range t.Runs {
			r.Team, r.ChangingTeam, r.Origin = t.Team, t.Changing, r.Entered
			shared, err := checks.SharedRun(c, r.Run)
			if err != nil {
				return made, nil, err
			}
			team.Runs = append(team.Runs, shared)
		}
		teams = append(teams, team)
	}
	return d.Made, teams, nil
}

// decodeAll decodes one JSON value behind which nothing stands.
func decodeAll(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return &json.SyntaxError{Offset: d.InputOffset()}
	}
	return nil
}

// refusal is the first thing that is wrong with a document, where the error is not one of what it is read from.
func (s *source) refusal(err error) error {
	var other *json.UnmarshalTypeError
	if s.end(&node{}, err); s.readErr == nil {
		err = s.problems.List[0].Err
	}
	if errors.As(err, &other) || checks.CodeOf(err) == checks.CodeNotJSON {
		return &checks.Error{Code: checks.CodeFormat}
	}
	return err
}
