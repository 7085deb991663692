package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"sync"
)

// HTML is a page for the browser and the printer. A [Voice] and a [Dossier] are written so.
const HTML Format = "html"

//go:embed page.html
var pageParts string

//go:embed page.css
var pageStyle string

// htmlHead is what every page begins with.
type htmlHead struct {
	Language, Title string
	Style           template.CSS
	Policy          template.HTMLAttr // lets the page load nothing, and have no style but its own
}

// headOf returns the head of a page in the common style, with more of its own.
func headOf(o Options, title, style string) htmlHead {
	style = pageStyle + style
	sum := sha256.Sum256([]byte(style))
	hash := base64.StdEncoding.EncodeToString(sum[:])
	policy := template.HTMLAttr(`content="default-src 'none'; style-src 'sha256-` + hash + `'; base-uri 'none'; form-action 'none'"`)
	return htmlHead{o.Printer.Code(), title, template.CSS(style), policy}
}

// parsed returns a template that can use the common parts, read when it is needed for the first time.
func parsed(name, text string) func() *template.Template {
	return sync.OnceValue(func() *template.Template {
		return template.Must(template.Must(template.New(name).Parse(pageParts)).Parse(text))
	})
}
