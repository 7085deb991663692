package store

// outside is code of the caller that runs in the middle of an operation. Neither its error nor its panic says anything about the
// file, so both are kept until the operation has ended.
type outside struct {
	err      error
	panicked any
	paused   bool // code of this package runs within it
}

// run runs it.
func (o *outside) run(fn func() error) {
	defer func() {
		if !o.paused {
			o.panicked = recover()
		}
	}()
	o.err = fn()
}

// pause runs code of this package within that of the caller. A panic there is one of the file's.
func (o *outside) pause(fn func()) {
	o.paused = true
	fn()
	o.paused = false
}

// resume runs code of the caller within that.
func (o *outside) resume(fn func()) {
	o.paused = false
	fn()
	o.paused = true
}

// end returns what the operation ended in: what the code of the caller did comes first.
func (o *outside) end(err error) error {
	if o.panicked != nil {
		panic(o.panicked)
	}
	if o.err != nil {
		return o.err
	}
	return err
}
