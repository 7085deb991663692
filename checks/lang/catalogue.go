package lang

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// catalogueFiles are the embedded catalogues of each language. Reading one takes longer than most else that happens before a
// window shows something, so they are read one after the other until a message is found: first those of the first screen.
var catalogueFiles = []string{"tui", "notes", "date", "change", "report", "compare", "lookback", "voice", "between", "errors", "cli"}

// commandFiles are those in which messages of commands stand; their ids begin with commandPrefix.
var commandFiles = []string{"cli", "between"}

const commandPrefix = "cli."

// catalogue is the messages of one language, as far as they were read.
type catalogue struct {
	code  string
	ascii bool

	mu        sync.Mutex
	unread    []string
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
}

func newCatalogue(code string, ascii bool, files []string) *catalogue {
	bundle := i18n.NewBundle(language.MustParse(code))
	return &catalogue{code: code, ascii: ascii, unread: files, bundle: bundle, localizer: i18n.NewLocalizer(bundle, code)}
}

// localize returns a message, after as many catalogues as it takes to find it.
func (c *catalogue) localize(m *i18n.LocalizeConfig) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		s, err := c.localizer.Localize(m)
		var missing *i18n.MessageNotFoundErr
		if !errors.As(err, &missing) || len(c.unread) == 0 {
			return s, err
		}
		c.read(c.unread[0])
		c.unread = c.unread[1:]
	}
}

// read takes one embedded catalogue in; a test holds that all of them can be read.
func (c *catalogue) read(name string) {
	all, err := parse(path.Join("messages", c.code, name+".json"), c.code)
	if c.ascii {
		inASCII(all)
	}
	if err == nil {
		err = c.bundle.AddMessages(language.MustParse(c.code), all...)
	}
	if err != nil {
		panic(fmt.Sprintf("embedded %s %s: %v", c.code, name, err))
	}
}

// parse reads one embedded catalogue.
func parse(file, code string) ([]*i18n.Message, error) {
	b, err := messages.ReadFile(file)
	if err != nil {
		return nil, err
	}
	f, err := i18n.ParseMessageFileBytes(b, code+".json", map[string]i18n.UnmarshalFunc{"json": json.Unmarshal})
	if err != nil {
		return nil, err
	}
	return f.Messages, nil
}
