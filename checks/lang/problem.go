package lang

// Problem says what is wrong at one place of a document, in one line: where that is, by line and path, and what it is. Of what
// concerns the whole document the path is ""; a line that is not known is 0.
func (p *Printer) Problem(path string, line int, err error) string {
	what, _ := p.Error(err)
	place := path
	if line > 0 {
		place = p.T("problem.line", "Line", line)
		if path != "" {
			place += ", " + path
		}
	}
	if place == "" {
		return what
	}
	return p.T("problem.at", "Place", place, "What", what)
}
