package checks

import (
	"fmt"
	"slices"
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
	Fix   string          `json:"fix" import:"sentence"` // what was changed
	State ComplaintState  `json:"state"`
	Whys  []string        `json:"whys" import:"sentence,optional"` // each why of the one before; the last one is the cause
	Owner string          `json:"owner" import:"line,optional"`    // who looks after it, "" for nobody
	Cases int             `json:"cases" import:"optional"`         // how many like cases there were; 1 is one case alone
	Steps []ComplaintStep `json:"steps" import:"optional"`

	Before []Attempt `json:"before" import:"optional"` // what was found and changed before it came back, the earliest first
}

// Attempt is what was found out and changed of a complaint that came back all the same.
type Attempt struct {
	Whys  []string `json:"whys" import:"sentence"`
	Fix   string   `json:"fix" import:"sentence"`
	Owner string   `json:"owner" import:"line,optional"`
}

// ComplaintStep is the day on which a complaint came into a state. The first one is the day on which it was noted.
type ComplaintStep struct {
	State ComplaintState `json:"state"`
	On    Day            `json:"on"`
}

// NewComplaint returns a complaint that was noted on a day.
func NewComplaint(on Day) Complaint {
	return Complaint{State: ComplaintOpen, Cases: 1, Steps: []ComplaintStep{{ComplaintOpen, on}}}
}

// StepsTo returns the steps of a complaint of which no more is known than its state: it went the whole way to it on one day.
func StepsTo(state ComplaintState, on Day) (steps []ComplaintStep) {
	for _, s := range ComplaintStates() {
		if s != state && (s == ComplaintGone || s == ComplaintBack) {
			continue // these two follow the fix, each alone
		}
		if steps = append(steps, ComplaintStep{s, on}); s == state {
			break
		}
	}
	return steps
}

// IsOpen tells whether something is left to do: nothing was fixed yet, or it came back.
func (c Complaint) IsOpen() bool {
	return c.State == ComplaintOpen || c.State == ComplaintCaused || c.State == ComplaintBack
}

// LacksCause tells whether the cause is to be found.
func (c Complaint) LacksCause() bool { return c.State == ComplaintOpen || c.State == ComplaintBack }

// Cause is the last why, "" while it is not known.
func (c Complaint) Cause() string {
	whys := c.WhysToGoOn()
	if len(whys) == 0 {
		return ""
	}
	return whys[len(whys)-1]
}

// WhysToGoOn returns the whys so far, which the next why follows. After the complaint came back they begin anew: the cause that
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
	since := c.BackOn()
	switch {
	case len(c.Steps) == 0:
		return 0
	case since.IsZero():
		since = c.Steps[0].On
	}
	return max(0, since.until(today))
}

// At returns the complaint as far as it had been followed by the end of a day: none where it was noted later.
func (c Complaint) At(day Day) Complaint {
	n := 0
	for n < len(c.Steps) && !day.Before(c.Steps[n].On) {
		n++
	}
	return c.afterSteps(n)
}

// afterSteps returns the complaint as it was after its first n steps: none before the first.
func (c Complaint) afterSteps(n int) Complaint {
	if n == 0 || len(c.Steps) == 0 {
		return Complaint{}
	}
	c.Steps = c.Steps[:n:n]
	c.State = c.Steps[n-1].State
	if c.lastOn(ComplaintCaused).IsZero() {
		c.Whys = nil
	}
	if c.FixedOn().IsZero() {
		c.Fix, c.Owner = "", ""
	}
	return c
}

// Explain notes why it happened, and why that, up to [MaxWhys] times; then the cause is known. What was found and changed before
// it came back is kept as an [Attempt].
func (c Complaint) Explain(whys []string, on Day) (Complaint, error) {
	var clean []string
	for _, why := range whys {
		if why = cleanSentence(why); why != "" {
			clean = append(clean, why)
		}
	}
	switch {
	case c.State == NoComplaint:
		return c, fail(CodeNoComplaint, "")
	case !c.IsOpen():
		return c, fail(CodeFixed, "")
	case len(clean) == 0:
		return c, fail(CodeNoCause, "")
	}
	after := c
	if c.State == ComplaintBack {
		after.Before = append(slices.Clip(c.Before), Attempt{c.Whys, c.Fix, c.Owner})
		after.Fix, after.Owner = "", ""
	}
	after.Whys = clean
	return c.changedTo(after, ComplaintCaused, on)
}

// NoteFix notes what was changed so that it does not happen again, and who looks after it.
func (c Complaint) NoteFix(fix, owner string, on Day) (Complaint, error) {
	switch {
	case c.State == NoComplaint:
		return c, fail(CodeNoComplaint, "")
	case c.LacksCause():
		return c, fail(CodeNoCause, "")
	case c.State == ComplaintGone:
		return c, fail(CodeFixed, "")
	case cleanSentence(fix) == "":
		return c, fail(CodeTextEmpty, "")
	}
	after := c
	after.Fix, after.Owner = cleanSentence(fix), CleanLine(owner)
	return c.changedTo(after, ComplaintFixed, on)
}

// Confirm says whether what was fixed stayed away: [ComplaintGone] or [ComplaintBack], which is one case more.
func (c Complaint) Confirm(state ComplaintState, on Day) (Complaint, error) {
	switch {
	case state != ComplaintGone && state != ComplaintBack:
		return c, fail(CodeComplaintState, string(state))
	case c.State == NoComplaint:
		return c, fail(CodeNoComplaint, "")
	case c.State != ComplaintFixed && (c.State != ComplaintGone || state == ComplaintGone):
		return c, fail(CodeNotFixed, "")
	}
	after := c
	if state == ComplaintBack {
		after.Cases = min(c.Cases+1, MaxCases)
	}
	return c.changedTo(after, state, on)
}

// changedTo returns after, which is what was written of c in a change, in the state to which the change leads; or c and why that is
// not valid. A complaint that is in the state already takes no step.
func (c Complaint) changedTo(after Complaint, state ComplaintState, on Day) (Complaint, error) {
	if after.State != state {
		after.State = state
		after.Steps = append(slices.Clip(c.Steps), ComplaintStep{state, on})
	}
	if err := first(problemsOf(after.check)); err != nil {
		return c, err
	}
	return after, nil
}

// Unconfirm takes back what [Complaint.Confirm] said last; any other complaint stays as it is.
func (c Complaint) Unconfirm() Complaint {
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
