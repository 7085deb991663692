package lang

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// catalogue is the messages of one language. It stands in several files, each of which is read when the first of its messages is
// asked for: to read them all takes longer than all else that happens before a window shows something.
type catalogue struct {
	code  string
	ascii bool

	mu        sync.Mutex
	unread    map[string][]byte // by name of the file; nil before the first message is asked for
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
}

func newCatalogue(code string, ascii bool) *catalogue { return &catalogue{code: code, ascii: ascii} }

// localize returns a message, after a read of the file where it stands.
func (c *catalogue) localize(m *i18n.LocalizeConfig) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.unread == nil {
		c.open()
	}
	s, err := c.localizer.Localize(m)
	var missing *i18n.MessageNotFoundErr
	if errors.As(err, &missing) && c.find(m.MessageID) {
		return c.localizer.Localize(m)
	}
	return s, err
}

// open takes hold of the files.
func (c *catalogue) open() {
	c.bundle = i18n.NewBundle(language.MustParse(c.code))
	c.localizer, c.unread = i18n.NewLocalizer(c.bundle, c.code), map[string][]byte{}
	files, err := fs.Glob(messages, path.Join("messages", c.code, "*.json"))
	for _, file := range files {
		if err == nil {
			c.unread[file], err = messages.ReadFile(file)
		}
	}
	if err != nil {
		panic(err) // they are embedded
	}
}

// find reads the file in which a message stands, if there is one.
func (c *catalogue) find(id string) bool {
	entry := []byte(`"` + id + `":`)
	for file, b := range c.unread {
		if bytes.Contains(b, entry) {
			c.read(file, b)
			delete(c.unread, file)
			return true
		}
	}
	return false
}

// read takes a file in; a test holds that all of them can be read.
func (c *catalogue) read(file string, b []byte) {
	all, err := parse(b, c.code)
	if c.ascii {
		inASCII(all)
	}
	if err == nil {
		err = c.bundle.AddMessages(language.MustParse(c.code), all...)
	}
	if err != nil {
		panic(fmt.Sprintf("embedded %s: %v", file, err))
	}
}

// parse returns the messages in a file.
func parse(b []byte, code string) ([]*i18n.Message, error) {
	f, err := i18n.ParseMessageFileBytes(b, code+".json", map[string]i18n.UnmarshalFunc{"json": json.Unmarshal})
	if err != nil {
		return nil, err
	}
	return f.Messages, nil
}
