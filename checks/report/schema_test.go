package report

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"emptychair/checks"
	"emptychair/checks/content"
)

// fits fails where JSON is not as a schema says.
func fits(t *testing.T, schema string, b []byte) {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("schema/" + schema)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%v\n%s", err, b)
	}
}

func TestJSONOfAComparisonIsAsItsSchemaSays(t *testing.T) {
	for name, c := range comparisons {
		t.Run(name, func(t *testing.T) { fits(t, "compare.json", comparisonIn(t, JSON, c("en"), in("en"))) })
	}
	c := demoComparison("en", checks.Team)
	c.Baseline.Ratings, c.Current.Answers, c.Baseline.Actions = nil, nil, nil
	t.Run("of a run that holds little", func(t *testing.T) {
		fits(t, "compare.json", comparisonIn(t, JSON, checks.Compare(content.Check(), c.Baseline, c.Current, checks.ChosenDay, false), in("en")))
	})
}

func TestJSONOfATrendIsAsItsSchemaSays(t *testing.T) {
	for _, trend := range []checks.Trend{demoTrend("en", checks.Team, 0), demoTrend("en", checks.Solo, 2), longTrend(), {Kind: checks.Team}} {
		fits(t, "trend.json", trendIn(t, JSON, trend, in("en")))
	}
}

func TestASchemaRefusesWhatItDoesNotSay(t *testing.T) {
	s, err := jsonschema.NewCompiler().Compile("schema/compare.json")
	if err != nil {
		t.Fatal(err)
	}
	good := comparisonIn(t, JSON, demoComparison("en", checks.Team), in("en"))
	for _, change := range [][2]string{
		{`"verdict": "up"`, `"verdict": "better"`}, {`"version": 1`, `"version": 2`}, {`"median": 3,`, `"median": 3.3,`}, {`"n": 6,`, ``}, {`"team"`, `"mean": 3.4, "team"`},
	} {
		bad := bytes.Replace(good, []byte(change[0]), []byte(change[1]), 1)
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(bad))
		if err != nil || bytes.Equal(bad, good) {
			t.Fatal(err, change)
		}
		if s.Validate(v) == nil {
			t.Errorf("%s in place of %s is let through", change[1], change[0])
		}
	}
}
