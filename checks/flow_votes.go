package checks

import (
	"cmp"
	"maps"
	"slices"
)

// Vote adds answers to the item, or none where one of them cannot be taken; in a solo run the answer replaces the one there is and
// shows.
func (f *Flow) Vote(item string, votes ...Step) error {
	return f.changeRating(item, func(r *Rating, order *[]Ballot) Code {
		if len(votes) == 0 {
			return ""
		}
		solo := f.now.run.Kind == Solo
		if solo {
			it, _ := f.check.Item(item)
			r.Tally, r.Revealed, r.Revision = Tally{}, false, it.Revision
		}
		open := f.now.run.PeopleAt(item) - r.Answers()
		switch {
		case r.Revealed:
			return CodeRevealed
		case len(votes) > open && open <= 0:
			return CodeAllIn
		case len(votes) > open:
			return CodeTooManyVotes
		case slices.ContainsFunc(votes, func(s Step) bool { return !s.Valid() }):
			return CodeStep
		}
		for _, s := range votes {
			r.Tally = r.plus(s, 1)
		}
		if r.Revealed = solo; !solo {
			*order = slices.Clip(*order)
			for _, s := range votes {
				*order = append(*order, Ballot{Step: s})
			}
		}
		return ""
	})
}

// Collect adds answers out of a chat to the item, or none where one of them cannot be taken; an answer takes the place of an earlier one
// of the same person, or all of them that of the answers there are. The same answers once more are a change, too: how far undo leads must
// not tell what people answered.
func (f *Flow) Collect(item string, ballots []Ballot, replace bool) error {
	return f.rate(item, true, func(r *Rating, order *[]Ballot) Code {
		if r.Revealed {
			return CodeRevealed
		}
		list := slices.Clone(*order)
		if replace {
			r.Tally, list = Tally{}, nil
		}
		for _, b := range ballots {
			if !b.Step.Valid() {
				return CodeStep
			}
			at := slices.IndexFunc(list, func(o Ballot) bool { return b.By != "" && o.By == b.By })
			if at >= 0 {
				r.Tally = r.plus(list[at].Step, -1)
				list = slices.Delete(list, at, at+1)
			}
			r.Tally, list = r.plus(b.Step, 1), append(list, b)
		}
		if r.Answers() > f.now.run.PeopleAt(item) {
			return CodeTooManyVotes
		}
		*order = list
		return ""
	})
}

// HasHidden tells whether answers to anything wait for their reveal.
func (f *Flow) HasHidden() bool { return f.now.run.HasHidden() }

// KnowsNames tells whether the name of anybody is known who gave a hidden answer to the item.
func (f *Flow) KnowsNames(item string) bool {
	return slices.ContainsFunc(f.now.order[item], func(b Ballot) bool { return b.By != "" })
}

// forget takes the names of those who answered an item out of memory, those of earlier and later states too.
func (f *Flow) forget(item string) {
	for _, states := range [][]flowState{f.past, {f.now}, f.future} {
		for _, s := range states {
			for i := range s.order[item] {
				s.order[item][i].By = ""
			}
		}
	}
}

// KnowsLast tells whether it is known which answer to the item came last, and hidden: of those before a resume it is not.
func (f *Flow) KnowsLast(item string) bool { return len(f.now.order[item]) > 0 }

// TakeBack removes the answer that came last. Where that is not known, and where nothing was answered, it is an error.
func (f *Flow) TakeBack(item string) error {
	return f.changeRating(item, func(r *Rating, order *[]Ballot) Code {
		last := len(*order) - 1
		switch {
		case r.Revealed:
			return CodeRevealed
		case r.Answers() == 0:
			return CodeNoVotes
		case last < 0:
			return CodeOrderUnknown
		}
		r.Tally, *order = r.plus((*order)[last].Step, -1), (*order)[:last]
		return ""
	})
}

// Reveal shows the answers to the item.
func (f *Flow) Reveal(item string) error {
	err := f.changeRating(item, func(r *Rating, order *[]Ballot) Code {
		switch {
		case r.Revealed:
			return CodeRevealed
		case r.Answers() == 0:
			return CodeNoVotes
		}
		r.Revealed, *order = true, nil
		return ""
	})
	if err == nil {
		f.forget(item)
	}
	return err
}

// VoteLate adds an answer to an item that is revealed. Where all had answered, somebody came.
func (f *Flow) VoteLate(item string, s Step) error {
	if !f.now.run.Ratings[item].Revealed || f.now.run.Kind == Solo {
		return f.Vote(item, s)
	}
	return f.changeRating(item, func(r *Rating, _ *[]Ballot) Code {
		if !s.Valid() {
			return CodeStep
		}
		r.Tally = r.plus(s, 1)
		return ""
	})
}

// VoteAgain clears the answers to the item and hides it again, for those who are there now. Its chair and its story stay, and the first
// answers that were revealed are kept as those before the talk, later ones until the new ones are revealed. A correction puts a vote right:
// no talk lies behind it.
func (f *Flow) VoteAgain(item string) error {
	return f.changeRating(item, func(r *Rating, order *[]Ballot) Code {
		if r.Answers() == 0 {
			return CodeNoVotes
		}
		if !f.correcting {
			r.People = 0
		}
		switch {
		case !r.Revealed || f.correcting:
		case r.Before == (Tally{}):
			r.Before = r.Tally
		default:
			r.Latest = r.Tally
		}
		r.Tally, r.Revealed, *order = Tally{}, false, nil
		return ""
	})
}

// SetChair places the customer's presumable rating of the item and the evidence for it; at step 0 the chair is empty.
func (f *Flow) SetChair(item string, ch Chair) error {
	return f.changeRating(item, func(r *Rating, _ *[]Ballot) Code {
		if ch.Evidence = cleanOver(r.Chair.Evidence, ch.Evidence); ch.Step == NoAnswer {
			ch.Evidence = ""
		} else {
			ch.Empty = false
		}
		r.Chair = ch
		return ""
	})
}

// SetStory keeps what happened with a customer behind the item's number; the empty text takes it away.
func (f *Flow) SetStory(item, text string) error {
	return f.changeRating(item, func(r *Rating, _ *[]Ballot) Code {
		r.Story = cleanOver(r.Story, text)
		return ""
	})
}

// changeRating changes what the run holds of an item, unless that is the same as before.
func (f *Flow) changeRating(item string, change func(r *Rating, order *[]Ballot) Code) error {
	return f.rate(item, false, change)
}

// rate changes what the run holds of an item, at the item's present revision, and its hidden answers; where change returns a code, that
// is the error and nothing changes.
func (f *Flow) rate(item string, always bool, change func(r *Rating, order *[]Ballot) Code) error {
	it, ok := f.check.Item(item)
	if !ok && item != WorthID {
		return fail(CodeUnknownItem, item)
	}
	was, order := f.now.run.Ratings[item], f.now.order[item]
	if was.Answers() == 0 {
		was.Revision = it.Revision
	}
	rating := was
	if code := change(&rating, &order); code != "" {
		return fail(code, item)
	}
	if rating == was && !always {
		return nil
	}
	next := f.now
	if _, held := next.held[item]; next.run.IsFinished() && (was.Revealed && !rating.Revealed || !held && rating.Answers() > 0) {
		held := f.now.run.Ratings[item]
		held.People = f.now.run.PeopleAt(item)
		next.held = with(next.held, item, held)
	}
	next.run = next.run.withRating(item, rating, f.today)
	next.order = with(next.order, item, order)
	return f.put(next)
}

// withRating returns the run with this rating of an item. The first that is revealed makes today its day, unless that was said.
func (r Run) withRating(item string, rating Rating, today Day) Run {
	isRevealed := func(id string) bool { return id != WorthID && r.Ratings[id].Revealed }
	held := slices.ContainsFunc(slices.Collect(maps.Keys(r.Ratings)), isRevealed) || r.Origin != OriginRun || r.IsFinished() || today.IsZero()
	if rating.Revealed && !held && item != WorthID {
		r.Day = today
	}
	if rating.Revealed {
		rating.Latest = Tally{}
	}
	r.Ratings = with(r.Ratings, item, rating)
	if n := rating.Answers(); n > r.PeopleAt(item) {
		return r.withPeople(item, n)
	}
	return r
}

// SetPeople changes how many people are there for the item and for those to come, but not to fewer than have answered it. An item that
// has answers keeps its number; one that has another than the run, because somebody came or left since, is put right alone. Without an
// item only those to come change.
func (f *Flow) SetPeople(item string, n int) error {
	next := f.now
	next.run = next.run.withPeople(item, n)
	return f.change(next)
}

// withPeople is described at [Flow.SetPeople].
func (r Run) withPeople(item string, n int) Run {
	was, own := r.People, r.Ratings[item].People
	alone := own != 0 && own != was
	if !alone {
		r.People = n
	}
	r.Ratings = maps.Clone(r.Ratings)
	for id, rating := range r.Ratings {
		switch {
		case id == item:
			rating.People = n
		case rating.Answers() == 0:
			rating.People = 0
		case !alone:
			rating.People = cmp.Or(rating.People, was)
		}
		if rating.People == r.People {
			rating.People = 0
		}
		r.Ratings[id] = rating
	}
	return r
}
