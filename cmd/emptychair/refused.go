package main

import "emptychair/checks"

// refused says of what was typed why it is refused: it is wrong use. Some of it has other words here than on a screen.
func refused(err error) error {
	switch checks.CodeOf(err) {
	case "":
		return err
	case checks.CodeTextLong:
		return wrongUse("cli.error.text-long")
	}
	return &problem{code: exitUse, err: err}
}

// notSaved says why something between runs could not be saved.
func notSaved(err error) error {
	switch checks.CodeOf(err) {
	case checks.CodeConflict:
		return failure("cli.error.changed-meanwhile")
	case checks.CodeUnsure:
		return failure("cli.error.unsure")
	}
	return err
}

// notFollowed says why a complaint cannot be followed so.
func notFollowed(err error, id string) error {
	switch code := checks.CodeOf(err); code {
	case checks.CodeNoComplaint, checks.CodeNoCause, checks.CodeNotFixed, checks.CodeFixed:
		return failure("cli.error.complaint."+string(code), "ID", id)
	}
	return refused(err)
}
