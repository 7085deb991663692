package tui

import (
	"slices"

	"emptychair/checks"
)

// takeAll takes in all stories after the latest ones were shown.
func (s *storiesScreen) takeAll(all []checks.Findable) {
	was, _ := s.here()
	s.hits = nil
	s.all, s.whole = all, true
	s.narrow()
	if s.reach(was.ID); !s.isHere(s.asked) {
		s.asked = ""
	}
	if s.panel != nil {
		s.panel = newStoryPanel(s.ground, s.filter, s.all, s.panel.at)
	}
}

// put takes a story in that is on disk now, in place of what it was.
func (s *storiesScreen) put(now checks.Story) {
	all := slices.DeleteFunc(slices.Clone(s.all), func(f checks.Findable) bool { return f.ID == now.ID })
	if s.team == "" || s.team == now.Team {
		i, _ := slices.BinarySearchFunc(all, now, func(f checks.Findable, now checks.Story) int { return checks.CompareStories(f.Story, now) })
		all = slices.Insert(all, i, checks.MakeFindable([]checks.Story{now})...)
	}
	s.replace(all, now.ID)
}

// remove takes a story out that is on disk no more.
func (s *storiesScreen) remove(id string) {
	at := s.list.at
	s.replace(slices.DeleteFunc(slices.Clone(s.all), func(f checks.Findable) bool { return f.ID == id }), "")
	s.list.at = at
	s.list.clamp(len(s.hits))
}

func (s *storiesScreen) replace(all []checks.Findable, at string) {
	s.hits, s.all = nil, all
	s.narrow()
	s.reach(at)
}

func (s *storiesScreen) stories() *storiesScreen { return s }

func (s *storiesScreen) took(_, now checks.Story) screen {
	s.put(now)
	return s
}

func (s *storiesScreen) renew(asked, fresh checks.Story) screen {
	if fresh.ID == "" {
		s.remove(asked.ID)
	} else {
		s.put(fresh)
	}
	return s
}
