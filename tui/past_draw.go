package tui

import "emptychair/checks"

func (s *pastScreen) draw(p *page) {
	if len(s.runs) == 0 {
		none := s.say.T("past.none")
		if s.team != "" {
			none = s.say.T("past.none-of-team", "Team", s.team)
		}
		p.text(s.theme.Plain, none)
		return
	}
	below := s.below(p.w)
	columns := s.columns(p.w)
	s.list.draw(p, len(s.runs), p.h-len(below), true, func(i, w int, here bool) []string {
		return []string{s.row(columns, i, w, here)}
	})
	p.add(below...)
}

// below are the lines that stay under the list: the sign in it, and what is asked.
func (s *pastScreen) below(w int) []string {
	p := newPage(s.ground, w, 0)
	if legend := s.originLegend(s.runs); legend != "" && w < wide {
		p.add(s.theme.Quiet.Render("  " + legend))
	}
	if s.asking {
		r := s.runs[s.list.at]
		p.add("")
		p.text(s.theme.Now, s.say.T("past.ask", "Team", r.Team, "Day", s.say.Day(s.local(r.When()))))
	}
	return p.lines
}

// pastColumns are the widths of what is said of each run, and where it says how a run came to be kept.
type pastColumns struct {
	day, time, what int  // time is 0 where no two runs were on one day
	words           bool // behind what it holds, otherwise by a sign behind its day
}

// columns has room for how runs came to be kept only where one of them is not as usual.
func (s *pastScreen) columns(w int) pastColumns {
	c := pastColumns{day: 15, time: s.timeColumn(s.runs), what: 19}
	switch marked := s.originLegend(s.runs) != ""; {
	case marked && w >= wide:
		c.what, c.words = 36, true
	case marked:
		c.day = 17
	}
	return c
}

// row draws one run: when, who, what it holds; the team last, since its name may be of any width.
func (s *pastScreen) row(c pastColumns, i, w int, here bool) string {
	r := s.runs[i]
	lead, style := "  ", s.theme.Plain
	if here {
		lead, style = s.theme.Now.Render(s.signs.Pointer)+" ", s.theme.Strong
	}
	day, crowded := s.say.Day(s.local(r.When())), s.crowdedDay(s.runs, i)
	if !c.words {
		day = s.marked(day, r.Origin)
	}
	line := lead + s.padded(day, c.day)
	clock := ""
	if crowded {
		clock = s.timeOf(r.When())
	}
	line += s.padded(clock, c.time)
	if w >= narrow {
		line += s.padded(s.who(r.Kind, r.People), 13)
	}
	line += s.padded(s.holds(r, crowded, c.words), c.what) + r.Team
	return style.Render(s.cut(line, w))
}

// holds says what a run holds, or that it is unfinished and since when on its day; in words also how it came to be kept.
func (s *pastScreen) holds(r checks.Summary, timed, words bool) string {
	what := s.say.N("past.answers", r.Answers)
	if !r.IsFinished() {
		what = s.say.T("past.unfinished")
		if !timed && r.Origin == checks.OriginRun {
			what += ", " + s.timeOf(r.Started)
		}
	}
	if word := s.origin(r.Origin); words && word != "" {
		what += ", " + word
	}
	return what
}
