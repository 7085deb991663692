package checks

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// ComplaintState says how far a complaint has been followed.
type ComplaintState string

// The states of a complaint, in the order in which it goes through them.
const (
	NoComplaint     ComplaintState = ""
	ComplaintOpen   ComplaintState = "open"
	ComplaintCaused ComplaintState = "cause-known"
	ComplaintFixed  ComplaintState = "fixed"
	ComplaintGone   ComplaintState = "gone"
	ComplaintBack   ComplaintState = "came-back" // and so open again
)

// ComplaintStates returns the states that a complaint can be in, in order.
func ComplaintStates() []ComplaintState {
	return []ComplaintState{ComplaintOpen, ComplaintCaused, ComplaintFixed, ComplaintGone, ComplaintBack}
}

// Bounds of a complaint.
const (
	MaxWhys  = 5
	MaxCases = 9999
)

// Complaint is how far a story has been followed to its cause. Its methods return the complaint as it is afterwards, or an
// [Error] and no change.
type Complaint struct {
	State ComplaintState
	Whys  []string // each why of the one before; the last one is the cause
	Fix   string   // what was changed
	Owner string   // who looks after it, "" for nobody
	Cases int      // how many like cases there were; 1 is one case alone
	Steps []ComplaintStep

	Before []Attempt // what was found and changed before it came back, the earliest first
}

// Attempt is what was found out and changed of a complaint that came back all the same.
type Attempt struct {
	Whys  []string
	Fix   string
	Owner string
}

// ComplaintStep is the day on which a complaint came into a state. The first one is the day on which it was noted.
type ComplaintStep struct {
	State ComplaintState
	On    Day
}

// NewComplaint returns a complaint that was noted on a day.
func NewComplaint(on Day) Complaint {
	return Complaint{State: ComplaintOpen, Cases: 1, Steps: []ComplaintStep{{ComplaintOpen, on}}}
}

// IsOpen tells whether something is left to do: nothing was fixed yet, or it came back.
func (c Complaint) IsOpen() bool {
	return c.State == ComplaintOpen || c.State == ComplaintCaused || c.State == ComplaintBack
}

// LacksCause tells whether the cause is to be found.
func (c Complaint) LacksCause() bool { return c.State == ComplaintOpen || c.State == ComplaintBack }

// IsFollowed tells whether somebody has to look at it again: all but what is gone.
func (c Complaint) IsFollowed() bool { return c.State != NoComplaint && c.State != ComplaintGone }

// Cause is the last why, "" while it is not known.
func (c Complaint) Cause() string {
	if len(c.Whys) == 0 || c.LacksCause() {
		return ""
	}
	return c.Whys[len(c.Whys)-1]
}

// WhysToGoOn returns the whys behind which the next one is asked. After the complaint came back they begin anew: the cause that
// was found was not the one.
func (c Complaint) WhysToGoOn() []string {
	if c.LacksCause() {
		return nil
	}
	return slices.Clone(c.Whys)
}

// Since returns the day of the last change.
func (c Complaint) Since() Day {
	if len(c.Steps) == 0 {
		return Day{}
	}
	return c.Steps[len(c.Steps)-1].On
}

// FixedOn returns the day on which the fix went in last, "no date" where none did.
func (c Complaint) FixedOn() Day { return c.lastOn(ComplaintFixed) }

// BackOn returns the day on which it came back last, "no date" where it never did.
func (c Complaint) BackOn() Day { return c.lastOn(ComplaintBack) }

// lastOn returns the day on which it came into a state last, "no date" where it never did.
func (c Complaint) lastOn(state ComplaintState) Day {
	for _, s := range slices.Backward(c.Steps) {
		if s.State == state {
			return s.On
		}
	}
	return Day{}
}

// Age returns for how many days the complaint has been open: since it was noted, or since it came back last.
func (c Complaint) Age(today Day) int {
	if len(c.Steps) == 0 {
		return 0
	}
	since := c.Steps[0].On
	if back := c.BackOn(); !back.IsZero() {
		since = back
	}
	return max(0, since.until(today))
}

// Explain notes why it happened, and why that, up to [MaxWhys] times; then the cause is known. What was found and changed before
// it came back is kept as an [Attempt].
func (c Complaint) Explain(whys []string, on Day) (Complaint, error) {
	switch {
	case c.State == NoComplaint:
		return c, fail(CodeNoComplaint, "")
	case !c.IsOpen():
		return c, fail(CodeFixed, "")
	}
	var clean []string
	for _, why := range whys {
		why, err := checkText(CleanLine(why))
		switch {
		case err == nil:
			clean = append(clean, why)
		case CodeOf(err) != CodeTextEmpty:
			return c, err
		}
	}
	if len(clean) == 0 {
		return c, fail(CodeNoCause, "")
	}
	if c.State == ComplaintBack {
		c.Before = append(slices.Clip(c.Before), Attempt{c.Whys, c.Fix, c.Owner})
		c.Fix, c.Owner = "", ""
	}
	c.Whys = clean
	return c.to(ComplaintCaused, on)
}

// Mend notes what was changed so that it does not happen again, and who looks after it.
func (c Complaint) Mend(fix, owner string, on Day) (Complaint, error) {
	switch {
	case c.State == NoComplaint:
		return c, fail(CodeNoComplaint, "")
	case c.LacksCause():
		return c, fail(CodeNoCause, "")
	case c.State == ComplaintGone:
		return c, fail(CodeFixed, "")
	}
	fix, err := checkText(CleanLine(fix))
	if err != nil {
		return c, err
	}
	c.Fix, c.Owner = fix, CleanLine(owner)
	return c.to(ComplaintFixed, on)
}

// Settle says whether what was fixed stayed away: [ComplaintGone] or [ComplaintBack], which is one case more.
func (c Complaint) Settle(state ComplaintState, on Day) (Complaint, error) {
	switch {
	case state != ComplaintGone && state != ComplaintBack:
		return c, fail(CodeComplaintState, string(state))
	case c.State == NoComplaint:
		return c, fail(CodeNoComplaint, "")
	case c.State != ComplaintFixed && (c.State != ComplaintGone || state == ComplaintGone):
		return c, fail(CodeNotFixed, "")
	}
	if state == ComplaintBack {
		c.Cases = min(c.Cases+1, MaxCases)
	}
	return c.to(state, on)
}

// Unsettle takes back what [Complaint.Settle] said last; of another complaint it says nothing.
func (c Complaint) Unsettle() Complaint {
	n := len(c.Steps)
	if n < 2 || c.State != ComplaintGone && c.State != ComplaintBack {
		return c
	}
	if c.State == ComplaintBack {
		c.Cases = max(c.Cases-1, 1)
	}
	c.Steps = c.Steps[: n-1 : n-1]
	c.State = c.Steps[n-2].State
	return c
}

// WithCases notes how many like cases there were.
func (c Complaint) WithCases(n int) (Complaint, error) {
	switch {
	case c.State == NoComplaint:
		return c, fail(CodeNoComplaint, "")
	case n < 1 || n > MaxCases:
		return c, fail(CodeCases, fmt.Sprint(n))
	}
	c.Cases = n
	return c, nil
}

// to brings the complaint into a state; where it is in it already only what was written changes.
func (c Complaint) to(state ComplaintState, on Day) (Complaint, error) {
	if c.State != state {
		c.State = state
		c.Steps = append(slices.Clip(c.Steps), ComplaintStep{state, on})
	}
	return c, c.validate("")
}

func (c Complaint) validate(id string) error {
	if c.State == NoComplaint {
		if len(c.Whys)+len(c.Steps)+len(c.Before)+c.Cases > 0 || c.Fix != "" || c.Owner != "" {
			return fail(CodeInvalidStory, id)
		}
		return nil
	}
	n := len(c.Steps)
	switch {
	case !slices.Contains(ComplaintStates(), c.State):
		return fail(CodeComplaintState, string(c.State))
	case n == 0, c.Steps[n-1].State != c.State, c.Steps[0].State != ComplaintOpen:
		return fail(CodeInvalidStory, id)
	case len(c.Whys) > MaxWhys:
		return fail(CodeWhysFull, id)
	case c.Cases < 1 || c.Cases > MaxCases:
		return fail(CodeCases, fmt.Sprint(c.Cases))
	case utf8.RuneCountInString(c.Owner) > MaxName:
		return fail(CodeOwnerLong, c.Owner)
	case CleanLine(c.Owner) != c.Owner, !c.LacksCause() && len(c.Whys) == 0, !c.IsOpen() && c.Fix == "":
		return fail(CodeInvalidStory, id)
	}
	for _, s := range c.Steps {
		if s.On.IsZero() || !s.On.valid() || !slices.Contains(ComplaintStates(), s.State) {
			return fail(CodeDay, s.On.String())
		}
	}
	if slices.Contains(c.Whys, "") {
		return fail(CodeTextEmpty, id)
	}
	for _, a := range c.Before {
		if err := a.validate(id); err != nil {
			return err
		}
	}
	return validTexts(append([]string{c.Fix}, c.Whys...)...)
}

func (a Attempt) validate(id string) error {
	switch {
	case len(a.Whys) == 0, len(a.Whys) > MaxWhys, slices.Contains(a.Whys, ""), a.Fix == "", CleanLine(a.Owner) != a.Owner:
		return fail(CodeInvalidStory, id)
	case utf8.RuneCountInString(a.Owner) > MaxName:
		return fail(CodeOwnerLong, a.Owner)
	}
	return validTexts(append([]string{a.Fix}, a.Whys...)...)
}

// equal tells whether two attempts hold the same.
func (a Attempt) equal(o Attempt) bool {
	return a.Fix == o.Fix && a.Owner == o.Owner && slices.Equal(a.Whys, o.Whys)
}
