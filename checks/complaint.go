package checks

import (
	"cmp"
	"slices"
	"strings"
)

// ComplaintState says how far a complaint has been followed.
type ComplaintState string

// The states of a complaint, in the order in which it goes through them.
const (
	NoComplaint      ComplaintState = ""
	ComplaintOpen    ComplaintState = "open"
	ComplaintCaused  ComplaintState = "cause-known"
	ComplaintPlanned ComplaintState = "planned" // what is to be changed is known
	ComplaintFixed   ComplaintState = "fixed"   // it is changed
	ComplaintGone    ComplaintState = "gone"
	ComplaintBack    ComplaintState = "came-back" // and so open again
)

// earlierStates are the states out of which a complaint comes into another one; among them is that itself where it can be said anew.
var earlierStates = map[ComplaintState][]ComplaintState{
	ComplaintCaused:  {ComplaintOpen, ComplaintCaused, ComplaintPlanned, ComplaintBack},
	ComplaintPlanned: {ComplaintCaused, ComplaintPlanned},
	ComplaintFixed:   {ComplaintCaused, ComplaintPlanned, ComplaintFixed},
	ComplaintGone:    {ComplaintFixed},
	ComplaintBack:    {ComplaintFixed, ComplaintGone},
}

// ComplaintStates returns the states that a complaint can be in, in order.
func ComplaintStates() []ComplaintState {
	return []ComplaintState{ComplaintOpen, ComplaintCaused, ComplaintPlanned, ComplaintFixed, ComplaintGone, ComplaintBack}
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
	Plan  string          `json:"plan" import:"sentence,optional"` // what is to be changed; it stays beside what was
	Owner string          `json:"owner" import:"line,optional"`    // who looks after it, "" for nobody
	Cases int             `json:"cases" import:"optional"`         // how many like cases there were; 1 is one case alone
	Steps []ComplaintStep `json:"steps" import:"optional"`

	Remedy Remedy    `json:"remedy" import:"optional"` // what was done for the customer, zero for nothing so far
	Before []Attempt `json:"before" import:"optional"` // what was found and changed earlier, the earliest first
}

// Remedy is what was done for the customer who complained, and on which day.
type Remedy struct {
	Text string `json:"text" import:"sentence"`
	On   Day    `json:"on"`
}

// Attempt is what was found out and changed of a complaint that came back all the same, or before something else was changed.
type Attempt struct {
	Whys  []string `json:"whys" import:"sentence"`
	Plan  string   `json:"plan" import:"sentence,optional"`
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
		if s != state && (s == ComplaintPlanned || s == ComplaintGone || s == ComplaintBack) {
			continue // nobody has to plan, and the others follow the fix, each alone
		}
		if steps = append(steps, ComplaintStep{s, on}); s == state {
			break
		}
	}
	return steps
}

// IsOpen tells whether something is left to do: nothing was fixed yet, or it came back.
func (c Complaint) IsOpen() bool {
	return slices.Contains(earlierStates[ComplaintCaused], c.State)
}

// LacksCause tells whether the cause is to be found.
func (c Complaint) LacksCause() bool { return c.State == ComplaintOpen || c.State == ComplaintBack }

// LacksRemedy tells whether nobody has done anything for the customer yet, while the complaint has not gone.
func (c Complaint) LacksRemedy() bool {
	return c.State != NoComplaint && c.State != ComplaintGone && c.Remedy == Remedy{}
}

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
	c.Steps = stepsInOrder(c.Steps)
	n := len(c.Steps)
	for n > 0 && day.Before(c.Steps[n-1].On) {
		n--
	}
	return c.afterSteps(n)
}

// stepsInOrder returns the steps with no cause and no plan after what came of it: both were known by then, whenever they were noted.
func stepsInOrder(steps []ComplaintStep) []ComplaintStep {
	steps = slices.Clone(steps)
	for i := len(steps) - 2; i >= 0; i-- {
		s, next := &steps[i], steps[i+1].On
		if (s.State == ComplaintCaused || s.State == ComplaintPlanned) && next.Before(s.On) {
			s.On = next
		}
	}
	return steps
}

// afterSteps returns the complaint as it was after its first n steps: none before the first.
func (c Complaint) afterSteps(n int) Complaint {
	if n == 0 || len(c.Steps) == 0 {
		return Complaint{}
	}
	later := 0 // attempts that ended after these steps
	for i := n; i < len(c.Steps); i++ {
		was, now := c.Steps[i-1].State, c.Steps[i].State
		if was == ComplaintBack && now == ComplaintCaused || was == ComplaintFixed && now == ComplaintFixed {
			later++
		}
	}
	if i := len(c.Before) - later; later > 0 && i >= 0 {
		a := c.Before[i]
		c.Whys, c.Plan, c.Fix, c.Owner, c.Before = a.Whys, a.Plan, a.Fix, a.Owner, c.Before[:i:i]
	}
	c.Steps = c.Steps[:n:n]
	switch c.State = c.Steps[n-1].State; c.State {
	case ComplaintOpen:
		c.Whys, c.Plan, c.Fix, c.Owner = nil, "", "", ""
	case ComplaintCaused:
		c.Plan, c.Fix, c.Owner = "", "", ""
	case ComplaintPlanned:
		c.Fix = ""
	default: // with all that was said of it
	}
	return c
}

// MayBecome returns why the complaint cannot come into a state by what is said of it now, nil where it can.
func (c Complaint) MayBecome(state ComplaintState) error {
	earlier, ok := earlierStates[state]
	switch {
	case !ok:
		return fail(CodeUnknownWord, string(state))
	case c.State == NoComplaint:
		return fail(CodeNoComplaint, "")
	case slices.Contains(earlier, c.State):
		return nil
	case c.LacksCause():
		return fail(CodeNoCause, "")
	case c.State != ComplaintGone && (state == ComplaintGone || state == ComplaintBack):
		return fail(CodeNotFixed, "")
	}
	return fail(CodeFixed, "")
}

// NoteRemedy notes what was done for the customer, and when; no text takes that back.
func (c Complaint) NoteRemedy(text string, on Day) (Complaint, error) {
	if c.State == NoComplaint {
		return c, fail(CodeNoComplaint, "")
	}
	after := c
	if after.Remedy = (Remedy{cleanSentence(text), on}); after.Remedy.Text == "" {
		after.Remedy = Remedy{}
	}
	return c.changedTo(after, c.State, on)
}

// Explain notes why it happened, and why that, up to [MaxWhys] times; then the cause is known. A plan stays beside a better cause. What
// was found and changed before it came back is kept as an [Attempt].
func (c Complaint) Explain(whys []string, on Day) (Complaint, error) {
	var clean []string
	for _, why := range whys {
		if why = cleanSentence(why); why != "" {
			clean = append(clean, why)
		}
	}
	if err := c.MayBecome(ComplaintCaused); err != nil {
		return c, err
	}
	if len(clean) == 0 {
		return c, fail(CodeNoCause, "")
	}
	after, state := c, ComplaintCaused
	switch c.State {
	case ComplaintPlanned:
		state = c.State
	case ComplaintBack:
		after = c.begunAnew()
	default:
	}
	after.Whys = clean
	return c.changedTo(after, state, on)
}

// begunAnew moves what was planned and changed so far into an [Attempt].
func (c Complaint) begunAnew() Complaint {
	c.Before = append(slices.Clip(c.Before), Attempt{c.Whys, c.Plan, c.Fix, c.Owner})
	c.Plan, c.Fix, c.Owner = "", "", ""
	return c
}

// NotePlan notes what is to be changed so that it does not happen again, and who looks after it.
func (c Complaint) NotePlan(plan, owner string, on Day) (Complaint, error) {
	after := c
	after.Plan, after.Owner = cleanSentence(plan), CleanLine(owner)
	return c.noted(after, after.Plan, ComplaintPlanned, on)
}

// FixedText is what was changed, or what is to be where nothing was yet.
func (c Complaint) FixedText() string { return cmp.Or(c.Fix, c.Plan) }

// FixDay returns the day of a fix that is noted without one: today, or the day that the fix with the same text already has.
func (c Complaint) FixDay(fix string, today Day) Day {
	if c.State == ComplaintFixed && cleanSentence(fix) == c.Fix {
		return c.FixedOn()
	}
	return today
}

// NoteFix notes what was changed so that it does not happen again, and who looks after it. A fix that is noted already is kept as an
// [Attempt], unless this one corrects it: the same text corrects its day, and on the same day a text that is near it, or contains it,
// corrects its text. What was found and planned for it was known by its day.
func (c Complaint) NoteFix(fix, owner string, on Day) (Complaint, error) {
	fix = cleanSentence(fix)
	after, again := c, c.State == ComplaintFixed
	switch {
	case again && fix != c.Fix && (on != c.FixedOn() || !strings.Contains(fix, c.Fix) && Near(fix, []string{c.Fix}) == ""):
		after = c.begunAnew()
		after.Steps = append(slices.Clip(c.Steps), ComplaintStep{ComplaintFixed, on})
	case again:
		after.Steps = slices.Clone(c.Steps)
		after.Steps[len(after.Steps)-1].On = on
	}
	after.Fix, after.Owner = fix, CleanLine(owner)
	after, err := c.noted(after, fix, ComplaintFixed, on)
	if err == nil {
		after.Steps = stepsInOrder(after.Steps)
	}
	return after, err
}

// noted is [Complaint.changedTo] for what is said in a text, where the complaint can come into the state.
func (c Complaint) noted(after Complaint, text string, state ComplaintState, on Day) (Complaint, error) {
	if err := c.MayBecome(state); err != nil {
		return c, err
	}
	if text == "" {
		return c, fail(CodeTextEmpty, "")
	}
	return c.changedTo(after, state, on)
}

// Confirm says whether what was fixed stayed away: [ComplaintGone] or [ComplaintBack], which is one case more.
func (c Complaint) Confirm(state ComplaintState, on Day) (Complaint, error) {
	if state != ComplaintGone && state != ComplaintBack {
		return c, fail(CodeUnknownWord, string(state))
	}
	if err := c.MayBecome(state); err != nil {
		return c, err
	}
	after := c
	if state == ComplaintBack {
		after.Cases = min(c.Cases+1, MaxCases)
	}
	return c.changedTo(after, state, on)
}

// changedTo returns after, which is c with what a change writes, in the state to which the change leads; or c and an error where that is
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
	if c.State == NoComplaint {
		return c, fail(CodeNoComplaint, "")
	}
	after := c
	after.Cases = n
	return c.changedTo(after, c.State, Day{})
}
