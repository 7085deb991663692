package tui

import (
	"testing"

	"emptychair/tui/widget"
)

func TestTheWindowIsSharedOut(t *testing.T) {
	tests := []struct {
		width, height               int
		bodyWidth, bodyHeight, note int
		tooSmall                    bool
	}{
		{60, 18, 54, 13, 1, false},
		{60, 21, 54, 16, 1, false},
		{80, 22, 74, 16, 2, false},
		{80, 24, 74, 18, 2, false},
		{200, 60, 194, 54, 2, false},
		{59, 18, 53, 13, 1, true},
		{60, 17, 54, 12, 1, true},
		{1, 1, 1, 1, 1, true},
		{0, 0, 1, 1, 1, true},
	}
	for _, tt := range tests {
		l := newLayout(tt.width, tt.height)
		if l.bodyWidth() != tt.bodyWidth || l.bodyHeight(l.noticeRows) != tt.bodyHeight || l.noticeRows != tt.note || tooSmall(tt.width, tt.height) != tt.tooSmall {
			t.Errorf("%d×%d: %+v, body %d wide, too small %v", tt.width, tt.height, l, l.bodyWidth(), tooSmall(tt.width, tt.height))
		}
		if !tt.tooSmall && l.bodyTop+l.bodyHeight(l.noticeRows)+l.noticeRows+footRows != tt.height {
			t.Errorf("%d×%d: the parts are %+v", tt.width, tt.height, l)
		}
	}
}

func TestAColumnOfTextStaysNarrowEnoughToRead(t *testing.T) {
	for _, w := range []int{1, 54, 84, 85, 194} {
		if got := widget.TextWidth(w); got != min(w, 84) || got >= 90 {
			t.Errorf("in %d cells a column is %d wide", w, got)
		}
	}
}
