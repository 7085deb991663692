package line

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/tui"
)

// run is the run that is open.
type run struct {
	*Program
	*checks.RunContext
	flow     *checks.Flow
	revision uint64 // under which it is on disk, 0 where it is not
	dirty    bool   // something of it is not on disk
	now      time.Time
	left     bool // somebody went home

	asked string // id of the stage that is being asked
	fresh bool   // nothing was said at it yet
	known bool   // how it stands was said
	place int    // at the look back: how many were asked
	list  bool   // at a question: its answers are asked about, and no new ones
	worth bool   // at the end: the vote on the time
	sure  string // the id of what is asked once, and was
}

func newRun(p *Program, flow *checks.Flow, revision uint64, t checks.Snapshot) *run {
	flow.SetChangingTeam(t.Marks.Changing)
	return &run{Program: p, RunContext: checks.NewRunContext(flow, t), flow: flow, revision: revision, now: p.opts.Now()}
}

// askStages asks stage by stage until somebody leaves the run.
func (r *run) askStages() error {
	for !r.left {
		r.flow.SetToday(r.today())
		stage := r.flow.Stage()
		if r.asked != stage.ID {
			r.asked, r.fresh, r.known, r.place, r.list, r.worth = stage.ID, true, false, 0, false, false
			stages := r.flow.Stages()
			r.tell(r.say.T("line.stage", "I", r.flow.At()+1, "N", len(stages), "Title", r.title(stage.ID)))
		}
		if err := r.step(stage); err != nil && !errors.Is(err, errLeft) && !errors.Is(err, errBack) {
			return err
		}
		r.fresh = false
	}
	r.tick = func() {}
	r.run, r.told = nil, ""
	r.opts.Store.Sweep()
	return nil
}

// step asks what a stage asks next.
func (r *run) step(stage checks.Stage) error {
	switch stage.Kind {
	case checks.StageLookBack:
		return r.lookBack()
	case checks.StageItem:
		return r.item(stage.ID)
	case checks.StageQuestion:
		return r.question(stage.ID)
	case checks.StageChoose:
		return r.choose()
	default:
		return r.close()
	}
}

// spend lets the clock go on. A pause of the whole program costs the run no time.
func (r *run) spend() {
	now := r.opts.Now()
	if passed := now.Sub(r.now); passed < 3*time.Second && !r.flow.Run().IsFinished() {
		r.flow.Spend(passed)
	}
	r.now = now
}

// put asks a question of the run, to which the words of every stage belong.
func (r *run) put(q question) error {
	if q.back == nil && r.worth {
		q.back = r.leaveWorth
	}
	if q.back == nil {
		q.back = func() error { return r.move(-1) }
	}
	if q.on == nil && r.flow.At() < len(r.flow.Stages())-1 {
		q.on, q.moves = func() error { return r.move(1) }, "line.help.moves"
	}
	q.words = append(q.words,
		word{"key.undo", "", func([]int) error { return r.travel(r.flow.Undo, "line.undone") }},
		word{"key.redo", "", func([]int) error { return r.travel(r.flow.Redo, "line.redone") }},
		word{"line.time", "", func([]int) error { return r.sayTime() }},
		word{"key.chair", "", func([]int) error {
			r.tell(r.say.T("help.chair"), r.say.T("chair.question."+strconv.Itoa(r.flow.At()%5+1)))
			return nil
		}},
		word{"key.home", "", func([]int) error { return r.leave() }},
		word{"key.quit", "", func([]int) error { return errQuit }},
	)
	if r.flow.Run().Minutes > 0 {
		q.words = append(q.words, word{"line.more-time", "", func([]int) error {
			err := r.flow.AddMinutes(5)
			return r.changed(err, r.say.T("clock.more", "Minutes", r.flow.Run().Minutes))
		}})
	}
	sure := r.sure
	err := r.Program.put(q)
	if sure == r.sure { // nothing is asked once more
		r.sure = ""
	}
	return err
}

// confirmed tells whether this was asked just before, and asks it otherwise.
func (r *run) confirmed(asked string) bool {
	if r.sure == asked && !r.hasty {
		return true
	}
	r.sure = asked
	r.tell(asked)
	return false
}

// move goes some stages on or back; before the first one is home.
func (r *run) move(d int) error {
	at := r.flow.At() + d
	if at < 0 {
		return r.leave()
	}
	if r.flow.Go(at); r.flow.IsCorrecting() {
		return nil
	}
	return r.changed(nil)
}

// goOn goes to the next stage, unless an empty line came so soon after another one that it is not meant for this.
func (r *run) goOn() error {
	if r.hasty {
		return nil
	}
	return r.move(1)
}

// leave goes home once all is on disk.
func (r *run) leave() error {
	if r.dirty {
		switch err := r.save(); {
		case checks.CodeOf(err) == checks.CodeConflict:
			return r.conflict()
		case err != nil:
			r.refuse(err)
			return nil
		}
	}
	switch run := r.flow.Run(); {
	case r.flow.IsCorrecting() && r.flow.HasHidden():
		r.tell(r.say.T("line.not-revealed"))
	case !run.IsFinished() && r.revision != 0:
		r.tell(r.say.T("line.saved", "Word", r.say.T("key.resume")))
	}
	r.left = true
	return nil
}

// travel undoes or redoes a change, and says at which stage that was.
func (r *run) travel(step func() error, said string) error {
	err := step()
	r.known = r.known && err != nil
	return r.changed(err, r.say.T(said, "Stage", r.title(r.flow.Stage().ID)))
}

// sayTime says how much time is left.
func (r *run) sayTime() error {
	run := r.flow.Run()
	if run.Minutes == 0 || run.IsFinished() {
		return r.reply("line.no-clock")
	}
	slot, id := r.flow.Slot(r.flow.At()), "clock.minutes"
	step := lang.Clock(slot.Left)
	if slot.Left < 0 {
		step = r.say.T("clock.over", "Over", step)
	}
	if slot.Total < 0 {
		id = "clock.minutes-over"
	}
	whole := r.say.T(id, "N", int(math.Ceil(slot.Total.Abs().Minutes())))
	return r.reply("line.time-left", "Step", step, "Run", whole)
}

// changed saves what was changed and then says so; where err says that nothing was it says that.
func (r *run) changed(err error, said ...string) error {
	if err != nil {
		r.refuse(err)
		return nil
	}
	if r.dirty = true; r.flow.IsCorrecting() {
		r.FindBaseline()
	}
	switch err = r.save(); {
	case checks.CodeOf(err) == checks.CodeConflict:
		return r.conflict()
	case err != nil:
		r.tell(r.say.T("save.failed"))
		r.refuse(err)
		return nil
	}
	r.tell(said...)
	return nil
}

// save writes the run as it is now, unless nothing was entered yet that is worth keeping it for.
func (r *run) save() error {
	now := r.flow.Stored()
	if !r.dirty || r.revision == 0 && !now.IsFinished() && now.IsEmpty() {
		return nil
	}
	revision, err := r.opts.Store.SaveRun(now, r.revision)
	if checks.CodeOf(err) == checks.CodeGone {
		if revision, err = r.opts.Store.SaveRun(now, 0); err == nil {
			r.beside = tui.SavedAnew
		}
	}
	if err != nil {
		return err
	}
	r.revision, r.dirty = revision, false
	r.noteFinish(now)
	return nil
}

// noteFinish backs up once a run is on disk as one that was finished while it was open.
func (r *run) noteFinish(now checks.Run) {
	switch {
	case r.flow.IsCorrecting():
	case now.IsFinished() && r.finished != now.ID:
		r.finished = now.ID
		if err := r.opts.Store.BackUp(); err != nil {
			r.tell(r.say.T("backups.none-made"))
			r.refuse(err)
		}
		r.sync()
	case !now.IsFinished() && r.finished == now.ID:
		r.finished = ""
	}
}

// conflict asks what holds where another program changed the run meanwhile. Nothing is overwritten, and what asked for the save goes no
// further.
func (r *run) conflict() error {
	run := r.flow.Run()
	theirs, _, err := r.opts.Store.Run(run.ID)
	gone := checks.CodeOf(err) == checks.CodeNotFound
	if err != nil && !gone {
		r.refuse(err)
		return errLeft
	}
	what, ways := tui.Conflict(r.say, run, theirs, gone)
	r.tell(what)
	team := cmp.Or(theirs.Team, run.Team)
	at, err := r.pick(r.say.T("line.which-way"), ways, mustPick)
	if err != nil {
		return after(err, r.keepUnasked(team))
	}
	goOn, with := !gone, theirs
	if at == 0 {
		if with, err = r.keepBeside(team); err != nil {
			r.refuse(err)
			return errLeft
		}
		goOn = !with.IsFinished() || r.flow.IsCorrecting()
	}
	if r.dirty, r.left = false, true; goOn {
		err = r.resume(with)
	} else if at == 0 {
		r.tell(r.say.T("close.finished"))
	}
	return after(err, errLeft)
}

// keepBeside keeps the run as one of its own, beside what another program made of it.
func (r *run) keepBeside(team string) (checks.Run, error) {
	own := r.flow.Stored().Copy(team, r.opts.NewID)
	_, err := r.opts.Store.SaveRun(own, 0)
	if err == nil {
		r.dirty = false
		r.noteFinish(own)
	}
	return own, err
}

// keepUnasked is keepBeside where nobody is there any more to be asked.
func (r *run) keepUnasked(team string) error {
	_, err := r.keepBeside(team)
	if err == nil {
		r.beside = tui.SavedBesideRun
	}
	return err
}

// lookBack asks what became of each action that was open and each complaint that was fixed. Nothing has to be answered.
func (r *run) lookBack() error {
	if r.fresh {
		r.tell(r.say.T("look.ask"))
		if err := r.resumeReason(); err != nil {
			return err
		}
	}
	actions, complaints := r.Work.Actions, r.Work.Complaints
	n, i := len(actions)+len(complaints), r.place
	if i >= n {
		return r.move(1)
	}
	q := question{help: "help.look-back", empty: func() error { return r.next(1) }}
	if i > 0 {
		q.back = func() error { return r.next(-1) }
	}
	decide := func(word, id string, outcome checks.Outcome) {
		q.words = append(q.words, wordOf(word, func() error { return r.look(id, checks.Look{Outcome: outcome}) }))
	}
	var about []string
	if i < len(actions) {
		a := actions[i]
		about = []string{a.Text, joined(r.lookedAt(a.ID), r.actionFacts(a))}
		decide("key.look-done", a.ID, checks.OutcomeDone)
		decide("key.look-open", a.ID, checks.OutcomeOpen)
		q.words = append(q.words, wordOf("key.look-drop", func() error { return r.drop(a.ID) }))
	} else {
		s := complaints[i-len(actions)]
		c := s.Complaint
		fixed := r.say.T("look.since", "Day", r.say.Day(c.FixedOn().Time()))
		about = []string{r.say.N("look.fixed", 1), s.Text, joined(r.lookedAt(s.ID), r.say.T("look.changed", "Fix", c.Fix), fixed)}
		decide("key.look-gone", s.ID, checks.OutcomeGone)
		decide("key.look-returned", s.ID, checks.OutcomeCameBack)
	}
	if !r.known {
		r.known = true
		r.tell(about...)
	}
	q.prompt = r.say.T("line.look", "I", i+1, "N", n, "Words", r.listed(q.words))
	return r.put(q)
}

// resumeReason offers the reason to drop an action that was typed elsewhere.
func (r *run) resumeReason() error {
	id, reason, _ := strings.Cut(r.flow.Run().Drafts[checks.LookBackID], "\n")
	i := slices.IndexFunc(r.Work.Actions, func(a checks.Action) bool { return a.ID == id })
	if i < 0 || reason == "" {
		return nil
	}
	drop := func() error {
		err := r.look(id, checks.Look{Outcome: checks.OutcomeDropped, Reason: reason})
		r.place = 0
		return err
	}
	return r.offer("line.use", r.forgetDraft, drop, r.Work.Actions[i].Text, r.say.T("look.reason")+" "+reason)
}

// next goes to another one of what is looked back on.
func (r *run) next(d int) error {
	r.place, r.known = r.place+d, false
	return nil
}

// lookedAt is what was said of an action or a complaint, "" for nothing so far.
func (r *run) lookedAt(id string) string {
	l := r.flow.Run().Looked[id]
	if l == (checks.Look{}) {
		return ""
	}
	return r.say.T("look.said."+string(l.Outcome), "Reason", l.Reason)
}

// drop asks why an action is dropped.
func (r *run) drop(id string) error {
	reason, err := r.line(r.say.T("look.reason"))
	if reason == "" {
		return err
	}
	return after(err, r.look(id, checks.Look{Outcome: checks.OutcomeDropped, Reason: reason}))
}

// look notes what became of an action or a complaint, and goes on.
func (r *run) look(id string, l checks.Look) error {
	l.On = r.today()
	err := r.flow.Look(id, l)
	if err == nil {
		_ = r.next(1)
	}
	return r.changed(err, r.lookedAt(id))
}
