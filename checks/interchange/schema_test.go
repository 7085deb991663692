package interchange_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

// schema returns the schema of documents.
func schema(t fatal) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("schema.json")
	wantOK(t, err)
	return s
}

// fits tells whether a document is as the schema says.
func fits(s *jsonschema.Schema, b []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

func TestDocumentsAreAsTheSchemaSays(t *testing.T) {
	s := schema(t)
	for _, b := range [][]byte{
		document(t), document(t, everything()...), parts(runs(leastRun), actions(leastAction), stories(leastStory)),
	} {
		wantOK(t, fits(s, b))
	}
	rapid.Check(t, func(t *rapid.T) {
		wantOK(t, fits(s, document(t, drawRecords(t)...)))
	})
}

// beyondTheSchema is how the names of the files begin that a schema cannot refuse: what is wrong with them lies between their
// fields, in what the check knows, in what text says, or in their bytes.
var beyondTheSchema = []string{
	"action-between-id", "action-due-never", "action-from-", "action-id-newline", "action-id-twice", "action-of-a", "action-of-no-run",
	"action-owner-long", "action-text-empty", "answer-long", "answer-only", "answers-of-", "chair-empty-", "chair-evidence-long",
	"complaint-cause-", "complaint-fixed-", "complaint-known-", "complaint-owner-", "complaint-steps-", "complaint-whys-without", "counts-too-many",
	"deep-", "field-twice", "field-with", "format-shared-at", "no-answer-too-many", "not-utf8", "overlong", "rating-of-no-item", "rating-twice", "revealed-of",
	"run-at-other", "run-check-other", "run-day-never", "run-drafts-nowhere", "run-field-twice", "run-finished-zero", "run-id-bidi", "run-id-control", "run-id-spaces",
	"run-id-twice", "run-looked-without", "run-people-exponent", "run-solo", "run-spent-nowhere", "run-started-year", "run-team-blank", "run-team-long", "runs-twice", "story-about",
	"story-id-twice", "story-on-year", "story-text-long", "surrogate", "team-twice", "version-fraction",
}

func TestTheSchemaRefusesWhatItCan(t *testing.T) {
	s := schema(t)
	files, err := filepath.Glob("testdata/bad/*.json")
	wantOK(t, err)
	for _, file := range files {
		b, err := os.ReadFile(file)
		wantOK(t, err)
		name := filepath.Base(file)
		beyond := slices.ContainsFunc(beyondTheSchema, func(begin string) bool { return strings.HasPrefix(name, begin) })
		if err := fits(s, b); err == nil && !beyond {
			t.Errorf("%s is let through", name)
		}
	}
}
