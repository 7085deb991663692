//go:build unix

package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
)

// patience is how long the browser may take for one page.
const patience = 30 * time.Second

// browser is a Chromium without a window, spoken to through two pipes in the DevTools protocol: objects of JSON, each ended by
// a zero byte.
type browser struct {
	t       *testing.T
	in      io.Writer
	replies chan reply
	session string
	number  int
	events  []reply // since the last page was opened
}

// reply is an answer, or with a method an event.
type reply struct {
	ID     int
	Method string
	Params json.RawMessage
	Result json.RawMessage
	Error  *struct{ Message string }
}

// fontSettings leave the browser one family of fonts, so that text takes the same room on every machine.
const fontSettings = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>%s</dir><cachedir>%s</cachedir>
<selectfont><rejectfont><glob>*</glob></rejectfont><acceptfont><glob>*/DejaVuSans.ttf</glob><glob>*/DejaVuSans-Bold.ttf</glob></acceptfont></selectfont>
<match target="font"><edit name="antialias"><bool>true</bool></edit><edit name="hinting"><bool>false</bool></edit><edit name="rgba"><const>none</const></edit></match>
</fontconfig>`

const fontFolder = "/usr/share/fonts/truetype/dejavu"

// missingFont says which font of that family is not here, if one is not; then the browser takes those of the system.
func missingFont() error {
	for _, name := range []string{"DejaVuSans.ttf", "DejaVuSans-Bold.ttf"} {
		if _, err := os.Stat(filepath.Join(fontFolder, name)); err != nil {
			return err
		}
	}
	return nil
}

// openBrowser starts a browser where there is one; it ends with the test.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts a browser")
	}
	if raced() {
		t.Skip("nothing here runs at once but the browser, and the race detector makes it take minutes")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("there is no Chromium here")
	}
	home := t.TempDir()
	fonts := filepath.Join(home, "fonts.conf")
	must(t, os.WriteFile(fonts, fmt.Appendf(nil, fontSettings, fontFolder, home), 0o600))
	toBrowser, in, err := os.Pipe()
	must(t, err)
	out, fromBrowser, err := os.Pipe()
	must(t, err)
	cmd := exec.Command(path, "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
		"--hide-scrollbars", "--force-color-profile=srgb", "--disable-lcd-text", "--font-render-hinting=none",
		"--user-data-dir="+filepath.Join(home, "profile"), "about:blank")
	cmd.Env = append(os.Environ(), "HOME="+home)
	if missingFont() == nil {
		cmd.Env = append(cmd.Env, "FONTCONFIG_FILE="+fonts)
	}
	cmd.ExtraFiles = []*os.File{toBrowser, fromBrowser} // 3 and 4 there
	must(t, cmd.Start())
	b := &browser{t: t, in: in, replies: make(chan reply)}
	for _, f := range []*os.File{toBrowser, fromBrowser} {
		_ = f.Close()
	}
	done := make(chan struct{})
	go b.listen(out, done)
	t.Cleanup(func() {
		close(done)
		_ = in.Close() // at its end the browser goes
		gone := make(chan struct{})
		go func() { _ = cmd.Wait(); close(gone) }()
		select {
		case <-gone:
		case <-time.After(patience):
			_ = cmd.Process.Kill()
			<-gone
		}
		_ = out.Close()
	})
	b.attach()
	return b
}

// listen hands on what the browser says until the test is over.
func (b *browser) listen(out io.Reader, done <-chan struct{}) {
	defer close(b.replies)
	for r := bufio.NewReader(out); ; {
		message, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var said reply
		if json.Unmarshal(bytes.TrimSuffix(message, []byte{0}), &said) != nil {
			continue
		}
		select {
		case b.replies <- said:
		case <-done:
			return
		}
	}
}

// attach opens a page to work in.
func (b *browser) attach() {
	b.t.Helper()
	var target struct{ TargetID, SessionID string }
	b.do("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	b.do("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &target)
	b.session = target.SessionID
	for _, domain := range []string{"Page", "Log", "Runtime", "Network", "Accessibility"} {
		b.do(domain+".enable", nil, nil)
	}
	b.do("Page.setLifecycleEventsEnabled", map[string]any{"enabled": true}, nil)
}

// do sends a command and reads its result.
func (b *browser) do(method string, params map[string]any, result any) {
	b.t.Helper()
	b.number++
	command := map[string]any{"id": b.number, "method": method}
	if params != nil {
		command["params"] = params
	}
	if b.session != "" {
		command["sessionId"] = b.session
	}
	message, err := json.Marshal(command)
	must(b.t, err)
	if _, err := b.in.Write(append(message, 0)); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	said := b.until(method, func(r reply) bool { return r.ID == b.number })
	if said.Error != nil {
		b.t.Fatalf("%s: %s", method, said.Error.Message)
	}
	if result == nil {
		return
	}
	if err := json.Unmarshal(said.Result, result); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
}

// until waits for a message, and keeps the events before it.
func (b *browser) until(what string, is func(reply) bool) reply {
	b.t.Helper()
	late := time.After(patience)
	for {
		select {
		case r, ok := <-b.replies:
			if !ok {
				b.t.Fatalf("%s: the browser is gone", what)
			}
			if r.Method != "" {
				b.events = append(b.events, r)
			}
			if is(r) {
				return r
			}
		case <-late:
			b.t.Fatalf("%s: no answer", what)
		}
	}
}

// open shows a page in a window of a width.
func (b *browser) open(file string, width int) {
	b.t.Helper()
	b.window(width)
	b.events = nil
	var page struct{ FrameID, LoaderID string }
	b.do("Page.navigate", map[string]any{"url": "file://" + file}, &page)
	b.event("load", func(r reply) bool {
		var at struct{ FrameID, LoaderID, Name string }
		return r.Method == "Page.lifecycleEvent" && json.Unmarshal(r.Params, &at) == nil &&
			at.Name == "load" && at.FrameID == page.FrameID && at.LoaderID == page.LoaderID
	})
}

// event waits for an event that may have come already since the page was opened.
func (b *browser) event(what string, is func(reply) bool) {
	b.t.Helper()
	if !slices.ContainsFunc(b.events, is) {
		b.until(what, is)
	}
}

func (b *browser) window(width int) {
	b.t.Helper()
	b.do("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// like shows the page as on paper, or to who likes it dark.
func (b *browser) like(medium, scheme string) {
	b.t.Helper()
	features := []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}
	b.do("Emulation.setEmulatedMedia", map[string]any{"media": medium, "features": features}, nil)
}

// size is how much room the page takes.
func (b *browser) size() (width, height float64) {
	b.t.Helper()
	var metrics struct {
		CSSContentSize struct{ Width, Height float64 }
	}
	b.do("Page.getLayoutMetrics", nil, &metrics)
	return metrics.CSSContentSize.Width, metrics.CSSContentSize.Height
}

// picture takes a picture of the page at a scale, as far down as is asked for.
func (b *browser) picture(scale, height float64) image.Image {
	b.t.Helper()
	width, all := b.size()
	height = min(height, all)
	var shot struct{ Data []byte }
	b.do("Page.captureScreenshot", map[string]any{
		"captureBeyondViewport": true, "optimizeForSpeed": true,
		"clip": map[string]any{"x": 0, "y": 0, "width": width, "height": height, "scale": scale},
	}, &shot)
	img, err := png.Decode(bytes.NewReader(shot.Data))
	must(b.t, err)
	return img
}

// complaints are what the browser had to say of the page, and all that it asked for beside the page itself.
func (b *browser) complaints() (list []string) {
	b.t.Helper()
	b.do("Runtime.evaluate", map[string]any{"expression": "0"}, nil) // all that the page said before is here then
	for _, e := range b.events {
		if complains(e) {
			list = append(list, e.Method+" "+string(e.Params))
		}
	}
	return list
}

// complains tells whether an event is a complaint.
func complains(e reply) bool {
	switch e.Method {
	case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Network.loadingFailed":
		return true
	case "Network.requestWillBeSent":
		var request struct {
			DocumentURL string
			Request     struct{ URL string }
		}
		return json.Unmarshal(e.Params, &request) != nil || request.DocumentURL != request.Request.URL
	}
	return false
}

// pictured returns the names of all pictures on the page as a screen reader tells them, "" for one without a name.
func (b *browser) pictured() (names []string) {
	b.t.Helper()
	type text struct{ Value any }
	var tree struct {
		Nodes []struct {
			Ignored    bool
			Role, Name text
		}
	}
	b.do("Accessibility.getFullAXTree", nil, &tree)
	for _, n := range tree.Nodes {
		if role := fmt.Sprint(n.Role.Value); !n.Ignored && (role == "image" || role == "img") {
			name, _ := n.Name.Value.(string)
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}

// raced tells whether the race detector watches the tests.
func raced() bool {
	build, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(build.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
