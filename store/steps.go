package store

// step brings a file from one schema version to the next.
type step struct {
	program string // the first version of the program that can read the result
	migrate func(*writing) error
}

// steps is append-only: a file with schema version n has gone through the first n of them, a new file goes through all. What
// has been released is never changed.
var steps = []step{
	{program: "0.1.0", migrate: createBuckets},
}

func createBuckets(w *writing) error {
	for _, name := range []string{runsBucket, actionsBucket, indexBucket, unfinishedBucket, teamsBucket} {
		if err := w.createBucket(name); err != nil {
			return err
		}
	}
	return w.writeFile()
}

// createBucket makes a bucket.
func (w *writing) createBucket(name string) error {
	if _, err := w.tx.CreateBucket([]byte(name)); err != nil {
		return err
	}
	if w.pages != nil {
		w.pages.buckets[name] = 0 // it has none yet that could be looked at
	}
	return nil
}
