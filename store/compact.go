package store

import (
	"fmt"
	"path/filepath"
	"runtime"

	bolt "go.etcd.io/bbolt"
)

// compactChunk is how many bytes a transaction of a compaction holds in memory.
const compactChunk = 4 << 20

// compact replaces the file by one that holds its records and nothing else: free pages, which still have the text of what was
// deleted, are not copied. The caller's handle keeps the old file locked until the new one has the name and the folder is on
// the disk; the new one is locked as long. Whoever waits for the old file then finds that it is not the one any more.
//
// A file with damage in it stays as it is: somebody may want to save what can be saved. So does every file on Windows, where
// one that is open cannot be replaced, and one that is not is not locked.
func (s *Store) compact(h *handle) error {
	if err := s.sweepFolders(); err != nil {
		return err
	}
	if runtime.GOOS == "windows" {
		return errInUse
	}
	name := func(from string) error { return s.replace(from, s.path) }
	return s.fill(h, filepath.Dir(s.path), name, h.copyRecords)
}

// copyRecords copies the records of the file, and nothing else, into another database.
func (h *handle) copyRecords(db *bolt.DB) error {
	return h.copyChanged(db, func() error { return nil })
}

// copyChanged does so and then changes the copy.
func (h *handle) copyChanged(db *bolt.DB, change func() error) error {
	db.NoSync = true // one sync at the end is enough for a file that nobody knows yet
	if err := bolt.Compact(db, h.db, compactChunk); err != nil {
		return err
	}
	if err := db.Update(swept); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	if err := db.View(intact); err != nil {
		return err
	}
	return db.Sync()
}

// intact looks at every record of a database whose pages are known to be whole, and whether as many are there as there should be.
func intact(tx *bolt.Tx) error { return (&reading{tx: tx}).intact() }

// intact does so with any pages, and whatever the schema.
func (r *reading) intact() error {
	if err := r.readFile(); err != nil {
		return err
	}
	records, parts := map[string]int{}, map[string]int{}
	for _, name := range []string{
		fileBucket, runsBucket, actionsBucket, indexBucket, openBucket, unfinishedBucket, teamsBucket, looseBucket, storiesBucket, followedBucket,
	} {
		var err error
		if records[name], parts[name], err = r.count(name); err != nil {
			return err
		}
	}
	summaries := records[indexBucket] + records[unfinishedBucket]
	if records[runsBucket] != r.file.Runs || summaries != r.file.Runs || records[actionsBucket] != parts[runsBucket] {
		return damaged(fileBucket, nil, fmt.Errorf("%v, but %d runs and %d actions", records, r.file.Runs, parts[runsBucket]))
	}
	_, teams, err := r.allTeams()
	if err != nil {
		return err
	}
	var all teamRecord
	for _, t := range teams {
		all.Runs, all.Open, all.Loose = all.Runs+t.Runs, all.Open+t.Open, all.Loose+t.Loose
		all.Stories, all.Followed = all.Stories+t.Stories, all.Followed+t.Followed
	}
	if all.Runs != r.file.Runs || all.Open != records[openBucket] || all.Loose != records[looseBucket] ||
		all.Stories != records[storiesBucket] || all.Followed != records[followedBucket] {
		return damaged(teamsBucket, nil, fmt.Errorf("%v, but %+v of teams", records, all))
	}
	return nil
}

// count returns how many records a bucket has, each of which it looks at, and how many belong to them. An older file may be without
// the bucket.
func (r *reading) count(bucket string) (records, parts int, err error) {
	if older, err := r.without(bucket); older || err != nil {
		return 0, 0, err
	}
	b, err := r.bucket(bucket)
	if err != nil {
		return 0, 0, err
	}
	err = each(b, bucket, func(k, v []byte) error {
		n, err := unseal(bucket, k, v, nil)
		if err != nil {
			return damaged(bucket, k, err)
		}
		records, parts = records+1, parts+n
		return nil
	})
	return records, parts, err
}

// without tells whether the bucket is one that older files do not have, in such a file.
func (r *reading) without(bucket string) (bool, error) {
	rec, err := r.schema()
	return rec.Version < bucketSince[bucket], err
}

// swept notes that no free page holds deleted text any more.
func swept(tx *bolt.Tx) error {
	w := writing{reading: reading{tx: tx}}
	if err := w.readFile(); err != nil {
		return err
	}
	w.file.Sweep = false
	return w.writeFile()
}
