package lang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is what the program's code says about messages.
type source struct {
	literals map[string]string // every string literal, and one place where it stands
	calls    []call
}

// call is a call of Printer.T or Printer.N.
type call struct {
	place  string
	id     string   // "" where it is built
	prefix string   // how a built id begins
	plural bool     // N
	pairs  []string // names of what is filled in; nil where they are not all literal
}

// readSource reads all Go files of the module but the tests.
func readSource(t *testing.T) source {
	t.Helper()
	const root = "../.."
	src := source{literals: map[string]string{}}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			src.add(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func (s *source) add(t *testing.T, path string) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			return n.Tag == nil // a tag is no message
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				s.literals[text] = set.Position(n.Pos()).String()
			}
		case *ast.CallExpr:
			if c, ok := messageCall(n); ok {
				c.place = set.Position(n.Pos()).String()
				s.calls = append(s.calls, c)
			}
		}
		return true
	})
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// messageCall reads x.T("id", "Name", value …) and x.N("id", n, "Name", value …).
func messageCall(n *ast.CallExpr) (call, bool) {
	fun, ok := n.Fun.(*ast.SelectorExpr)
	if !ok || fun.Sel.Name != "T" && fun.Sel.Name != "N" || len(n.Args) == 0 {
		return call{}, false
	}
	c := call{plural: fun.Sel.Name == "N"}
	first := n.Args[0]
	c.id, _ = literal(first)
	for built := false; ; built = true {
		sum, ok := first.(*ast.BinaryExpr)
		if !ok {
			if text, ok := literal(first); ok && built {
				c.prefix = text
			}
			break
		}
		first = sum.X
	}
	rest := n.Args[1:]
	if c.plural && len(rest) > 0 {
		rest = rest[1:]
	}
	c.pairs = names(rest, n.Ellipsis.IsValid())
	return c, true
}

func names(pairs []ast.Expr, spread bool) []string {
	if spread {
		return nil
	}
	found := []string{}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := literal(pairs[i])
		if !ok {
			return nil
		}
		found = append(found, name)
	}
	return found
}

func TestEveryCallFindsItsMessage(t *testing.T) {
	src, messages := readSource(t), catalogue(t, "en")
	for _, c := range src.calls {
		if c.prefix != "" && !slices.ContainsFunc(ids(messages), func(id string) bool { return strings.HasPrefix(id, c.prefix) }) {
			t.Errorf("%s: no message begins with %q", c.place, c.prefix)
		}
		if c.id == "" {
			continue
		}
		m, ok := messages[c.id]
		if !ok {
			t.Errorf("%s: there is no message %q", c.place, c.id)
			continue
		}
		if c.plural != m.plural {
			t.Errorf("%s: the message %q has plural forms: %v", c.place, c.id, m.plural)
		}
		for _, name := range m.fields() {
			if c.pairs != nil && !slices.Contains(c.pairs, name) && (!c.plural || name != "N") {
				t.Errorf("%s: nothing is filled in for %s of %q", c.place, name, c.id)
			}
		}
	}
}

var (
	looksLikeID = regexp.MustCompile(`^([a-z-]+)(\.[a-z0-9_-]+)+$`)
	fileName    = regexp.MustCompile(`\.(json|db|go|md|txt|html|csv|tmp|lock)$`)
)

func TestEveryIDInTheCodeIsAMessage(t *testing.T) {
	messages := catalogue(t, "en")
	areas := map[string]bool{}
	for id := range messages {
		area, _, _ := strings.Cut(id, ".")
		areas[area] = true
	}
	all := ids(messages)
	for text, place := range readSource(t).literals {
		m := looksLikeID.FindStringSubmatch(text)
		if m == nil || !areas[m[1]] || fileName.MatchString(text) || slices.Contains(all, text) {
			continue
		}
		t.Errorf("%s: there is no message %q", place, text)
	}
}

func TestEveryMessageIsUsed(t *testing.T) {
	src := readSource(t)
	for _, id := range ids(catalogue(t, "en")) {
		if !src.uses(id) {
			t.Errorf("%s is used nowhere", id)
		}
	}
}

// uses tells whether the code holds the id, or builds it: as "prefix." and something, or as an id and ".suffix".
func (s source) uses(id string) bool {
	if _, ok := s.literals[id]; ok {
		return true
	}
	for i, r := range id {
		if r != '.' {
			continue
		}
		_, prefix := s.literals[id[:i+1]]
		_, base := s.literals[id[:i]]
		_, suffix := s.literals[id[i:]]
		if prefix || base && suffix {
			return true
		}
	}
	return false
}

func ids(messages map[string]message) []string {
	all := make([]string, 0, len(messages))
	for id := range messages {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}
