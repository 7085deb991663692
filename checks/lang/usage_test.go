package lang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
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
	names  []string // of what is filled in
	known  bool     // all names are literal
}

// readSource reads all Go files of the module but the tests, once.
var readSource = sync.OnceValue(func() source {
	const root = "../.."
	src := source{literals: map[string]string{}}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			return src.add(path)
		}
		return nil
	})
	if err != nil {
		panic(err)
	}
	return src
})

func (s *source) add(path string) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
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
	return nil
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
func messageCall(n *ast.CallExpr) (c call, ok bool) {
	fun, ok := n.Fun.(*ast.SelectorExpr)
	if !ok || fun.Sel.Name != "T" && fun.Sel.Name != "N" || len(n.Args) == 0 {
		return c, false
	}
	c.plural = fun.Sel.Name == "N"
	c.id, _ = literal(n.Args[0])
	for sum, ok := n.Args[0].(*ast.BinaryExpr); ok; sum, ok = sum.X.(*ast.BinaryExpr) {
		c.prefix, _ = literal(sum.X)
	}
	pairs := n.Args[1:]
	if c.plural && len(pairs) > 0 {
		pairs = pairs[1:]
	}
	c.known = !n.Ellipsis.IsValid()
	for i := 0; i < len(pairs); i += 2 {
		name, ok := literal(pairs[i])
		c.names, c.known = append(c.names, name), c.known && ok
	}
	return c, true
}

func TestEveryCallFindsItsMessage(t *testing.T) {
	messages := catalogue(t, "en")
	all := slices.Sorted(maps.Keys(messages))
	for _, c := range readSource().calls {
		if c.prefix != "" && !slices.ContainsFunc(all, func(id string) bool { return strings.HasPrefix(id, c.prefix) }) {
			t.Errorf("%s: no message begins with %q", c.place, c.prefix)
		}
		m, ok := messages[c.id]
		switch {
		case c.id == "":
			continue
		case !ok:
			t.Errorf("%s: there is no message %q", c.place, c.id)
		case c.plural != m.plural:
			t.Errorf("%s: the message %q has plural forms: %v", c.place, c.id, m.plural)
		}
		for _, name := range m.fields() {
			if c.known && !slices.Contains(c.names, name) && (!c.plural || name != "N") {
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
	for text, place := range readSource().literals {
		m := looksLikeID.FindStringSubmatch(text)
		if _, ok := messages[text]; m != nil && areas[m[1]] && !fileName.MatchString(text) && !ok {
			t.Errorf("%s: there is no message %q", place, text)
		}
	}
}

func TestEveryMessageIsUsed(t *testing.T) {
	for id := range catalogue(t, "en") {
		if !readSource().uses(id) {
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
