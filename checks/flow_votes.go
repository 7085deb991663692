package checks

import "slices"

// Vote adds one answer to the item; in a solo run it replaces the one there is and shows it.
func (f *Flow) Vote(item string, s Step) error {
	return f.VoteAll(item, []Step{s})
}

// VoteAll adds several answers to the item, or none where one of them cannot be taken.
func (f *Flow) VoteAll(item string, votes []Step) error {
	rating, err := f.rating(item)
	if err != nil || len(votes) == 0 {
		return err
	}
	solo := f.now.run.Kind == Solo
	if solo {
		it, _ := f.check.Item(item)
		rating.Tally, rating.Revealed, rating.Revision = Tally{}, false, it.Revision
	}
	open := f.now.run.People - rating.Answers()
	switch {
	case rating.Revealed:
		return fail(CodeRevealed, item)
	case len(votes) > open && open <= 0:
		return fail(CodeAllIn, item)
	case len(votes) > open:
		return fail(CodeTooManyVotes, item)
	}
	for _, s := range votes {
		if !s.Valid() {
			return fail(CodeStep, item)
		}
		rating.Tally = rating.With(s)
	}
	if solo {
		rating.Revealed = true
		return f.setVotes(item, rating, nil)
	}
	return f.setVotes(item, rating, append(slices.Clip(f.now.order[item]), votes...))
}

// TakeBack removes the answer that came last. After a resume nobody knows any more which one that was: then, and where
// nothing was answered, it is an error.
func (f *Flow) TakeBack(item string) error {
	rating, err := f.rating(item)
	if err != nil {
		return err
	}
	order := f.now.order[item]
	switch {
	case rating.Revealed:
		return fail(CodeRevealed, item)
	case rating.Answers() == 0:
		return fail(CodeNoVotes, item)
	case len(order) == 0:
		return fail(CodeOrderUnknown, item)
	}
	rating.Tally = rating.without(order[len(order)-1])
	return f.setVotes(item, rating, order[:len(order)-1])
}

// Reveal shows the answers to the item.
func (f *Flow) Reveal(item string) error {
	rating, err := f.rating(item)
	if err != nil {
		return err
	}
	switch {
	case rating.Revealed:
		return fail(CodeRevealed, item)
	case rating.Answers() == 0:
		return fail(CodeNoVotes, item)
	}
	rating.Revealed = true
	return f.setVotes(item, rating, nil)
}

// VoteAgain clears the answers to the item and hides it again. Its chair and its story stay.
func (f *Flow) VoteAgain(item string) error {
	rating, err := f.rating(item)
	if err != nil {
		return err
	}
	if rating.Answers() == 0 {
		return fail(CodeNoVotes, item)
	}
	rating.Tally, rating.Revealed = Tally{}, false
	return f.setVotes(item, rating, nil)
}

// SetChair places the customer's presumable rating of the item and the evidence for it; at step 0 the chair is empty.
func (f *Flow) SetChair(item string, ch Chair) error {
	rating, err := f.rating(item)
	if err != nil {
		return err
	}
	if !ch.Step.Valid() {
		return fail(CodeStep, item)
	}
	if ch.Evidence = CleanLine(ch.Evidence); ch.Evidence != "" {
		if ch.Evidence, err = checkText(ch.Evidence); err != nil {
			return err
		}
	}
	if ch.Step == NoAnswer {
		ch.Evidence = ""
	} else {
		ch.Empty = false
	}
	rating.Chair = ch
	return f.setRating(item, rating)
}

// SetStory keeps what happened with a customer behind the item's number; the empty text takes it away.
func (f *Flow) SetStory(item, text string) error {
	rating, err := f.rating(item)
	if err != nil {
		return err
	}
	if text = CleanLine(text); text != "" {
		if text, err = checkText(text); err != nil {
			return err
		}
	}
	rating.Story = text
	return f.setRating(item, rating)
}

// rating returns what the run holds of an item, at the item's present revision, ready to be changed.
func (f *Flow) rating(item string) (Rating, error) {
	it, ok := f.check.Item(item)
	if !ok {
		return Rating{}, fail(CodeUnknownItem, item)
	}
	rating := f.now.run.Ratings[item]
	if rating.Answers() == 0 {
		rating.Revision = it.Revision
	}
	return rating, nil
}

func (f *Flow) setRating(item string, r Rating) error {
	return f.setVotes(item, r, f.now.order[item])
}

func (f *Flow) setVotes(item string, r Rating, order []Step) error {
	if was, err := f.rating(item); err == nil && was == r {
		return nil
	}
	next := f.now
	next.run.Ratings = with(next.run.Ratings, item, r)
	next.order = with(next.order, item, order)
	return f.change(next)
}
