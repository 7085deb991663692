package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestAProgressBarIsDrawnATwentiethOfASecondApartAndThenGone(t *testing.T) {
	var out bytes.Buffer
	now := today
	b := &progressBar{w: &out, now: func() time.Time { return now }, full: "●", rest: "·", text: func(done, all int) string { return fmt.Sprint(done, all) }}
	for n := range 1000 {
		b.show(n+1, 1000)
		now = now.Add(time.Millisecond)
	}
	if drawn := strings.Count(out.String(), "\r"); drawn != 20 {
		t.Errorf("drawn %d times", drawn)
	}
	if !strings.HasSuffix(out.String(), "\r"+strings.Repeat("●", 28)+"··  951 1000") {
		t.Errorf("the last one is %q", out.String()[out.Len()-100:])
	}
	b.end()
	if !strings.HasSuffix(out.String(), "\r\x1b[K") {
		t.Error("it stays")
	}
	out.Reset()
	(&progressBar{}).show(1, 2)
	(&progressBar{w: &out}).end()
	if out.Len() > 0 {
		t.Errorf("where nothing was drawn it writes %q", &out)
	}
}
